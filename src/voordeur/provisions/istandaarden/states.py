# SPDX-License-Identifier: EUPL-1.2
"""From the facts about one assignment to the provision it is, with what is known of its price.

A price has four possible grounds, and the best one known counts: what was declared (323), else
the budget, else volume times tariff, else it is unknown. Unknown is None and never zero.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from voordeur.provisions.istandaarden.facts import REMOVED, AssignmentFacts, Said
from voordeur.provisions.istandaarden.lines import (
    DeclaredService,
    Law,
    Product,
    StartedProduct,
    StoppedProduct,
    Volume,
)
from voordeur.provisions.pricing import Basis

CHANGED = "2"
WITHDRAWN = "13"
"""RedenWijziging by which an assignment counts as never sent (OP033x1)."""
EUROS = "83"
"""Unit of a volume that is itself an amount in eurocents."""


@dataclass(frozen=True, slots=True, order=True)
class DeclaredPeriod:
    """What was declared over one period, credits taken off; `until` is the day after the last."""

    since: date
    until: date
    unit: str
    volume: int
    amount_cents: int


@dataclass(frozen=True, slots=True)
class PriceBasis:
    """The ingredients for what a provision costs.

    `declared` holds one row per period and unit; a period whose services were all taken back
    stays, with zero: that is known. `tariff_cents` per unit is the latest one declared;
    `volume` may be an amount in itself (unit 83).
    """

    declared: tuple[DeclaredPeriod, ...] = ()
    budget_cents: int | None = None
    volume: Volume | None = None
    tariff_cents: int | None = None

    @property
    def basis(self) -> Basis:
        """The best ground there is."""
        if self.declared:
            return Basis.DECLARED
        if self.budget_cents is not None:
            return Basis.BUDGET
        if self.volume is not None and (self.volume.unit == EUROS or self.tariff_cents is not None):
            return Basis.VOLUME_PRICE
        return Basis.UNKNOWN

    @property
    def declared_cents(self) -> int | None:
        """Everything declared so far, credits taken off; None when nothing was declared."""
        if not self.declared:
            return None
        return sum(period.amount_cents for period in self.declared)

    @property
    def cents_per_frequency(self) -> int | None:
        """Volume times tariff: eurocents per day, week, month or in total, as `volume` says.

        None when there is no volume or no tariff. Over how long it is counted is for the caller.
        """
        if self.volume is None:
            return None
        if self.volume.unit == EUROS:
            return self.volume.amount
        if self.tariff_cents is None:
            return None
        return self.volume.amount * self.tariff_cents


@dataclass(frozen=True, slots=True)
class Delivery:
    """One stretch of help that was really given, half-open; `until` None is still running.

    `exit_reason` is a code of WMO588 or JZ588, empty while it runs. The help can begin again
    later: reason 20 ends it for the time being.
    """

    since: date
    until: date | None = None
    exit_reason: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionState[Key]:
    """One assignment as it stands: what was granted, what was given, what it costs.

    Periods are half-open, while messages name the last day. `withdrawn` means that the
    municipality takes the assignment back as if it was never sent; what was declared on it
    stays visible.
    """

    key: Key
    law: Law
    provider: str
    """AGB code, eight digits."""
    since: date
    until: date | None
    decided_on: date
    product: Product | None
    withdrawn: bool
    change_reason: str
    provider_reference: str
    deliveries: tuple[Delivery, ...]
    price: PriceBasis
    comment: str = field(default="", repr=False)


def state_of[Key](key: Key, law: Law, facts: AssignmentFacts) -> ProvisionState[Key] | None:
    """The provision these facts make, or None as long as there is no assignment (301)."""
    if facts.assigned is None:
        return None
    line = facts.assigned.line
    return ProvisionState(
        key=key,
        law=law,
        provider=facts.assigned.provider,
        since=line.first_day,
        until=_after(line.last_day),
        decided_on=line.decided_on,
        product=line.product,
        withdrawn=line.change_reason == WITHDRAWN,
        change_reason=line.change_reason,
        provider_reference=line.provider_reference,
        deliveries=_deliveries(facts),
        price=PriceBasis(
            declared=_declared(facts),
            budget_cents=line.budget_cents,
            volume=line.volume,
            tariff_cents=_tariff(facts),
        ),
        comment=line.comment,
    )


def _after(last_day: date | None) -> date | None:
    # An end on the last day a calendar knows stands for "no end" in some systems.
    if last_day is None or last_day == date.max:
        return None
    return last_day + timedelta(days=1)


def _deliveries(facts: AssignmentFacts) -> tuple[Delivery, ...]:
    stops = {day: s for day, s in facts.stops.items() if s.line.status != REMOVED}
    starts = {day: s for day, s in facts.starts.items() if s.line.status != REMOVED}
    days = {day for day in starts if not _replaced(day, starts, stops)} | stops.keys()
    return tuple(
        Delivery(day, _after(stops[day].line.last_day), stops[day].line.reason)
        if day in stops
        else Delivery(day)
        for day in sorted(days)
    )


def _replaced(
    day: date,
    starts: dict[date, Said[StartedProduct]],
    stops: dict[date, Said[StoppedProduct]],
) -> bool:
    """Whether a later start with status "changed" came instead of this one.

    iJw no longer allows that status (OP033x2), but the schema does and older files hold it.
    """
    return day not in stops and any(
        said.line.status == CHANGED and said.stamp > starts[day].stamp
        for other, said in starts.items()
        if other != day
    )


def _declared(facts: AssignmentFacts) -> tuple[DeclaredPeriod, ...]:
    sums: dict[tuple[date, date, str], tuple[int, int]] = {}
    for reference, said in facts.services.items():
        for line in (said.line, _credit(facts, reference)):
            if line is None:
                continue
            sign = -1 if line.credit else 1
            period = (said.line.first_day, said.line.last_day, said.line.unit)
            volume, amount = sums.get(period, (0, 0))
            sums[period] = (volume + sign * line.volume, amount + line.signed_cents)
    return tuple(
        sorted(
            DeclaredPeriod(since, _after(last_day) or last_day, unit, volume, amount)
            for (since, last_day, unit), (volume, amount) in sums.items()
        )
    )


def _credit(facts: AssignmentFacts, reference: tuple[str, str]) -> DeclaredService | None:
    said = facts.credits.get(reference)
    return None if said is None else said.line


def _tariff(facts: AssignmentFacts) -> int | None:
    """The tariff of the last service in the assigned unit that was not taken back."""
    volume = facts.assigned.line.volume if facts.assigned else None
    valid = [
        (said.line.first_day, said.stamp, said.line.tariff_cents)
        for reference, said in facts.services.items()
        if reference not in facts.credits
        and said.line.tariff_cents is not None
        and (volume is None or volume.unit == said.line.unit)
    ]
    return max(valid)[2] if valid else None
