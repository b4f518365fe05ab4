# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: four questions about money, and only what is booked is cashed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.money.models import belief, effect, gains, model, named
from voordeur.door.refusal import Refusal
from voordeur.ledger.entries import Account, AccountKind, balance
from voordeur.money.benefits import Benefit, BudgetLine, State, book, cashed, together
from voordeur.money.contracts import Contract, Incentive, PaysFor, objections
from voordeur.money.newforold import Stops
from voordeur.money.regimes import SHIPPED_SHARES, Course, OnResult
from voordeur.money.scba.distribution import Beta
from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Timing, When
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.document import document
from voordeur.money.scba.report.findings import find
from voordeur.money.updating import Seen, update

DEMO = Path(__file__).parents[2] / "examples" / "scba" / "demo_waterveen_wijkteam.toml"


def test_landingsbaan_r070_an_analysis_answers_which_effects_how_much_how_sure_and_who():
    found = find(read_model(DEMO), draws=300)
    assert {one.id for one in found.model.effects} > {one.id for one in found.sample.unpriced}
    assert found.society.net is not None
    assert found.society.net.low < found.society.net.mean < found.society.net.high
    assert {one.name for one in found.parties} == set(found.model.society)


def test_landingsbaan_r071_what_was_believed_and_what_was_seen_stand_side_by_side():
    found = update(Beta(18, 2), Seen(30, 21))
    assert found.before.mean == pytest.approx(0.9)
    assert found.after.mean == pytest.approx(39 / 50)
    assert found.drifted


def test_landingsbaan_r072_who_pays_and_who_gains_are_apart_on_each_line():
    found = exact(model(effect(gains=gains(insurer=1.0))))
    assert (found.benefit("insurer"), found.cost("insurer")) == (1000, 0)
    assert (found.benefit("town"), found.cost("town")) == (0, 400)


def test_landingsbaan_r073_potential_is_never_added_to_what_is_cashed():
    claims = [
        Benefit("a", "town", "town", 2027, 100),
        Benefit("b", "town", "town", 2027, 50, state=State.BOOKED),
    ]
    assert cashed(claims).sum == 50
    with pytest.raises(Refusal, match="added to each other"):
        together([State.POTENTIAL, State.BOOKED], claims)
    cannot = document(find(model(), draws=100), "en").sections[0].blocks[1].text
    assert "not cashed" in cannot or "only what left a budget is cashed" in cannot


def test_landingsbaan_r074_cashing_lowers_a_named_budget_line():
    claim = Benefit("a", "town", "town", 2027, 100, proof="fewer places bought", state=State.AGREED)
    _, entry = book(claim, BudgetLine("town", "6.71 shelter", 900), on=date(2027, 1, 1), entry="e")
    assert balance([entry], Account("town", "6.71 shelter", AccountKind.EXPENSE)) == -100


def test_landingsbaan_r075_what_stops_says_whose_work_it_is():
    with pytest.raises(Refusal, match="whose work stops"):
        Stops("crisis places", "shelter", "", "", "curative", 2027, 50)


def test_landingsbaan_r076_conditions_and_who_pays_in_advance_stand_with_the_result():
    demo = find(read_model(DEMO), draws=300)
    assert demo.model.interventions[0].conditions
    assert demo.sums[0] < 0  # the costs go before the gain


def test_landingsbaan_r077_every_line_has_its_range():
    demo = find(read_model(DEMO), draws=300)
    assert {bar.name for bar in demo.bars} >= {"kept_with", "eviction", "less_help", "wage"}
    assert all(bar.net_at_low != bar.net_at_high for bar in demo.bars if bar.name != "part_housing")


def test_landingsbaan_r078_prevention_is_growth_that_is_slowed_against_a_baseline_of_ten_percent():
    yearly = Timing(When.YEARLY, 0, years=3)
    made = model(
        effect(
            with_=named("cases"), price=named("yearly")[0], growth="second_line", timings=(yearly,)
        ),
        assumptions=[
            belief("yearly", 100, "EUR/case/year"),
            belief("second_line", 0.1, "share/year"),
        ],
    )
    assert float(exact(made).benefit()) == pytest.approx(1000 + 1100 + 1210)


@pytest.mark.parametrize("share", SHIPPED_SHARES)
def test_landingsbaan_r080_a_share_on_result_is_a_risk_for_both(share):
    regime = OnResult(1_000_00, share)
    low, high = (regime.paid(Course(1, 1, result=Fraction(one))) for one in (0, 1))
    assert (low, high) == (1_000_00 * (1 - share), 1_000_00 * (1 + share))


def test_landingsbaan_r082_the_share_of_indicators_that_show_an_outcome_is_said():
    sixteen = Contract("care", frozenset({PaysFor.HOURS}), indicators=100, outcome_indicators=16)
    assert Incentive.FEW_OUTCOMES in objections(sixteen)
    half = replace(sixteen, outcome_indicators=50)
    assert Incentive.FEW_OUTCOMES not in objections(half)


def test_landingsbaan_r083_structural_money_is_marked_apart_from_project_money():
    demo = read_model(DEMO)
    assert [one.id for one in demo.costs if one.structural] == ["team"]
