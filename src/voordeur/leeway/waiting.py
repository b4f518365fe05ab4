# SPDX-License-Identifier: EUPL-1.2
"""What waiting costs per day, and since when waiting has cost more than solving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

DAYS = 365
"""Days in a year for what is priced per year (nabij F3)."""


@dataclass(frozen=True, slots=True)
class RunsOn:
    """Something that goes on only because of the block; `cents` per year, None: not known."""

    name: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a day of waiting costs, in eurocents (exact), and what it is made of.

    `unknown` are things that run on at a price nobody knows: the true cost is at least this.
    """

    per_day: Fraction
    known: tuple[str, ...]
    unknown: tuple[str, ...]

    def cost(self, days: int) -> int:
        """Return what so many days cost, in whole eurocents, rounded down."""
        return int(self.per_day * max(days, 0))

    def break_even(self, solving: int) -> int | None:
        """Return after how many days waiting has cost as much as solving (`solving` in eurocents).

        None when nothing with a known price runs on: then nobody can say. Source: nabij F3.
        """
        if self.per_day <= 0:
            return None
        days = Fraction(solving) / self.per_day
        return -(-days.numerator // days.denominator)

    def clock(self, since: date, today: date, solving: int) -> Clock:
        """Return how long it takes, what it has cost, and the first day on which it costs more."""
        days = (today - since).days
        even = self.break_even(solving)
        turning = None if even is None else since + timedelta(days=even + 1)
        return Clock(
            max(days, 0), self.cost(days), turning, turning is not None and today >= turning
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """How a wait stands: `days` so far, `cents` so far, `turning` the day from which it costs more."""

    days: int
    cents: int
    turning: date | None
    dearer: bool


def waiting(running: Iterable[RunsOn]) -> Waiting:
    """Return the cost of a day from what runs on; a price that is missing stays missing."""
    things = tuple(running)
    total = sum(one.cents for one in things if one.cents is not None)
    return Waiting(
        Fraction(total, DAYS),
        tuple(one.name for one in things if one.cents is not None),
        tuple(one.name for one in things if one.cents is None),
    )
