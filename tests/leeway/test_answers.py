# SPDX-License-Identifier: EUPL-1.2
"""Sums of answering: what is no answer, loop time, ranking, what if, mandates and speed."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.leeway.knots import everything, impasses
from voordeur.leeway.answers import Loop, calls_for_courage, loop_times, too_little
from voordeur.leeway.deciding import Mandate, Spent, speed, too_thin
from voordeur.leeway.ranking import Waits, ranking
from voordeur.leeway.whatif import Waiter, waived, what_if

DAY = date(2026, 11, 13)


@pytest.mark.parametrize(
    "text",
    [
        "Professionals mogen best meer lef tonen.",
        "Pak de ruimte die er is!",
        "Onconventioneel werken is hier het antwoord.",
        "Neem nou eens meer ruimte.",
        "Use all the room you have; be creative.",
        "Wij zoeken mensen die de ruimte pakken.",
    ],
)
def test_a_call_for_courage_is_no_answer(text):
    assert calls_for_courage(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vanaf 1 januari vervalt de eis van twee jaar inschrijving.",
        "De kamer is te klein voor vijf personen; de woningwet laat dat niet toe.",
        "Er is een wachtruimte in het stadskantoor waar dit kan.",
    ],
)
def test_a_real_answer_passes(text):
    assert not calls_for_courage(text)
    assert not too_little(text)
    assert too_little(text[:10])


LOOPS = st.lists(
    st.builds(
        Loop,
        rule=st.sampled_from("ab"),
        department=st.sampled_from("xy"),
        asked=st.just(DAY - timedelta(days=50)),
        answered=st.none() | st.dates(DAY - timedelta(days=50), DAY),
    )
)


@given(LOOPS)
def test_every_question_is_in_one_loop_time_and_the_order_is_no_ranking(loops):
    for by in ("rule", "department"):
        times = loop_times(loops, DAY, by=by)
        assert sum(one.answered + one.open for one in times) == len(loops)
        assert [one.name for one in times] == sorted({getattr(one, by) for one in loops})
        for one in times:
            assert (one.middle is None) == (one.answered == 0)
            assert (one.longest is None) == (one.open == 0)
            assert one.middle is None or 0 <= one.middle <= 50


WAITS = st.lists(
    st.builds(
        Waits,
        household=st.integers(1, 12),
        rules=st.lists(st.sampled_from("abc"), unique=True, max_size=3).map(tuple),
        days=st.integers(0, 400),
        per_day=st.none() | st.fractions(0, 10**6),
    ),
    max_size=40,
)


@given(WAITS)
def test_no_rule_with_fewer_than_five_households_is_told_of_nor_its_price(waits):
    for row in ranking(waits):
        behind = {one.household for one in waits if row.rule in one.rules}
        priced = {
            one.household for one in waits if row.rule in one.rules and one.per_day is not None
        }
        assert row.households == len(behind) >= len(priced) >= 5
        assert row.unknown == len(behind) - len(priced)
        assert row.unknown == 0 or row.unknown >= 5


def test_the_dearest_wait_comes_first_and_a_household_counts_once_for_each_rule():
    waits = [Waits(n, ("a", "b"), 10, Fraction(100)) for n in range(5)]
    waits += [Waits(n, ("b",), 100, Fraction(100)) for n in range(5, 10)]
    first, second = ranking(waits)
    assert (first.rule, first.households, first.per_day, first.so_far) == ("b", 10, 1000, 55_000)
    assert (second.rule, second.so_far) == ("a", 5_000)


@given(impasses(), st.data())
def test_waiving_a_rule_never_closes_a_door_and_frees_who_could_not_get_in(case, data):
    book, facts, goal = case
    rule = data.draw(st.sampled_from(sorted({route.rule for route in book.routes})))
    after = waived(book, rule)
    assert everything(book, facts) <= everything(after, facts)
    found = what_if(book, rule, [Waiter(facts, (goal,), Fraction(100))] * 5)
    was, now = goal in everything(book, facts), goal in everything(after, facts)
    assert found.freed == (5 if now and not was else 0)
    assert found.per_day == (500 if now and not was else None)
    if found.still_stuck:
        assert found.next
        assert rule not in dict(found.next)


@given(impasses(), st.integers(1, 4))
def test_below_five_households_nothing_is_told(case, count):
    book, facts, goal = case
    rule = book.routes[0].rule
    found = what_if(book, rule, [Waiter(facts, (goal,), Fraction(100))] * count)
    assert found.freed in (0, None)
    assert found.still_stuck in (0, None)
    assert found.next == ()
    assert found.per_day is None


def test_a_mandate_says_why_it_does_not_cover_a_decision():
    mandate = Mandate({"a"}, 500, 800, DAY, DAY + timedelta(days=10))
    assert mandate.why_not("a", 500, DAY) == ""
    assert mandate.why_not("a", 0, DAY) == ""
    assert mandate.why_not("b", 0, DAY) == "rule"
    assert mandate.why_not("a", 501, DAY) == "limit"
    assert mandate.why_not("a", 0, DAY + timedelta(days=10)) == "ended"
    assert Mandate({"a"}, 900, 800, DAY, None).why_not("a", 850, DAY) == "budget"
    assert Mandate({"a"}, None, None, DAY, None).why_not("a", 1, DAY) == "limit"
    assert too_thin(["omdat het moet"])
    assert not too_thin(["omdat het kind anders op straat slaapt"])


@given(
    st.lists(
        st.builds(
            Spent,
            asked=st.just(DAY),
            decided=st.dates(DAY, DAY + timedelta(days=20)),
            paid=st.none() | st.dates(DAY + timedelta(days=20), DAY + timedelta(days=40)),
            cents=st.integers(0, 10**6),
            without=st.none() | st.booleans(),
        )
    )
)
def test_speed_counts_every_decision_once_and_unknown_apart(spent):
    found = speed(spent)
    assert found.needed + found.not_needed + found.nobody_knows == found.decisions == len(spent)
    assert found.cents == sum(one.cents for one in spent)
    assert (found.to_decision is None) == (not spent)
    if found.to_payment is not None:
        assert found.to_payment >= 20
