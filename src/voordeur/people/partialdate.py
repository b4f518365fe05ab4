# SPDX-License-Identifier: EUPL-1.2
"""Dates of which only the year, or the year and month, are known: a birth date often is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDateError(ValueError):
    """A text or combination that is no (partial) date: `what`, `where` and the `remedy`."""

    def __init__(self, what: str, where: str) -> None:
        remedy = "Write 1987, 1987-03 or 1987-03-12."
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a year and month, or a full date; what is not known is None, never 1 January.

    It has no `<`: whether 1987 comes before 1987-03 is not known. Ask `is_before`, which can
    answer None, or sort lists by `earliest`. Raises PartialDateError for what is no date.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise PartialDateError("A day without a month", f"{self.year}, day {self.day}")
        try:
            date(self.year, 1 if self.month is None else self.month, self.day or 1)
            if self.day is not None and self.month is not None:
                date(self.year, self.month, self.day)
        except ValueError:
            raise PartialDateError(
                "There is no such date", f"{self.year}, {self.month}, {self.day}"
            ) from None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read '1987', '1987-03' or '1987-03-12'; spaces around it are ignored."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise PartialDateError("This is not a date", repr(text))
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return a full date."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def is_full(self) -> bool:
        """True when the day is known."""
        return self.day is not None

    @property
    def earliest(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can be."""
        if self.day is not None:
            return self.earliest
        if self.month is None or self.month == 12:
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    def is_before(self, other: PartialDate) -> bool | None:
        """True or False when that is certain, None when it depends on what is not known."""
        if self.latest < other.earliest:
            return True
        if self.earliest >= other.latest:
            return False
        return None

    def may_be(self, other: PartialDate) -> bool:
        """True when both can be the same day: 1987 may be 1987-03-12."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def age_range(self, on: date) -> tuple[int, int]:
        """Return the lowest and highest age in whole years on a day; equal when it is certain.

        Who was born on 29 February has a birthday on 1 March in other years. Raises
        PartialDateError when the birth certainly lies after `on`; a birth that may lie after it
        counts as age 0.
        """
        if on < self.earliest:
            raise PartialDateError("This birth lies after the day asked about", f"{self}, {on}")
        return max(0, _age(self.latest, on)), _age(self.earliest, on)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
