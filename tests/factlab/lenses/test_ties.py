# SPDX-License-Identifier: EUPL-1.2
"""Figures of different tables bind each other through what they mean, and the attacker knows it."""

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factlab.counting.test_engines import YEAR, conditions
from tests.factlab.counting.worlds import SOURCES, rows
from voordeur.factlab.counting import All, Classes, Has, Number, PlainEngine
from voordeur.factlab.counting.conditions import parse, plain
from voordeur.factlab.counting.ruling_out import impossible, regions
from voordeur.factlab.disclosure import Dimension, Published, counts, profiles, publish
from voordeur.factlab.disclosure.tables import Table
from voordeur.factlab.lenses.lens import LensTable
from voordeur.factlab.lenses.problems import HELP, HELP_TREE
from voordeur.factlab.lenses.provisions import STACK, STACK_TREE
from voordeur.factlab.lenses.ties import divisions, ties, with_earlier


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


def definition(name: str, condition: Number, yes: int, no: int) -> LensTable:
    axis = Classes(f"definition_{name}", (("yes", condition),), "no")
    tree = Dimension.flat(axis.name, ("yes", "no"), "total")
    return asked(name, axis, tree, yes=yes, no=no)


def help_given(problem_only: int = 2) -> LensTable:
    return asked(
        "help", HELP, HELP_TREE, both=33, problem_only=problem_only, provision_only=100, neither=900
    )


def left_out(release: Published) -> set[str]:
    return {str(key) for key, one in release.figures.items() if one.value is None}


def release_of(
    *tables: LensTable, tied: bool = True, earlier: tuple[Published, ...] = ()
) -> Published:
    bound = ties(with_earlier(divisions(tables), earlier)) if tied else []
    return publish(
        "now",
        [one.table for one in tables],
        profiles()["acro"],
        rules=profiles()["voordeur"].rules(),
        ties=bound,
        earlier=earlier,
    )


def exposed_with_ties(release: Published, *tables: LensTable) -> bool:
    """Say whether somebody who knows the definitions beats a release that was made without them."""
    from voordeur.factlab.disclosure.release import trial
    from voordeur.factlab.disclosure.rules import sensitive
    from voordeur.factlab.disclosure.suppression import Choice
    from voordeur.factlab.disclosure.system import System

    system = System.of([one.table for one in tables])
    needs = sensitive(system, profiles()["voordeur"].rules())
    gone = frozenset(at for at, key in enumerate(system.keys) if release.figures[key].value is None)
    choice = Choice(frozenset(needs), gone - needs.keys(), 0.0, 0.0, proved=False)
    knowing = Published(
        "knowing",
        release.profile,
        release.threshold,
        release.figures,
        (*release.sums, *ties(divisions(tables))),
    )
    return bool(trial([knowing], system, needs, choice))


ANY_PROBLEM = definition("any_problem", Number("open", 1), 35, 1000)
"""A definition of a municipality's own: what two codes of the lens on problems are together."""
THREE_SOURCES = definition("three_sources", Number("sources", 3), 6, 1029)
STACKS = asked("stack", STACK, STACK_TREE, **{"0": 902, "1": 60, "2": 40, "3+": 33})


@pytest.mark.parametrize(
    "tables",
    [
        (help_given(), ANY_PROBLEM),
        (
            definition("two", Number("kinds", 2), 1024, 11),
            definition("problems", Number("open", 2), 1021, 14),
            definition("both", All((Number("kinds", 2), Number("open", 2))), 1011, 24),
            definition("one", Number("kinds", 1), 1032, 3),
        ),
        (
            help_given(0),
            definition(
                "no_help_but_problem", All((Number("open", 1), Number("provisions", 0, 0))), 0, 1035
            ),
            ANY_PROBLEM,
        ),
    ],
)
def test_a_hole_between_tables_that_overlap_is_found_and_closed(
    tables: tuple[LensTable, ...],
) -> None:
    blind = release_of(*tables, tied=False)
    print(left_out(blind), exposed_with_ties(blind, *tables))
    safer = release_of(*tables)
    print(left_out(safer))
    assert not exposed_with_ties(safer, *tables)
