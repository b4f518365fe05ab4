# SPDX-License-Identifier: EUPL-1.2
"""Figures of different tables bind each other through what they mean, and the attacker knows it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factlab.counting.test_engines import YEAR, conditions
from tests.factlab.counting.worlds import SOURCES, rows
from voordeur.factlab.counting import All, Any, Classes, Has, Number, PlainEngine
from voordeur.factlab.counting.conditions import Condition, parse, plain
from voordeur.factlab.counting.ruling_out import impossible, regions
from voordeur.factlab.disclosure import (
    Dimension,
    Exposed,
    Key,
    Profile,
    Published,
    counts,
    profiles,
    publish,
)
from voordeur.factlab.disclosure.published import Sum
from voordeur.factlab.disclosure.rules import sensitive
from voordeur.factlab.disclosure.suppression import Choice
from voordeur.factlab.disclosure.system import System
from voordeur.factlab.disclosure.tables import Table
from voordeur.factlab.disclosure.trial import trial
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.provisions import STACK, STACK_TREE
from voordeur.factlab.lenses.ties import Division, divisions, ties, with_earlier


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_ruled_out_is_nobody_and_what_binds_figures_holds(data: st.DataObject) -> None:
    engine = PlainEngine({"middle": data.draw(rows())}, SOURCES, YEAR, ())
    axes = [
        Classes(name, tuple((f"c{at}", one) for at, one in enumerate(data.draw(_some))), "none")
        for name in ("one", "other")
    ]
    here = [regions(axis, axis.codes) for axis in axes]
    facts = engine.facts("middle")
    for left, right in product(*here):
        there = [
            one
            for one in facts
            if (axes[0].place(one, engine.book), axes[1].place(one, engine.book)) == (left, right)
        ]
        if impossible(here[0][left], here[1][right]):
            assert not there
    for axis in axes:
        for _, condition in axis.classes:
            assert parse(json.loads(json.dumps(plain(condition)))) == condition


_some = st.lists(conditions, min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Number("kinds", 2), Number("provisions", 0, 1)),
        (Number("provisions", 1), Number("sources", 0, 0)),
        (Has("laws", ("wmo",)), Number("kinds", 0, 0)),
        (All((Has("laws", ("wmo",)), Has("laws", ("jeugdwet",)))), Number("laws", 0, 1)),
        (Number("cost_rank", 1, 10), Number("provisions", 0, 0)),
    ],
)
def test_the_meaning_of_a_definition_rules_out(one: Number, other: Number) -> None:
    assert impossible(((one, True),), ((other, True),))
    assert not impossible(((one, True),), ((other, False),))


def asked(name: str, axis: Classes, tree: Dimension, **numbers: int) -> LensTable:
    leaves = {(code.replace("plus", "+"),): number for code, number in numbers.items()}
    table: Table = counts("households", "2025", [tree], leaves)
    return LensTable(name, "x", name, "household", table, axes=(axis,))


def definition(name: str, condition: Condition, yes: int, no: int) -> LensTable:
    axis = Classes(f"definition_{name}", (("yes", condition),), "no")
    tree = Dimension.flat(axis.name, ("yes", "no"), "total")
    return asked(name, axis, tree, yes=yes, no=no)


ROUNDED = profiles()["acro"]
UNROUNDED = replace(ROUNDED, base=1)


def left_out(release: Published) -> set[str]:
    return {str(key) for key, one in release.figures.items() if one.value is None}


def release_of(
    *tables: LensTable,
    tied: bool = True,
    earlier: tuple[Published, ...] = (),
    profile: Profile = ROUNDED,
) -> Published:
    bound = ties(with_earlier(divisions(tables), earlier)) if tied else []
    return publish(
        "now",
        [one.table for one in tables],
        profile,
        rules=profiles()["voordeur"].rules(),
        ties=bound,
        earlier=earlier,
    )


def exposed_with_ties(
    release: Published, *tables: LensTable, bound: Sequence[Sum] | None = None
) -> bool:
    """Say whether somebody who knows the definitions beats a release that was made without them."""
    system = System.of([one.table for one in tables])
    needs = sensitive(system, profiles()["voordeur"].rules())
    gone = frozenset(at for at, key in enumerate(system.keys) if release.figures[key].value is None)
    choice = Choice(frozenset(needs), gone - needs.keys(), 0.0, 0.0, proved=False)
    knowing = Published(
        "knowing",
        release.profile,
        release.threshold,
        release.figures,
        (*release.sums, *(ties(divisions(tables)) if bound is None else bound)),
    )
    return bool(trial([knowing], system, needs, choice))


HELPED = definition("helped", Number("kinds", 1), 85, 900)
TWO = definition("two", Number("kinds", 2), 80, 905)
STACKS = asked("stack", STACK, STACK_TREE, **{"0": 900, "1": 5, "2": 40, "3plus": 40})
ONE = Key("households", "2025", (("stack", "1"),))


def test_a_hole_between_definitions_that_overlap_is_found_and_closed() -> None:
    # One provision: those with help, less those with two. No table says that the two belong together.
    blind = release_of(STACKS, HELPED, TWO, tied=False)
    assert exposed_with_ties(blind, STACKS, HELPED, TWO)
    safer = release_of(STACKS, HELPED, TWO)
    assert not exposed_with_ties(safer, STACKS, HELPED, TWO)
    assert left_out(safer) > {str(ONE)}


def test_a_hole_that_only_three_definitions_make_together_is_found_and_closed() -> None:
    # None, one, or more: three definitions, each in a table of its own, and nobody is in none of them.
    three = [
        definition("none", Number("kinds", 0, 0), 45, 55),
        definition("one", Number("kinds", 1, 1), 48, 52),
        definition("more", Number("kinds", 2), 7, 93),
    ]
    blind = release_of(*three, tied=False, profile=UNROUNDED)
    pairs = [tie for some in combinations(three, 2) for tie in ties(divisions(some))]
    assert pairs
    assert not exposed_with_ties(blind, *three, bound=pairs)
    assert exposed_with_ties(blind, *three)
    safer = release_of(*three, profile=UNROUNDED)
    assert not exposed_with_ties(safer, *three)
    assert left_out(safer) > left_out(blind)


def test_a_hole_through_the_inner_figures_of_a_table_is_found_and_closed() -> None:
    # Two or more kinds of help, open problems, and in another table who has either: so many have both.
    help_, problems = Number("kinds", 2), Number("open", 1)
    axes = (Classes("help", (("yes", help_),), "no"), Classes("open", (("yes", problems),), "no"))
    trees = [Dimension.flat(one.name, ("yes", "no")) for one in axes]
    leaves = {("yes", "yes"): 6, ("yes", "no"): 24, ("no", "yes"): 20, ("no", "no"): 50}
    table = counts("households", "2025", trees, leaves)
    crossed = LensTable("crossed", "x", "crossed", "household", table, axes=axes)
    either = definition("either", Any((help_, problems)), 50, 50)
    blind = release_of(crossed, either, tied=False, profile=UNROUNDED)
    apart = [replace(one, crossed={}) for one in divisions([crossed, either])]
    assert not exposed_with_ties(blind, crossed, either, bound=ties(apart))
    assert exposed_with_ties(blind, crossed, either)
    safer = release_of(crossed, either, profile=UNROUNDED)
    assert not exposed_with_ties(safer, crossed, either)
    made = divisions([crossed])
    kept = Division.parse(json.loads(json.dumps(made[0].plain())))
    assert kept.crossed == {"open": ("total",)}


def test_a_hole_that_a_definition_of_an_earlier_release_makes_is_found() -> None:
    # The definitions were told before, and are not asked any more.
    first = release_of(HELPED, TWO)
    assert not left_out(first)
    first = Published.parse(
        json.loads(json.dumps(first.plain()))
        | {"divisions": [one.plain() for one in divisions([HELPED, TWO])]}
    )
    assert release_of(STACKS).figures[ONE].value is None
    with pytest.raises(Exposed) as found:
        release_of(STACKS, earlier=(first,))
    assert [str(key) for key, _ in found.value.findings] == [str(ONE)]


def test_two_definitions_and_what_both_say_bind_each_other() -> None:
    two, problems = Number("kinds", 2), Number("open", 2)
    axes = {
        "two": Classes("two", (("yes", two),), "no"),
        "problems": Classes("problems", (("yes", problems),), "no"),
        "both": Classes("both", (("yes", All((two, problems))),), "no"),
    }
    made = [
        Division(name, "2025", regions(axis, axis.codes), ("total",)) for name, axis in axes.items()
    ]
    whole = Key("households", "2025", ())
    sums = [parts for total, parts in ties(made) if total == whole]
    assert sums
    assert Key("households", "2025", (("both", "yes"),)) in sums[0]
    assert len(sums[0]) == 4
    # A definition that changed under its name is another one: the new one holds.
    changed = Division("two", "2025", {"yes": ((problems, True),)}, ("total",))
    earlier = Published("x", "acro", 10, {}, (), divisions=(changed.plain(),))
    assert with_earlier(made, [earlier]) == made
    assert Division.parse(json.loads(json.dumps(changed.plain()))) == changed
