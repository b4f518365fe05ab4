# SPDX-License-Identifier: EUPL-1.2
"""The sum on expected values, exact to the last digit: decimals as they were typed, no draws.

Written apart from the Monte Carlo and in another way, so that each checks the other. With a doubt
about growth, relapse, the discount rate, or one figure used twice in a line, the expected outcome
is not the outcome of expected values; then only the draws are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from voordeur.money.scba.distribution import Fixed
from voordeur.money.scba.lines import Line, Unpriced, lines_of
from voordeur.money.scba.model import Model
from voordeur.money.scba.product import Product
from voordeur.money.scba.rates import schedules


def exactly(number: float) -> Fraction:
    """Return the decimal that was typed: 0.1 is one tenth.

    >>> exactly(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(float(number)))


@dataclass(frozen=True)
class Exact:
    """Benefits and costs per party and year (not discounted), and what they are worth now, exactly."""

    benefits: dict[str, list[Fraction]]
    costs: dict[str, list[Fraction]]
    factors: list[Fraction]
    lines: dict[str, Fraction]
    unpriced: tuple[Unpriced, ...]

    def benefit(self, *parties: str) -> Fraction:
        """Return the present value of the benefits of these parties, or of all when none is named."""
        return self._present(self.benefits, parties)

    def cost(self, *parties: str) -> Fraction:
        """Return the present value of the costs of these parties, or of all when none is named."""
        return self._present(self.costs, parties)

    def net(self, *parties: str) -> Fraction:
        """Return benefits less costs."""
        return self.benefit(*parties) - self.cost(*parties)

    def net_in(self, year: int, *parties: str) -> Fraction:
        """Return benefits less costs of one year, not discounted."""
        chosen = parties or tuple(self.benefits)
        return sum(
            (self.benefits[one][year] - self.costs[one][year] for one in chosen), start=Fraction(0)
        )

    def _present(self, flows: dict[str, list[Fraction]], parties: tuple[str, ...]) -> Fraction:
        return sum(
            (
                flow * factor
                for one in parties or tuple(flows)
                for flow, factor in zip(flows[one], self.factors, strict=True)
            ),
            start=Fraction(0),
        )


def exact(model: Model, reading: str = "") -> Exact:
    """Work a reading out on expected values."""
    values = {
        name: exactly(belief.value if isinstance(belief, Fixed) else belief.mean)
        * exactly(model.price_factor(name, reading))
        for name, assumption in model.assumptions.items()
        if (belief := assumption.in_reading(reading).value) is not None
    }
    lines, unpriced = lines_of(model, reading)
    nothing = {party.id: [Fraction(0)] * model.horizon for party in model.parties}
    benefits = {party: list(years) for party, years in nothing.items()}
    costs = {party: list(years) for party, years in nothing.items()}
    amounts = {}
    for line in lines:
        amounts[line.id] = _amount(line, values)
        division = _division(line, values)
        growth = 1 + values[line.growth] if line.growth else Fraction(1)
        staying = 1 - values[line.relapse] if line.relapse else Fraction(1)
        first = next((year for year, part in enumerate(line.shape) if part), 0)
        for year, part in enumerate(line.shape):
            if part:
                flow = amounts[line.id] * exactly(part) * growth**year * staying ** (year - first)
                for party, share in division.items():
                    (costs if line.is_cost else benefits)[party][year] += flow * share
    return Exact(benefits, costs, _factors(model, values), amounts, unpriced)


def _product(product: Product, values: dict[str, Fraction]) -> Fraction:
    result = exactly(product.number)
    for name in product.names:
        result *= values[name]
    return result


def _amount(line: Line, values: dict[str, Fraction]) -> Fraction:
    result = sum((_product(one, values) for one in line.plus), start=Fraction(0))
    result -= sum((_product(one, values) for one in line.minus), start=Fraction(0))
    for one in line.times:
        result *= _product(one, values)
    for name in line.less:
        result *= 1 - values[name]
    return result


def _division(line: Line, values: dict[str, Fraction]) -> dict[str, Fraction]:
    parts = {party: _product(one, values) for party, one in line.shares.items() if one is not None}
    left = 1 - sum(parts.values(), start=Fraction(0))
    return {party: left if one is None else parts[party] for party, one in line.shares.items()}


def _factors(model: Model, values: dict[str, Fraction]) -> list[Fraction]:
    factors = [Fraction(1)]
    for year in range(1, model.horizon):
        if model.discount == "none":
            rate = Fraction(0)
        elif model.discount in values:
            rate = values[model.discount]
        else:
            rate = exactly(schedules()[model.discount].rate(year))
        factors.append(factors[-1] / (1 + rate))
    return factors
