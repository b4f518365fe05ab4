# SPDX-License-Identifier: EUPL-1.2
"""What one intervention costs in one year, and on what each euro rests.

The basis is the first that gives a figure: declared by the provider, budget, volume times price;
else the amount is unknown. A declaration covers only its own days: the days after the last one
take the next basis, so that a running year is not made cheaper by bills that are still to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import MoneyError, round_half_up


class Basis(StrEnum):
    """What an amount rests on, strongest first."""

    DECLARED = "declared"
    BUDGET = "budget"
    VOLUME_PRICE = "volume_price"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How an amount is to be read: a fact, an estimate for this case, or an average of many."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    AVERAGE = "average"


class Per(StrEnum):
    """The stretch of time one volume is for; TOTAL is the whole period of the intervention."""

    DAY = "day"
    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    YEAR = "year"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class AmountOver:
    """Eurocents for a closed period; a credit is below zero."""

    cents: int
    period: Period

    def __post_init__(self) -> None:
        if self.period.until is None:
            raise MoneyError(
                "An amount is for a period without an end",
                f"from {self.period.from_}",
                "Give the first day after the period.",
            )


@dataclass(frozen=True, slots=True)
class Volume:
    """A number of units with a price in eurocents a unit, repeated `per` stretch of time.

    `average_price` True: the price is an average over providers or years, so what comes of it is
    marked as an average.
    """

    units: int
    unit_price: int
    per: Per
    average_price: bool = False

    def __post_init__(self) -> None:
        if self.units < 0 or self.unit_price < 0:
            raise MoneyError("A volume or a price is below zero", "volume", "Give 0 or more.")


@dataclass(frozen=True, slots=True)
class Intervention:
    """One provision given to one person, or to a household as a whole.

    Exactly one of `person` and `household` is filled. `payer` None: not known who pays.
    `not_counted` is the code of a kind of cost that the sum leaves out (medical): the
    intervention is then listed and not added.
    """

    id: str
    provider: str
    law: str
    period: Period
    payer: str | None = None
    flow: str | None = None
    person: str | None = None
    household: str | None = None
    declared: tuple[AmountOver, ...] = ()
    budget: AmountOver | None = None
    volume: Volume | None = None
    not_counted: str | None = None

    def __post_init__(self) -> None:
        if (self.person is None) == (self.household is None):
            raise MoneyError(
                "An intervention is for one person or for one household",
                f"intervention {self.id}",
                "Fill in exactly one of the two.",
            )


@dataclass(frozen=True, slots=True)
class PricedPart:
    """A part of an intervention in a year: its days, eurocents (None: unknown) and basis."""

    period: Period
    cents: int | None
    basis: Basis
    certainty: Certainty


def price_in_year(intervention: Intervention, year: int) -> tuple[PricedPart, ...]:
    """Return the priced parts of an intervention in a calendar year; none when it does not run.

    Declarations count where their own days fall, also outside the period of the intervention: a
    late or early bill is still a bill. An amount over several years is divided by days without
    losing a cent.
    """
    calendar = Period.year(year)
    bills = [bill for bill in intervention.declared if calendar.meet(bill.period)]
    parts: list[PricedPart] = []
    running = intervention.period.meet(calendar)
    if bills:
        covered = [met for bill in bills if (met := bill.period.meet(calendar))]
        first = min(period.from_ for period in covered)
        last = max(period.until for period in covered if period.until is not None)
        cents = sum(_part_in(bill, calendar) for bill in bills)
        parts.append(PricedPart(Period(first, last), cents, Basis.DECLARED, Certainty.ACTUAL))
        tail = Period(last, calendar.until) if calendar.until != last else None
        running = running.meet(tail) if running and tail else None
    if running is not None:
        parts.append(_undeclared(intervention, running))
    return tuple(parts)


def _part_in(amount: AmountOver, window: Period) -> int:
    """Return the cents of `amount` in `window`, by days.

    Each cent falls on one day (rounded down from the start), so windows that follow on one
    another add up to the whole amount.
    """
    met = amount.period.meet(window)
    if met is None or met.days is None or amount.period.days is None:
        return 0
    start = (met.from_ - amount.period.from_).days
    end = start + met.days
    whole = amount.period.days
    return amount.cents * end // whole - amount.cents * start // whole


def _undeclared(intervention: Intervention, days: Period) -> PricedPart:
    """Price the days for which no bill came: by budget, by volume and price, or not at all."""
    budget, volume = intervention.budget, intervention.volume
    if budget is not None and budget.period.meet(days) == days:
        return PricedPart(days, _part_in(budget, days), Basis.BUDGET, Certainty.ESTIMATE)
    if volume is not None:
        cents = _volume_cents(volume, intervention.period, days)
        if cents is not None:
            certainty = Certainty.AVERAGE if volume.average_price else Certainty.ESTIMATE
            return PricedPart(days, cents, Basis.VOLUME_PRICE, certainty)
    return PricedPart(days, None, Basis.UNKNOWN, Certainty.ACTUAL)


def _volume_cents(volume: Volume, whole: Period, days: Period) -> int | None:
    """Return units x price x the part of the time; None for a total over an open end.

    A month is a twelfth of the calendar year: price lists give the same amount for every month.
    """
    once = volume.units * volume.unit_price
    if volume.per is Per.TOTAL:
        return None if whole.until is None else _part_in(AmountOver(once, whole), days)
    number = days.days or 0
    length = Period.year(days.from_.year).days or 365
    times = {
        Per.DAY: Fraction(number),
        Per.WEEK: Fraction(number, 7),
        Per.FOUR_WEEKS: Fraction(number, 28),
        Per.MONTH: Fraction(12 * number, length),
        Per.YEAR: Fraction(number, length),
    }[volume.per]
    return round_half_up(once * times)


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """Return how a sum of such amounts is to be read: as its weakest part."""
    order = (Certainty.ACTUAL, Certainty.ESTIMATE, Certainty.AVERAGE)
    return max(certainties, key=order.index, default=Certainty.ACTUAL)
