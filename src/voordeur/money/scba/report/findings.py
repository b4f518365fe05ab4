# SPDX-License-Identifier: EUPL-1.2
"""Everything a report says, worked out once, so that page, paper and spreadsheet cannot differ."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from voordeur.money.scba.breakeven import BreakEven, Interval, break_evens
from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.model import Model
from voordeur.money.scba.montecarlo import DRAWS, Sample, sample
from voordeur.money.scba.review import Objection, objections
from voordeur.money.scba.sensitivity import Bar, Question, ends, research_agenda, tornado
from voordeur.money.scba.spread import (
    Outcome,
    net_draws,
    outcome_of,
    party_outcomes,
    with_each_party,
)
from voordeur.money.scba.writing import written

MOST_BARS = 12


@dataclass(frozen=True)
class ReadingFound:
    """What one reading of disputed facts comes to."""

    name: str
    whole: Outcome
    first_year: float


@dataclass(frozen=True)
class Findings:
    """An analysis worked out, in its first reading, with the other readings beside it.

    `sums` is the running expected net per year, not discounted; None while costs are unknown.
    `believed` says of each figure in doubt between which values nine in ten draws lie.
    """

    model: Model
    sample: Sample
    views: tuple[Outcome, ...]
    parties: tuple[Outcome, ...]
    readings: tuple[ReadingFound, ...]
    bars: tuple[Bar, ...]
    agenda: tuple[Question, ...]
    must: tuple[BreakEven, ...]
    believed: Mapping[str, Interval]
    objections: tuple[Objection, ...]
    net: Draws | None
    sums: tuple[float, ...] | None
    fingerprint: str

    @property
    def society(self) -> Outcome:
        """The outcome for everybody together."""
        return self.views[0]

    @property
    def is_sure(self) -> bool:
        """Whether every figure is one value."""
        return self.sample.draws == 1

    def misses_benefits(self, parties: Collection[str]) -> bool:
        """Whether an effect that lands with one of these parties is in no figure."""
        left = {one.id for one in self.sample.unpriced}
        return any(
            effect.id in left and set(effect.gains) & set(parties) for effect in self.model.effects
        )

    def misses_costs(self, parties: Collection[str]) -> bool:
        """Whether a cost that one of these parties pays is unknown."""
        left = {one.id for one in self.sample.unpriced}
        return any(cost.id in left and set(cost.pays) & set(parties) for cost in self.model.costs)

    @property
    def freeriders(self) -> tuple[str, ...]:
        """The parties that gain and do not pay, by id."""
        return tuple(
            one.name
            for one in self.parties
            if one.benefits.mean > 0 and one.costs.mean == 0 and self.sample.costs_are_known
        )


def find(model: Model, *, draws: int = DRAWS, seed: int = 1) -> Findings:
    """Work out all that a report says."""
    readings = []
    first: Sample | None = None
    each = with_each_party(model)
    for name in model.readings:
        made = sample(each, reading=name, draws=draws, seed=seed)
        first = first or made
        net = made.yearly[0].sum(axis=1) - made.yearly[1].sum(axis=1)
        readings.append(ReadingFound(name, outcome_of(made, "society"), float(net[0])))
    assert first is not None  # a model has at least one reading
    reading, known = first.reading, first.costs_are_known
    yearly = first.yearly[0].sum(axis=1) - first.yearly[1].sum(axis=1)
    return Findings(
        model=model,
        sample=first,
        views=tuple(outcome_of(first, view) for view in model.views),
        parties=party_outcomes(first),
        readings=tuple(readings) if len(readings) > 1 else (),
        bars=tornado(model, reading=reading)[:MOST_BARS] if known else (),
        agenda=research_agenda(model, reading=reading),
        must=break_evens(model, reading=reading) if known else (),
        believed={name: Interval(*both) for name, both in ends(model, reading=reading).items()},
        objections=objections(model),
        net=net_draws(first) if known else None,
        sums=tuple(float(one) for one in np.cumsum(yearly)) if known else None,
        fingerprint=hashlib.sha256(written(model).encode()).hexdigest()[:12],
    )
