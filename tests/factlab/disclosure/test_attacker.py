# SPDX-License-Identifier: EUPL-1.2
"""The attacker finds what can be found, and only that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factlab.disclosure.cities import flat, place, whole_tables
from voordeur.factlab.disclosure import Attacker, Dimension, Key, Rules, System, counts
from voordeur.factlab.disclosure.rules import sensitive
from voordeur.factlab.disclosure.task import Task
from voordeur.factlab.fault import Fault


def test_one_gap_in_a_line_is_no_gap() -> None:
    system = flat([[3, 20], [30, 40]])
    gap = place(system, row="r0", column="c0")
    assert Task(system, {}).attacker([gap]).interval(gap) == (3, 3)


def test_two_gaps_in_each_line_leave_a_range() -> None:
    system = flat([[3, 20], [30, 40]])
    gaps = [
        place(system, row=row, column=column) for row in ("r0", "r1") for column in ("c0", "c1")
    ]
    attacker = Task(system, {}).attacker(gaps)
    assert attacker.interval(gaps[0]) == (0, 23)
    assert attacker.interval(gaps[3]) == (37, 60)


@pytest.mark.parametrize(
    "rows",
    [
        [[3, 20], [30, 40]],
        [[9, 15, 12], [14, 17, 21]],
        [[1, 1, 20], [30, 40, 50], [60, 70, 80]],
        [[5, 5, 5], [10, 20, 30], [40, 50, 60]],
        [[2, 30, 40], [50, 2, 60], [70, 80, 90]],
        [[7, 8], [90, 100], [11, 12]],
        [[4, 11, 12, 13], [14, 15, 16, 17]],
        [[100, 3, 100], [100, 100, 100], [100, 4, 100]],
        [[1, 200], [300, 1]],
        [[6, 6], [12, 13], [14, 6]],
    ],
)
def test_leaving_out_only_what_is_small_is_found_out(rows: list[list[int]]) -> None:
    system = flat(rows)
    needs = sensitive(system, Rules())
    assert needs
    assert Task(system, needs, own_record=False).findings(needs)


def test_a_total_and_all_men_but_one_say_who_the_woman_is() -> None:
    everybody = counts(
        "people", "2025", [Dimension.flat("area", ["a", "b"])], {("a",): 31, ("b",): 40}
    )
    men = counts("men", "2025", [Dimension.flat("area", ["a", "b"])], {("a",): 30, ("b",): 22})
    women = counts("women", "2025", [Dimension.flat("area", ["a", "b"])], {("a",): 1, ("b",): 18})
    relations = [
        (
            Key("people", "2025", at),
            (Key("men", "2025", at), Key("women", "2025", at)),
        )
        for at in ((("area", "a"),), (("area", "b"),), ())
    ]
    system = System.of([everybody, men, women], relations)
    needs = sensitive(system, Rules())
    found = Task(system, needs, own_record=False).findings(needs)
    assert [str(system.keys[one.place]) for one in found] == ["women 2025: area a"]
    assert found[0].interval == (1, 1)


def test_who_is_alone_in_a_gap_sees_through_the_other_gap() -> None:
    system = flat([[1, 12, 20], [14, 30, 25]])
    gaps = [place(system, row=r, column=c) for r in ("r0", "r1") for c in ("c0", "c1")]
    needs = sensitive(system, Rules())
    assert not Task(system, needs, own_record=False).findings(gaps)
    # The small figure itself stays safe; it is the one who is alone who would see the others.
    small = {gaps[1]: needs[gaps[0]]}
    task = Task(system, small, own_record=True)
    assert [one.insider for one in task.findings(gaps)] == [gaps[0]]


def test_what_contradicts_itself_is_said_and_not_attacked() -> None:
    system = flat([[3, 20], [30, 40]])
    lower = system.values.copy()
    upper = lower.copy()
    gap = place(system, row="r0", column="c0")
    lower[gap], upper[gap] = 5, 9
    with pytest.raises(Fault, match="contradicts"):
        Attacker(system.equations, lower, upper).interval(gap)


@settings(max_examples=20)
@given(
    rows=st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=2),
    gaps=st.sets(st.integers(0, 11), min_size=2, max_size=4),
)
def test_whole_numbers_that_can_be_filled_in_are_inside_and_the_ends_are_reached(
    rows: list[list[int]], gaps: set[int]
) -> None:
    system = flat(rows)
    left_out = frozenset(gaps)
    ways = list(whole_tables(system, left_out, most=24 if len(gaps) < 4 else 10))
    if len(gaps) >= 4 and max(system.values) > 10:
        return
    loose = Task(system, {}).attacker(left_out)
    exact = Task(system, {}).attacker(left_out, integer=True)
    for gap in left_out:
        found = [way[gap] for way in ways]
        narrow, wide = exact.interval(gap), loose.interval(gap)
        assert wide.lower <= narrow.lower + 1e-6
        assert narrow.upper <= wide.upper + 1e-6
        if np.isfinite(narrow.upper):
            assert (round(narrow.lower), round(narrow.upper)) == (min(found), max(found))


def test_what_holds_a_figure_where_it_is_are_the_figures_whose_limits_it_meets() -> None:
    # The first is the second and third together; the fourth is the fifth and sixth.
    known = np.array([[40, 44], [3, 3], [0, np.inf], [5, 9], [0, np.inf], [0, np.inf]])
    attacker = Attacker([(0, (1, 2)), (3, (4, 5))], known[:, 0], known[:, 1])
    assert attacker.interval(2) == (37, 41)
    assert attacker.holding(2) == {0, 1}
    assert attacker.holding(4) == {3, 5}
    with attacker.knowing({5: (2, 2)}) as knowing:
        assert knowing.interval(4) == (3, 7)
    assert attacker.interval(4) == (0, 9)
