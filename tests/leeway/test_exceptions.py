# SPDX-License-Identifier: EUPL-1.2
"""The cheapest exceptions equal those found by trying every set; a circle never pays for itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.leeway.knots import NO, YES, cheapest, everything, impasses
from voordeur.leeway.circles import circles
from voordeur.leeway.exceptions import Exceptions, Way
from voordeur.leeway.graph import Block, Route, Rulebook
from voordeur.leeway.reach import blocked_part, blocks, reached


@settings(max_examples=150)
@given(case=impasses(most=6), data=st.data())
def test_no_cheaper_set_of_exceptions_opens_the_goal(case: tuple, data: st.DataObject) -> None:
    book, facts, goal = case
    had = reached(book, facts, hoping=True)
    missing = blocks(blocked_part(book, facts, goal), facts, had)[:12]
    prices = {
        block: data.draw(st.integers(0, 9)) for block in missing if data.draw(st.integers(0, 4))
    }
    way = Exceptions(book, prices.get).cheapest(facts, goal)
    least = cheapest(book, facts, goal, prices)
    assert (way.cost if way else None) == least
    if way:
        assert goal in everything(book, facts, frozenset(way.exceptions))
        for block in way.exceptions:
            rest = frozenset(way.exceptions) - {block}
            assert goal not in everything(book, facts, rest)


def test_two_things_that_need_each_other_do_not_open_each_other_for_nothing() -> None:
    book = Rulebook.of(
        [
            Route("income", "support", "income", frozenset({"address"})),
            Route("register", "address", "address", frozenset({"income"})),
        ]
    )
    way = Exceptions(book, lambda block: 5).cheapest({"income": NO, "address": NO}, "income")
    assert way == Way((Block("income", "support", "address", False),), 5)
    assert Exceptions(book, lambda block: None).cheapest({}, "income") is None


def test_a_goal_within_reach_needs_no_exception() -> None:
    book = Rulebook.of([Route("a", "1", "x", frozenset({"f"}))])
    assert Exceptions(book, lambda block: 1).cheapest({"f": YES}, "x") == Way((), 0)


@given(case=impasses(most=8))
def test_every_circle_that_is_named_goes_round_and_is_really_shut(case: tuple) -> None:
    book, facts, goal = case
    had = reached(book, facts, hoping=True)
    found = circles(book, facts, goal)
    for circle in found:
        assert not set(circle.things) & had
        following = (*circle.things[1:], circle.things[0])
        for key, thing, need in zip(circle.routes, circle.things, following, strict=True):
            route = next(route for route in book.routes if route.key == key)
            assert route.gives == thing
            assert need in route.needs
    if goal not in had:
        # The generator's own circle goes through every thing: it is there unless it is broken.
        assert found or any(name in had for name in facts if name.startswith("t"))
