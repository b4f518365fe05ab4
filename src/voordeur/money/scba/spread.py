# SPDX-License-Identifier: EUPL-1.2
"""What came out, per perspective and party, as ranges; and whether benefits exceed costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.model import Model
from voordeur.money.scba.montecarlo import NEVER, Sample

ALONE = "only "
"""In front of the id of a party: the perspective of that party alone."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure as a range: expected value, and between which values nine in ten draws lie."""

    mean: float
    sd: float
    low: float
    median: float
    high: float

    @classmethod
    def of(cls, draws: Draws) -> Spread:
        """Return the spread of draws; low and high leave one in twenty on each side."""
        low, median, high = (float(one) for one in np.quantile(draws, [0.05, 0.5, 0.95]))
        return cls(float(draws.mean()), float(draws.std()), low, median, high)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Benefits against costs, seen by one party or perspective.

    `net`, `ratio` and `chance` are None when a cost is unknown or there are no costs at all: no
    return is shown without them. `ratio` is expected benefits over expected costs; below zero when
    the benefits are (a project that costs and harms), None when there are no costs to divide by.
    `payback` is the middle year of payback, None when most draws never pay back or nobody asked.
    """

    name: str
    benefits: Spread
    costs: Spread
    net: Spread | None
    ratio: float | None
    chance: float | None
    payback: int | None = None


def outcome_of(sample: Sample, view: str) -> Outcome:
    """Return the outcome for a perspective ('society' is everybody)."""
    members = set(sample.model.views[view])
    rows = [row for row, party in enumerate(sample.model.parties) if party.id in members]
    return _outcome(sample, view, rows, _payback(sample, view))


def _payback(sample: Sample, view: str) -> int | None:
    views = list(sample.model.views)
    if view not in views:
        return None
    years = sample.payback[views.index(view)]
    middle = float(np.median(np.where(years == NEVER, sample.model.horizon, years)))
    return None if middle >= sample.model.horizon else int(np.ceil(middle))


def with_each_party(model: Model) -> Model:
    """Return a model in which each party alone is a perspective too, so that it has a payback.

    A sum by year and draw for every party takes room and time, so it is made only when asked for.
    """
    alone = {f"{ALONE}{party.id}": (party.id,) for party in model.parties}
    return replace(model, perspectives={**model.perspectives, **alone})


def party_outcomes(sample: Sample) -> tuple[Outcome, ...]:
    """Return the outcome of each party, in the order of the model; together they are society's.

    With a payback where the model was sampled `with_each_party`.
    """
    return tuple(
        _outcome(sample, party.id, [row], _payback(sample, f"{ALONE}{party.id}"))
        for row, party in enumerate(sample.model.parties)
    )


def net_draws(sample: Sample, view: str = "society") -> Draws:
    """Return benefits less costs of a perspective, per draw."""
    members = set(sample.model.views[view])
    rows = [row for row, party in enumerate(sample.model.parties) if party.id in members]
    result: Draws = sample.benefits[rows].sum(axis=0) - sample.costs[rows].sum(axis=0)
    return result


def _outcome(sample: Sample, name: str, rows: list[int], payback: int | None) -> Outcome:
    benefits, costs = sample.benefits[rows].sum(axis=0), sample.costs[rows].sum(axis=0)
    gained, paid = Spread.of(benefits), Spread.of(costs)
    if not sample.costs_are_known:
        return Outcome(name, gained, paid, None, None, None)
    net = benefits - costs
    ratio = benefit_cost_ratio(gained.mean, paid.mean)
    return Outcome(name, gained, paid, Spread.of(net), ratio, float((net > 0).mean()), payback)


def benefit_cost_ratio(benefits: float, cost: float) -> float | None:
    """Return benefits over costs, below zero when the benefits are; None without costs.

    The convention of the Washington State Institute for Public Policy.

    >>> round(benefit_cost_ratio(-1501, 4231), 2)
    -0.35
    """
    return benefits / cost if cost > 0 else None
