# SPDX-License-Identifier: EUPL-1.2
"""Claimed euros until they are cashed, new for old, and what flows back to who did the work."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.ledger.entries import Account, AccountKind, balance
from voordeur.ledger.eurocents import KnownSum
from voordeur.money.benefits import (
    STEPS,
    Benefit,
    BudgetLine,
    Reuse,
    State,
    book,
    cash_date,
    cashed,
    pipeline,
    reuse,
    step,
    together,
)
from voordeur.money.newforold import Needs, Stops, new_for_old
from voordeur.money.returnflow import Flow, Position, after, settle

CLAIM = Benefit("b1", "municipality", "insurer", 2027, 500_00, proof="invoice gone")
LINE = BudgetLine("town", "shelter", 2_000_00)


def agreed(benefit=CLAIM):
    for state in (State.TALKED, State.OFFERED, State.AGREED):
        benefit = step(benefit, state)
    return benefit


def test_only_a_booking_on_a_named_line_makes_it_cashed():
    booked, entry = book(agreed(), LINE, on=date(2027, 1, 1), entry="e1")
    assert booked.state is State.BOOKED
    assert balance([entry], Account("town", "shelter", AccountKind.EXPENSE)) == -500_00
    assert cashed([booked, agreed(), CLAIM]) == KnownSum(500_00, 1, 0)
    with pytest.raises(Refusal, match="booked on a budget line"):
        step(agreed(), State.BOOKED)


@pytest.mark.parametrize(
    ("benefit", "says"),
    [
        (CLAIM, "only 'potential'"),
        (replace(agreed(), cents=None), "Nobody knows"),
        (replace(agreed(), proof=" "), "Nothing shows"),
        (replace(agreed(), cents=3_000_00), "does not hold"),
    ],
)
def test_what_cannot_be_booked_is_told(benefit, says):
    with pytest.raises(Refusal, match=says):
        book(benefit, LINE, on=date(2027, 1, 1), entry="e1")


@given(
    st.lists(
        st.tuples(st.sampled_from(State), st.one_of(st.none(), st.integers(0, 10**6))), max_size=12
    )
)
def test_states_are_never_added_and_unknown_stays_unknown(rows):
    benefits = [
        Benefit(str(place), "a", "b", 2027, cents, state=state)
        for place, (state, cents) in enumerate(rows)
    ]
    found = pipeline(benefits)
    for state in State:
        mine = [one.cents for one in benefits if one.state is state]
        assert found[state].unknown == mine.count(None)
        assert found[state].sum == sum(one for one in mine if one is not None)
    with pytest.raises(Refusal, match="added to each other"):
        together([State.POTENTIAL, State.BOOKED], benefits)
    assert together([State.AGREED], benefits) == found[State.AGREED]


@given(st.sampled_from(State), st.sampled_from(State))
def test_a_benefit_goes_only_where_the_graph_goes(from_, to):
    benefit = replace(CLAIM, state=from_)
    if to in STEPS[from_] and to is not State.BOOKED:
        assert step(benefit, to, proof="seen").proof == "seen"
    else:
        with pytest.raises(Refusal):
            step(benefit, to)


def test_a_claim_names_who_pays_and_who_gains_and_takes_no_more_than_all():
    with pytest.raises(Refusal, match="Nobody is named"):
        Benefit("b", "", "insurer", 2027, 1)
    with pytest.raises(Refusal, match="150%"):
        Benefit("b", "a", "insurer", 2027, 1, attribution=1.5)


def test_a_saving_is_free_the_day_after_the_contract_unless_it_may_go_at_once():
    freed = date(2026, 5, 10)
    assert cash_date(freed, ends=date(2026, 12, 31)) == date(2027, 1, 1)
    assert cash_date(freed, ends=date(2026, 12, 31), releasable=True) == freed
    assert cash_date(freed, ends=date(2026, 3, 1)) == freed
    assert cash_date(freed, ends=None) is None


def test_saved_money_goes_to_another_goal_with_who_decided_and_not_twice():
    first = Reuse(
        "b1", "shelter", "debts", "arrange the debts", 300_00, "council", date(2027, 1, 1)
    )
    trace = reuse(CLAIM, (), first, spendable=date(2027, 1, 1))
    with pytest.raises(Refusal, match="More is spent"):
        reuse(CLAIM, trace, first, spendable=date(2027, 1, 1))
    with pytest.raises(Refusal, match="not free"):
        reuse(CLAIM, (), first, spendable=date(2027, 2, 1))
    with pytest.raises(Refusal, match="Nobody decided"):
        reuse(CLAIM, (), replace(first, decided_by=""), spendable=date(2027, 1, 1))


def stops(pot="shelter", year=2028, cents=100_00):
    return Stops(
        "ten places", "shelter house", "two night workers", "go to the team", pot, year, cents
    )


def test_the_transition_gap_is_the_deepest_point_before_the_old_stops():
    found = new_for_old(
        [stops()],
        [Needs("shelter", year, 80_00) for year in range(2026, 2030)],
        years=range(2026, 2030),
        pots=["shelter"],
    )
    assert list(found.by_year().values()) == [-80_00, -80_00, 20_00, 20_00]
    assert found.transition_gap == 160_00
    assert found.warnings == ()


def test_one_pot_of_several_that_gives_is_warned_for_and_unknown_has_no_gap():
    found = new_for_old(
        [stops(cents=None)],
        [Needs("care", 2026, 1)],
        years=range(2026, 2029),
        pots=["shelter", "care", "work"],
    )
    assert found.transition_gap is None
    assert found.warnings[0] == "only 'shelter' of 3 pots gives something up"
    nothing = new_for_old([], [Needs("care", 2026, 1)], years=range(2026, 2027), pots=["care"])
    assert nothing.warnings == ("nothing stops: this is new beside old",)
    with pytest.raises(Refusal, match="none of the pots"):
        new_for_old([stops("x")], [], years=range(2026, 2027), pots=["care"])
    with pytest.raises(Refusal, match="whose work stops"):
        Stops("a", "b", "", "", "p", 2026, 1)


positions = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=6
).map(
    lambda rows: [Position(str(place), effort, gain) for place, (effort, gain) in enumerate(rows)]
)


@given(positions)
def test_a_return_flow_leaves_nobody_worse_off_or_says_by_how_much_it_falls_short(found):
    made = settle(found)
    ends = after(found, made.flows)
    whole = sum(one.net for one in found)
    assert sum(ends.values()) == whole
    if whole >= 0:
        assert made.exists
        assert all(net >= 0 for net in ends.values())
        losses = sum(-one.net for one in found if one.net < 0)
        assert sum(flow.cents for flow in made.flows) == losses  # the least there is
        for party, (low, high) in made.bargaining.items():
            loss = -next(one.net for one in found if one.party == party)
            assert (low, high) == (loss, loss + whole)
    else:
        assert made.short_by == -whole
        assert made.flows == ()


def test_money_flows_only_between_who_may_pay_each_other():
    three = [Position("team", 100, 0), Position("insurer", 0, 80), Position("state", 0, 90)]
    assert settle(three, may_pay={("insurer", "team")}).short_by == 20
    made = settle(three, may_pay={("insurer", "team"), ("state", "team")})
    assert sum(flow.cents for flow in made.flows) == 100
    assert made.losers == ("team",)
    assert made.free_riders == ("insurer", "state")
    with pytest.raises(Refusal, match="twice"):
        settle([three[0], three[0]])


def test_who_breaks_even_loses_nothing_and_is_owed_nothing():
    even, behind, ahead = Position("a", 5, 5), Position("b", 9, 8), Position("c", 0, 4)
    assert [one.loses for one in (even, behind, ahead)] == [False, True, False]
    made = settle([even, behind, ahead])
    assert made.losers == ("b",)
    assert made.bargaining == {"b": (1, 4)}
    assert made.flows == (Flow("c", "b", 1),)


def test_flows_change_hands_and_an_unknown_party_stays_unknown():
    assert after([Position("a", 5, None), Position("b", 0, 9)], [Flow("b", "a", 4)]) == {
        "a": None,
        "b": 5,
    }
