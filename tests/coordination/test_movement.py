# SPDX-License-Identifier: EUPL-1.2
"""Since Friday, and the way from a question to help."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.coordination.movement import (
    CouldStop,
    Happening,
    Station,
    Turn,
    since,
    way_to_help,
)

FRIDAY = datetime(2026, 5, 1, 17, tzinfo=UTC)
MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


def test_each_household_of_mine_has_a_row_also_when_nothing_happened():
    happened = [
        Happening("a", FRIDAY + timedelta(hours=20), "step_done", moves=True),
        Happening("b", FRIDAY + timedelta(hours=20), "file_read", moves=False),
        Happening("b", FRIDAY - timedelta(days=9), "visit", moves=True),
        Happening("other", FRIDAY + timedelta(hours=1), "visit", moves=True),
    ]
    a, b, c = since(FRIDAY, MONDAY, ["a", "b", "c"], happened)
    assert (a.moved, a.moves) == (True, ("step_done",))
    assert (b.moved, b.last_moved) == (False, FRIDAY - timedelta(days=9))
    assert (c.moved, c.last_moved) == (False, None)


def test_the_moment_itself_counts_and_now_does_not():
    at_start = Happening("a", FRIDAY, "visit", moves=True)
    at_end = Happening("a", MONDAY, "visit", moves=True)
    assert since(FRIDAY, MONDAY, ["a"], [at_start])[0].moved
    (row,) = since(FRIDAY, MONDAY, ["a"], [at_end])
    assert not row.moved
    assert row.last_moved is None


def test_who_is_up_is_shown_by_day_and_what_could_stop_with_its_reason():
    turns = [
        Turn("a", None, "ask the bank"),
        Turn("a", "Tom", "send letter", date(2026, 5, 9)),
        Turn("a", "Kim", "call", date(2026, 5, 5)),
        Turn("b", "Kim", "visit", date(2026, 5, 1)),
    ]
    stop = CouldStop("a", "second coach", "double")
    (row,) = since(FRIDAY, MONDAY, ["a"], [], turns, [stop, CouldStop("b", "x", "y")])
    assert [turn.what for turn in row.up] == ["call", "send letter", "ask the bank"]
    assert row.could_stop == (stop,)


happenings = st.lists(
    st.builds(
        Happening,
        st.sampled_from("abc"),
        st.integers(-900, 900).map(lambda hours: MONDAY + timedelta(hours=hours)),
        st.sampled_from(["visit", "step_done"]),
        st.booleans(),
    )
)


@given(happenings, st.permutations("abc"))
def test_rows_keep_the_given_order_and_each_looks_only_at_its_own_household(happened, order):
    rows = since(FRIDAY, MONDAY, order, happened)
    assert [row.household for row in rows] == order
    for row in rows:
        own = [one for one in happened if one.household == row.household]
        assert since(FRIDAY, MONDAY, [row.household], own) == (row,)
        assert row.moved == any(one.moves and FRIDAY <= one.at < MONDAY for one in own)


ASKED = date(2026, 1, 10)
TODAY = date(2026, 6, 1)


def test_a_station_that_follows_itself_counts_once_and_a_return_counts_again():
    route = [
        Station("desk", date(2026, 1, 10)),
        Station("desk", date(2026, 1, 12)),
        Station("indication", date(2026, 2, 1)),
        Station("desk", date(2026, 2, 8)),
        Station("after", date(2026, 5, 1)),
    ]
    way = way_to_help(ASKED, reversed(route), date(2026, 3, 1), TODAY)
    assert way.stations == ("desk", "indication", "desk")
    assert (way.number_of_stations, way.days) == (3, 50)


def test_without_help_the_days_go_on_and_no_number_is_made_up():
    way = way_to_help(ASKED, [], None, TODAY, chosen_wait=True)
    assert (way.days, way.days_so_far, way.chosen_wait) == (None, 142, True)
    assert way_to_help(ASKED, [], date(2026, 7, 1), TODAY).days is None
    assert way_to_help(TODAY, [], None, TODAY).days_so_far == 0


def test_stations_on_the_day_of_the_question_and_of_the_help_count():
    route = [Station("desk", ASKED), Station("provider", date(2026, 3, 1))]
    way = way_to_help(ASKED, route, date(2026, 3, 1), TODAY)
    assert way.stations == ("desk", "provider")


def test_help_before_the_question_and_a_question_after_today_are_mistakes():
    with pytest.raises(ValueError, match="before"):
        way_to_help(ASKED, [], ASKED - timedelta(days=1), TODAY)
    with pytest.raises(ValueError, match="after today"):
        way_to_help(TODAY + timedelta(days=1), [], None, TODAY)


stations = st.lists(
    st.builds(Station, st.sampled_from("xyz"), st.dates(date(2026, 1, 1), date(2026, 5, 1))),
    max_size=8,
)


@given(stations, st.integers(0, 100))
def test_stations_never_repeat_in_a_row_and_days_are_never_below_zero(route, days):
    way = way_to_help(ASKED, route, ASKED + timedelta(days=days), TODAY)
    assert all(one != other for one, other in zip(way.stations, way.stations[1:], strict=False))
    assert way.days == way.days_so_far == days
