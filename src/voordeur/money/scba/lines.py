# SPDX-License-Identifier: EUPL-1.2
"""A model as lines of arithmetic: what each effect and cost amounts to, in which year, for whom.

An effect is (with - zero) × price × attribution × (1 - each share taken off); a cost is its amount.
Both then run over the years by their timing, growth and relapse, and over the parties by their
division.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.drawing import Values
from voordeur.money.scba.model import Cost, Effect, Model, Shares, in_reading
from voordeur.money.scba.product import ONE, Product
from voordeur.money.scba.rates import schedules


@dataclass(frozen=True, slots=True)
class Line:
    """One effect or cost, ready to be worked out."""

    id: str
    is_cost: bool
    plus: tuple[Product, ...]
    minus: tuple[Product, ...]
    times: tuple[Product, ...]
    less: tuple[str, ...]
    shares: Shares
    shape: tuple[float, ...]
    relapse: str
    growth: str

    @property
    def needs(self) -> frozenset[str]:
        """Every assumption the line is made of."""
        products = [*self.plus, *self.minus, *self.times]
        products += [one for one in self.shares.values() if one is not None]
        named = {name for product in products for name in product.names}
        return frozenset(named | {*self.less, *filter(None, (self.relapse, self.growth))})


@dataclass(frozen=True, slots=True)
class Unpriced:
    """An effect or cost that is in no figure, and why: no price, or the figures nobody knows."""

    id: str
    about: str
    is_cost: bool
    unknown: tuple[str, ...] = ()


def lines_of(model: Model, reading: str = "") -> tuple[tuple[Line, ...], tuple[Unpriced, ...]]:
    """Return the lines that can be worked out in a reading, and what cannot."""
    lines: list[Line] = []
    left: list[Unpriced] = []
    for one in model.pieces:
        line = _line(one, model.horizon, reading)
        needs = line.needs if line else frozenset()
        unknown = sorted(
            name for name in needs if model.assumptions[name].in_reading(reading).value is None
        )
        if line is None or unknown:
            left.append(Unpriced(one.id, one.about, isinstance(one, Cost), tuple(unknown)))
        else:
            lines.append(line)
    return tuple(lines), tuple(left)


def _line(one: Effect | Cost, horizon: int, reading: str) -> Line | None:
    shape = in_reading(one.timings, reading).shape(horizon)
    if isinstance(one, Cost):
        return Line(one.id, True, one.amount, (), (), (), one.pays, shape, "", one.growth)
    if one.price is None:
        return None
    times = tuple(factor for factor in (one.price, one.attribution) if factor != ONE)
    return Line(
        one.id,
        False,
        one.with_,
        one.zero,
        times,
        one.less,
        one.gains,
        shape,
        one.relapse,
        one.growth,
    )


def worth(product: Product, values: Values) -> float | Draws:
    """Return a product worked out."""
    result: float | Draws = product.number
    for name in product.names:
        factor = values[name]
        result = factor if isinstance(result, float) and result == 1.0 else result * factor
    return result


def amount(line: Line, values: Values) -> float | Draws:
    """Return what a line amounts to in a year with shape 1, over all parties."""
    result: float | Draws = 0.0
    for place, product in enumerate(line.plus):
        result = worth(product, values) if place == 0 else result + worth(product, values)
    for product in line.minus:
        result = result - worth(product, values)
    for product in line.times:
        result = result * worth(product, values)
    for name in line.less:
        result = result * (1.0 - values[name])
    return result


def parts(shares: Shares, values: Values) -> dict[str, float | Draws]:
    """Return the part of each party; who has the rest gets what the others leave."""
    found = {party: worth(one, values) for party, one in shares.items() if one is not None}
    taken = list(found.values())
    for party, one in shares.items():
        if one is None:
            rest: float | Draws = 1.0
            for part in taken:
                rest = rest - part
            found[party] = rest
    return found


def course(line: Line, values: Values) -> list[float | Draws]:
    """Return the part of the amount that falls in each year, growth and relapse worked in."""
    first = next((year for year, part in enumerate(line.shape) if part), 0)
    grown: float | Draws = 1.0
    kept: float | Draws = 1.0
    found: list[float | Draws] = []
    for year, part in enumerate(line.shape):
        if year and line.growth:
            grown = grown * (1.0 + values[line.growth])
        if year > first and line.relapse:
            kept = kept * (1.0 - values[line.relapse])
        found.append(part * grown * kept if part else 0.0)
    return found


def discount_factors(model: Model, values: Values) -> list[float | Draws]:
    """Return what a euro of each year is worth in the start year."""
    if model.discount == "none":
        return [1.0] * model.horizon
    if model.discount in model.assumptions:
        rate = values[model.discount]
        factor: float | Draws = 1.0
        found = [factor]
        for _ in range(1, model.horizon):
            factor = factor / (1.0 + rate)
            found.append(factor)
        return found
    return [float(one) for one in schedules()[model.discount].factors(model.horizon)]


def places(model: Model) -> Mapping[str, int]:
    """Return the row of each party."""
    return {party.id: row for row, party in enumerate(model.parties)}
