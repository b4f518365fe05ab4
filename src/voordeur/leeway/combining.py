# SPDX-License-Identifier: EUPL-1.2
"""Kinds of help and measures that go badly together: proposed to people, never acted on. Pure.

Each does good by itself; together they stand in each other's way (landingsbaan C13). It shows when
households in which all of them run are stuck clearly more often than those in which all but one do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import and_
from typing import Final

LEAST: Final = 5
"""Households below which nothing is told."""
SIZES: Final = (2, 3)
MOST_KINDS: Final = 12
"""Kinds in one household that are looked at; what is there most often in all of them first."""
TIMES: Final = 2
"""How many times as often households with all of them must be stuck."""


@dataclass(frozen=True, slots=True)
class Household:
    """What runs in one household, and whether it is stuck."""

    kinds: frozenset[str]
    stuck: bool


@dataclass(frozen=True, slots=True)
class Combination:
    """Kinds that go badly together. Unit: households, all of them at least five.

    `stuck` of `households` with all kinds are stuck; `others_stuck` of `others` with all but one.
    """

    kinds: tuple[str, ...]
    households: int
    stuck: int
    others: int
    others_stuck: int


def combinations_of(households: Iterable[Household], least: int = LEAST) -> tuple[Combination, ...]:
    """Return the combinations that are stuck at least twice as often, by name: no ranking.

    Every number told, and every number that follows from two of them, is 0 or at least the limit.
    """
    homes = list(households)
    # A set of households is a number with a bit for each: counting is counting bits.
    having: dict[str, int] = {}
    for place, home in enumerate(homes):
        for kind in home.kinds:
            having[kind] = having.get(kind, 0) | 1 << place
    often = {kind for kind, mask in having.items() if mask.bit_count() >= least}
    stuck = sum(1 << place for place, home in enumerate(homes) if home.stuck)
    together: dict[tuple[str, ...], int] = {}
    for home in homes:
        if home.stuck:
            kinds = sorted(home.kinds & often, key=lambda kind: (-having[kind].bit_count(), kind))
            for size in SIZES:
                for chosen in combinations(sorted(kinds[:MOST_KINDS]), size):
                    together[chosen] = together.get(chosen, 0) + 1
    found = []
    for chosen, number in together.items():
        if number < least:
            continue
        line = _line(chosen, having, stuck)
        if _told(line, least) and _more_often(line):
            found.append(line)
    return tuple(sorted(_largest(found), key=lambda one: one.kinds))


def _line(chosen: tuple[str, ...], having: Mapping[str, int], stuck: int) -> Combination:
    masks = [having[kind] for kind in chosen]
    inside = reduce(and_, masks)
    others = 0
    for place, mask in enumerate(masks):
        others |= reduce(and_, masks[:place] + masks[place + 1 :]) & ~mask
    return Combination(
        chosen,
        inside.bit_count(),
        (inside & stuck).bit_count(),
        others.bit_count(),
        (others & stuck).bit_count(),
    )


def _more_often(line: Combination) -> bool:
    return line.stuck * line.others >= TIMES * line.others_stuck * line.households


def _told(line: Combination, least: int) -> bool:
    numbers = (
        line.households - line.stuck,
        line.others,
        line.others_stuck,
        line.others - line.others_stuck,
    )
    return line.stuck >= least and all(one == 0 or one >= least for one in numbers)


def _largest(found: list[Combination]) -> list[Combination]:
    """Leave out a combination when a larger one is about the same households."""
    sets = [(frozenset(one.kinds), one.households) for one in found]
    return [
        one
        for one in found
        if not any(
            frozenset(one.kinds) < kinds and number == one.households for kinds, number in sets
        )
    ]
