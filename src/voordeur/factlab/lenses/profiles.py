# SPDX-License-Identifier: EUPL-1.2
"""The lens on profiles and cost: which households, what their help costs, and in how few it is found.

Households are ranked by known cost; a household without any known cost has no rank and is counted
apart, never as one that costs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial

from voordeur.factlab.counting import All, Area, Classes, Condition, Engine, Number
from voordeur.factlab.counting.axes import UNKNOWN
from voordeur.factlab.disclosure.tables import Dimension, Key
from voordeur.factlab.lenses.lens import LensTable, Question, as_fine_as_safe, cost_table
from voordeur.factlab.lenses.place import TOTAL, Depth, Geography
from voordeur.factlab.lenses.provisions import STACK, STACK_TREE
from voordeur.factlab.lenses.typing import Parameters, Pyramid, Scheme
from voordeur.factlab.linked import HOUSEHOLD_KINDS, MIDDLE
from voordeur.factlab.wording import gettext_noop

LENS = "profiles"
TOPS = (1, 2, 5, 10, 20, 50)
"""Of which the share of the cost is told: the dearest 1, 2, 5 … percent of households with a cost."""
NO_COST = "no_known_cost"
SAME: Mapping[Condition, tuple[str, str]] = {
    All((Number("kinds", 2),)): ("stack", "2+"),
    All((Number("kinds", 3),)): ("stack", "3+"),
    All((Number("open", 1), Number("provisions", 0, 0))): ("help", "problem_only"),
}
"""Definitions that another table counts as well, and as what."""


def ask(engine: Engine, geography: Geography, parameters: Parameters) -> list[LensTable]:
    """Return the tables of this lens."""
    found = [by_kind(engine)]
    found += [
        as_fine_as_safe(partial(by_type, engine, geography, scheme), "district")
        for scheme in parameters.schemes
    ]
    found += ranked(engine, parameters.pyramid)
    found += cost_by_area(engine, geography)
    found += by_definition(engine, parameters)
    return found


def by_kind(engine: Engine) -> LensTable:
    """Count households by what they are made of and how many kinds of provision they have."""
    tree = Dimension.flat("household_kind", (*HOUSEHOLD_KINDS, UNKNOWN), TOTAL)
    return Question(
        "household_kinds",
        LENS,
        gettext_noop("Households by composition and number of provisions"),
        (Area("household_kind", "kind"), STACK),
        (tree, STACK_TREE),
    ).ask(engine)


def by_type(engine: Engine, geography: Geography, scheme: Scheme, depth: Depth) -> LensTable:
    """Count households by type of one scheme, per district; nobody is of two types."""
    tree = Dimension.flat(scheme.axis.name, scheme.axis.codes, TOTAL)
    return Question(
        f"types_{scheme.code}",
        LENS,
        gettext_noop("Households by type"),
        (scheme.axis, geography.axis(depth)),
        (tree, geography.dimension(depth)),
        note=gettext_noop(
            "Types exclude each other: the first type that fits counts, in the order of the table."
        ),
        subject=scheme.words,
    ).ask(engine)


def cut_ranks(base: int, costed: int, pyramid: Pyramid) -> tuple[int, ...]:
    """Return the ranks after which a class ends, ascending; after the last one comes the rest.

    One list for the pyramid and the concentration of cost together: two overlapping lists could be
    subtracted from each other. Rounded up to tens, so that the ends themselves give no number away.
    """
    ends = {costed * top / 100 for top in TOPS}
    for side in (0, 1):
        share = 0.0
        for layer in pyramid.layers:
            share = min(100.0, share + layer.share[side])
            ends.add(base * share / 100)
    tens = {10 * math.ceil(end / 10) for end in ends}
    return tuple(sorted(end for end in tens if 0 < end < costed))


def rank_axis(ends: Iterable[int]) -> tuple[Classes, Dimension]:
    """Return classes of the ranking that end at these ranks, the rest, and who has no known cost."""
    classes, start = [], 1
    for end in ends:
        classes.append((f"{start}-{end}", Number("cost_rank", start, end)))
        start = end + 1
    classes.append((f"{start}-", Number("cost_rank", start)))
    tree = {TOTAL: ("ranked", NO_COST), "ranked": tuple(code for code, _ in classes)}
    return Classes("rank", tuple(classes), NO_COST), Dimension("rank", TOTAL, tree)


def ranked(engine: Engine, pyramid: Pyramid) -> list[LensTable]:
    """Count households and add up cost per class of the ranking by cost; empty without any cost."""
    base = sum(
        many
        for (code,), many in engine.cells(MIDDLE, [STACK]).items()
        if pyramid.base == "all" or code != "0"
    )
    costed_axis = Classes("costed", (("yes", Number("cost_rank", 1)),), "no")
    costed = engine.cells(MIDDLE, [costed_axis]).get(("yes",), 0)
    if not costed:
        return []
    axis, tree = rank_axis(cut_ranks(base, costed, pyramid))
    households = Question(
        "ranks",
        LENS,
        gettext_noop("Households ranked by cost"),
        (axis,),
        (tree,),
        note=gettext_noop("Dearest first. Where no cost at all is known there is no rank."),
    ).ask(engine)
    return [
        households,
        cost_table(
            "rank_cost",
            LENS,
            gettext_noop("Cost of households ranked by cost"),
            engine,
            (axis,),
            (tree,),
            gettext_noop("Known cost only. What is not known is not counted as nothing."),
        ),
    ]


def cost_by_area(engine: Engine, geography: Geography) -> list[LensTable]:
    """Add up known cost per district and number of provisions, and count where it is not known."""
    known = Classes("cost_known", (("not_all", Number("cost_unknown", 1)),), "all")
    tables = [
        Question(
            "cost_known",
            LENS,
            gettext_noop("Households of which the cost is known"),
            (known, geography.axis("district")),
            (Dimension.flat("cost_known", known.codes, TOTAL), geography.dimension("district")),
            note=gettext_noop("Not all: at least one provision has no cost in the data delivery."),
        ).ask(engine)
    ]
    if engine.amounts(MIDDLE, ()):
        tables.append(
            cost_table(
                "cost_area",
                LENS,
                gettext_noop("Cost by number of provisions and area"),
                engine,
                (STACK, geography.axis("district")),
                (STACK_TREE, geography.dimension("district")),
                gettext_noop("Known cost only. What is not known is not counted as nothing."),
            )
        )
    return tables


def by_definition(engine: Engine, parameters: Parameters) -> list[LensTable]:
    """Count the households of each definition: the same city, asked in several ways.

    Definitions overlap, so each is a table by itself; none adds up to anything with another.
    """
    return [
        Question(
            f"definition_{one.code}",
            LENS,
            gettext_noop("One city, by definition"),
            (Classes(f"definition_{one.code}", (("yes", one.condition),), "no"),),
            (Dimension.flat(f"definition_{one.code}", ("yes", "no"), TOTAL),),
            subject=one.words,
        ).ask(engine)
        for one in parameters.definitions
    ]


def relations(parameters: Parameters, period: str) -> list[tuple[Key, tuple[Key, ...]]]:
    """Return the definitions that say the same as a figure of another table."""
    return [
        (
            Key("households", period, (SAME[one.condition],)),
            (Key("households", period, ((f"definition_{one.code}", "yes"),)),),
        )
        for one in parameters.definitions
        if one.condition in SAME
    ]
