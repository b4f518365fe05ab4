# SPDX-License-Identifier: EUPL-1.2
"""Dates of birth as far as they are known; what cannot be a date keeps the parts that can."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from voordeur.provisions.tables.values import Unusable, read_birth

_PARTS = re.compile(r"(\d{1,4})\D(\d{1,2})\D(\d{1,4})\Z")
_EARLIEST, _LATEST = 1880, 2100


class Birth(NamedTuple):
    """A date of birth; None for a part that is not known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> date | None:
        """The date when all of it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def birth_of(text: str) -> Birth:
    """Return what a date of birth says, in any of the ways Dutch systems write one.

    Day and month that can only be each other's are put right; an impossible day or month is not
    known, and the year stays.

    >>> birth_of("1987-25-03")
    Birth(year=1987, month=3, day=25)
    >>> birth_of("1987-53-12")
    Birth(year=1987, month=None, day=None)
    """
    if found := _plain(text):
        return found
    try:
        return Birth(*read_birth(text))
    except Unusable:
        return _mended(text.strip())


def _plain(text: str) -> Birth | None:
    """Read a whole date as nearly all are written: 1987-03-25 or 25-03-1987; None for any other."""
    if len(text) != 10:
        return None
    if text[4] == text[7] == "-":
        written = text
    elif text[2] == text[5] == "-":
        written = f"{text[6:]}-{text[3:5]}-{text[:2]}"
    else:
        return None
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    whole = Birth(found.year, found.month, found.day)
    return whole if _EARLIEST <= found.year <= _LATEST else None


def _mended(text: str) -> Birth:
    found = _PARTS.match(text)
    if not found:
        return Birth()
    first, middle, last = map(int, found.groups())
    year, month, day = (first, middle, last) if first > 999 else (last, middle, first)
    if not _EARLIEST <= year <= _LATEST:
        return Birth()
    for one, other in ((month, day), (day, month)):
        try:
            date(year, one, other)
        except ValueError:
            continue
        return Birth(year, one, other)
    return Birth(year)
