# SPDX-License-Identifier: EUPL-1.2
"""How good a linkage is: against a known truth, or as the scores themselves expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judgement:
    """Pairs of records: brought together, truly together, and both."""

    found: int
    true: int
    both: int

    @property
    def precision(self) -> float:
        """Of the pairs brought together, the share that belong together; 1 when there are none."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that belong together, the share brought together; 1 when there are none."""
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.both / (self.found + self.true) if self.found + self.true else 1.0


def judge(found: Sequence[Hashable], true: Sequence[Hashable]) -> Judgement:
    """Judge all pairs of records by the group each record was put in and the one it belongs in.

    >>> judge(["a", "a", "b"], [1, 1, 1])
    Judgement(found=1, true=3, both=1)
    """

    def pairs(groups: Iterable[Hashable]) -> int:
        return sum(size * (size - 1) // 2 for size in Counter(groups).values())

    return Judgement(pairs(found), pairs(true), pairs(zip(found, true, strict=True)))


def judge_per_kind(
    found: Sequence[Hashable], true: Sequence[Hashable], kinds: Sequence[Iterable[str]]
) -> Mapping[str, Judgement]:
    """Judge the pairs of which one record is of a kind, for each kind (of error in it)."""
    sizes = Counter(found), Counter(true), Counter(zip(found, true, strict=True))
    sums: dict[str, list[int]] = {}
    for group, truth, ones in zip(found, true, kinds, strict=True):
        of_record = (sizes[0][group] - 1, sizes[1][truth] - 1, sizes[2][group, truth] - 1)
        for kind in set(ones):
            total = sums.setdefault(kind, [0, 0, 0])
            for place, one in enumerate(of_record):
                total[place] += one
    return {kind: Judgement(*total) for kind, total in sorted(sums.items())}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a threshold would give if the scores are right."""

    threshold: int
    links: int
    precision: float
    recall: float


def expected(scores: Iterable[int], thresholds: Iterable[int]) -> tuple[Expected, ...]:
    """Return expected precision and recall per threshold, from the scores of best candidates.

    A score of s milli-bits means a chance of 1 / (1 + 2^(-s/1000)) that the link is right. Nobody
    has to be looked up for it, and it is only as good as the model.
    """
    counted = Counter(scores)
    chances = {score: 1 / (1 + 2 ** (-max(-60_000, score) / 1000)) for score in counted}
    right = sum(chances[score] * times for score, times in counted.items())
    found = []
    for threshold in thresholds:
        above = [(score, times) for score, times in counted.items() if score >= threshold]
        links = sum(times for _, times in above)
        good = sum(chances[score] * times for score, times in above)
        found.append(
            Expected(
                threshold, links, good / links if links else 1.0, good / right if right else 1.0
            )
        )
    return tuple(found)
