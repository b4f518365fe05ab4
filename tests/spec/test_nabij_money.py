# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: who makes the effort, who gains, and what nobody wrote down."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from voordeur.money.benefits import Benefit, Reuse, cash_date, reuse
from voordeur.money.regimes import (
    AreaBudget,
    Course,
    ImpactBond,
    PerProduct,
    area_budgets,
    incentive,
    pool,
)
from voordeur.money.returnflow import Flow, Position, settle
from voordeur.money.scba.breakeven import break_even
from voordeur.money.scba.formula import exact
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.spread import outcome_of
from voordeur.money.waterbed import UP, Spill, net_of_cut

EXAMPLES = Path(__file__).parents[2] / "examples" / "scba"


def read(name):
    return read_model(EXAMPLES / f"nabij_{name}.toml")


def test_nabij_f3_karima_solving_costs_as_much_as_73_days_of_waiting():
    karima = read("karima")
    assert break_even(karima, "days").at == pytest.approx(73.0)
    assert round(karima.value("day"), 2) == 164.38
    assert float(exact(karima).benefit() / exact(karima).cost()) == pytest.approx(5.0)


def test_nabij_f2_gladys_the_bill_is_168000_and_who_bears_it_changed_in_2015():
    gladys = read("gladys")
    now, before = exact(gladys, "vanaf 2015"), exact(gladys, "tot 2015")
    assert now.cost() == before.cost() == 168_000
    assert (before.cost("municipality"), now.cost("municipality")) == (16_800, 151_200)
    assert [one.id for one in now.unpriced] == ["own_circle"]


def test_nabij_f4_detention_costs_and_takes_no_debt_away():
    detention = read("detention")
    assert [exact(detention, one).cost() for one in detention.readings] == [1_330, 3_990]
    assert all(exact(detention, one).benefit("household") == 0 for one in detention.readings)


def test_nabij_f5_youth_care_the_ministry_gains_and_what_the_maker_lost_is_unknown():
    amsterdam = read("youth_care_amsterdam")
    before, after = (exact(amsterdam, one) for one in amsterdam.readings)
    assert before.benefit("ministry") == 3_300_000
    assert after.benefit("ministry") == 2_300_000
    assert after.benefit() == before.benefit()
    assert [one.id for one in sample(amsterdam).unpriced] == ["lost"]
    assert outcome_of(sample(amsterdam), "society").net is None


def test_nabij_a8_leeuwarden_two_million_over_a_period_nobody_wrote_down():
    leeuwarden = read("leeuwarden")
    found = outcome_of(sample(leeuwarden), "society")
    assert (found.benefits.mean, found.net, found.ratio) == (2_000_000, None, None)
    assert any("periode" in note for note in leeuwarden.notes)


def test_nabij_a9_the_insurer_gains_the_town_works_and_no_amount_is_made_up():
    elderly = read("elderly_insurer")
    found = find(elderly)
    assert {one.id for one in found.sample.unpriced} == {"longer_home", "welfare"}
    assert found.society.net is None
    codes = {(one.code, one.about) for one in found.objections}
    assert ("gains_without_paying", "Zorgverzekeraar") in codes
    assert ("pays_without_gaining", "Gemeente, welzijn") in codes


def test_nabij_a7_r33_the_maker_of_the_gain_loses_and_a_range_of_return_flow_is_shown():
    amsterdam = read("youth_care_amsterdam")
    gain = int(exact(amsterdam, amsterdam.readings[0]).benefit("ministry")) * 100
    unknown = settle([Position("provider", None, 0), Position("ministry", 0, gain)])
    assert unknown.unknown == ("provider",)
    assert unknown.bargaining == {"provider": (0, gain)}
    known = settle([Position("provider", 1_500_000_00, 0), Position("ministry", 0, gain)])
    assert known.losers == ("provider",)
    assert known.bargaining == {"provider": (1_500_000_00, gain)}
    assert known.flows == (Flow("ministry", "provider", 1_500_000_00),)


def test_nabij_r34_f11_a_saving_is_free_the_year_after_the_subsidy():
    assert cash_date(date(2014, 5, 1), ends=date(2014, 12, 31)) == date(2015, 1, 1)
    assert cash_date(date(2014, 5, 1), ends=date(2014, 12, 31), releasable=True) == date(2014, 5, 1)


def test_nabij_r35_f6_a_saving_that_comes_up_elsewhere_is_never_counted_as_nothing():
    spills = [
        Spill("day activity", "care", UP, "essay 3"),
        Spill("strict debt gate", "youth care", UP, "essay 3"),
    ]
    for cut in ("day activity", "strict debt gate"):
        net = net_of_cut(100_000, spills, cut)
        assert not net.is_known
        assert not net.is_sure_to_save


def test_nabij_r36_f7_a_shadow_budget_by_objective_counts_shows_what_prevention_frees():
    counts = {"north": {"children": 300, "single": 60}, "south": {"children": 100, "single": 40}}
    budgets = area_budgets(1_000_000, {"children": 1, "single": 1}, counts)
    assert budgets == {"north": 675_000, "south": 325_000}
    # One household with very expensive care: in the pool both areas bear a part.
    shared = pool([[10_000] * 20, [10_000] * 20 + [200_000]], 50_000, list(budgets.values()))
    room = [budget - cost for budget, cost in zip(budgets.values(), shared.cost, strict=True)]
    assert sum(room) == 1_000_000 - 400_000 - 200_000
    assert shared.contribution[0] > 0


def test_nabij_r37_what_is_saved_on_shelter_pays_the_debts_with_who_decided():
    saved = Benefit("shelter", "town", "town", 2014, 48_000_00)
    first = Reuse(
        "shelter", "shelter", "debts", "her debts first", 12_000_00, "team", date(2015, 1, 1)
    )
    (trace,) = reuse(saved, (), first, spendable=date(2015, 1, 1))
    assert (trace.decided_by, trace.goal) == ("team", "her debts first")


def test_nabij_r38_f8_a_bond_pays_a_share_of_what_is_verified_above_a_threshold():
    bond = ImpactBond(baseline=1_000_000, share=Fraction(1, 2), threshold=100_000, cap=150_000)
    assert [bond.settlement(cost) for cost in (1_000_000, 900_000, 800_000, 500_000)] == [
        0,
        0,
        50_000,
        150_000,
    ]


def test_nabij_r39_a14_demand_by_nearness_is_a_cost_too_and_stands_apart():
    demo = read_model(EXAMPLES / "demo_waterveen_wijkteam.toml")
    assert exact(demo).lines["more_asked"] < 0


def test_nabij_p8_per_measure_the_success_of_the_maker_is_a_hole_in_its_budget():
    before, after = Course(100, 900), Course(50, 900, prevention=20_000)
    assert incentive(PerProduct(1_000), before, after).punishes_success
    assert not incentive(AreaBudget(100_000), before, after).punishes_success
