# SPDX-License-Identifier: EUPL-1.2
"""What can be reached equals trying everything; a positive fact never closes a door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.leeway.knots import NO, UNKNOWN, YES, everything, impasses
from voordeur.door.refusal import Refusal
from voordeur.leeway.graph import Known, Route, Rulebook
from voordeur.leeway.reach import closed_by, reach, reached


@given(case=impasses(most=12))
def test_what_is_reached_is_what_trying_everything_reaches(case: tuple) -> None:
    book, facts, _ = case
    assert reached(book, facts) & set(facts) == everything(book, facts) & set(facts)


@given(case=impasses(most=12), data=st.data())
def test_one_more_positive_fact_never_takes_anything_away(case: tuple, data: st.DataObject) -> None:
    book, facts, goal = case
    grounds = {ground for route in book.routes for ground in route.excluded_by}
    name = data.draw(st.sampled_from(sorted(set(facts) - grounds)))
    for less, more in ((NO, UNKNOWN), (UNKNOWN, YES), (NO, YES)):
        before, after = {**facts, name: less}, {**facts, name: more}
        assert reached(book, before) <= reached(book, after)
        assert reach(book, before, goal).known <= reach(book, after, goal).known
        assert closed_by(book, before, after, goal) == ()


@given(case=impasses(), data=st.data())
def test_an_exclusion_ground_may_close_a_door_and_is_then_named(
    case: tuple, data: st.DataObject
) -> None:
    book, facts, goal = case
    grounds = sorted({ground for route in book.routes for ground in route.excluded_by})
    if not grounds:
        return
    ground = data.draw(st.sampled_from(grounds))
    before, after = {**facts, ground: NO}, {**facts, ground: YES}
    assert reached(book, after) - {ground} <= reached(book, before)
    closed = goal in reached(book, before) and goal not in reached(book, after)
    assert bool(closed_by(book, before, after, goal)) == closed
    assert {block.condition for block in closed_by(book, before, after, goal)} <= {ground}


@given(case=impasses(), data=st.data())
def test_what_no_rule_asks_about_changes_nothing(case: tuple, data: st.DataObject) -> None:
    # A mother who helps, an own initiative: no rule can have a word for them.
    book, facts, goal = case
    known = data.draw(st.sampled_from([YES, NO, UNKNOWN]))
    with_network = {**facts, "a mother who helps": known, "an own initiative": known}
    assert reach(book, facts, goal) == reach(book, with_network, goal)


def test_what_is_unknown_is_a_question_and_no_answer() -> None:
    book = Rulebook.of(
        [Route("shelter", "entry", "bed", frozenset({"tie to the region"}), frozenset({"banned"}))]
    )
    asked = reach(book, {}, "bed")
    assert asked.known is UNKNOWN
    assert asked.questions == ("banned", "tie to the region")
    assert reach(book, {"tie to the region": YES, "banned": NO}, "bed").known is YES
    assert reach(book, {"tie to the region": NO}, "bed").known is NO
    assert reach(book, {"banned": YES}, "bed").routes[0].grounds == ("banned",)


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        ([Route("a", "1", "x"), Route("a", "1", "y")], "this name"),
        ([Route("a", "1", "x", frozenset({"x"}))], "what it gives"),
        (
            [Route("a", "1", "x"), Route("b", "1", "y", excluded_by=frozenset({"x"}))],
            "a rule gives",
        ),
    ],
)
def test_a_rulebook_that_can_be_read_in_two_ways_is_refused(routes: list, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        Rulebook.of(routes)


def test_known_has_an_order() -> None:
    assert Known.NO < Known.UNKNOWN < Known.YES
