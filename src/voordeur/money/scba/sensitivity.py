# SPDX-License-Identifier: EUPL-1.2
"""Which doubt matters: one at a time (tornado) and by variance (Sobol), and so what to find out first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.money.scba import lines as arithmetic
from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.drawing import Source, Values, stream
from voordeur.money.scba.lines import Line, lines_of
from voordeur.money.scba.model import Model

LOW, HIGH = 0.05, 0.95


def ends(model: Model, *, reading: str = "", seed: int = 1) -> dict[str, tuple[float, float]]:
    """Return the value below which one in twenty draws of each doubt lies, and above which."""
    source = Source(model, reading, seed=seed)
    found = {}
    for name in source.names:
        belief = model.assumptions[name].in_reading(reading).value
        if belief is not None:
            drawn = belief.draw(stream(seed, f"ends of {name}"), 20_000)
            low, high = np.quantile(drawn * model.price_factor(name, reading), [LOW, HIGH])
            found[name] = (float(low), float(high))
    return found


class Net:
    """The net of a perspective as a function of the figures: what every sensitivity asks."""

    def __init__(self, model: Model, view: str = "society", reading: str = "") -> None:
        if view not in model.views:
            raise Refusal(
                f"No perspective is called '{view}'.", "view", f"Choose {list(model.views)}."
            )
        self.model, self.parties = model, set(model.views[view])
        self._lines, _ = lines_of(model, reading)

    def __call__(self, values: Values) -> float | Draws:
        """Return benefits less costs, discounted."""
        factors = arithmetic.discount_factors(self.model, values)
        net: float | Draws = 0.0
        for line in self._lines:
            worth = self._share(line, values) * arithmetic.amount(line, values)
            course = arithmetic.course(line, values)
            present = sum(part * factor for part, factor in zip(course, factors, strict=True))
            net = net - worth * present if line.is_cost else net + worth * present
        return net

    def _share(self, line: Line, values: Values) -> float | Draws:
        parts = arithmetic.parts(line.shares, values)
        return sum(part for party, part in parts.items() if party in self.parties)


@dataclass(frozen=True, slots=True)
class Bar:
    """What the net becomes when one figure is at its low or high end and the others as expected."""

    name: str
    low: float
    high: float
    net_at_low: float
    net_at_high: float

    @property
    def swing(self) -> float:
        """How far the net moves."""
        return abs(self.net_at_high - self.net_at_low)

    @property
    def turns(self) -> bool:
        """Whether the sign of the net depends on this figure alone."""
        return min(self.net_at_low, self.net_at_high) < 0 < max(self.net_at_low, self.net_at_high)


def tornado(model: Model, *, view: str = "society", reading: str = "") -> tuple[Bar, ...]:
    """Return a bar per doubt, the widest first."""
    net, means = Net(model, view, reading), Source(model, reading).means()
    bars = [
        Bar(name, low, high, float(net({**means, name: low})), float(net({**means, name: high})))
        for name, (low, high) in ends(model, reading=reading).items()
    ]
    return tuple(sorted(bars, key=lambda bar: (-bar.swing, bar.name)))


@dataclass(frozen=True, slots=True)
class Influence:
    """The part of the variance of the net due to one figure: alone, and with all it acts with.

    Figures that go together (correlation) are one: `names` holds them all.
    """

    names: tuple[str, ...]
    alone: float
    total: float


def influences(
    model: Model, *, view: str = "society", reading: str = "", draws: int = 4096, seed: int = 1
) -> tuple[Influence, ...]:
    """Return the Sobol indices of each doubt, the largest first; empty when nothing is uncertain.

    Estimators of Saltelli et al. (2010), table 2 (b) and (f): with A and B two samples and AB the
    first with one figure of the second, alone = mean(f(B) (f(AB) - f(A))) / V and total =
    mean((f(A) - f(AB))²) / 2V. f is centred first, which takes away most of the noise. On the same
    evaluations these are the figures of SALib.
    """
    net = Net(model, view, reading)
    first = Source(model, reading, seed=seed, draws=draws)
    a, b = first.take(draws), Source(model, reading, seed=seed + 1_000_003, draws=draws).take(draws)
    if not first.names:
        return ()
    return sobol(net, a, b, _groups(model, first.names))


def sobol(
    f: Callable[[Values], float | Draws], a: Values, b: Values, groups: Sequence[tuple[str, ...]]
) -> tuple[Influence, ...]:
    """Return the Sobol indices of each group of inputs of any function, the largest first.

    `a` and `b` hold as many independent draws of every input.
    """
    draws = len(np.asarray(a[groups[0][0]]))
    at_a, at_b = np.broadcast_to(f(a), draws), np.broadcast_to(f(b), draws)
    variance = float(np.concatenate([at_a, at_b]).var())
    if variance == 0:
        return tuple(Influence(group, 0.0, 0.0) for group in groups)
    with_other = [
        np.broadcast_to(f({**a, **{name: b[name] for name in group}}), draws) for group in groups
    ]
    middle = float(np.concatenate([at_a, at_b, *with_other]).mean())
    found = []
    for group, at_ab in zip(groups, with_other, strict=True):
        alone = float(((at_b - middle) * (at_ab - at_a)).mean()) / variance
        total = float(((at_a - at_ab) ** 2).mean()) / (2 * variance)
        found.append(Influence(group, min(max(alone, 0.0), 1.0), total))
    return tuple(sorted(found, key=lambda one: (-one.total, one.names)))


def _groups(model: Model, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    group = {name: {name} for name in names}
    for pair in model.correlations:
        if pair.one in group and pair.other in group:
            both = group[pair.one] | group[pair.other]
            for name in both:
                group[name] = both
    seen = dict.fromkeys(tuple(name for name in names if name in group[one]) for one in names)
    return tuple(seen)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out: the figure, why it matters, and what is known of it now."""

    name: str
    about: str
    share: float
    turns: bool
    mark: str


def research_agenda(
    model: Model, *, view: str = "society", reading: str = "", least: float = 0.05
) -> tuple[Question, ...]:
    """Return what is worth finding out: what carries at least `least` of the doubt or turns the sign.

    Figures nobody knows come first: they are in no sum at all.
    """
    turning = {bar.name for bar in tornado(model, view=view, reading=reading) if bar.turns}
    unknown = [
        name for name, one in model.assumptions.items() if one.in_reading(reading).value is None
    ]
    found = [_question(model, name, 1.0, True, reading) for name in unknown]
    for one in influences(model, view=view, reading=reading):
        found += [
            _question(model, name, one.total, name in turning, reading)
            for name in one.names
            if one.total >= least or name in turning
        ]
    return tuple(found)


def _question(model: Model, name: str, share: float, turns: bool, reading: str) -> Question:
    assumption = model.assumptions[name]
    return Question(name, assumption.about, share, turns, str(assumption.in_reading(reading).mark))
