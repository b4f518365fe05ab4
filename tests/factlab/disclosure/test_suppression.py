# SPDX-License-Identifier: EUPL-1.2
"""What is left out is enough, and no more than needed."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factlab.disclosure.cities import counted_per_line, flat, linked, place
from voordeur.factlab.disclosure import Need, Rules, System, Table, amounts, choose
from voordeur.factlab.disclosure.rules import sensitive
from voordeur.factlab.disclosure.task import Task, by_cell, by_size
from voordeur.factlab.disclosure.tables import Dimension
from voordeur.factlab.fault import Fault


def _nobody_finds_anything(tables: list[Table]) -> None:
    system = System.of(tables)
    needs = sensitive(system, Rules())
    try:
        choice = choose(system, needs, integer=True)
    except Fault as fault:
        # Only a city with next to nobody in it cannot be told about at all.
        assert "everything" in fault.what  # noqa: PT017
        assert max(system.values) < 40
        return
    task = Task(system, needs, own_record=True, integer=True)
    assert task.findings(choice.left_out) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables=linked())
def test_no_attacker_finds_a_small_figure_in_linked_tables(tables: list[Table]) -> None:
    _nobody_finds_anything(tables)


@pytest.mark.long
@settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
@given(tables=linked())
def test_no_attacker_finds_a_small_figure_in_a_thousand_linked_tables(tables: list[Table]) -> None:
    _nobody_finds_anything(tables)


def test_counting_gaps_per_line_is_not_enough() -> None:
    # Four gaps, two in each line that has any, and still each of them follows from the others.
    system = flat([[1, 2, 30], [4, 5, 60], [20, 30, 40]])
    needs = sensitive(system, Rules())
    left_out = counted_per_line(system, frozenset(needs))
    assert Task(system, needs, own_record=False).findings(left_out)
    assert not Task(system, needs).findings(choose(system, needs).left_out)


@settings(max_examples=30)
@given(
    rows=st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3),
    weigh=st.sampled_from([by_cell, by_size]),
    own_record=st.booleans(),
)
def test_no_lighter_choice_exists(rows: list[list[int]], weigh: object, own_record: bool) -> None:
    system = flat(rows)
    needs = sensitive(system, Rules())
    try:
        choice = choose(system, needs, weigh=weigh, own_record=own_record, gap=0)
    except Fault:
        return
    assert choice.proved
    task = Task(system, needs, weigh=weigh, own_record=own_record)
    free = sorted(set(range(len(system.keys))) - set(needs))
    lighter = [
        others
        for size in range(min(len(choice.secondary) + 1, 4))
        for others in combinations(free, size)
        if task.weights[list(others)].sum() < choice.lost - 1e-9
    ]
    assert all(task.findings([*needs, *others], in_turn=True) for others in lighter)


def test_what_is_public_already_is_not_left_out() -> None:
    system = flat([[3, 20, 30], [30, 40, 35], [25, 45, 28]])
    needs = sensitive(system, Rules())
    free = choose(system, needs).secondary
    said = frozenset([min(free)])
    other = choose(system, needs, public=said)
    assert not other.secondary & said
    assert not Task(system, needs, public=said).findings(other.left_out)


def test_a_city_of_a_handful_cannot_be_told_about_at_all() -> None:
    system = flat([[3, 0], [0, 12]])
    needs = {place(system, row="r0", column="c0"): Need(width=10)}
    with pytest.raises(Fault, match="Publish coarser"):
        choose(system, needs, public=frozenset({place(system), place(system, row="r1")}))


def test_an_amount_of_two_households_is_protected_as_wide_as_the_rule_asks() -> None:
    area = Dimension.flat("area", ["a", "b", "c"])
    law = Dimension.flat("law", ["youth", "wmo"])
    many = {f"h{index}": 1_000_00 for index in range(60)}
    leaves = {(a, one): dict(many) for a in area.leaves for one in law.leaves}
    leaves["a", "youth"] = {"h1": 90_000_00, "h2": 1_000_00}
    system = System.of([amounts("cost", "2025", [area, law], leaves)])
    needs = sensitive(system, Rules())
    assert [str(system.keys[one]) for one in needs] == ["cost 2025: area a, law youth"]
    choice = choose(system, needs)
    hidden = min(needs)
    interval = Task(system, needs).attacker(choice.left_out).interval(hidden)
    assert interval.width >= 0.30 * 91_000_00
    assert interval.upper - 91_000_00 >= 0.10 * 90_000_00
