# SPDX-License-Identifier: EUPL-1.2
"""Waiting in days and money: the sums, and the one graph."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.cooperation.states import INTAKES, OPEN, REFERRAL, after, drawn
from voordeur.cooperation.waiting import REASONS, Wait, days_unmet, waiting_cost

DAY = date(2026, 11, 13)
spells = st.builds(
    lambda reason, start, length: Wait(
        reason,
        DAY - timedelta(days=start),
        None if length is None else DAY - timedelta(days=start) + timedelta(days=length),
    ),
    st.sampled_from(sorted(REASONS)),
    st.integers(0, 500),
    st.none() | st.integers(0, 500),
)


@given(st.lists(spells, max_size=6))
def test_waiting_by_choice_is_never_unmet_and_unmet_is_never_more_than_waited(waits):
    unmet = days_unmet(waits, DAY)
    assert 0 <= unmet <= sum(wait.days(DAY) for wait in waits)
    chosen = [wait for wait in waits if not wait.unmet]
    assert days_unmet(chosen, DAY) == 0
    assert days_unmet([wait for wait in waits if wait.unmet], DAY) == unmet


@given(st.integers(0, 10**10), st.integers(0, 10**10), st.integers(0, 10_000))
def test_up_to_the_break_even_day_waiting_is_not_dearer_and_after_it_it_is(year, solve, days):
    found = waiting_cost(year, solve, days)
    if found.break_even_days is None:
        assert year == 0
        assert not found.passed
        return
    turn = found.break_even_days
    assert year * turn >= solve * 365
    assert turn == 0 or year * (turn - 1) < solve * 365
    assert found.passed == (days > turn)
    assert waiting_cost(year, solve, days + 1).so_far_cents >= found.so_far_cents


@pytest.mark.parametrize("wrong", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_nothing_below_zero_is_taken(wrong):
    with pytest.raises(ValueError, match="below 0"):
        waiting_cost(*wrong)


def test_every_verb_of_the_graph_leads_to_a_state_that_is_there():
    for state, moves in REFERRAL.items():
        for verb, to in moves.items():
            assert to in REFERRAL
            assert after(state, verb) == to
    assert set(OPEN) < set(REFERRAL)
    assert all(after("accepted", verb) for verb in INTAKES.values())
    assert after("refused", "accept") is None


def test_the_graph_in_the_docs_is_that_of_the_code():
    page = Path(__file__).parents[2] / "docs" / "states" / "referral.md"
    assert drawn() in page.read_text(encoding="utf-8")
