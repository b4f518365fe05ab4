# SPDX-License-Identifier: EUPL-1.2
"""What a tailored decision must say, whether a mandate covers it, and how quick it went. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

GROUNDS: Final = ("clause", "strict", "result", "creative")
"""The exception clause of the rule, or one of three ways to enforce it (eigen-tuin S22): strictly,
the result first, or a solution that serves both."""
LEAST_WORDS: Final = 20
"""Characters of a reason that says something."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What somebody may decide alone: these rules, up to an amount, in [from, until).

    `limit_cents` None: no money. `left_cents` is what is left in its own budget, None: it has none.
    """

    rules: Collection[str]
    limit_cents: int | None
    left_cents: int | None
    from_date: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Say whether it can be used on a day."""
        return self.from_date <= day and (self.until is None or day < self.until)

    def why_not(self, rule: str, cents: int, day: date) -> str:
        """Return why this decision does not fit: `ended`, `rule`, `limit`, `budget`; '' when it fits."""
        if not self.holds_on(day):
            return "ended"
        if rule not in self.rules:
            return "rule"
        if cents and (self.limit_cents is None or cents > self.limit_cents):
            return "limit"
        if cents and (self.left_cents is None or cents > self.left_cents):
            return "budget"
        return ""


def too_thin(reasons: Iterable[str]) -> bool:
    """Say whether any of these reasons says next to nothing."""
    return any(len(reason.strip()) < LEAST_WORDS for reason in reasons)


@dataclass(frozen=True, slots=True)
class Spent:
    """One decision with money: the days it was asked, decided and paid, and what it would have been.

    `without` says whether it would have been solved without the money; None: nobody knows.
    """

    asked: date
    decided: date
    paid: date | None
    cents: int
    without: bool | None


@dataclass(frozen=True, slots=True)
class Speed:
    """How quick a budget works, and what it was needed for. Unit: decisions, days, eurocents.

    Middle days (the median) to the decision and to the payment; None when there is none.
    """

    decisions: int
    cents: int
    to_decision: int | None
    to_payment: int | None
    needed: int
    not_needed: int
    nobody_knows: int


def speed(spent: Iterable[Spent]) -> Speed:
    """Return how quick a budget worked over some decisions."""
    rows = list(spent)
    return Speed(
        len(rows),
        sum(row.cents for row in rows),
        _middle((row.decided - row.asked).days for row in rows),
        _middle((row.paid - row.asked).days for row in rows if row.paid is not None),
        sum(1 for row in rows if row.without is False),
        sum(1 for row in rows if row.without is True),
        sum(1 for row in rows if row.without is None),
    )


def _middle(days: Iterable[int]) -> int | None:
    """Return the lower median: a number of days that really occurred."""
    ordered = sorted(days)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
