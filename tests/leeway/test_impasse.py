# SPDX-License-Identifier: EUPL-1.2
"""The whole answer about an impasse, on random rules: what opens the door really opens it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.leeway.knots import HOME_AND_DEBT, KARIMA, NO, YES, everything, impasses
from voordeur.leeway.drawing import BOX, HIGH, WIDE, picture
from voordeur.leeway.graph import Known, Route, Rulebook
from voordeur.leeway.impasse import Analyst, SetAside, analyse, gates_of, leave_of
from voordeur.leeway.rulefile import RouteText


@given(impasses(), st.data())
def test_the_exceptions_that_are_named_open_the_door_and_are_somebodys_to_grant(case, data):
    book, facts, goal = case
    leave = {
        route.key: SetAside("iemand", data.draw(st.none() | st.integers(0, 50)))
        for route in book.routes
        if data.draw(st.booleans())
    }
    found = analyse(book, facts, goal, leave)
    assert found.stuck == (goal not in everything(book, facts))
    if not found.stuck:
        assert (found.exceptions, found.pattern) == ((), "")
        return
    assert found.pattern
    if found.exceptions is None:
        return
    granted = frozenset(one.block for one in found.exceptions)
    assert goal in everything(book, facts, granted)
    assert all((one.block.rule, one.block.route) in leave for one in found.exceptions)
    prices = [one.aside.cents for one in found.exceptions]
    assert found.cents == (None if None in prices else sum(prices))


@given(impasses())
def test_the_pattern_is_the_same_whatever_else_is_known(case):
    book, facts, goal = case
    more = {**facts, "something no rule asks": Known.YES}
    assert analyse(book, facts, goal, {}).pattern == analyse(book, more, goal, {}).pattern


def test_an_exception_nobody_knows_the_price_of_is_taken_only_when_it_must_be():
    known, unknown = SetAside("a", 500), SetAside("b", None)
    both = {("debts", "arrangement"): unknown, ("debts", "overview"): known}
    assert analyse(HOME_AND_DEBT, KARIMA, "home", both).cents == 500
    alone = {("debts", "arrangement"): unknown}
    found = analyse(HOME_AND_DEBT, KARIMA, "home", alone)
    assert found.exceptions is not None
    assert found.cents is None
    assert analyse(HOME_AND_DEBT, KARIMA, "home", {}).exceptions is None


def test_a_circle_that_is_shut_for_another_reason_too_is_not_the_one_that_is_named():
    book = Rulebook.of(
        [
            Route("a", "1", "home", frozenset({"debt"})),
            Route("b", "1", "debt", frozenset({"home"})),
            Route("c", "1", "home", frozenset({"permit"}), frozenset({"banned"})),
            Route("d", "1", "permit", frozenset({"home"})),
        ]
    )
    (links,) = analyse(book, {"banned": YES}, "home", {}).circles
    assert [one.rule for one in links] == ["a", "b"]


def test_a_gate_that_lets_in_and_puts_out_on_one_ground_is_named_only_where_it_holds():
    rules = [("clinic", (RouteText("1", "treatment", (), ("uses",), "arts", 0, ("uses",)),))]
    book = Rulebook.of([Route("clinic", "1", "treatment", frozenset(), frozenset({"uses"}))])
    found = analyse(book, {"uses": YES}, "treatment", leave_of(rules), gates_of(rules))
    assert [one.ground for one in found.paradoxes] == ["uses"]
    assert analyse(book, {"uses": NO}, "treatment", {}, gates_of(rules)).paradoxes == ()


@given(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=12))
def test_every_box_and_arrow_of_a_picture_lies_within_it(names):
    drawn = picture(names)
    assert len(drawn.boxes) == len(drawn.arrows) == len(names)
    for box in drawn.boxes:
        assert 0 <= box.left <= WIDE - BOX[0]
        assert 0 <= box.top <= HIGH - BOX[1]
        assert box.lines
    for arrow in drawn.arrows:
        assert min(arrow.x1, arrow.x2, arrow.y1, arrow.y2) >= 0
        assert max(arrow.x1, arrow.x2) <= WIDE
        assert max(arrow.y1, arrow.y2) <= HIGH


@given(impasses())
def test_only_the_rules_behind_a_goal_have_a_part_in_it(case):
    book, facts, goal = case
    part = book.behind(goal)
    assert (goal in everything(book, facts)) == (goal in everything(part, facts))
    assert all(route in book.routes for route in part.routes)


@given(impasses(), st.data())
def test_of_many_households_each_gets_the_answer_it_would_get_alone(case, data):
    book, facts, goal = case
    leave = {route.key: SetAside("iemand", 10) for route in book.routes}
    analyst = Analyst(book, leave)
    for _ in range(3):
        name = data.draw(st.sampled_from(sorted(facts)))
        other = {**facts, name: data.draw(st.sampled_from([YES, NO]))}
        assert analyst.of(other, goal) == analyse(book, other, goal, leave)
