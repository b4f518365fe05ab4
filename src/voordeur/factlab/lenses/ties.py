# SPDX-License-Identifier: EUPL-1.2
"""What figures of different tables say of each other, because all of them are of the same households.

Definitions overlap: the same city by type, by number of provisions, by definition. Of two ways to
divide the same households some combinations can never be (three institutions and one provision less
than one), and that binds the figures of both: nobody tells how many stand at each combination that
can be, but these numbers add up to both. An attacker knows the definitions as well as we do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

from voordeur.factlab.counting.axes import Axis
from voordeur.factlab.counting.conditions import Condition, parse, plain
from voordeur.factlab.counting.ruling_out import Region, impossible, regions, single
from voordeur.factlab.disclosure.published import HIDDEN, Published, Sum
from voordeur.factlab.disclosure.tables import Dimension, Key
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.place import AREA, TOTAL

MEASURE = "households"


@dataclass(frozen=True)
class Division:
    """One way to divide the same households, and the areas for which it is told."""

    name: str
    period: str
    regions: Mapping[str, Region]
    areas: tuple[str, ...]

    def key(self, code: str, area: str) -> Key:
        """Return the figure at a code in an area; without a code all households there."""
        at = [(self.name, code)] if code else []
        if area != TOTAL:
            at.append((AREA, area))
        return Key(MEASURE, self.period, tuple(sorted(at)))

    def plain(self) -> dict[str, Any]:
        """Return this division as plain values, to be kept with a release."""
        return {
            "name": self.name,
            "period": self.period,
            "areas": list(self.areas),
            "regions": {
                code: [[plain(one), holds] for one, holds in region]
                for code, region in self.regions.items()
            },
        }

    @classmethod
    def parse(cls, kept: Mapping[str, Any]) -> Division:
        """Return a division from its plain values; raises as Python does for what is none."""
        return cls(
            kept["name"],
            kept["period"],
            {
                code: tuple((parse(one), bool(holds)) for one, holds in region)
                for code, region in kept["regions"].items()
            },
            tuple(kept["areas"]),
        )


def divisions(asked: Iterable[LensTable]) -> list[Division]:
    """Return the ways to divide households in these tables: each axis but the area, once."""
    found: dict[str, Division] = {}
    for one in asked:
        if one.table.measure != MEASURE:
            continue
        pairs = list(zip(one.axes, one.table.dimensions, strict=False))
        areas = next((tree.codes for _, tree in pairs if tree.name == AREA), (TOTAL,))
        for axis, tree in pairs:
            known = found.get(axis.name)
            if axis.name != AREA and (known is None or len(known.areas) < len(areas)):
                found[axis.name] = _division(axis, tree, one.table.period, areas)
    return list(found.values())


def _division(axis: Axis, tree: Dimension, period: str, areas: Sequence[str]) -> Division:
    return Division(axis.name, period, regions(axis, tree.leaves), tuple(areas))


def with_earlier(now: Iterable[Division], earlier: Iterable[Published]) -> list[Division]:
    """Return these divisions and those of earlier releases, each once, for all areas of either.

    One that was changed under its old name is not the same: the new one holds then.
    """
    found = {(one.name, one.period): one for one in now}
    for release in earlier:
        for one in map(Division.parse, release.divisions):
            known = found.setdefault((one.name, one.period), one)
            if known.regions == one.regions:
                areas = dict.fromkeys((*known.areas, *one.areas))
                found[one.name, one.period] = replace(known, areas=tuple(areas))
    return list(found.values())


def ties(all_divisions: Sequence[Division]) -> list[Sum]:
    """Return the sums that bind figures of different divisions, in every area where both are told."""
    found: list[Sum] = []
    for one, other in combinations(all_divisions, 2):
        areas = [area for area in one.areas if area in other.areas]
        cells = _possible(one, other)
        if cells is not None and one.period == other.period:
            for area in areas:
                found += _bound(one, other, cells, area)
    found += _both(all_divisions)
    return found


def _possible(one: Division, other: Division) -> list[tuple[tuple[str, ...], ...]] | None:
    """Return the pairs of groups of codes that can go together; None when all can.

    Codes that go together with the same ones stand in one group: apart they bind no more.
    """
    can = {
        (mine, theirs)
        for mine, theirs in product(one.regions, other.regions)
        if not impossible(one.regions[mine], other.regions[theirs])
    }
    if len(can) == len(one.regions) * len(other.regions):
        return None
    mine = _groups(one.regions, lambda code: {theirs for own, theirs in can if own == code})
    theirs = _groups(other.regions, lambda code: {own for own, it in can if it == code})
    return [(left, right) for left, right in product(mine, theirs) if (left[0], right[0]) in can]


def _groups(codes: Iterable[str], of: Callable[[str], set[str]]) -> list[tuple[str, ...]]:
    found: dict[frozenset[str], list[str]] = {}
    for code in codes:
        found.setdefault(frozenset(of(code)), []).append(code)
    return [tuple(some) for some in found.values()]


def _bound(
    one: Division, other: Division, cells: list[tuple[tuple[str, ...], ...]], area: str
) -> Iterator[Sum]:
    """Yield the sums of one pair of divisions in one area."""
    sides = ((one, 0), (other, 1))
    for division, side in sides:
        for group in dict.fromkeys(cell[side] for cell in cells):
            parts = tuple(_hidden(one, other, cell, area) for cell in cells if cell[side] == group)
            if len(group) == 1:
                yield division.key(group[0], area), parts
                continue
            whole = _together(division, group, area)
            yield whole, tuple(division.key(code, area) for code in group)
            yield whole, parts
        # A code that goes together with nothing is nobody.
        lone = set(division.regions) - {code for cell in cells for code in cell[side]}
        yield from ((division.key(code, area), ()) for code in sorted(lone))


def _hidden(one: Division, other: Division, cell: tuple[tuple[str, ...], ...], area: str) -> Key:
    at = ((one.name, "|".join(cell[0])), (other.name, "|".join(cell[1])))
    return _named(one.period, at, area)


def _together(division: Division, group: tuple[str, ...], area: str) -> Key:
    return _named(division.period, ((division.name, "|".join(group)),), area)


def _named(period: str, at: tuple[tuple[str, str], ...], area: str) -> Key:
    place = () if area == TOTAL else ((AREA, area),)
    return Key(HIDDEN, period, tuple(sorted((*at, *place))))


def _both(all_divisions: Sequence[Division]) -> Iterator[Sum]:
    """Yield what binds a figure of which two things must hold to the figures of each of them.

    So many have the one, so many the other: of few who have neither, it follows how many have both.
    """
    figures: dict[frozenset[Condition], tuple[Division, str]] = {}
    for division in all_divisions:
        for code, region in division.regions.items():
            conditions = frozenset(single(region))
            if conditions:
                figures.setdefault(conditions, (division, code))
    for conditions, (division, code) in figures.items():
        for one in combinations(conditions, 1):
            left, right = figures.get(frozenset(one)), figures.get(conditions - set(one))
            if len(conditions) == 2 and left and right:
                yield from _overlap((division, code), left, right)
                break


def _overlap(
    both: tuple[Division, str], left: tuple[Division, str], right: tuple[Division, str]
) -> Iterator[Sum]:
    areas = set(both[0].areas) & set(left[0].areas) & set(right[0].areas)
    for area in sorted(areas):
        period = both[0].period
        of = both[0].key(both[1], area)
        rest = [
            _named(period, ((f"{both[0].name} {both[1]}", side),), area)
            for side in ("one", "other", "none")
        ]
        yield left[0].key(left[1], area), (of, rest[0])
        yield right[0].key(right[1], area), (of, rest[1])
        yield both[0].key("", area), (of, *rest)
