# SPDX-License-Identifier: EUPL-1.2
"""Helpers through time, faults in coordination, and when a case is stuck and why."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.coordination.stuck import (
    Appointed,
    CaseFacts,
    Claim,
    CoordinationError,
    CoordinationFault,
    FaultCode,
    Involved,
    Layer,
    LayerNeededError,
    StuckCode,
    StuckRule,
    coordination_faults,
    helpers_on,
    helpers_through_time,
    layer_meant,
    overview_before_adding,
    stuck_reasons,
)

DAY = date(2026, 3, 1)
LONG_AGO = date(2025, 1, 1)


def helpers(number, from_=LONG_AGO, until=None):
    return tuple(
        Involved(f"h{n}", f"org{n % 4}", from_, until, f"law{n % 4}") for n in range(number)
    )


@st.composite
def involvements(draw):
    start = draw(st.dates(date(2025, 1, 1), date(2025, 6, 1)))
    length = draw(st.none() | st.integers(1, 200))
    return Involved(
        draw(st.sampled_from("abcd")),
        draw(st.none() | st.sampled_from(["x", "y"])),
        start,
        None if length is None else start + timedelta(days=length),
        draw(st.none() | st.sampled_from(["Wmo", "Jeugdwet"])),
        draw(st.booleans()),
    )


def numbers(row):
    return row.helpers, row.organisations, row.laws


@given(st.lists(involvements(), max_size=8), st.dates(date(2024, 12, 1), date(2026, 1, 1)))
def test_the_rows_through_time_say_for_each_day_what_counting_that_day_says(involved, day):
    rows = [
        row
        for row in helpers_through_time(involved)
        if row.from_ <= day and (row.until is None or day < row.until)
    ]
    assert len(rows) <= 1
    assert (numbers(rows[0]) if rows else (0, 0, 0)) == numbers(helpers_on(involved, day))


@given(st.lists(involvements(), max_size=8))
def test_rows_join_without_gaps_and_each_differs_from_the_one_before(involved):
    rows = helpers_through_time(involved)
    for earlier, later in itertools.pairwise(rows):
        assert earlier.until == later.from_
        assert numbers(earlier) != numbers(later)


@given(st.lists(involvements(), max_size=8), st.dates(date(2025, 1, 1), date(2026, 1, 1)))
def test_the_network_is_never_counted_as_helpers(involved, day):
    neighbour = Involved("neighbour", "church", LONG_AGO, from_network=True)
    assert helpers_on([*involved, neighbour], day) == helpers_on(involved, day)
    assert helpers_through_time([*involved, neighbour]) == helpers_through_time(involved)


def test_someone_who_helps_in_two_ways_is_one_helper():
    twice = [Involved("ann", "Tandem", DAY), Involved("ann", "GGD", DAY)]
    assert numbers(helpers_on(twice, DAY)) == (1, 2, 0)


def test_the_last_day_itself_does_not_count():
    assert helpers_on([Involved("ann", None, LONG_AGO, DAY)], DAY).helpers == 0
    with pytest.raises(CoordinationError):
        Involved("ann", None, DAY, DAY)


PLAN = ((LONG_AGO, None),)


def test_ten_helpers_are_not_too_many_and_eleven_are_since_the_eleventh_came():
    moving = {"plans": PLAN, "moved_on": (DAY,)}
    assert stuck_reasons(CaseFacts(LONG_AGO, helpers(10), **moving), DAY) == ()
    eleventh = Involved("late", "org9", date(2026, 2, 10))
    twelfth = Involved("later", "org9", date(2026, 2, 20))
    case = CaseFacts(LONG_AGO, (*helpers(10), eleventh, twelfth), **moving)
    (reason,) = stuck_reasons(case, DAY)
    assert (reason.code, reason.figure, reason.limit) == (StuckCode.TOO_MANY_HELPERS, 12, 10)
    assert reason.since == date(2026, 2, 10)
    assert [one.code for one in stuck_reasons(case, date(2026, 2, 9))] == [StuckCode.NO_MOVEMENT]
    assert StuckCode.TOO_MANY_HELPERS in [
        one.code for one in stuck_reasons(case, DAY, StuckRule(helpers=11))
    ]
    assert stuck_reasons(case, DAY, StuckRule(helpers=12)) == ()


def test_without_a_joint_plan_for_the_set_time_a_case_is_stuck_since_there_is_none():
    opened = DAY - timedelta(days=42)
    case = CaseFacts(opened, moved_on=(DAY,))
    (reason,) = stuck_reasons(case, DAY)
    assert (reason.code, reason.since, reason.figure) == (StuckCode.NO_JOINT_PLAN, opened, 42)
    assert stuck_reasons(case, DAY - timedelta(days=1), StuckRule(days_without_movement=99)) == ()
    ended = CaseFacts(LONG_AGO, plans=((LONG_AGO, date(2026, 1, 1)),), moved_on=(DAY,))
    assert stuck_reasons(ended, DAY)[0].since == date(2026, 1, 1)
    assert stuck_reasons(CaseFacts(LONG_AGO, plans=PLAN, moved_on=(DAY,)), DAY) == ()


def test_without_movement_for_the_set_time_a_case_is_stuck_since_it_last_moved():
    last = DAY - timedelta(days=30)
    case = CaseFacts(LONG_AGO, plans=PLAN, moved_on=(LONG_AGO, last, DAY + timedelta(days=5)))
    (reason,) = stuck_reasons(case, DAY)
    assert (reason.code, reason.since, reason.figure) == (StuckCode.NO_MOVEMENT, last, 30)
    assert stuck_reasons(case, DAY - timedelta(days=1)) == ()


def appoint(layer, holder, from_=LONG_AGO, until=None):
    return Appointed(layer, holder, from_, until)


def fault_codes(appointed, claims=(), is_stuck=False):
    return [one.code for one in coordination_faults(appointed, claims, is_stuck, DAY)]


def test_no_case_coordinator_is_a_fault_and_no_process_coordinator_only_when_stuck():
    assert fault_codes([]) == [FaultCode.NO_CASE_COORDINATOR]
    case = appoint(Layer.CASE, "ann")
    assert fault_codes([case]) == []
    assert fault_codes([case], is_stuck=True) == [FaultCode.NO_PROCESS_COORDINATOR]
    assert fault_codes([case, appoint(Layer.PROCESS, "ann")], is_stuck=True) == []


def test_two_holders_of_one_layer_are_named_and_a_handover_on_the_day_is_not_two():
    two = [appoint(Layer.CASE, "bob"), appoint(Layer.CASE, "ann")]
    assert coordination_faults(two, (), False, DAY) == (
        CoordinationFault(FaultCode.SEVERAL_CASE_COORDINATORS, ("ann", "bob")),
    )
    handed_over = [appoint(Layer.CASE, "ann", until=DAY), appoint(Layer.CASE, "bob", DAY)]
    assert fault_codes(handed_over) == []
    processes = [appoint(Layer.PROCESS, "x"), appoint(Layer.PROCESS, "y")]
    assert FaultCode.SEVERAL_PROCESS_COORDINATORS in fault_codes(processes)


def test_two_claims_are_a_conflict_and_an_ended_or_repeated_claim_is_not():
    case = [appoint(Layer.CASE, "ann")]
    youth, safety = Claim("youth", LONG_AGO), Claim("safety", LONG_AGO)
    assert coordination_faults(case, [youth, safety], False, DAY) == (
        CoordinationFault(FaultCode.CLAIMS_CONFLICT, ("safety", "youth")),
    )
    assert fault_codes(case, [youth, Claim("youth", DAY)]) == []
    assert fault_codes(case, [youth, Claim("safety", LONG_AGO, DAY)]) == []


def test_self_direction_belongs_to_the_household_and_has_no_holder():
    with pytest.raises(CoordinationError):
        appoint(Layer.SELF, "ann")


@pytest.mark.parametrize("word", ["regie", "", "coördinatie", "de regisseur"])
def test_a_word_that_does_not_say_which_coordination_is_asked_about(word):
    with pytest.raises(LayerNeededError) as refused:
        layer_meant(word)
    assert refused.value.choices == ("self", "case", "process")


def test_a_word_that_does_say_which_is_understood():
    assert layer_meant(" Casusregie ") is Layer.CASE
    assert layer_meant("procesregisseur") is Layer.PROCESS
    assert layer_meant("eigen regie") is Layer.SELF


def test_the_overview_comes_up_when_one_more_helper_would_be_beyond_the_limit():
    assert overview_before_adding(CaseFacts(LONG_AGO, helpers(9)), DAY) is None
    overview = overview_before_adding(CaseFacts(LONG_AGO, helpers(10), plans=PLAN), DAY)
    assert (overview.helpers, overview.limit, overview.has_joint_plan) == (10, 10, True)
    assert sum(len(names) for _, names in overview.by_law) == 10
