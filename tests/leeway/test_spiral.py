# SPDX-License-Identifier: EUPL-1.2
"""The order of steps that pay for each other; and gates that turn people away."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.leeway.spiral import Move, spiral
from voordeur.leeway.turning import Stay, Turn, gate_lines, same_reason, weight_of

MOVES = st.lists(
    st.builds(
        Move,
        name=st.sampled_from("abcde"),
        cents=st.integers(0, 300),
        weeks=st.integers(1, 8),
        hours=st.integers(0, 4),
        frees=st.integers(0, 30),
        basic=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda one: one.name,
)


def one_by_one(moves, money):
    """Return the week in which this order is done when each waits for the one before and for money."""
    week, left, income = 0, money, 0
    for move in moves:
        if move.cents > left:
            if income <= 0:
                return None
            wait = -(-(move.cents - left) // income)
            week, left = week + wait, left + wait * income
        left += income * move.weeks - move.cents
        week += move.weeks
        income += move.frees
    return week


@settings(max_examples=60)
@given(MOVES, st.integers(0, 300), st.integers(0, 8))
def test_a_plan_never_spends_what_is_not_there_and_is_no_later_than_one_by_one(moves, money, hours):
    found = spiral(moves, money, hours)
    if found is None:
        return
    assert sorted(one.move.name for one in found.plan) == sorted(one.name for one in moves)
    for week in range(found.done + 1):
        spent = sum(one.move.cents for one in found.plan if one.begins <= week)
        freed = sum(max(week - one.done, 0) * one.move.frees for one in found.plan)
        assert spent <= money + freed
        busy = [one.move.hours for one in found.plan if one.begins <= week < one.done]
        assert sum(busy) <= hours
    basics = [one.done for one in found.plan if one.move.basic]
    others = [one.begins for one in found.plan if not one.move.basic]
    assert not basics or not others or max(basics) <= min(others)
    if all(one.hours <= hours for one in moves):
        orders = [
            week
            for order in permutations(moves)
            if list(order) == sorted(order, key=lambda one: not one.basic)
            and (week := one_by_one(order, money)) is not None
        ]
        assert not orders or found.done <= min(orders)


def test_karimas_shelter_pays_for_her_debts_and_everything_at_once_is_too_much():
    home = Move("eigen huis", 0, 4, 6, frees=100_00, basic=True)
    debts = Move("schuldregeling", 12_000_00, 12, 4)
    course = Move("opleiding", 500_00, 20, 8, after=frozenset({"schuldregeling"}))
    found = spiral([debts, course, home], 0, 10)
    assert [one.move.name for one in found.plan] == ["eigen huis", "schuldregeling", "opleiding"]
    assert (found.short, found.over) == (12_500_00, 8)


def test_steps_that_never_pay_for_each_other_have_no_order():
    assert spiral([Move("a", 100, 1, 1)], 0, 10) is None
    assert spiral([Move("a", 0, 1, 11)], 0, 10) is None
    with pytest.raises(ValueError, match="a name of its own"):
        spiral([Move("a", 0, 1, 1), Move("a", 0, 1, 1)], 0, 10)


TURNS = st.lists(
    st.builds(
        Turn,
        gate=st.sampled_from("xy"),
        household=st.integers(1, 14),
        weight=st.sampled_from(["one", "some", "many"]),
        how=st.sampled_from(["", "not_admitted", "referred_on"]),
        ground=st.sampled_from(["", "schulden", "verslaving"]),
    ),
    max_size=60,
)


@given(TURNS)
def test_no_gate_with_fewer_than_five_turned_away_is_told_of(turns):
    for line in gate_lines(turns):
        away = {one.household for one in turns if one.gate == line.gate and one.how}
        inside = {one.household for one in turns if one.gate == line.gate and not one.how}
        assert line.turned_away == len(away) >= 5
        assert line.let_in in (None, len(inside))
        assert line.let_in is not None or 0 < len(inside) < 5
        assert all(count >= 5 for _ground, count in line.grounds)


def test_a_gate_that_turns_the_heavy_ones_away_is_seen_as_a_gate():
    turns = [Turn("x", n, "many", "not_admitted", "schulden") for n in range(5)]
    turns += [Turn("x", n, "one", "") for n in range(10, 16)]
    (line,) = gate_lines(turns)
    assert (line.heavier, line.grounds) == (True, (("schulden", 5),))
    assert weight_of(0) == weight_of(1) == "one"
    assert (weight_of(3), weight_of(4)) == ("some", "many")


def test_leaving_for_the_reason_one_came_is_told_from_five_households():
    stays = [Stay("kliniek", n, "Gebruikt  drugs", "gebruikt drugs") for n in range(4)]
    assert same_reason(stays) == ()
    stays.append(Stay("kliniek", 9, "gebruikt drugs", "Gebruikt drugs"))
    stays += [Stay("kliniek", n, "", "") for n in range(20, 30)]
    assert same_reason(stays) == (("kliniek", "gebruikt drugs", 5),)
