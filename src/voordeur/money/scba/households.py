# SPDX-License-Identifier: EUPL-1.2
"""Many households under one analysis: every price and chance is drawn once, for all of them together.

Drawing anew for each household would let the doubts cancel, and make a city look surer than it is.
Nothing here puts households in an order: what comes out is the whole.
"""

from __future__ import annotations

import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.model import Model
from voordeur.money.scba.montecarlo import DRAWS, line_values
from voordeur.money.scba.spread import Spread

_AT_ONCE = 500
"""How many households are worked out at a time: with 10,000 draws 40 MB."""


def net_of_many(
    model: Model, counts: Draws, *, reading: str = "", draws: int = DRAWS, seed: int = 1
) -> tuple[Spread, float]:
    """Return the net of all households together, and in which share of them it is expected above 0.

    `counts` has shape (households, lines): how many times each effect and cost of the analysis (those
    that have a price, effects first) applies to a household. Raises Refusal for another shape.
    """
    names, per_case = line_values(model, reading=reading, draws=draws, seed=seed)
    if counts.ndim != 2 or counts.shape[1] != len(names):
        raise Refusal(
            f"There are {len(names)} effects and costs, and {counts.shape[-1]} counts for each household.",
            "households",
            f"Give a count for each of: {', '.join(names)}.",
        )
    total = np.zeros(draws)
    above = 0
    for start in range(0, len(counts), _AT_ONCE):
        nets = counts[start : start + _AT_ONCE] @ per_case
        total += nets.sum(axis=0)
        above += int((nets.mean(axis=1) > 0).sum())
    return Spread.of(total), above / len(counts) if len(counts) else 0.0
