# SPDX-License-Identifier: EUPL-1.2
"""Help as one package set beside the sum of its parts, over the same days.

Amounts are eurocents over the days of the package. An amount nobody knows stays unknown, and then
there is no difference to tell. A package that costs more than its parts is named as such: the test
of the theme report on the Kanteling (l.4574-4585). Neither says whether it helps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from voordeur.ledger.eurocents import KnownSum, MoneyError, known_sum, round_half_up


class Side(StrEnum):
    """Whether an amount is of the help apart, as it goes now, or of the one package."""

    APART = "apart"
    TOGETHER = "together"


class Measured(StrEnum):
    """Whether amounts are before or after what the household pays itself; the two never add up."""

    GROSS = "gross"
    NET = "net"


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of a side, with who pays it (None: not known) and whether that is known."""

    side: Side
    payer: str | None
    cents: int | None


class Verdict(StrEnum):
    """How the package stands to the sum of its parts."""

    UNKNOWN = "unknown"
    LESS = "less"
    SAME = "same"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class OfPayer:
    """What one payer pays apart and together; `payer` None: not known who."""

    payer: str | None
    apart: KnownSum
    together: KnownSum

    @property
    def more(self) -> int | None:
        """Return what this payer pays more for the package, None while an amount is unknown."""
        if not (self.apart.is_complete and self.together.is_complete):
            return None
        return self.together.sum - self.apart.sum


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides with their sums, the difference where it can be told, and the same per payer."""

    apart: KnownSum
    together: KnownSum
    by_payer: tuple[OfPayer, ...]

    @property
    def saves(self) -> int | None:
        """Return what the package costs less than its parts; None while anything is unknown."""
        sides = (self.apart, self.together)
        if not all(one.is_complete and one.known for one in sides):
            return None
        return self.apart.sum - self.together.sum

    @property
    def verdict(self) -> Verdict:
        """Return how the package stands to its parts."""
        if self.saves is None:
            return Verdict.UNKNOWN
        if self.saves == 0:
            return Verdict.SAME
        return Verdict.LESS if self.saves > 0 else Verdict.MORE


def compare(lines: Iterable[Line]) -> Compared:
    """Set a package beside the sum of its parts; payers in order of their code, unknown last."""
    found = list(lines)

    def side(which: Side, rows: Iterable[Line]) -> KnownSum:
        return known_sum(one.cents for one in rows if one.side is which)

    payers = sorted({one.payer for one in found}, key=lambda code: (code is None, code or ""))
    return Compared(
        side(Side.APART, found),
        side(Side.TOGETHER, found),
        tuple(
            OfPayer(payer, side(Side.APART, rows), side(Side.TOGETHER, rows))
            for payer in payers
            for rows in [[one for one in found if one.payer == payer]]
        ),
    )


def as_long_as(cents: int | None, days: int, wanted: int) -> int | None:
    """Return what something costs over other days, at the same amount a day; an estimate.

    Unknown stays unknown.

    >>> as_long_as(18_200, 182, 365)
    36500
    """
    if days <= 0 or wanted <= 0:
        raise MoneyError("There are no days to count over", "package", "Give one day or more.")
    return None if cents is None else round_half_up(Fraction(cents * wanted, days))
