# SPDX-License-Identifier: EUPL-1.2
"""Dutch addresses in one form: postcode, house number, and an addition that means the same."""

from __future__ import annotations

import re
from typing import NamedTuple

from voordeur.people.searchkeys import fold

_HOUSE = re.compile(r"\s*(\d{1,5})\s*[-/ .]*\s*(.*)\Z", re.DOTALL)
_WITH_STREET = re.compile(r"(.*?\D)\s*(\d{1,5}\b.*)\Z", re.DOTALL)
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})?\b")
_FLOORS = {"hs": "", "huis": "", "bg": "", "i": "1", "ii": "2", "iii": "3", "iv": "4", "rd": "rood"}
_HIGH = re.compile(r"\s*(hoog|verd|verdieping|etage)\Z")


class House(NamedTuple):
    """A house number and its addition; None when there is no number."""

    number: int | None
    addition: str = ""


def postcode_of(text: str) -> str:
    """Return a postcode as 1234AB, or its four digits when that is all there is.

    >>> postcode_of("3311 ab"), postcode_of("3311"), postcode_of("?")
    ('3311AB', '3311', '')
    """
    found = _POSTCODE.match(text.strip())
    return found[1] + (found[2] or "").upper() if found else ""


def house_of(number: str, addition: str = "") -> House:
    """Return a house number with its addition, from one cell or from two.

    >>> house_of("12 A"), house_of("12", "II"), house_of("12-hs"), house_of("12", "2 hoog")
    (House(number=12, addition='a'), House(number=12, addition='2'), House(number=12, addition=''), \
House(number=12, addition='2'))
    """
    found = _HOUSE.match(number)
    if not found:
        return House(None)
    rest = fold(f"{found[2]} {addition}")
    rest = _HIGH.sub("", rest)
    return House(int(found[1]), _FLOORS.get(rest, rest.replace(" ", "")))


def street_and_house(text: str) -> tuple[str, House]:
    """Take "Dijkstraat 12 A" apart.

    >>> street_and_house("Dijkstraat 12 A")
    ('dijkstr', House(number=12, addition='a'))
    """
    found = _WITH_STREET.match(text)
    return (street_of(found[1]), house_of(found[2])) if found else (street_of(text), House(None))


def street_of(text: str) -> str:
    """Return the name of a street folded and run together, with its ending shortened."""
    word = fold(text).replace(" ", "")
    return re.sub(r"straat\Z", "str", word)
