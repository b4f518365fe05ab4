# SPDX-License-Identifier: EUPL-1.2
"""How a case ends, when somebody asks again, and how ends are counted. Pure.

Help that stays for good is a result, just as a household that goes on without help (landingsbaan
R022): the two stand side by side and neither is the better one.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

AFTERCARE_MONTHS = (3, 6)
WORD_BEFORE = 14
"""Days before the day of the question from which a member can answer it already."""


class Way(StrEnum):
    """How the work of a team for a household came to its end."""

    FINISHED = "finished"
    SUPPORT_STAYS = "support_stays"
    TAKEN_OVER = "taken_over"
    MOVED = "moved"
    OWN_CHOICE = "own_choice"
    NO_CONTACT = "no_contact"


RESULTS = frozenset({Way.FINISHED, Way.SUPPORT_STAYS})


class Holds(StrEnum):
    """What is said when somebody asks months later; UNREACHED: nobody could be asked."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNREACHED = "unreached"


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, the last of the month where that day is not there.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def aftercare_days(closed_on: date) -> dict[int, date]:
    """Return the days on which somebody asks whether it holds, by the number of months."""
    return {months: months_after(closed_on, months) for months in AFTERCARE_MONTHS}


def moment_open(closed_on: date, today: date) -> int | None:
    """Return which question a member can answer on a day: 3 or 6 months; None before its time.

    A question opens a fortnight before its day and stays open until the next one opens.
    """
    opened = [
        months
        for months, day in aftercare_days(closed_on).items()
        if (day - today).days <= WORD_BEFORE
    ]
    return max(opened, default=None)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Ended cases (unit: cases) by how they ended; `results` counts help that stays as well."""

    finished: int
    support_stays: int
    other: int
    results: int
    total: int


def lanes(ways: Iterable[Way]) -> Lanes:
    """Count ends; each case once."""
    counted = Counter(ways)
    results = sum(counted[way] for way in RESULTS)
    total = counted.total()
    return Lanes(counted[Way.FINISHED], counted[Way.SUPPORT_STAYS], total - results, results, total)
