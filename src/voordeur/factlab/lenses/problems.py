# SPDX-License-Identifier: EUPL-1.2
"""The lens on problems: what is going on, solved or not, with a provision or without any.

A problem of a household in one life area counts once. Households with problems and no provision
are counted like all others: who has no help is not invisible (landingsbaan R036).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from voordeur.factlab.counting import All, Classes, Engine, Number
from voordeur.factlab.disclosure.tables import Dimension, Key, counts
from voordeur.factlab.lenses.lens import LensTable, Question, as_fine_as_safe
from voordeur.factlab.lenses.place import TOTAL, Depth, Geography
from voordeur.factlab.linked import CLUSTERINGS, MIDDLE
from voordeur.factlab.wording import gettext_noop

LENS = "problems"
WITH_HELP = Number("provisions", 1)
HELP = Classes(
    "help",
    (
        ("both", All((Number("open", 1), WITH_HELP))),
        ("problem_only", Number("open", 1)),
        ("provision_only", WITH_HELP),
    ),
    "neither",
)
HELP_TREE = Dimension(
    "help",
    TOTAL,
    {
        TOTAL: ("problem", "no_problem"),
        "problem": ("both", "problem_only"),
        "no_problem": ("provision_only", "neither"),
    },
)
STATUS_TREE = Dimension(
    "status", TOTAL, {TOTAL: ("open", "solved"), "open": ("with_provision", "without_provision")}
)
STILL = Classes("status", (("with_provision", WITH_HELP),), "without_provision")
SOLVED = Classes("status", (), "solved")
STATE_TREE = Dimension.flat("state", ("open", "solved"), TOTAL)


def ask(engine: Engine, geography: Geography) -> list[LensTable]:
    """Return the tables of this lens; none where no source delivers problems."""
    if not engine.book.sets["areas"]:
        return []
    return [
        as_fine_as_safe(lambda depth: without_provision(engine, geography, depth), "neighbourhood"),
        by_life_area(engine),
        by_caseload(engine),
    ]


def without_provision(engine: Engine, geography: Geography, depth: Depth) -> LensTable:
    """Count households with an open problem, with and without any provision, per area."""
    return Question(
        "help",
        LENS,
        gettext_noop("Households with problems, with and without a provision, by area"),
        (HELP, geography.axis(depth)),
        (HELP_TREE, geography.dimension(depth)),
        note=gettext_noop(
            "A problem as any source reports it, arrears included. Without a provision: none in any "
            "of the data deliveries."
        ),
    ).ask(engine)


def by_life_area(engine: Engine) -> LensTable:
    """Count problems per life area: open with a provision, open without any, solved."""
    areas = engine.book.sets["areas"]
    tree = Dimension.flat("life_area", areas, TOTAL)
    tables = {}
    for one in CLUSTERINGS:
        leaves: dict[tuple[str, ...], int] = dict.fromkeys(product(areas, STATUS_TREE.leaves), 0)
        for mask, axis in (("open", STILL), ("solved", SOLVED)):
            for (status, bits), many in engine.baskets(one, mask, axis).items():
                for area in engine.book.codes(mask, bits):
                    leaves[area, status] += many
        tables[one] = counts("problems", engine.period.name, [tree, STATUS_TREE], leaves)
    middle = tables.pop(MIDDLE)
    return LensTable(
        "life_areas",
        LENS,
        gettext_noop("Problems by life area, solved or not"),
        "problem",
        middle,
        tuple(tables.values()),
        gettext_noop(
            "One problem is one household in one life area. Open where any source says so; help of "
            "any kind counts as a provision."
        ),
    )


def by_caseload(engine: Engine) -> LensTable:
    """Count problems per source that reports them, as that source sees them."""
    seen = {one: engine.seen(one) for one in CLUSTERINGS}
    sources = sorted({source for found in seen.values() for source, _, _ in found})
    dimensions = [
        Dimension.flat("caseload", sources, TOTAL),
        Dimension.flat("life_area", engine.book.sets["areas"], TOTAL),
        STATE_TREE,
    ]
    tables = {}
    for one, found in seen.items():
        leaves: dict[tuple[str, ...], int | None] = dict(found.items())
        tables[one] = counts("problems seen", engine.period.name, dimensions, leaves)
    middle = tables.pop(MIDDLE)
    return LensTable(
        "caseloads",
        LENS,
        gettext_noop("Problems by caseload and life area"),
        "problem",
        middle,
        tuple(tables.values()),
        gettext_noop(
            "As each source reports them: a household in two caseloads is in both rows, so these "
            "rows do not add up to problems of the city."
        ),
    )


def relations(areas: Iterable[str], period: str) -> list[tuple[Key, tuple[Key, ...]]]:
    """Return the sums between this lens and the one on provisions, in these areas."""
    pairs = (("1+", ("both", "provision_only")), ("0", ("problem_only", "neither")))
    found = []
    for area in areas:
        at = () if area == TOTAL else (("area", area),)
        for stack, codes in pairs:
            parts = tuple(
                Key("households", period, tuple(sorted((*at, ("help", code))))) for code in codes
            )
            whole = Key("households", period, tuple(sorted((*at, ("stack", stack)))))
            found.append((whole, parts))
    return found


def at_most(engine: Engine) -> list[tuple[Key, Key]]:
    """Return which figures of this lens are never more than which others.

    A household with a problem in one life area has a problem; one that a source sees has it.
    """
    period = engine.period.name

    def key(measure: str, **at: str) -> Key:
        return Key(measure, period, tuple(sorted(at.items())))

    found = []
    for status, code in (("with_provision", "both"), ("without_provision", "problem_only")):
        households = key("households", help=code)
        found.append((households, key("problems", status=status)))
        found += [
            (key("problems", life_area=area, status=status), households)
            for area in engine.book.sets["areas"]
        ]
    found += [
        (
            key("problems seen", caseload=source, life_area=area, state="open"),
            key("problems", life_area=area, status="open"),
        )
        for source in engine.book.sets["sources"]
        for area in engine.book.sets["areas"]
    ]
    return found
