# SPDX-License-Identifier: EUPL-1.2
"""An assumption meets what was observed: the belief before, the belief after, and whether it drifted.

Conjugate updates: the answer has a formula, and the belief before stays in sight. The kind of belief
says what can be observed: a share (Beta) by how many of how many, a rate (Gamma) by a count over a
time, an amount (Normal) by a mean of so many.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import Beta, Distribution, Gamma, Normal

DRIFT = 0.05
"""Below this chance, under the belief before, of something as far off, an assumption has drifted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the town observed.

    For a share: `count` of `base`. For a rate: `count` events in `base` (years, or households ×
    years). For an amount: `base` observations with this `mean`, each with standard deviation `sd`.
    """

    base: float
    count: float = 0.0
    mean: float = 0.0
    sd: float = 0.0


@dataclass(frozen=True, slots=True)
class Updated:
    """Indicative beside actual: what was believed, what was seen, what is believed now.

    `surprise` is the chance under the belief before of seeing something at least as far off.
    """

    before: Distribution
    seen: Seen
    after: Distribution
    surprise: float

    @property
    def drifted(self) -> bool:
        """Whether what was seen hardly fits what was believed: look at the reasoning again."""
        return self.surprise < DRIFT


def update(before: Distribution, seen: Seen) -> Updated:
    """Return a belief after an observation; raises Refusal for a kind that cannot be updated so."""
    if not seen.base > 0:
        raise Refusal("Nothing was observed.", "observation", "Give what it is based on, above 0.")
    match before:
        case Beta(a, b, 0.0, 1.0):
            if not 0 <= seen.count <= seen.base:
                raise Refusal("More were counted than there are.", "observation", "Count again.")
            after: Distribution = Beta(a + seen.count, b + seen.base - seen.count)
            return Updated(before, seen, after, _surprise_of_share(before, seen))
        case Gamma(shape, scale):
            if seen.count < 0:
                raise Refusal("A count is below zero.", "observation", "Count again.")
            after = Gamma(shape + seen.count, scale / (1 + scale * seen.base))
            return Updated(before, seen, after, _surprise_of_rate(before, seen))
        case Normal(mean, sd):
            if not seen.sd > 0:
                raise Refusal("The spread is not known.", "observation", "Give the deviation.")
            weight, told = 1 / sd**2, seen.base / seen.sd**2
            after = Normal(
                (weight * mean + told * seen.mean) / (weight + told), (weight + told) ** -0.5
            )
            distance = abs(seen.mean - mean) / math.sqrt(sd**2 + seen.sd**2 / seen.base)
            return Updated(before, seen, after, 2 * (1 - NormalDist().cdf(distance)))
    raise Refusal(
        f"A belief of kind {type(before).__name__.lower()} cannot be updated.",
        "observation",
        "Write it as beta (a share), gamma (a rate) or normal (an amount).",
    )


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _surprise_of_share(before: Beta, seen: Seen) -> float:
    """Return the chance of a count that is at most as likely as the one seen (beta-binomial)."""
    base, count = round(seen.base), round(seen.count)
    logs = np.array(
        [
            _log_beta(before.a + k, before.b + base - k)
            - _log_beta(k + 1, base - k + 1)
            - math.log(base + 1)
            for k in range(base + 1)
        ]
    )
    chances = np.exp(logs - _log_beta(before.a, before.b))
    return float(chances[chances <= chances[count] * (1 + 1e-9)].sum())


def _surprise_of_rate(before: Gamma, seen: Seen) -> float:
    """Return the chance of a count that is at most as likely as the one seen (negative binomial)."""
    count, part = round(seen.count), 1 / (1 + before.scale * seen.base)
    mean = before.mean * seen.base
    top = int(max(count, mean + 12 * math.sqrt(mean / part + 1))) + 1
    chances = np.exp(
        [
            math.lgamma(before.shape + k)
            - math.lgamma(before.shape)
            - math.lgamma(k + 1)
            + before.shape * math.log(part)
            + (k * math.log1p(-part) if k else 0.0)
            for k in range(top + 1)
        ]
    )
    return float(min(1.0, chances[chances <= chances[count] * (1 + 1e-9)].sum()))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often what was foreseen in sealed zero scenarios happened; over cases, never per person.

    `spread` holds per class of foreseen chance how many there were and how many came true. `brier`
    is the mean squared distance (0 is perfect, 0.25 is what tossing a coin gives).
    """

    cases: int
    brier: float
    spread: tuple[tuple[float, float, int, int], ...]


LEAST_CASES = 20


def calibrate(foreseen: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Return how well chances were foreseen; None below twenty cases: too few to say.

    `foreseen` are (chance written down beforehand, whether it happened); nothing tells who wrote.
    """
    if len(foreseen) < LEAST_CASES:
        return None
    if any(not 0 <= chance <= 1 for chance, _ in foreseen):
        raise Refusal("A chance lies outside 0 and 1.", "zero scenario", "Mend it.")
    brier = math.fsum((chance - happened) ** 2 for chance, happened in foreseen) / len(foreseen)
    edges = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    spread = []
    for low, high in pairwise(edges):
        inside = [
            happened
            for chance, happened in foreseen
            if low <= chance < high or (chance == high == 1.0)
        ]
        spread.append((low, high, len(inside), sum(inside)))
    return Calibration(len(foreseen), brier, tuple(spread))


def replaced_one_by_one(updates: Sequence[Updated]) -> list[tuple[float, float]]:
    """Return the sum of beliefs as each is replaced by what is now believed: (mean, deviation).

    The first is indicative, the last actual; for terms that are added.
    """
    means = [one.before.mean for one in updates]
    variances = [one.before.variance for one in updates]
    found = [(math.fsum(means), math.sqrt(math.fsum(variances)))]
    for place, one in enumerate(updates):
        means[place], variances[place] = one.after.mean, one.after.variance
        found.append((math.fsum(means), math.sqrt(math.fsum(variances))))
    return found
