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

import numpy as np

from voordeur.factlab.combinations.itemsets import frequent
from voordeur.factlab.combinations.sequence import Precursor, compared, precursors
from voordeur.factlab.combinations.surprise import Together, together
from voordeur.factlab.counting import Area, Classes, Engine, Has
from voordeur.factlab.counting.axes import UNKNOWN
from voordeur.factlab.disclosure.tables import Dimension, Key, Table, counts
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.place import TOTAL
from voordeur.factlab.linked import CLUSTERINGS, MIDDLE
from voordeur.factlab.wording import gettext_noop

LENS = "combinations"
YES, NO = "yes", "no"
CARE = "care"
"""The dimension of whether a household has expensive care."""
COMPARED = "households compared"
"""The measure of households in a comparison: not all there are, so no figure of all households."""
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
    """Return which figures are never more than which others, whoever lives there.

    Households with two certain kinds have at least two, and who was compared is a household.
    """
    bounds = [(Key(COMPARED, period, ()), Key("households", period, ()))]
    for one in found:
        for size, stack in ((1, "1+"), (2, "2+"), (3, "3+")):
            for kinds in combinations_of(one.kinds, size):
                at = tuple(sorted((f"kind {kind}", YES) for kind in kinds))
                more = Key("households", period, (("stack", stack),))
                bounds.append((Key("households", period, at), more))
    return list(dict.fromkeys(bounds))


@dataclass(frozen=True)
class Before:
    """A kind that starts before expensive care more often than elsewhere, with the table that tells it.

    The odds ratio and its interval have one decimal: they are of all strata, and no table has those.
    """

    kind: str
    odds: float
    low: float
    high: float
    asked: LensTable


def before_expensive_care(engine: Engine, expensive: Sequence[str], threshold: int) -> list[Before]:
    """Return what starts in the two years before these kinds start, most surprising first.

    Compared with households of the same composition in the same district that have a provision and
    none of these kinds. Told only when each of the four numbers is large enough.
    """
    codes = engine.book.sets["kinds"]
    places = {codes.index(kind) for kind in expensive if kind in codes}
    if not places:
        return []
    clear = [
        one
        for one in precursors(
            engine.starts(MIDDLE), places, _strata(engine, MIDDLE), least=threshold
        )
        if one.p_value <= 0.05 and one.low > 1 and min(_four(one)) >= threshold
    ]
    if not clear:
        return []
    numbers = {
        one: compared(engine.starts(one), places, _strata(engine, one)) for one in CLUSTERINGS
    }
    return [
        Before(
            codes[one.kind],
            round(one.odds, 1),
            round(one.low, 1),
            round(one.high, 1),
            _before(engine.period.name, codes[one.kind], one.kind, numbers),
        )
        for one in clear
    ]


def _four(one: Precursor) -> tuple[int, int, int, int]:
    return (
        one.exposed_cases,
        one.cases - one.exposed_cases,
        one.exposed_controls,
        one.controls - one.exposed_controls,
    )


def _before(
    period: str, kind: str, place: int, numbers: Mapping[str, Mapping[int, list[np.ndarray]]]
) -> LensTable:
    """Tell of the households that were compared which had expensive care, and which this kind before."""
    dimensions = [Dimension.flat(name, (YES, NO), TOTAL) for name in (CARE, f"before {kind}")]
    tables: dict[str, Table] = {}
    for clustering, of_kinds in numbers.items():
        four = sum(of_kinds.get(place, []), np.zeros(4, dtype=np.int64)).tolist()
        leaves = dict(zip(product((YES, NO), repeat=2), four, strict=True))
        tables[clustering] = counts(COMPARED, period, dimensions, leaves)
    middle = tables.pop(MIDDLE)
    return LensTable(
        f"before {kind}",
        LENS,
        gettext_noop("What comes before expensive care"),
        "household",
        middle,
        tuple(tables.values()),
    )


def _strata(engine: Engine, clustering: str) -> Mapping[int, str]:
    return {
        unit: f"{kind} {district}"
        for unit, (kind, district) in engine.places(
            clustering, [Area("kind", "kind"), Area("district", "district")]
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
