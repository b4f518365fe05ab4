# SPDX-License-Identifier: EUPL-1.2
"""Dutch addresses as parts that can be compared: postcode, house number, addition. Pure."""

import re
from dataclasses import dataclass

_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,5})[\s\-/]*([A-Za-z0-9][A-Za-z0-9\-/ ]{0,7})?", re.ASCII)


class AddressError(ValueError):
    """A part that is no postcode or no house number; `where` names the field, never the content."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} ({where})")
        self.what, self.where = what, where


@dataclass(frozen=True, slots=True)
class AddressKey:
    """What makes two addresses the same: postcode, house number and addition, all three."""

    postcode: str
    number: str
    addition: str


def postcode(text: str) -> str:
    """Return a postcode as `1234AB`; empty stays empty, anything else raises AddressError.

    >>> postcode("1234 ab")
    '1234AB'
    """
    if not text.strip():
        return ""
    match = _POSTCODE.fullmatch(text.strip())
    if match is None:
        raise AddressError("A postcode is four digits and two letters.", "postcode")
    return match[1] + match[2].upper()


def number(text: str) -> tuple[str, str]:
    """Return house number and addition, as `("12", "A")`; empty stays empty.

    The addition keeps letters and digits only, in capitals, so that `12-a`, `12 A` and `12a` are
    one address. Raises AddressError for what does not start with a number.
    """
    if not text.strip():
        return "", ""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise AddressError("A house number starts with digits.", "number")
    addition = re.sub(r"[^A-Z0-9]", "", (match[2] or "").upper())
    return str(int(match[1])), addition


def key(postcode_text: str, number_text: str) -> AddressKey | None:
    """Return the key of an address, or None when postcode or number is missing: then none is equal."""
    code, (house, addition) = postcode(postcode_text), number(number_text)
    return AddressKey(code, house, addition) if code and house else None
