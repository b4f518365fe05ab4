# SPDX-License-Identifier: EUPL-1.2
"""What is left out is enough, and no more than needed."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

import highspy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factlab.disclosure.cities import (
    city_of_neighbourhoods,
    counted_per_line,
    crossed,
    flat,
    linked,
    place,
)
from voordeur.factlab.disclosure import Key, Need, Rules, System, Table, amounts, choose, counts
from voordeur.factlab.disclosure.rules import sensitive
from voordeur.factlab.disclosure.tables import Dimension
from voordeur.factlab.disclosure.task import Task, Weigh, by_cell, by_size
from voordeur.factlab.fault import Fault

UNEVEN = [
    [5, 31, 4, 60, 8, 2],
    [1, 14, 7, 90, 12, 25],
    [22, 3, 41, 18, 1, 6],
    [70, 1, 16, 5, 33, 11],
    [13, 45, 2, 24, 9, 38],
    [1, 27, 19, 55, 4, 80],
]


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


def _counting_is_found_out(tables: list[Table]) -> bool:
    system = System.of(tables)
    needs = sensitive(system, Rules())
    if max(system.values) < 40:
        return False
    left_out = counted_per_line(system, frozenset(needs))
    return bool(Task(system, needs, integer=True).findings(left_out, in_turn=True))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables=linked())
def test_no_attacker_finds_a_small_figure_in_linked_tables(tables: list[Table]) -> None:
    _nobody_finds_anything(tables)


@pytest.mark.long
def test_in_a_thousand_linked_tables_ours_is_never_found_out_and_counting_per_line_is() -> None:
    found_out = []

    @settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
    @given(tables=linked())
    def each(tables: list[Table]) -> None:
        _nobody_finds_anything(tables)
        found_out.append(_counting_is_found_out(tables))

    each()
    assert len(found_out) >= 1000
    assert sum(found_out) >= 20


def test_counting_gaps_per_line_fails_where_ours_holds() -> None:
    found_out = 0
    for seed in range(5):
        system = System.of([crossed(seed)])
        needs = sensitive(system, Rules())
        task = Task(system, needs)
        assert not task.findings(choose(system, needs).left_out)
        found_out += bool(task.findings(counted_per_line(system, frozenset(needs)), in_turn=True))
    assert found_out >= 3


def test_counting_gaps_per_line_is_not_enough() -> None:
    # Four gaps, two in each line that has any, and still each of them follows from the others.
    system = flat([[1, 2, 30], [4, 5, 60], [20, 30, 40]])
    needs = sensitive(system, Rules())
    left_out = counted_per_line(system, frozenset(needs))
    assert Task(system, needs, own_record=False).findings(left_out)
    assert not Task(system, needs).findings(choose(system, needs).left_out)


@settings(max_examples=25)
@given(
    rows=st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3),
    weigh=st.sampled_from([by_cell, by_size]),
    own_record=st.booleans(),
)
def test_at_most_a_third_more_is_lost_than_the_least_that_trying_all_ways_finds(
    rows: list[list[int]], weigh: Weigh, own_record: bool
) -> None:
    system = flat(rows)
    needs = sensitive(system, Rules())
    try:
        choice, best, hasty = (
            choose(system, needs, weigh=weigh, own_record=own_record, **how)
            for how in ({}, {"gap": 0.0}, {"effort": 0})
        )
    except Fault:
        return
    task = Task(system, needs, weigh=weigh, own_record=own_record)
    assert best.proved
    assert not best.lost or _all_found_out(task, best.lost - 1e-6)
    assert choice.lost <= 1.3 * best.lost + 1e-9
    assert choice.bound <= best.lost + 1e-6
    # Whoever stops at once loses more, says how much that may be, and is as safe.
    assert hasty.bound - 1e-6 <= best.lost <= hasty.lost + 1e-6
    assert not task.findings(hasty.left_out)


def _all_found_out(task: Task, lighter: float) -> bool:
    """Say whether everything that weighs less is found out: all that can take no figure more."""

    def largest(at: int, taken: frozenset[int], weight: float) -> Iterator[frozenset[int]]:
        if at == len(task.free):
            rest = set(task.free) - taken
            if not any(weight + task.weights[one] < lighter for one in rest):
                yield taken
            return
        place = task.free[at]
        if weight + task.weights[place] < lighter:
            yield from largest(at + 1, taken | {place}, weight + task.weights[place])
        yield from largest(at + 1, taken, weight)

    return all(
        task.findings(taken | set(task.needs), in_turn=True)
        for taken in largest(0, frozenset(), 0.0)
    )


def test_a_slow_machine_makes_the_same_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    system = flat(UNEVEN)
    needs = sensitive(system, Rules())
    quick = choose(system, needs)
    hours = count(0, 3600)
    for clock in ("monotonic", "perf_counter", "process_time", "time"):
        monkeypatch.setattr(time, clock, lambda: float(next(hours)))
    run = highspy.Highs.run

    def slow(solver: highspy.Highs) -> highspy.HighsStatus:
        assert solver.getOptionValue("time_limit")[1] == highspy.kHighsInf
        Event().wait(0.0005)
        return run(solver)

    monkeypatch.setattr(highspy.Highs, "run", slow)
    assert choose(system, needs) == quick


def test_the_order_of_tables_and_a_second_thread_change_nothing() -> None:
    down = Dimension.flat("row", [f"r{index}" for index in range(len(UNEVEN))])
    across = Dimension.flat("column", [f"c{index}" for index in range(len(UNEVEN[0]))])
    cells = {(f"r{i}", f"c{j}"): many for i, row in enumerate(UNEVEN) for j, many in enumerate(row)}
    mirrored = {(column, row): many for (row, column), many in reversed(cells.items())}

    def left_out(system: System) -> set[Key]:
        choice = choose(system, sensitive(system, Rules()))
        return {system.keys[place] for place in choice.left_out}

    systems = [
        System.of([counts("households", "2025", dimensions, leaves)])
        for dimensions, leaves in (((down, across), cells), ((across, down), mirrored))
    ]
    with ThreadPoolExecutor(2) as threads:
        one, *others = threads.map(left_out, [*systems, *systems])
    assert all(other == one for other in others)


@pytest.mark.long
def test_thousands_of_small_figures_are_protected_together() -> None:
    system = System.of([city_of_neighbourhoods()])
    needs = sensitive(system, Rules())
    assert len(system.keys) > 4900
    assert len(needs) > 2400
    choice = choose(system, needs)
    assert not Task(system, needs).findings(choice.left_out)
    assert choice.lost <= 1.1 * choice.bound


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
