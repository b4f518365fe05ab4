# SPDX-License-Identifier: EUPL-1.2
"""Sums of money in eurocents that do not lose a cent and do not hide what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Language = Literal["nl", "en"]


class MoneyError(ValueError):
    """An amount or a division of an amount that cannot be right.

    `what` is wrong, `where` it is, and the `remedy`: what a person can do about it.
    """

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


def _whole_cents(value: object, where: str) -> int:
    """Return `value` when it is a real integer; a float or a bool is refused.

    `True` is an integer to Python, so it is named here: a fact is not an amount.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise MoneyError(
            f"{value!r} is not a whole number of eurocents", where, "Give the amount as cents."
        )
    return value


def euro_text(cents: int, language: Language = "nl") -> str:
    """Write an amount for people: '€ 168.000' in Dutch, '€168,000' in English.

    Cents are written only when there are any: half of the amounts on a page end in ',00', and
    that is noise. A negative amount keeps its minus where that language puts it. The space of the
    Dutch does not break, so that no line ends in a bare sign.
    """
    euros, rest = divmod(abs(_whole_cents(cents, "amount")), 100)
    grouped = f"{euros:,}"
    if language == "nl":
        tail = f",{rest:02d}" if rest else ""
        return f"€\N{NO-BREAK SPACE}{'-' if cents < 0 else ''}{grouped.replace(',', '.')}{tail}"
    tail = f".{rest:02d}" if rest else ""
    return f"{'-' if cents < 0 else ''}€{grouped}{tail}"


@dataclass(frozen=True, slots=True)
class KnownSum:
    """A sum together with how many amounts it is made of and how many are missing.

    `sum` is in eurocents over the `known` amounts; `unknown` amounts are not in it and are not
    zero. It has no order: two sums of which one is incomplete cannot be put in a row, and the
    cost of households must not be.
    """

    sum: int = 0
    known: int = 0
    unknown: int = 0

    def __post_init__(self) -> None:
        for name in ("sum", "known", "unknown"):
            _whole_cents(getattr(self, name), name)
        if self.known < 0 or self.unknown < 0:
            raise MoneyError("A count is below zero", "known sum", "Count the amounts again.")
        if self.known == 0 and self.sum != 0:
            raise MoneyError(
                "A sum of no known amounts is not zero", "known sum", "Count the known amounts."
            )

    def __add__(self, other: KnownSum) -> KnownSum:
        """Add sums and counts; what was unknown stays unknown."""
        return KnownSum(
            self.sum + other.sum, self.known + other.known, self.unknown + other.unknown
        )

    @property
    def is_complete(self) -> bool:
        """True when nothing is missing; also true of a sum over nothing."""
        return self.unknown == 0

    def text(self, language: Language = "nl") -> str:
        """Write the sum: '€ 12', 'minstens € 12' when something is missing, or 'onbekend'.

        'At least' assumes that a missing amount is not a refund.
        """
        if self.is_complete:
            return euro_text(self.sum, language)
        if self.known == 0:
            return "onbekend" if language == "nl" else "unknown"
        return f"{'minstens' if language == 'nl' else 'at least'} {euro_text(self.sum, language)}"


def known_sum(amounts: Iterable[int | None]) -> KnownSum:
    """Add amounts in eurocents, counting those that are unknown (None) instead of skipping them.

    >>> known_sum([1200, None, 300])
    KnownSum(sum=1500, known=2, unknown=1)
    """
    total = known = unknown = 0
    for position, amount in enumerate(amounts):
        if amount is None:
            unknown += 1
        else:
            total += _whole_cents(amount, f"amount {position + 1}")
            known += 1
    return KnownSum(total, known, unknown)


def total_of(sums: Iterable[KnownSum]) -> KnownSum:
    """Add known sums; the sum of none is the empty sum."""
    result = KnownSum()
    for one in sums:
        result += one
    return result


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a base: a percentage that cannot be shown without what it is a percentage of."""

    part: KnownSum
    base: KnownSum

    @property
    def fraction(self) -> Fraction | None:
        """The exact proportion of the known amounts, or None when the base is zero or unknown."""
        if self.base.known == 0 or self.base.sum == 0 or (self.part.known == 0 < self.part.unknown):
            return None
        return Fraction(self.part.sum, self.base.sum)

    @property
    def is_complete(self) -> bool:
        """True when neither the part nor the base misses an amount."""
        return self.part.is_complete and self.base.is_complete

    def text(self, language: Language = "nl") -> str:
        """Write '10% van € 168.000'; with something missing it says 'van wat bekend is'.

        Whole percentages, half up; a part above zero that rounds to nothing is 'minder dan 1%'.
        """
        dutch = language == "nl"
        if self.fraction is None:
            return "onbekend deel" if dutch else "unknown share"
        percent = (2 * 100 * self.fraction + 1) // 2
        if percent == 0 < self.fraction:
            shown = "minder dan 1%" if dutch else "less than 1%"
        else:
            shown = f"{percent}%"
        base = euro_text(self.base.sum, language)
        if self.is_complete:
            return f"{shown} van {base}" if dutch else f"{shown} of {base}"
        if dutch:
            return f"{shown} van wat bekend is ({base})"
        return f"{shown} of what is known ({base})"


def round_half_up(value: Fraction) -> int:
    """Round an exact amount of cents to whole cents; a half goes away from zero.

    Symmetric, so that a refund rounds like the payment it takes back.
    """
    sign = -1 if value < 0 else 1
    return sign * int((2 * abs(value) + 1) // 2)


def split(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide `amount` (eurocents) over `weights` so that the parts add up to it exactly.

    Largest remainder (Hamilton): every part is the rounded-down share, and the cents left over go
    one by one to the largest remainders; equal remainders go to the first in line, so the answer
    is always the same. Each part is less than one cent from its exact share. A negative amount is
    divided like its positive twin.

    Raises MoneyError when there are no weights, a weight is negative or all are zero.

    >>> split(1000, [1, 1, 1])
    (334, 333, 333)
    """
    _whole_cents(amount, "amount to divide")
    for position, weight in enumerate(weights):
        if _whole_cents(weight, f"weight {position + 1}") < 0:
            raise MoneyError(
                "A weight is below zero", f"weight {position + 1}", "Give weights of 0 or more."
            )
    total = sum(weights)
    if total == 0:
        raise MoneyError(
            "There is nothing to divide over", "weights", "Give at least one weight above 0."
        )
    sign, size = (-1 if amount < 0 else 1), abs(amount)
    parts = [size * weight // total for weight in weights]
    left = size - sum(parts)
    by_remainder = sorted(
        range(len(weights)), key=lambda index: (-(size * weights[index] % total), index)
    )
    for index in by_remainder[:left]:
        parts[index] += 1
    return tuple(sign * part for part in parts)
