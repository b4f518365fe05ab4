# SPDX-License-Identifier: EUPL-1.2
"""The cost sum: every euro once, with its basis, and what is not known said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import KnownSum, MoneyError, known_sum
from voordeur.provisions.costsum import (
    CLOSING_SENTENCE,
    Alternative,
    beside_today,
    cost_sum,
    euro_lines,
    reconcile,
)
from voordeur.provisions.pricing import (
    AmountOver,
    Basis,
    Certainty,
    Intervention,
    Per,
    Volume,
    price_in_year,
)
from voordeur.provisions.regimes import parse_regimes, payer_shares, regime_on, shipped_regimes
from voordeur.provisions.sharing import SHARING_RULE, MembershipDays, divide

Y = 2026
YEAR = Period.year(Y)
KINDS = shipped_regimes().not_counted


def help_for(person="kim", **changes):
    facts = {
        "id": "i1",
        "provider": "Tandem",
        "law": "Jeugdwet",
        "payer": "municipality",
        "period": Period(date(2025, 7, 1)),
        "person": person,
    }
    return Intervention(**{**facts, **changes})


def lives(person="kim", household="h1", period=None, days=None):
    return MembershipDays(person, household, period or Period(date(2020, 1, 1)), days)


def only_part(intervention, year=Y):
    (part,) = price_in_year(intervention, year)
    return part


BILL = AmountOver(1_200_000, YEAR)
BUDGET = AmountOver(2_400_000, Period(date(2025, 7, 1), date(2027, 7, 1)))
HOURS = Volume(2, 9_000, Per.WEEK)


def test_a_bill_comes_before_a_budget_and_a_budget_before_volume_times_price():
    everything = help_for(declared=(BILL,), budget=BUDGET, volume=HOURS)
    assert only_part(everything).basis is Basis.DECLARED
    assert only_part(everything).cents == 1_200_000
    assert only_part(replace(everything, declared=())).basis is Basis.BUDGET
    assert only_part(replace(everything, declared=(), budget=None)).basis is Basis.VOLUME_PRICE
    unknown = only_part(help_for())
    assert (unknown.basis, unknown.cents) == (Basis.UNKNOWN, None)


@pytest.mark.parametrize(
    ("per", "cents"),
    [
        (Per.DAY, 365 * 100),
        (Per.WEEK, 5214),
        (Per.FOUR_WEEKS, 1304),
        (Per.MONTH, 1200),
        (Per.YEAR, 100),
    ],
)
def test_volume_times_price_follows_the_share_of_the_year(per, cents):
    assert only_part(help_for(volume=Volume(1, 100, per))).cents == cents


def test_a_total_volume_needs_an_end_to_be_placed_in_a_year():
    whole = Volume(20, 10_000, Per.TOTAL)
    closed = help_for(volume=whole, period=Period(date(2025, 12, 2), date(2026, 1, 31)))
    assert only_part(closed).cents == 100_000
    assert only_part(help_for(volume=whole)).basis is Basis.UNKNOWN


def test_an_average_price_makes_an_average_and_a_bill_a_fact():
    average = help_for(volume=Volume(1, 100, Per.DAY, average_price=True))
    assert only_part(average).certainty is Certainty.AVERAGE
    assert only_part(help_for(volume=HOURS)).certainty is Certainty.ESTIMATE
    assert only_part(help_for(budget=BUDGET)).certainty is Certainty.ESTIMATE
    assert only_part(help_for(declared=(BILL,))).certainty is Certainty.ACTUAL


def test_days_after_the_last_bill_take_the_next_basis_and_days_before_it_do_not():
    half = AmountOver(600_000, Period(date(2026, 2, 1), date(2026, 7, 1)))
    billed, rest = price_in_year(help_for(declared=(half,), volume=Volume(1, 100, Per.DAY)), Y)
    assert billed.cents == 600_000
    assert (rest.basis, rest.cents) == (Basis.VOLUME_PRICE, 184 * 100)
    assert price_in_year(help_for(declared=(half,)), Y)[1].cents is None
    ended = help_for(declared=(half,), period=Period(date(2026, 1, 1), date(2026, 7, 1)))
    assert len(price_in_year(ended, Y)) == 1


def test_help_that_ended_on_new_years_day_costs_nothing_that_year():
    assert price_in_year(help_for(period=Period(date(2025, 1, 1), date(2026, 1, 1))), Y) == ()


@given(
    st.integers(-(10**9), 10**9),
    st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    st.integers(1, 1200),
)
def test_an_amount_over_several_years_adds_up_over_those_years(cents, start, length):
    period = Period(start, start + timedelta(days=length))
    one = help_for(period=period, declared=(AmountOver(cents, period),))
    parts = [part.cents for year in range(2024, 2030) for part in price_in_year(one, year)]
    assert sum(parts) == cents


def test_an_amount_needs_an_end_and_an_intervention_one_receiver():
    with pytest.raises(MoneyError):
        AmountOver(1, Period(date(2026, 1, 1)))
    with pytest.raises(MoneyError):
        help_for(household="h1")
    with pytest.raises(MoneyError):
        help_for(person=None)
    with pytest.raises(MoneyError):
        Volume(-1, 100, Per.DAY)


def test_the_total_is_split_by_payer_provider_law_and_member():
    given_help = [
        help_for(id="a", declared=(BILL,)),
        help_for(id="b", person="tom", payer="insurer", law="Wmo", declared=(BILL,)),
        help_for(id="c", person=None, household="h1", payer=None),
    ]
    result = cost_sum("h1", Y, given_help, [lives(), lives("tom")], KINDS)
    assert result.total == KnownSum(2_400_000, known=2, unknown=1)
    assert result.total.text("nl") == "minstens €\xa024.000"
    assert [(g.key, g.amount.sum) for g in result.by_payer] == [
        ("insurer", 1_200_000),
        ("municipality", 1_200_000),
        (None, 0),
    ]
    assert [g.key for g in result.by_member] == ["kim", "tom", None]
    assert result.by_law[1].share.text("nl") == "50% van wat bekend is (€\xa024.000)"
    assert result.interventions == 3
    for groups in (result.by_payer, result.by_provider, result.by_law, result.by_member):
        assert sum(group.amount.sum for group in groups) == result.total.sum


def test_the_closing_sentence_is_the_same_with_and_without_hidden_help():
    seen = [help_for(id="a", declared=(BILL,))]
    everything = [*seen, help_for(id="b", declared=(BILL,))]
    partly = cost_sum("h1", Y, seen, [lives()], KINDS)
    wholly = cost_sum("h1", Y, everything, [lives()], KINDS)
    nothing = cost_sum("h1", Y, [], [], KINDS)
    assert partly.closing == wholly.closing == nothing.closing == CLOSING_SENTENCE
    assert partly.total != wholly.total


def test_what_is_not_counted_is_always_named_with_its_reason():
    empty = cost_sum("h1", Y, [], [], KINDS)
    assert "medical" in [one.kind.code for one in empty.not_counted]
    assert all(one.kind.reason["nl"] and one.kind.reason["en"] for one in empty.not_counted)
    hospital = help_for(not_counted="medical", declared=(BILL,))
    result = cost_sum("h1", Y, [hospital], [lives()], KINDS)
    assert result.total == KnownSum()
    assert {one.kind.code: one.interventions for one in result.not_counted}["medical"] == 1
    whole = help_for(person=None, household="h1", not_counted="medical")
    elsewhere = help_for(person=None, household="h2", not_counted="medical")
    stranger = help_for(person="someone else", not_counted="medical")
    result = cost_sum("h1", Y, [whole, elsewhere, stranger], [lives()], KINDS)
    assert {one.kind.code: one.interventions for one in result.not_counted}["medical"] == 1


def test_households_cannot_be_put_in_order_of_cost():
    one = cost_sum("h1", Y, [], [], KINDS)
    other = cost_sum("h2", Y, [], [], KINDS)
    with pytest.raises(TypeError):
        sorted([one, other])
    with pytest.raises(TypeError):
        max(one.total, other.total)


def test_a_child_in_two_households_counts_once_and_the_rule_is_shown():
    both = [lives(household="h1"), lives(household="h2")]
    first = cost_sum("h1", Y, [help_for(declared=(BILL,))], both, KINDS)
    second = cost_sum("h2", Y, [help_for(declared=(BILL,))], both, KINDS)
    assert first.total.sum == second.total.sum == 600_000
    assert first.sharing_rule == SHARING_RULE
    alone = cost_sum("h1", Y, [help_for(declared=(BILL,))], [lives()], KINDS)
    assert alone.sharing_rule is None


def test_the_days_a_week_decide_when_both_households_recorded_them():
    both = [lives(household="h1", days=5), lives(household="h2", days=2)]
    assert divide(700, "kim", YEAR, both) == {"h1": 500, "h2": 200}
    half_known = [lives(household="h1", days=5), lives(household="h2")]
    assert divide(700, "kim", YEAR, half_known) == {"h1": 350, "h2": 350}
    with pytest.raises(MoneyError):
        lives(days=8)


def test_moving_divides_by_days_and_days_without_a_household_are_shown_apart():
    moved = [
        lives(household="h1", period=Period(date(2020, 1, 1), date(2026, 3, 15))),
        lives(household="h2", period=Period(date(2026, 8, 8))),
    ]
    assert divide(36_500, "kim", YEAR, moved) == {"h1": 7300, "h2": 14_600, None: 14_600}


households = st.sampled_from(["h1", "h2", "h3"])
persons = st.sampled_from(["kim", "tom", "ada"])


@st.composite
def periods(draw, closed=False):
    start = draw(st.dates(date(2025, 1, 1), date(2027, 1, 1)))
    if not closed and draw(st.booleans()):
        return Period(start)
    return Period(start, start + timedelta(days=draw(st.integers(1, 800))))


@st.composite
def interventions(draw):
    person = draw(st.none() | persons)
    return help_for(
        id=draw(st.uuids()).hex,
        person=person,
        household=draw(households) if person is None else None,
        period=draw(periods()),
        declared=tuple(
            AmountOver(cents, period)
            for cents, period in draw(
                st.lists(st.tuples(st.integers(-(10**7), 10**8), periods(closed=True)), max_size=2)
            )
        ),
        volume=draw(
            st.none()
            | st.builds(Volume, st.integers(0, 99), st.integers(0, 10**5), st.sampled_from(Per))
        ),
    )


memberships = st.lists(
    st.builds(MembershipDays, persons, households, periods(), st.none() | st.integers(1, 7)),
    max_size=6,
)


@given(st.lists(interventions(), max_size=5), memberships)
def test_households_and_persons_add_up_to_the_same_total(given_help, places):
    result = reconcile(Y, given_help, places)
    assert result.agrees
    lines = euro_lines(Y, given_help, places)
    assert result.over_households == known_sum(line.cents for line in lines).sum


@given(st.lists(interventions(), max_size=5), memberships)
def test_each_household_sum_is_its_part_of_the_reconciliation(given_help, places):
    over_all = reconcile(Y, given_help, places)
    for household in ("h1", "h2", "h3"):
        one = cost_sum(household, Y, given_help, places, KINDS)
        assert one.total == over_all.households.get(household, KnownSum())


def test_the_shipped_regimes_divide_the_whole_bill_and_name_their_source():
    for regime in shipped_regimes().regimes:
        assert regime.source
        assert regime.label["nl"]
        assert regime.label["en"]
    before, after = date(2014, 12, 31), date(2015, 1, 1)
    regimes = shipped_regimes().regimes
    assert regime_on(before, regimes).code != regime_on(after, regimes).code


@given(st.lists(st.none() | st.integers(0, 10**10), max_size=6), st.dates())
def test_payer_shares_add_up_to_the_known_total(amounts, day):
    total = known_sum(amounts)
    shares = payer_shares(total, day, shipped_regimes().regimes)
    assert sum(one.share.part.sum for one in shares) == total.sum
    assert all(one.certainty is Certainty.AVERAGE for one in shares)
    assert all(one.share.is_complete == total.is_complete for one in shares)


ROW = """[[regime]]
code = "{code}"
{dates}
label = {{ nl = "x", en = "x" }}
source = "x"
[[regime.share]]
payer = "p"
label = {{ nl = "x", en = "x" }}
basis_points = {points}
"""


def test_regimes_that_overlap_or_miss_a_part_of_the_bill_are_refused():
    with pytest.raises(MoneyError, match="whole bill"):
        parse_regimes(ROW.format(code="a", dates="", points=9999))
    overlap = ROW.format(code="a", dates="until = 2015-02-01", points=10000) + ROW.format(
        code="b", dates="from = 2015-01-01", points=10000
    )
    with pytest.raises(MoneyError, match="one day"):
        parse_regimes(overlap)
    with pytest.raises(MoneyError, match="No division"):
        regime_on(date(2015, 1, 1), ())


def test_an_alternative_that_does_not_help_is_never_advised_however_cheap():
    today = known_sum([10_000_000])
    cheap = Alternative("wait", known_sum([6_000_000]), helps=False, outcome="not helped")
    good = Alternative("own circle", known_sum([5_000_000]), helps=True, outcome="helped")
    unsure = Alternative("move", known_sum([None]), helps=None, outcome="unknown")
    first, second, third = beside_today(today, [cheap, good, unsure])
    assert (first.saves, first.may_be_advised) == (4_000_000, False)
    assert (second.saves, second.may_be_advised) == (5_000_000, True)
    assert (third.saves, third.may_be_advised) == (None, False)
