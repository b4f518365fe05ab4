# SPDX-License-Identifier: EUPL-1.2
"""What figures of different tables say of each other, because all of them are of the same households.

Definitions overlap: the same city by type, by number of provisions, by definition. Of two ways to
divide the same households some combinations can never be (three institutions and one provision less
than one), and that binds the figures of both: nobody tells how many stand at each combination that
can be, but these numbers add up to both. An attacker knows the definitions as well as we do.

Divisions are tied in clusters (`overlaps`), so that three that bind each other are tied as three; and
a table that tells two divisions at once is tied by its inner figures too. Not tied are:

- clusters with each other, beyond the figures themselves: a number that stands in two clusters, of
  the same codes, is two numbers here. It would take all divisions at once, thousands of numbers per
  area, to tie more.
- runs of different periods, also where one period lies within the other. Who has two provisions in a
  quarter has two in the year; but the households of two runs come from two registers and are linked
  anew, and who moved or was found in between is in one of them only. So no figure of a quarter is
  surely at most that of its year, and what is not sure bounds nothing. A figure of which a period does
  add up to another is a sum of the release, and tried (`relations` of `publish`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Any

from voordeur.factlab.counting.axes import Axis
from voordeur.factlab.counting.conditions import Condition, parse, plain
from voordeur.factlab.counting.ruling_out import Region, regions, single
from voordeur.factlab.disclosure.published import HIDDEN, Published, Sum
from voordeur.factlab.disclosure.tables import Dimension, Key
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.overlaps import Fit, Overlaps
from voordeur.factlab.lenses.place import AREA, TOTAL

MEASURE = "households"


@dataclass(frozen=True)
class Division:
    """One way to divide the same households, and the areas for which it is told.

    `crossed`: other divisions that a table tells together with this one, and for which areas.
    """

    name: str
    period: str
    regions: Mapping[str, Region]
    areas: tuple[str, ...]
    crossed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
            "crossed": {other: list(areas) for other, areas in self.crossed.items()},
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
            {other: tuple(areas) for other, areas in kept.get("crossed", {}).items()},
        )


def divisions(asked: Iterable[LensTable]) -> list[Division]:
    """Return the ways to divide households in these tables: each axis but the area, once."""
    found: dict[str, Division] = {}
    for one in asked:
        if one.table.measure != MEASURE:
            continue
        pairs = list(zip(one.axes, one.table.dimensions, strict=False))
        areas = next((tree.codes for _, tree in pairs if tree.name == AREA), (TOTAL,))
        names = [axis.name for axis, _ in pairs if axis.name != AREA]
        for axis, tree in pairs:
            if axis.name != AREA:
                crossed = {other: areas for other in names if other != axis.name}
                known = found.setdefault(axis.name, _division(axis, tree, one.table.period))
                found[axis.name] = _with(known, areas, crossed)
    return list(found.values())


def _division(axis: Axis, tree: Dimension, period: str) -> Division:
    return Division(axis.name, period, regions(axis, tree.leaves), ())


def _with(one: Division, areas: Iterable[str], crossed: Mapping[str, tuple[str, ...]]) -> Division:
    """Return a division that is told for these areas too."""
    both = {
        other: tuple(dict.fromkeys((*one.crossed.get(other, ()), *crossed.get(other, ()))))
        for other in (*one.crossed, *crossed)
    }
    return replace(one, areas=tuple(dict.fromkeys((*one.areas, *areas))), crossed=both)


def with_earlier(now: Iterable[Division], earlier: Iterable[Published]) -> list[Division]:
    """Return these divisions and those of earlier releases, each once, for all areas of either.

    One that was changed under its old name is not the same: the new one holds then.
    """
    found = {(one.name, one.period): one for one in now}
    for release in earlier:
        for one in map(Division.parse, release.divisions):
            known = found.setdefault((one.name, one.period), one)
            if known.regions == one.regions:
                found[one.name, one.period] = _with(known, one.areas, one.crossed)
    return list(found.values())


def ties(all_divisions: Sequence[Division]) -> list[Sum]:
    """Return the sums that bind figures of different divisions, in every area where they are told."""
    found: dict[Sum, None] = {}
    for period in dict.fromkeys(one.period for one in all_divisions):
        here = {one.name: one for one in all_divisions if one.period == period}
        overlaps = Overlaps(
            {name: one.regions for name, one in here.items()},
            (frozenset((name, other)) for name, one in here.items() for other in one.crossed),
        )
        told: dict[tuple[str, ...], list[str]] = {}
        for area in dict.fromkeys(area for one in here.values() for area in one.areas):
            names = tuple(name for name, one in here.items() if area in one.areas)
            told.setdefault(names, []).append(area)
        for names, areas in told.items():
            for cluster in overlaps.clusters(names):
                fits = overlaps.fits(cluster)
                some = [here[name] for name in cluster]
                for area in areas:
                    found |= dict.fromkeys(_bound(some, fits, area))
    found |= dict.fromkeys(_both(all_divisions))
    return list(found)


def _bound(some: Sequence[Division], fits: Sequence[Fit], area: str) -> Iterator[Sum]:
    """Yield the sums of a cluster of divisions in one area."""
    hidden = {fit: _hidden(some, fit, area) for fit in fits}
    for side, division in enumerate(some):
        groups = dict.fromkeys(fit[side] for fit in fits)
        for group in groups:
            whole = _together(division, group, area)
            if len(group) > 1:
                yield whole, tuple(division.key(code, area) for code in group)
            yield whole, tuple(key for fit, key in hidden.items() if fit[side] == group)
        # A code that goes together with nothing is nobody.
        lone = set(division.regions) - {code for group in groups for code in group}
        yield from ((division.key(code, area), ()) for code in sorted(lone))
    for (left, one), (right, other) in combinations(enumerate(some), 2):
        if area in one.crossed.get(other.name, ()):
            sides = [dict.fromkeys(fit[side] for fit in fits) for side in (left, right)]
            for pair in product(*sides):
                inner = (key for fit, key in hidden.items() if (fit[left], fit[right]) == pair)
                yield from _told_at_once((one, other), pair, tuple(inner), area)


def _told_at_once(
    both: tuple[Division, Division], pair: Fit, hidden: tuple[Key, ...], area: str
) -> Iterator[Sum]:
    """Yield what the inner figures of a table at these codes add up to; nobody, where nothing fits."""
    figures = [_inner(*both, codes, area) for codes in product(*pair)]
    if not hidden:
        yield from ((figure, ()) for figure in figures)
        return
    whole = _hidden(both, pair, area)
    yield whole, tuple(figures)
    if hidden != (whole,):
        yield whole, hidden


def _inner(one: Division, other: Division, codes: tuple[str, ...], area: str) -> Key:
    """Return the figure of a table at a code of each of two divisions."""
    key = one.key(codes[0], area)
    return key._replace(at=tuple(sorted((*key.at, (other.name, codes[1])))))


def _hidden(some: Sequence[Division], fit: Fit, area: str) -> Key:
    at = ((one.name, _said(codes)) for one, codes in zip(some, fit, strict=True))
    return _named(some[0].period, tuple(at), area)


def _together(division: Division, group: tuple[str, ...], area: str) -> Key:
    """Return the figures at these codes together; one code is the figure itself."""
    if len(group) == 1:
        return division.key(group[0], area)
    return _named(division.period, ((division.name, _said(group)),), area)


def _said(codes: Iterable[str]) -> str:
    return "|".join(codes)


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
