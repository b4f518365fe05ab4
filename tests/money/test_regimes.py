# SPDX-License-Identifier: EUPL-1.2
"""Five ways of paying for the same help, the waterbed between fields, and contracts that work against."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.money.contracts import (
    Asked,
    Contract,
    Incentive,
    PaysFor,
    Watched,
    may_be_signed,
    objections,
)
from voordeur.money.regimes import (
    SHIPPED_SHARES,
    AreaBudget,
    Course,
    ImpactBond,
    OnNeed,
    OnResult,
    PerProduct,
    area_budgets,
    chance_of_overspending,
    incentive,
    pool,
    tail_risk,
)
from voordeur.money.waterbed import DOWN, UP, Spill, matrix, net_of_cut

# Ten placements at 900 paid at 1,000; working on the network halves them.
BEFORE = Course(products=10, unit_cost=900)
AFTER = Course(products=5, unit_cost=900, prevention=2_000, result=Fraction(3, 4))


def test_who_makes_it_work_is_punished_on_need_and_per_product_and_rewarded_by_an_area_budget():
    for regime in (OnNeed(1_000), PerProduct(1_000)):
        assert incentive(regime, BEFORE, AFTER).punishes_success
    area = incentive(AreaBudget(10_000), BEFORE, AFTER)
    assert (area.provider, area.payer) == (2_500, 0)
    assert not area.punishes_success
    paid_prevention = incentive(PerProduct(1_000, Fraction(1)), BEFORE, AFTER)
    assert paid_prevention.provider == -500


@given(st.integers(0, 10**6), st.fractions(0, 1), st.sampled_from(SHIPPED_SHARES))
def test_on_result_the_risk_lies_on_both_sides(amount, reached, share):
    regime = OnResult(amount, share)

    def paid(result):
        return regime.paid(Course(1, 1, result=result))

    assert paid(Fraction(1, 2)) == amount
    assert abs(paid(reached) - amount) <= share * amount + 1
    assert paid(Fraction(0)) == pytest.approx(amount * (1 - share), abs=1)
    assert paid(Fraction(1)) == pytest.approx(amount * (1 + share), abs=1)
    with pytest.raises(Refusal):
        OnResult(1, Fraction(2))


@given(st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 10**5), st.fractions(0, 1))
def test_a_bond_pays_a_share_above_the_threshold_and_never_more_than_the_cap(
    cost, threshold, cap, share
):
    bond = ImpactBond(500_000, share, threshold, cap)
    paid = bond.settlement(cost)
    assert 0 <= paid <= cap
    if 500_000 - cost <= threshold:
        assert paid == 0
    assert bond.settlement(cost + 1) <= paid
    heavy = incentive(bond, Course(10, 50_000), Course(5, 50_000))
    assert heavy.payer == 250_000 - bond.settlement(250_000)


counts = st.lists(
    st.fixed_dictionaries({"children": st.integers(1, 999), "single": st.integers(1, 99)}),
    min_size=2,
    max_size=5,
).map(lambda rows: {str(place): row for place, row in enumerate(rows)})


@given(st.integers(0, 10**9), counts, st.integers(1, 9), st.integers(1, 9))
def test_an_area_budget_divides_the_whole_by_public_weights(total, areas, one, other):
    found = area_budgets(total, {"children": one, "single": other}, areas)
    assert sum(found.values()) == total
    sums = {key: sum(area[key] for area in areas.values()) for key in ("children", "single")}
    for area, row in areas.items():
        share = Fraction(one * row["children"], sums["children"]) + Fraction(
            other * row["single"], sums["single"]
        )
        assert abs(found[area] - total * share / (one + other)) < 1


def test_a_factor_nobody_is_counted_for_is_refused():
    with pytest.raises(Refusal, match="Nobody is counted"):
        area_budgets(1, {"x": 1}, {"a": {"y": 1}})


@given(
    st.lists(st.lists(st.integers(0, 10**6), max_size=6), min_size=2, max_size=4),
    st.integers(0, 10**6),
)
def test_pooling_moves_what_is_above_the_cap_and_loses_no_cent(costs, cap):
    found = pool(costs, cap, [1] * len(costs))
    assert sum(found.cost) == sum(map(sum, costs))
    assert max(found.contribution) - min(found.contribution) <= 1
    assert all(own <= cap * len(area) for own, area in zip(found.own, costs, strict=True))


def test_rare_expensive_care_makes_a_small_area_jump_and_a_large_one_less():
    small = tail_risk(0.2, 4, 50_000, 200_000)
    assert 0.05 < small < 0.2
    large = tail_risk(20, 4, 50_000, 20_000_000)
    assert large < small
    assert tail_risk(0.2, 4, 50_000, 10**9) == 0
    assert chance_of_overspending([1.0, 2.0, 3.0, 4.0], 2.0) == 0.5


def test_a_cut_that_comes_up_elsewhere_at_an_unknown_size_is_not_sure_to_save():
    spills = [
        Spill("day activity", "care", UP, "essay 3"),
        Spill("day activity", "transport", DOWN, "made up", 10, 20),
        Spill("debt help", "youth care", UP, "essay 3", 100, 300),
    ]
    day = net_of_cut(1_000, spills, "day activity")
    assert (day.low, day.high, day.is_known, day.is_sure_to_save) == (1_010, 1_020, False, False)
    debt = net_of_cut(250, spills, "debt help")
    assert (debt.low, debt.high, debt.is_known, debt.is_sure_to_save) == (-50, 150, True, False)
    assert net_of_cut(400, spills, "debt help").is_sure_to_save
    signs = matrix([*spills, Spill("debt help", "youth care", DOWN, "another")])
    assert signs == {
        ("day activity", "care"): "+",
        ("day activity", "transport"): "-",
        ("debt help", "youth care"): "±",
    }
    for wrong in ((0, None, None), (UP, 1, None), (UP, 3, 2)):
        with pytest.raises(Refusal):
            Spill("a", "b", wrong[0], "s", *wrong[1:])


def test_a_contract_on_exits_alone_may_not_be_signed():
    exits = Contract("exits", frozenset({PaysFor.EXIT}))
    assert not may_be_signed(exits)
    assert {
        Incentive.EXITS_ALONE,
        Incentive.CREAMING,
        Incentive.NO_RELAPSE,
        Incentive.RISE_ALONE,
    } <= set(objections(exits))


def test_a_contract_with_every_guard_has_nothing_against_it():
    good = Contract(
        "good",
        frozenset({PaysFor.RESULT, PaysFor.HOURS}),
        result_share=0.2,
        risk_both_ways=True,
        baseline=True,
        creaming_check=True,
        relapse_months=12,
        steerable=True,
        releases_in_year=True,
        stays_level_counts=True,
        asks=(Asked("helpers per household", "to see whether help gets simpler"),),
        indicators=4,
        outcome_indicators=2,
        watched=frozenset(Watched),
    )
    assert objections(good) == ()
    assert may_be_signed(good)


@pytest.mark.parametrize(
    ("contract", "incentive_"),
    [
        (Contract("a", frozenset({PaysFor.MEASURE})), Incentive.PER_MEASURE),
        (Contract("a", frozenset({PaysFor.PRODUCT})), Incentive.PER_MEASURE),
        (Contract("a", frozenset({PaysFor.HOURS}), cap=False), Incentive.NO_CAP),
        (Contract("a", frozenset({PaysFor.HOURS}), price_only=True), Incentive.PRICE_ONLY),
        (Contract("a", frozenset({PaysFor.HOURS}), asks=(Asked("x"),)), Incentive.NO_REASON),
        (
            Contract("a", frozenset({PaysFor.HOURS}), satisfaction_alone=True),
            Incentive.SATISFACTION_ALONE,
        ),
        (Contract("a", frozenset({PaysFor.HOURS})), Incentive.NOTHING_WATCHED),
        (
            Contract("a", frozenset({PaysFor.HOURS}), indicators=3, outcome_indicators=1),
            Incentive.FEW_OUTCOMES,
        ),
    ],
)
def test_each_known_incentive_is_found(contract, incentive_):
    assert incentive_ in objections(contract)


def test_a_contract_that_cannot_be_is_refused():
    with pytest.raises(Refusal):
        Contract("a", frozenset(), result_share=2)
    with pytest.raises(Refusal):
        Contract("a", frozenset(), indicators=1, outcome_indicators=2)
