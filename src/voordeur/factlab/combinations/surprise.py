# SPDX-License-Identifier: EUPL-1.2
"""Whether a set comes together more often than chance: effect, interval, and a correction for looking often.

A set is compared with what its parts lead one to expect: of all ways to take one item off, the one
that explains it best. So three provisions are no finding only because two of them are (the
"productive" itemsets of Webb, "Discovering significant patterns", Machine Learning 68, 2007).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

from voordeur.factlab.combinations.itemsets import Itemset

LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Together:
    """A set of items that was looked at.

    `expected`: how many households chance would give; `lift`: how many times that it is, with a
    95 % interval; `p_value` after correction for every set that could have been looked at.
    """

    items: tuple[int, ...]
    support: int
    base: int
    expected: float
    lift: float
    low: float
    high: float
    p_value: float

    @property
    def more_than_chance(self) -> bool:
        """Say whether chance is an unlikely explanation, however many sets were looked at."""
        return self.p_value <= LEVEL and self.lift > 1


def together(found: Iterable[Itemset], base: int) -> list[Together]:
    """Return every set of two or more with its effect, the clearest first.

    `base`: how many households were looked at. The correction is that of Bonferroni over all sets
    of these sizes that can be made of the frequent items (the search space, not the survivors).
    """
    sets = {one.items: one.support for one in found}
    singles = sum(len(items) == 1 for items in sets)
    largest = max((len(items) for items in sets), default=0)
    family = sum(math.comb(singles, size) for size in range(2, largest + 1))
    results = [
        _one(items, support, sets, base, family)
        for items, support in sets.items()
        if len(items) > 1
    ]
    return sorted(results, key=lambda one: (one.p_value, -one.low, one.items))


def _one(
    items: tuple[int, ...],
    support: int,
    sets: Mapping[tuple[int, ...], int],
    base: int,
    family: int,
) -> Together:
    expected, rest, alone = by_chance(items, sets, base)
    p_value = upper_tail(support, base, rest, alone)
    low, high = lift_interval(support, base, rest, alone)
    return Together(
        items,
        support,
        base,
        expected,
        support / expected,
        low,
        high,
        min(1.0, p_value * family),
    )


def by_chance(
    items: tuple[int, ...], sets: Mapping[tuple[int, ...], int], base: int
) -> tuple[float, int, int]:
    """Return how often chance gives a set, from the split that explains it best, and that split.

    `sets`: how many have each smaller set. A split is how many have all items but one, and how many
    have that one.
    """
    splits = []
    for at, item in enumerate(items):
        rest, alone = sets[items[:at] + items[at + 1 :]], sets[item,]
        splits.append((rest * alone / base, rest, alone))
    return max(splits)


def upper_tail(both: int, base: int, first: int, second: int) -> float:
    """Return the chance of at least this overlap when two lists are drawn without regard to each other.

    The hypergeometric upper tail (Fisher's exact test, one side).

    >>> round(upper_tail(3, 10, 3, 3), 6)
    0.008333
    """
    most = min(first, second)
    if both > most:
        return 0.0
    start = max(both, first + second - base, 0)
    # Each term follows from the one before it; the sum starts at the largest term that counts.
    log_term = (
        _log_choose(first, start)
        + _log_choose(base - first, second - start)
        - _log_choose(base, second)
    )
    total, factor, overlap = 0.0, 1.0, start
    while True:
        total += factor
        if overlap == most:
            break
        factor *= (first - overlap) * (second - overlap)
        factor /= (overlap + 1) * (base - first - second + overlap + 1)
        overlap += 1
        if factor < total * 1e-17 and overlap > first * second / base:
            break
    return min(1.0, math.exp(log_term + math.log(total)))


def lift_interval(
    both: int, base: int, first: int, second: int, level: float = LEVEL
) -> tuple[float, float]:
    """Return the interval of observed over expected, by the delta method on its logarithm.

    Numbers are raised by a half, so that nothing and everything have an interval as well.
    """
    z = NormalDist().inv_cdf(1 - level / 2)
    lift = (both + 0.5) * base / ((first + 0.5) * (second + 0.5))
    # Variance of log(p11 / (p1 p2)) for a multinomial sample.
    together_, one, two = (both + 0.5) / base, (first + 0.5) / base, (second + 0.5) / base
    variance = (1 / together_ - 1 / one - 1 / two + 2 * together_ / (one * two) - 1) / base
    spread = math.exp(z * math.sqrt(max(0.0, variance)))
    return lift / spread, lift * spread


def _log_choose(of: int, some: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(some + 1) - math.lgamma(of - some + 1)
