# SPDX-License-Identifier: EUPL-1.2
"""The combinations of a run: what is told of them goes through the release like every other figure.

A set of items is a table of its own, with each item present or absent. Tables of sets that share
items share margins, so whoever subtracts one from another is tried like any attacker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations as combinations_of
from itertools import product

from voordeur.factlab.combinations.itemsets import frequent
from voordeur.factlab.combinations.sequence import Precursor, precursors
from voordeur.factlab.combinations.surprise import Together, together
from voordeur.factlab.counting import Area, Classes, Engine, Has
from voordeur.factlab.counting.axes import UNKNOWN
from voordeur.factlab.disclosure.rounding import Profile
from voordeur.factlab.disclosure.tables import Dimension, Key, Table, counts
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.place import TOTAL
from voordeur.factlab.linked import CLUSTERINGS, MIDDLE
from voordeur.factlab.wording import gettext_noop

LENS = "combinations"
YES, NO = "yes", "no"
TOLD = 10
"""How many combinations are told; the clearest ones."""


@dataclass(frozen=True)
class Combination:
    """A set that comes together more than chance, with the table in which it is told."""

    kinds: tuple[str, ...]
    result: Together
    asked: LensTable


def combinations(engine: Engine, threshold: int, share: float = 0.002) -> list[Combination]:
    """Return the clearest combinations of two or three kinds of provision.

    `share`: in how large a part of the households with a provision a set must occur, and never in
    fewer than `threshold` households.
    """
    baskets = {mask: many for (_, mask), many in engine.baskets(MIDDLE, "kinds").items() if mask}
    base = sum(baskets.values())
    found = frequent(baskets, max(threshold, round(share * base)), 3)
    clear = [one for one in together(found, base) if one.more_than_chance][:TOLD]
    codes = engine.book.sets["kinds"]
    return [
        Combination(kinds, one, _table(engine, kinds))
        for one in clear
        for kinds in [tuple(codes[item] for item in one.items)]
    ]


def _table(engine: Engine, kinds: Sequence[str]) -> LensTable:
    """Count households with and without each of these kinds, in all clusterings."""
    dimensions = [Dimension.flat(f"kind {kind}", (YES, NO), TOTAL) for kind in kinds]
    tables: dict[str, Table] = {}
    for clustering in CLUSTERINGS:
        leaves = dict.fromkeys(product((YES, NO), repeat=len(kinds)), 0)
        for (_, mask), many in engine.baskets(clustering, "kinds").items():
            has = set(engine.book.codes("kinds", mask))
            leaves[tuple(YES if kind in has else NO for kind in kinds)] += many
        tables[clustering] = counts("households", engine.period.name, dimensions, leaves)
    middle = tables.pop(MIDDLE)
    return LensTable(
        f"set {' '.join(kinds)}",
        LENS,
        gettext_noop("Provisions that come together"),
        "household",
        middle,
        tuple(tables.values()),
        axes=tuple(Classes(f"kind {kind}", ((YES, Has("kinds", (kind,))),), NO) for kind in kinds),
    )


def at_most(found: Sequence[Combination], period: str) -> list[tuple[Key, Key]]:
    """Return which households have so many provisions: those with two certain ones have at least two."""
    bounds = []
    for one in found:
        for size, stack in ((1, "1+"), (2, "2+"), (3, "3+")):
            for kinds in combinations_of(one.kinds, size):
                at = tuple(sorted((f"kind {kind}", YES) for kind in kinds))
                more = Key("households", period, (("stack", stack),))
                bounds.append((Key("households", period, at), more))
    return list(dict.fromkeys(bounds))


@dataclass(frozen=True)
class Before:
    """A kind that starts before expensive care more often than elsewhere, as it may be told.

    Numbers are rounded; the odds ratio and its interval have one decimal.
    """

    kind: str
    cases: int
    exposed_cases: int
    controls: int
    exposed_controls: int
    odds: float
    low: float
    high: float


def before_expensive_care(
    engine: Engine, expensive: Sequence[str], threshold: int, profile: Profile
) -> list[Before]:
    """Return what starts in the two years before these kinds start, most surprising first.

    Compared with households of the same composition in the same district that have a provision and
    none of these kinds. Told only when each of the four numbers is large enough.
    """
    codes = engine.book.sets["kinds"]
    places = {codes.index(kind) for kind in expensive if kind in codes}
    if not places:
        return []
    strata = _strata(engine)
    starts = engine.starts(MIDDLE)
    found = precursors(starts, places, strata, least=threshold)
    return [
        _told(codes[one.kind], one, profile)
        for one in found
        if one.p_value <= 0.05 and one.low > 1 and min(_four(one)) >= threshold
    ]


def _four(one: Precursor) -> tuple[int, int, int, int]:
    return (
        one.exposed_cases,
        one.cases - one.exposed_cases,
        one.exposed_controls,
        one.controls - one.exposed_controls,
    )


def _told(kind: str, one: Precursor, profile: Profile) -> Before:
    numbers = (one.cases, one.exposed_cases, one.controls, one.exposed_controls)
    return Before(
        kind,
        *(profile.rounded(number) for number in numbers),
        *(round(value, 1) for value in (one.odds, one.low, one.high)),
    )


def _strata(engine: Engine) -> Mapping[int, str]:
    return {
        unit: f"{kind} {district}"
        for unit, (kind, district) in engine.places(
            MIDDLE, [Area("kind", "kind"), Area("district", "district")]
        ).items()
        if UNKNOWN not in (kind, district)
    }


def dearest_kinds(engine: Engine, most: int = 5) -> list[str]:
    """Return the kinds of provision that cost most per provision, as far as cost is known.

    What counts as expensive care when nobody says so.
    """
    return [
        kind for kind, _ in sorted(engine.prices(MIDDLE).items(), key=lambda one: (-one[1], one[0]))
    ][:most]
