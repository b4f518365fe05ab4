# SPDX-License-Identifier: EUPL-1.2
"""Waiting in days and, where it is known, in money: what it costs and when solving was cheaper. Pure.

Who waits by choice has no unmet need (transformatie R27, A16). The break-even day is that of nabij
R24: Karima's debt of 12,000 euros equals 73 days of a shelter of 60,000 euros a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

DAYS_IN_YEAR: Final = 365
# Why somebody waits, and whether that is a need nobody meets.
REASONS: Final[dict[str, bool]] = {
    "no_room": True,
    "no_staff": True,
    "decision": True,
    "own_choice": False,
    "other_first": False,
}


@dataclass(frozen=True, slots=True)
class Wait:
    """One spell of waiting in [since, until): for which reason; `until` None goes on."""

    reason: str
    since: date
    until: date | None = None

    @property
    def unmet(self) -> bool:
        """Say whether this is a need that nobody meets; waiting by choice is not."""
        return REASONS[self.reason]

    def days(self, day: date) -> int:
        """Return how many days were waited until a day; never below 0."""
        return max(0, (min(self.until or day, day) - self.since).days)


def days_unmet(waits: Iterable[Wait], day: date) -> int:
    """Return the days that were waited although nobody chose to (unit: days)."""
    return sum(wait.days(day) for wait in waits if wait.unmet)


@dataclass(frozen=True, slots=True)
class WaitingCost:
    """What bridging the wait costs so far, and whether solving would have been cheaper by now.

    Amounts are eurocents, rounded down. `break_even_days` None: never, because bridging is free.
    """

    days: int
    so_far_cents: int
    break_even_days: int | None

    @property
    def passed(self) -> bool:
        """Say whether waiting has cost more than solving would have."""
        return self.break_even_days is not None and self.days > self.break_even_days


def waiting_cost(year_cents: int, solve_cents: int, days: int) -> WaitingCost:
    """Return what waiting costs at a price per year, against a one-off price of solving.

    Raises ValueError for an amount or a number of days below 0.
    """
    if min(year_cents, solve_cents, days) < 0:
        raise ValueError("amounts and days are not below 0")
    whole = -(-solve_cents * DAYS_IN_YEAR // year_cents) if year_cents else None
    return WaitingCost(days, year_cents * days // DAYS_IN_YEAR, whole)
