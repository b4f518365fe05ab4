# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: what a household costs together, who pays it, and what stays help."""

from dataclasses import replace
from datetime import date

import pytest

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import known_sum
from voordeur.plan.order import look_out, proposed_order, spirals_up
from voordeur.plan.planfacts import (
    Frees,
    NetworkMember,
    NetworkOffer,
    Plan,
    StatedHelp,
    Step,
    StepState,
    WarningCode,
)
from voordeur.plan.support import (
    SAID_BEFOREHAND,
    OfferNotAcceptedError,
    support_stated,
    use_offer,
)
from voordeur.provisions.costsum import Alternative, beside_today, cost_sum
from voordeur.provisions.pricing import AmountOver, Intervention
from voordeur.provisions.regimes import payer_shares, shipped_regimes
from voordeur.provisions.sharing import MembershipDays

# Six organisations as in the text; the text gives only the total, the division is ours.
GLADYS_HELP = [
    ("Bureau Jeugdzorg", "child1", "province", "Wet op de jeugdzorg", 3_200_000),
    ("Pleegzorg", "child2", "province", "Wet op de jeugdzorg", 4_800_000),
    ("MEE", "child3", "state", "AWBZ", 2_600_000),
    ("Leerplicht", "child1", "municipality", "Leerplichtwet", 480_000),
    ("Sociale dienst", "gladys", "municipality", "Wwb", 1_200_000),
    ("AWBZ-begeleiding", "gladys", "state", "AWBZ", 4_520_000),
]


def gladys_costs(year=2013):
    whole_year = Period.year(year)
    interventions = [
        Intervention(
            id=f"i{number}",
            provider=provider,
            law=law,
            payer=payer,
            person=person,
            period=whole_year,
            declared=(AmountOver(cents, whole_year),),
        )
        for number, (provider, person, payer, law, cents) in enumerate(GLADYS_HELP)
    ]
    interventions.append(
        Intervention(
            id="hospital",
            provider="ziekenhuis",
            law="Zvw",
            payer="insurer",
            person="child2",
            period=whole_year,
            not_counted="medical",
        )
    )
    members = [
        MembershipDays(person, "gladys", whole_year)
        for person in ("gladys", "child1", "child2", "child3")
    ]
    return cost_sum("gladys", year, interventions, members, shipped_regimes().not_counted)


def test_nabij_a1_six_organisations_give_one_total_split_by_payer():
    costs = gladys_costs()
    assert costs.total.text("nl") == "€\xa0168.000"
    assert costs.total.text("en") == "€168,000"
    assert len(costs.by_provider) == 6
    assert {group.key: group.amount.sum for group in costs.by_payer} == {
        "province": 8_000_000,
        "state": 7_120_000,
        "municipality": 1_680_000,
    }


def test_nabij_a1_medical_costs_are_named_as_not_counted():
    left_out = {one.kind.code: one.interventions for one in gladys_costs().not_counted}
    assert left_out["medical"] == 1


def test_nabij_f2_the_municipality_pays_a_tenth_before_2015_and_nine_tenths_after():
    total = gladys_costs().total
    regimes = shipped_regimes().regimes
    before = {one.payer: one.share for one in payer_shares(total, date(2014, 12, 31), regimes)}
    after = {one.payer: one.share for one in payer_shares(total, date(2015, 1, 1), regimes)}
    assert before["municipality"].part.sum == 1_680_000
    assert before["municipality"].text("nl") == "10% van €\xa0168.000"
    assert after["municipality"].part.sum == 15_120_000
    assert after["municipality"].text("nl") == "90% van €\xa0168.000"


def test_nabij_a1_care_in_the_own_circle_costs_less_and_its_outcome_stands_with_it():
    own_circle = Alternative(
        "opvang in eigen kring", known_sum([12_000_000]), helps=True, outcome="children at home"
    )
    (rung,) = beside_today(gladys_costs().total, [own_circle])
    assert rung.saves == 4_800_000
    assert rung.may_be_advised


def test_nabij_f10_the_cheapest_way_that_does_not_help_is_no_solution():
    today = known_sum([10_000_000])
    ladder = [
        Alternative("a", known_sum([8_000_000]), helps=False, outcome="not helped"),
        Alternative("b", known_sum([6_000_000]), helps=False, outcome="not helped"),
        Alternative("c", known_sum([5_000_000]), helps=True, outcome="helped"),
    ]
    assert [rung.may_be_advised for rung in beside_today(today, ladder)] == [False, False, True]


GLADYS_WORDS = Plan(
    steps=(
        Step("parenting", order=1),
        Step("debts", order=2, problems=frozenset({"schulden"})),
        Step("own circle", order=3, frees=(Frees("money", "debts"),)),
    ),
    problems=("schulden",),
    first_priorities=("schulden",),
)


def test_nabij_a1_the_first_step_is_what_gladys_herself_puts_first():
    assert proposed_order(GLADYS_WORDS)[0] == "debts"


def test_nabij_a1_the_money_saved_by_care_in_the_own_circle_is_used_for_her_debts():
    done = tuple(
        replace(step, state=StepState.DONE) if step.id == "own circle" else step
        for step in GLADYS_WORDS.steps
    )
    assert spirals_up(replace(GLADYS_WORDS, steps=done)) == (("own circle", "money", "debts"),)


def mother_of_two():
    return Plan(
        steps=(Step("a roof", professional_does="looks for a home with her"),),
        help=(StatedHelp("h", "begeleiding", "wijkteam", 4, "uur per week"),),
        offers=(NetworkOffer("o", "grandmother", "mother", "a bed in extreme need", None),),
    )


def test_nabij_a5_an_offer_the_mother_did_not_accept_cannot_be_chosen_as_the_solution():
    with pytest.raises(OfferNotAcceptedError) as refused:
        use_offer(mother_of_two(), "o", "a roof")
    assert "mother" in refused.value.remedy
    support = support_stated(mother_of_two())
    assert support.accepted == ()
    assert [offer.id for offer in support.offered] == ["o"]


def test_nabij_a5_after_her_yes_it_stands_beside_the_help_and_not_in_its_place():
    plan = mother_of_two()
    said_yes = replace(plan, offers=(replace(plan.offers[0], accepted=True),))
    used = use_offer(said_yes, "o", "a roof")
    assert used.steps[0].professional_does == "looks for a home with her"
    assert support_stated(used).is_at_least(support_stated(plan))


def test_nabij_a6_a_homeless_youth_adds_his_mother_and_nothing_he_gets_becomes_less():
    alone = replace(mother_of_two(), offers=())
    with_mother = replace(alone, network=(NetworkMember("mother", can_carry=1),))
    assert support_stated(with_mother) == support_stated(alone)


def test_nabij_a6_the_screen_says_so_beforehand_in_both_languages():
    assert set(SAID_BEFOREHAND) == {"nl", "en"}
    assert "niet minder" in SAID_BEFOREHAND["nl"]


def test_nabij_f13_too_much_at_once_is_a_warning_and_the_base_comes_first():
    everything = tuple(
        Step(name, state=StepState.RUNNING, professionals=frozenset({"x"}))
        for name in ("course", "therapy", "coaching")
    )
    plan = Plan(everything, capacity=2, base_layer={"money": False})
    codes = [warning.code for warning in look_out(plan, date(2026, 1, 1))]
    assert codes.count(WarningCode.BASE_OPEN) == 3
    assert WarningCode.TOO_MUCH_AT_ONCE in codes
