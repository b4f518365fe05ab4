# SPDX-License-Identifier: EUPL-1.2
"""The picture of a month: what comes in, what is fixed, what is left to live on. Pure.

Whole eurocents; an amount nobody knows stays unknown through every sum (DESIGN, rule 7).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from voordeur.ledger.eurocents import KnownSum, known_sum, round_half_up

# How many of a period go into a year; a month is a twelfth of it.
PERIODS: Mapping[str, int] = {"week": 52, "four_weeks": 13, "month": 12, "quarter": 4, "year": 1}
SIDES = ("in", "fixed", "living")


@dataclass(frozen=True, slots=True)
class Piece:
    """One amount that comes in or goes out: its side, eurocents per period, or unknown."""

    side: str
    amount: int | None
    per: str = "month"


def per_month(amount: int | None, per: str) -> int | None:
    """Return an amount per month in eurocents, half up; None stays unknown.

    A year has 52 weeks and 13 times four weeks, as wages and benefits count it. Raises KeyError
    for a period that is not known.

    >>> per_month(10000, "week")
    43333
    """
    times = PERIODS[per]
    return None if amount is None else round_half_up(Fraction(amount * times, 12))


@dataclass(frozen=True, slots=True)
class Month:
    """What comes in, what is fixed and what is set aside to live on, each with what is unknown."""

    coming_in: KnownSum
    fixed: KnownSum
    living: KnownSum

    @property
    def left(self) -> int | None:
        """What is left after fixed costs, in eurocents; None as soon as one amount is unknown.

        Unknown too when nothing at all is written down on one of the sides.
        """
        if not (self.coming_in.known and self.fixed.known):
            return None
        if not (self.coming_in.is_complete and self.fixed.is_complete):
            return None
        return self.coming_in.sum - self.fixed.sum

    @property
    def short(self) -> int | None:
        """What is missing to live on, 0 when nothing is; None when it cannot be known."""
        if self.left is None or not self.living.known or not self.living.is_complete:
            return None
        return max(0, self.living.sum - self.left)


def month(pieces: Iterable[Piece]) -> Month:
    """Add up a month from its pieces; raises ValueError for a side that is not known."""
    sides: dict[str, list[int | None]] = {side: [] for side in SIDES}
    for piece in pieces:
        if piece.side not in sides:
            raise ValueError(f"there is no side {piece.side!r} in a month")
        sides[piece.side].append(per_month(piece.amount, piece.per))
    return Month(*(known_sum(sides[side]) for side in SIDES))
