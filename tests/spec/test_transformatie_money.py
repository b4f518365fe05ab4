# SPDX-License-Identifier: EUPL-1.2
"""Incentives, outcomes and one package, by the theme report on the transformation."""

from dataclasses import replace

import pytest

from tests.money.models import belief, cost, effect, gains, model, named
from voordeur.door.refusal import Refusal
from voordeur.money.contracts import Contract, Incentive, PaysFor, Watched, objections
from voordeur.money.package import Line, Side, Verdict, compare
from voordeur.money.paying import Case, Way, side_by_side, usual
from voordeur.money.regimes import Course
from voordeur.money.returnflow import Position, settle
from voordeur.money.scba.assumption import Mark
from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Link, Timing, When
from voordeur.money.scba.product import Product
from voordeur.money.scba.reading import model_from
from voordeur.money.scba.writing import written


def test_transformatie_r40_i4_a_package_beside_the_sum_of_its_parts_and_named_when_it_costs_more():
    apart = [
        Line(Side.APART, "municipality", 4_800_000),
        Line(Side.APART, "municipality", 6_240_000),
        Line(Side.APART, "health_insurer", 1_000_000),
    ]
    cheaper = compare([*apart, Line(Side.TOGETHER, "municipality", 9_000_000)])
    assert (cheaper.saves, cheaper.verdict) == (3_040_000, Verdict.LESS)
    dearer = compare([*apart, Line(Side.TOGETHER, "municipality", 13_000_000)])
    assert dearer.verdict is Verdict.MORE
    (insurer, town) = dearer.by_payer
    assert (insurer.more, town.more) == (-1_000_000, 1_960_000)
    unknown = compare([*apart, Line(Side.TOGETHER, None, None)])
    assert (unknown.saves, unknown.verdict) == (None, Verdict.UNKNOWN)


def test_transformatie_2_28_the_cause_comes_first_and_a_perverse_effect_of_an_incentive_is_named():
    before = Course(10, 900_000)
    after = Course(5, 900_000, 2_000_000)
    case = Case(before, after)
    rows = {one.way: one for one in side_by_side(case, usual(case)) if one.share is None}
    # Good behaviour is not rewarded where only heavy help is paid; one budget rewards it.
    assert rows[Way.NEED].punishes_success
    assert rows[Way.PRODUCT].punishes_success
    assert rows[Way.AREA].provider == 2_500_000
    price = Contract("laagste prijs", frozenset({PaysFor.HOURS}), price_only=True)
    assert Incentive.PRICE_ONLY in objections(price)
    heavier = Contract("zwaardere indicatie", frozenset({PaysFor.PRODUCT}))
    assert Incentive.PER_MEASURE in objections(heavier)


def test_transformatie_r17_an_effect_has_a_zero_situation_an_outcome_a_source_and_a_horizon():
    made = model(effect(zero=named("regular")), assumptions=[belief("regular", 2, "case")])
    assert made.zero.text
    assert made.horizon == len(exact(made).benefits["town"]) == 5
    assert all(one.versions[0].source for one in made.assumptions.values())
    with pytest.raises(Refusal, match="no zero alternative"):
        model_from(written(made).replace("[zero]", "[model2]"), "x")


def test_transformatie_r18_2_29_means_contribution_and_outcome_hang_in_one_chain():
    link = Link("een vast gezicht", "minder crisisplaatsingen", Mark.MEASURED, "dossiers")
    made = model(effect(because=(link,)), costs=(cost(),))
    (gain,), (means,) = made.effects, made.costs
    assert gain.intervention == means.intervention == made.interventions[0].id
    assert (gain.because[0].if_, gain.because[0].source) == ("een vast gezicht", "dossiers")


def test_transformatie_r19_satisfaction_alone_is_no_measure_of_a_contract():
    guarded = Contract("steun", frozenset({PaysFor.AREA}), watched=frozenset({Watched.POVERTY}))
    assert Incentive.SATISFACTION_ALONE not in objections(guarded)
    alone = replace(guarded, satisfaction_alone=True)
    assert Incentive.SATISFACTION_ALONE in objections(alone)


def test_transformatie_r20_2_29_bad_outcomes_are_watched_and_a_contract_without_any_is_told():
    assert [one.value for one in Watched] == [
        *("poverty", "crime", "dropping out of school", "homelessness"),
        *("unemployment", "unsafety", "suicide"),
    ]
    nothing = Contract("steun", frozenset({PaysFor.AREA}))
    assert Incentive.NOTHING_WATCHED in objections(nothing)
    watching = replace(nothing, watched=frozenset({Watched.HOMELESSNESS}))
    assert Incentive.NOTHING_WATCHED not in objections(watching)


def test_transformatie_i3_who_invests_and_who_gains_after_two_five_and_ten_years():
    """A walker on wheels: the town pays once, the insurer gains every year that nobody falls."""
    yearly = (Timing(When.YEARLY, 0, 10),)
    saved = belief("saved", 50, "EUR/case/year")
    gain = effect(gains=gains(insurer=1.0), timings=yearly, price=Product.read("saved", "test"))
    spent = (cost(amount=named("3 * spent")),)
    made = model(gain, costs=spent, horizon=10, assumptions=[saved])
    nets = {}
    for years in (2, 5, 10):
        found = exact(replace(made, horizon=years, discount="none"))
        nets[years] = (int(found.net("town")), int(found.net("insurer")))
    assert nets == {2: (-1200, 1000), 5: (-1200, 2500), 10: (-1200, 5000)}

    def side_payment(years):
        town, insurer = nets[years]
        return settle([Position("town", -town * 100, 0), Position("insurer", 0, insurer * 100)])

    short = side_payment(2)
    assert not short.exists
    assert short.short_by == 200_00
    (flow,) = side_payment(5).flows
    assert (flow.from_, flow.to, flow.cents) == ("insurer", "town", 1200_00)
    assert side_payment(10).bargaining["town"] == (1200_00, 5000_00)
