# SPDX-License-Identifier: EUPL-1.2
"""Which figures are sensitive by themselves, and how wide an attacker's guess must stay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from voordeur.factlab.disclosure.system import System
from voordeur.factlab.disclosure.tables import Cell
from voordeur.factlab.fault import Fault


@dataclass(frozen=True, slots=True)
class Need:
    """How uncertain an attacker must be left about one figure, in the unit of that figure.

    The interval that remains reaches at least `below` under and `above` over the true figure, and
    is at least `width` wide.
    """

    below: int = 0
    above: int = 0
    width: int = 0

    def met(self, value: float, lower: float, upper: float, slack: float = 1e-6) -> bool:
        """Say whether an interval around a true figure leaves enough doubt."""
        grace = slack * max(1.0, abs(value))
        return (
            value - lower >= self.below - grace
            and upper - value >= self.above - grace
            and upper - lower >= self.width - grace
        )


@dataclass(frozen=True, slots=True)
class Dominance:
    """When one or two households make up most of an amount, and so could be read from it.

    `largest` and `share`: the n largest may not hold more than this share (n 1 or 2). `estimate`:
    the second largest may not be able to estimate the largest to within this share (the p% rule).
    Defaults are those of ACRO: n 2, share .90, p 10 %.
    """

    largest: int = 2
    share: float = 0.90
    estimate: float = 0.10

    def __post_init__(self) -> None:
        """Refuse settings that cannot be meant."""
        if self.largest not in {1, 2} or not 0 < self.share <= 1 or not 0 < self.estimate < 1:
            raise Fault(
                "A dominance rule looks at one or two contributors and at shares between 0 and 1.",
                "rules",
                "Correct the settings.",
            )

    def dominated(self, cell: Cell) -> bool:
        """Say whether one or two contributors dominate the amount."""
        if not cell.value or not cell.largest:
            return False
        first, second = (*cell.largest, 0)[:2]
        return (
            sum(cell.largest[: self.largest]) > self.share * cell.value
            or cell.value - first - second < self.estimate * first
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes a figure sensitive.

    `threshold`: a count under it is too small, and an attacker's interval may not be narrower.
    `zeros`: whether zero is too small as well. `doubt`: for amounts, how wide the interval must
    stay, as a share of the amount.
    """

    threshold: int = 10
    zeros: bool = False
    dominance: Dominance | None = Dominance()
    doubt: float = 0.30

    def __post_init__(self) -> None:
        """Refuse a threshold that protects nothing."""
        if self.threshold < 2:
            raise Fault("A threshold under 2 protects nobody.", "rules", "Use 10, or at least 2.")

    def need(self, cell: Cell) -> Need | None:
        """Return how much doubt a figure needs; None when it may be published."""
        if cell.value is None:
            return None
        if cell.contributors is None:
            small = cell.value < self.threshold and (cell.value > 0 or self.zeros)
            return Need(width=self.threshold) if small else None
        few = 0 < cell.contributors < self.threshold
        if not few and not (self.dominance and self.dominance.dominated(cell)):
            return None
        first, second = (*cell.largest, 0, 0)[:2]
        share = self.dominance.estimate if self.dominance else 0.0
        above = max(0, math.ceil(share * first - (cell.value - first - second)))
        return Need(above=above, width=max(1, math.ceil(self.doubt * cell.value)))


def sensitive(system: System, rules: Rules) -> Mapping[int, Need]:
    """Return the figures that may not be published, with the doubt each of them needs."""
    needs = ((place, rules.need(cell)) for place, cell in enumerate(system.cells))
    return {place: need for place, need in needs if need is not None}
