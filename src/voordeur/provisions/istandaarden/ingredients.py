# SPDX-License-Identifier: EUPL-1.2
"""From an assignment to what the cost sum asks: amounts over periods, a volume with a price."""

from dataclasses import dataclass

from voordeur.ledger.entries import Period
from voordeur.provisions.istandaarden.states import EUROS, ProvisionState
from voordeur.provisions.pricing import AmountOver, Per, Volume

_PER = {"1": Per.DAY, "2": Per.WEEK, "4": Per.MONTH, "6": Per.TOTAL}
"""Frequentie, code list WMO757."""


@dataclass(frozen=True, slots=True)
class Ingredients:
    """The fields `declared`, `budget` and `volume` of a `pricing.Intervention`."""

    declared: tuple[AmountOver, ...]
    budget: AmountOver | None
    volume: Volume | None


def ingredients[Key](state: ProvisionState[Key]) -> Ingredients:
    """What is known of the price of an assignment.

    An assignment that was taken back has no budget and no volume: it counts as never sent, but
    a bill that came all the same stays visible. A budget without an end date cannot be spread
    over time and is left out; a volume without any declared tariff is no price.
    """
    return Ingredients(
        declared=tuple(
            AmountOver(period.amount_cents, Period(period.since, period.until))
            for period in state.price.declared
        ),
        budget=_budget(state),
        volume=_volume(state),
    )


def _budget[Key](state: ProvisionState[Key]) -> AmountOver | None:
    cents = state.price.budget_cents
    if cents is None or state.until is None or state.withdrawn:
        return None
    return AmountOver(cents, Period(state.since, state.until))


def _volume[Key](state: ProvisionState[Key]) -> Volume | None:
    volume, tariff = state.price.volume, state.price.tariff_cents
    if volume is None or state.withdrawn:
        return None
    if volume.unit == EUROS:
        return Volume(volume.amount, 1, _PER[volume.frequency])
    if tariff is None:
        return None
    return Volume(volume.amount, tariff, _PER[volume.frequency])
