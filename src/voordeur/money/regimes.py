# SPDX-License-Identifier: EUPL-1.2
"""The same help under five ways of paying: who is better off when it works, and who when it does not.

Amounts are eurocents a year. A regime says what the provider receives and what the payer pays for
what was done and reached; the incentive of a party is the difference between two courses of events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.ledger.eurocents import round_half_up, split
from voordeur.money.scba.distribution import Draws


@dataclass(frozen=True, slots=True)
class Course:
    """One course of events: how much heavy help was used, prevention done, and the result reached.

    `products` are units of heavy help (placements, measures) at `unit_cost` each to the provider;
    `prevention` is what working on the network and early help costs; `result` the part of the agreed
    result that was reached, 0 to 1.
    """

    products: int
    unit_cost: int
    prevention: int = 0
    result: Fraction = Fraction(0)

    @property
    def cost(self) -> int:
        """What it costs the provider."""
        return self.products * self.unit_cost + self.prevention


class Regime(Protocol):
    """A way of paying."""

    @property
    def name(self) -> str:
        """What it is called."""

    def paid(self, course: Course) -> int:
        """Return what the payer pays the provider, in eurocents."""


@dataclass(frozen=True, slots=True)
class OnNeed:
    """Paid for need that is shown: only heavy help is a claim, prevention is not."""

    tariff: int
    name: str = "on need"

    def paid(self, course: Course) -> int:
        """Return the tariff for each unit of heavy help."""
        return self.tariff * course.products


@dataclass(frozen=True, slots=True)
class PerProduct:
    """Paid per product, prevention by the hour too when it has a tariff."""

    tariff: int
    prevention_share: Fraction = Fraction(0)
    name: str = "per product"

    def paid(self, course: Course) -> int:
        """Return the tariff for each unit, and the share of prevention that is a product."""
        return self.tariff * course.products + round_half_up(
            self.prevention_share * course.prevention
        )


@dataclass(frozen=True, slots=True)
class AreaBudget:
    """One budget for an area, whatever is done; what is not spent is room."""

    budget: int
    name: str = "area budget"

    def paid(self, course: Course) -> int:
        """Return the budget."""
        return self.budget


@dataclass(frozen=True, slots=True)
class OnResult:
    """A part of the amount depends on the result, with risk on both sides.

    At the agreed result (`target`, a part of 1) the provider gets the whole amount; below it less,
    above it more, up to `share` of the amount each way.
    """

    amount: int
    share: Fraction
    target: Fraction = Fraction(1, 2)
    name: str = "on result"

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or not 0 < self.target < 1:
            raise Refusal("Share or target is no part of 1.", self.name, "Give between 0 and 1.")

    def paid(self, course: Course) -> int:
        """Return the fixed part, and the other part by how far the result lies from the target."""
        reached = course.result - self.target
        whole = self.target if reached < 0 else 1 - self.target
        return round_half_up(self.amount * (1 + self.share * reached / whole))


SHIPPED_SHARES = (Fraction(1, 5), Fraction(1, 2))
"""The shares that the source names: 20 % and 50 %."""


@dataclass(frozen=True, slots=True)
class ImpactBond:
    """A financier pays the work; of what is verifiably saved above a threshold a share goes back.

    `baseline` is what heavy help cost without it. The payment is capped.
    """

    baseline: int
    share: Fraction
    threshold: int
    cap: int
    name: str = "social impact bond"

    def settlement(self, verified_cost: int) -> int:
        """Return what the town pays the financier: share × (saving above the threshold), capped."""
        above = max(0, self.baseline - verified_cost - self.threshold)
        return min(self.cap, round_half_up(self.share * above))

    def paid(self, course: Course) -> int:
        """Return the bill of heavy help and the settlement over it."""
        heavy = course.products * course.unit_cost
        return heavy + self.settlement(heavy)


@dataclass(frozen=True, slots=True)
class Incentive:
    """What changes for each when the second course happens in place of the first, in eurocents."""

    regime: str
    provider: int
    payer: int

    @property
    def punishes_success(self) -> bool:
        """Whether the payer gains and the provider loses by what works."""
        return self.payer > 0 > self.provider


def incentive(regime: Regime, before: Course, after: Course) -> Incentive:
    """Return who gains by going from one course to another under a regime."""
    paid_before, paid_after = regime.paid(before), regime.paid(after)
    return Incentive(
        regime.name,
        (paid_after - after.cost) - (paid_before - before.cost),
        paid_before - paid_after,
    )


def area_budgets(
    total: int, weights: Mapping[str, int], counts: Mapping[str, Mapping[str, int]]
) -> dict[str, int]:
    """Divide a total over areas by objective counts and public weights; the parts add up exactly.

    Per factor its weight of the total, divided by the count of that factor per area:
    budget_a = total × Σ_f (weight_f × count_f,a / Σ_a count_f,a) / Σ_f weight_f.
    """
    areas = list(counts)
    points = [Fraction(0)] * len(areas)
    for factor, weight in weights.items():
        whole = sum(counts[area].get(factor, 0) for area in areas)
        if whole == 0:
            raise Refusal(f"Nobody is counted for '{factor}'.", "weights", "Leave the factor out.")
        for place, area in enumerate(areas):
            points[place] += Fraction(weight * counts[area].get(factor, 0), whole)
    scale = 1
    for one in points:
        scale = int(np.lcm(scale, one.denominator))
    shares = split(total, [int(one * scale) for one in points])
    return dict(zip(areas, shares, strict=True))


@dataclass(frozen=True, slots=True)
class Pooled:
    """Costs of areas after what is above the cap per household is shared by all."""

    own: tuple[int, ...]
    pool: int
    contribution: tuple[int, ...]

    @property
    def cost(self) -> tuple[int, ...]:
        """What each area bears: its own part and its contribution to the pool."""
        return tuple(own + part for own, part in zip(self.own, self.contribution, strict=True))


def pool(costs: Sequence[Sequence[int]], cap: int, budgets: Sequence[int]) -> Pooled:
    """Share what a household costs above the cap over all areas, in proportion to their budgets.

    `costs` holds the costs of the households per area. The whole stays the whole.
    """
    if cap < 0:
        raise Refusal("The cap is below zero.", "pool", "Give 0 or more.")
    own = tuple(sum(min(one, cap) for one in area) for area in costs)
    above = sum(max(0, one - cap) for area in costs for one in area)
    return Pooled(own, above, split(above, list(budgets)))


def chance_of_overspending(draws: Draws, budget: float) -> float:
    """Return the share of draws in which the costs of an area exceed its budget."""
    return float((np.asarray(draws) > budget).mean())


def tail_risk(
    rate: float, shape: float, scale: float, budget: float, *, draws: int = 20_000, seed: int = 1
) -> float:
    """Return the chance that rare, very expensive care makes an area overspend.

    The number of such households is Poisson(`rate`), the cost of each Gamma(`shape`, `scale`).
    """
    rng = np.random.Generator(np.random.SFC64(seed))
    numbers = rng.poisson(rate, draws)
    # A sum of n gammas is a gamma of n times the shape.
    totals = np.where(numbers > 0, rng.gamma(np.maximum(numbers, 1) * shape, scale), 0.0)
    return chance_of_overspending(totals, budget)
