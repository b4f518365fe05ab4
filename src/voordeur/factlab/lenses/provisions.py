# SPDX-License-Identifier: EUPL-1.2
"""The lens on provisions: how many come together, which laws, and who meant it so.

A household counts a kind of provision once, however many members have it: 1, 2, 3 or more are
different kinds at the same time in the period.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from voordeur.factlab.counting import All, Axis, Classes, Condition, Engine, Has, Not, Number
from voordeur.factlab.disclosure.tables import Dimension, Key, counts
from voordeur.factlab.lenses.lens import LensTable, Question, as_fine_as_safe
from voordeur.factlab.lenses.place import TOTAL, Depth, Geography
from voordeur.factlab.linked import MIDDLE
from voordeur.factlab.wording import gettext_noop

LENS = "provisions"
SOCIAL_LAWS = (("J", "jeugdwet"), ("P", "participatiewet"), ("W", "wmo"))
"""The laws of CBS 85637NED, with a letter each; a combination is written J+W."""
NONE, OTHER = "0", "other"
"""Of the laws: no provision at all, and only under other laws."""

STACK = Classes(
    "stack", (("3+", Number("kinds", 3)), ("2", Number("kinds", 2)), ("1", Number("kinds", 1))), "0"
)
STACK_TREE = Dimension("stack", TOTAL, {TOTAL: ("0", "1+"), "1+": ("1", "2+"), "2+": ("2", "3+")})
MARKED = Classes(
    "marked",
    (
        ("single", Not(Number("kinds", 2))),
        ("unintended", Number("unintended", 1)),
        ("intended", Number("intended", 1)),
    ),
    "unmarked",
)
MARKED_TREE = Dimension(
    "marked",
    TOTAL,
    {TOTAL: ("single", "stacked"), "stacked": ("unintended", "intended", "unmarked")},
)


def law_codes() -> tuple[str, ...]:
    """Return every combination of the three laws, from one law to all: J, P, W, J+P, …"""
    letters = [letter for letter, _ in SOCIAL_LAWS]
    return tuple("+".join(chosen) for size in (1, 2, 3) for chosen in combinations(letters, size))


def _laws(*, everybody: bool) -> tuple[Axis, Dimension]:
    """Exactly these laws, by the columns of CBS: a household stands at one combination.

    Of persons only those with a provision are counted, so that there is no place for the others.
    """
    nobody = ((NONE, Not(Number("provisions", 1))),) if everybody else ()
    classes: list[tuple[str, Condition]] = [*nobody]
    for code in law_codes():
        letters = code.split("+")
        conditions = tuple(
            Has("laws", (law,)) if letter in letters else Not(Has("laws", (law,)))
            for letter, law in SOCIAL_LAWS
        )
        classes.append((code, All(conditions)))
    top = (*(code for code, _ in nobody), OTHER, "any")
    tree = Dimension("laws", TOTAL, {TOTAL: top, "any": law_codes()})
    return Classes("laws", tuple(classes), OTHER), tree


def _numbers(engine: Engine) -> tuple[Axis, Dimension]:
    """How many kinds of provision under the three laws."""
    social = {law for _, law in SOCIAL_LAWS}
    kinds = tuple(sorted({kind for (_, law, kind) in engine.given(MIDDLE) if law in social}))
    classes = tuple(
        (code, Number("kinds", least, among=kinds))
        for code, least in (("3+", 3), ("2", 2), ("1", 1))
    )
    tree = Dimension("number", TOTAL, {TOTAL: ("0", "any"), "any": ("1", "2", "3+")})
    return Classes("number", classes, "0"), tree


def ask(engine: Engine, geography: Geography) -> list[LensTable]:
    """Return the tables of this lens, each as far down as can be told."""
    return [
        as_fine_as_safe(lambda depth: stacking(engine, geography, depth), "neighbourhood"),
        *(
            [as_fine_as_safe(lambda depth: marked(engine, geography, depth), "district")]
            if any_marked(engine)
            else []
        ),
        as_fine_as_safe(lambda depth: by_laws(engine, geography, "household", depth), "district"),
        as_fine_as_safe(lambda depth: by_laws(engine, geography, "person", depth), "district"),
        by_source(engine),
    ]


def stacking(engine: Engine, geography: Geography, depth: Depth) -> LensTable:
    """Count households by how many kinds of provision they have, per area."""
    return Question(
        "stacking",
        LENS,
        gettext_noop("Households by number of provisions and area"),
        (STACK, geography.axis(depth)),
        (STACK_TREE, geography.dimension(depth)),
        note=gettext_noop(
            "Different kinds of provision in one household in the period. A kind counts once, "
            "however many members have it."
        ),
    ).ask(engine)


def any_marked(engine: Engine) -> bool:
    """Say whether any source says of stacking that it was meant or not; otherwise nothing is known."""
    found = engine.cells(MIDDLE, (MARKED,))
    return any(found.get((code,)) for code in ("unintended", "intended"))


def marked(engine: Engine, geography: Geography, depth: Depth) -> LensTable:
    """Count households with two or more by what teams said about it, per district."""
    return Question(
        "marked",
        LENS,
        gettext_noop("Stacking as teams marked it"),
        (MARKED, geography.axis(depth)),
        (MARKED_TREE, geography.dimension(depth)),
        note=gettext_noop(
            "Unintended where a team marked any of the provisions so; intended where one was marked "
            "intended and none unintended. Not marked says nothing."
        ),
    ).ask(engine)


def by_laws(engine: Engine, geography: Geography, unit: str, depth: Depth) -> LensTable:
    """Count by combination of laws and number of provisions, per district: the layout of CBS 85637NED."""
    households = unit == "household"
    laws, law_tree = _laws(everybody=households)
    numbers, number_tree = _numbers(engine)
    impossible = frozenset(
        (law, number, area)
        for law in law_tree.leaves
        for number in number_tree.leaves
        for area in geography.dimension(depth).leaves
        if (law in {NONE, OTHER}) != (number == "0")
        or (number in {"1", "2"} and int(number) < len(law.split("+")))
    )
    return Question(
        "laws_households" if households else "laws_persons",
        LENS,
        gettext_noop("Households by combination of laws")
        if households
        else gettext_noop("Persons with a provision by combination of laws"),
        (laws, numbers, geography.axis(depth)),
        (law_tree, number_tree, geography.dimension(depth)),
        unit="household" if households else "person",
        note=gettext_noop(
            "In the rows and columns of CBS table 85637NED, so that the two can be laid side by side. "
            "CBS counts customised provisions; here every provision under these three laws counts."
        ),
        impossible=impossible if _one_law_per_kind(engine) else frozenset(),
    ).ask(engine)


def _one_law_per_kind(engine: Engine) -> bool:
    """Say whether two laws always mean two kinds of provision."""
    pairs = {(kind, law) for (_, law, kind) in engine.given(MIDDLE)}
    return len(pairs) == len({kind for kind, _ in pairs})


def by_source(engine: Engine) -> LensTable:
    """Count provisions per source; a source that did not deliver is a gap, and so is the total then."""
    given = engine.given(MIDDLE)
    numbers: dict[str, int | None] = dict.fromkeys(engine.book.sets["sources"], 0)
    for (source, _, _), many in given.items():
        numbers[source] = (numbers[source] or 0) + many
    numbers |= dict.fromkeys(engine.gaps)
    dimension = Dimension.flat("source", engine.book.sets["sources"], TOTAL)
    table = counts(
        "provisions", engine.period.name, [dimension], {(code,): n for code, n in numbers.items()}
    )
    return LensTable(
        "sources",
        LENS,
        gettext_noop("Provisions by source"),
        "provision",
        table,
        note=gettext_noop("A source that did not deliver is a gap, and then so is the total."),
    )


def relations(areas: Iterable[str], period: str) -> list[tuple[Key, tuple[Key, ...]]]:
    """Return the sums between tables of this lens that no table shows by itself, in these areas.

    Two or more is marked and not marked together; one or more is with and without these laws.
    """
    found = []
    for area in areas:
        at = () if area == TOTAL else (("area", area),)

        def key(name: str, code: str, at: tuple[tuple[str, str], ...] = at) -> Key:
            return Key("households", period, tuple(sorted((*at, (name, code)))))

        found += [
            (key("stack", "2+"), (key("marked", "stacked"),)),
            (key("stack", "1+"), (key("laws", "any"), key("laws", OTHER))),
            (key("stack", "0"), (key("laws", NONE),)),
        ]
    return found
