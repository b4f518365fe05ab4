# SPDX-License-Identifier: EUPL-1.2
"""The citizen number (BSN): checked, never shown whole, and found by a keyed value only."""

from __future__ import annotations

import hmac
from hashlib import sha256

from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

KEY_BYTES = 32
_CONTEXT = b"voordeur citizen number lookup v1\x00"


class CitizenNumberError(ValueError):
    """A text that is no citizen number, or a key that is too short.

    The message never repeats the digits: errors end up in logs and on screens.
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


def checked(text: str) -> str:
    """Return the nine digits of a citizen number that passes the 11-test.

    Dots, spaces and missing leading zeros are accepted, as people write them. Raises
    CitizenNumberError, which does not contain the number.
    """
    try:
        return str(bsn.validate(text))
    except ValidationError:
        pass
    # outside the handler, so that no chained exception carries the digits either
    raise CitizenNumberError(
        "This is not a valid citizen number", "citizen number", "Compare it with an identity paper."
    )


def masked(text: str) -> str:
    """Return '•••••1234': five hidden digits and the last four; for a valid number only."""
    return "•••••" + checked(text)[-4:]


def lookup_value(text: str, key: bytes) -> str:
    """Return the value under which this number is found: 64 hexadecimal digits.

    HMAC-SHA256 with a secret key: there are so few numbers that a hash without a key would be
    undone by trying them all. Equal however the number was written. The key has 32 bytes or more
    and is kept apart from the data.
    """
    if len(key) < KEY_BYTES:
        raise CitizenNumberError(
            "The key is too short", "citizen number key", f"Use {KEY_BYTES} bytes or more."
        )
    return hmac.new(key, _CONTEXT + checked(text).encode("ascii"), sha256).hexdigest()
