# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: what a household costs together, who pays it, and what stays help."""

from datetime import date

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import known_sum
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
    assert costs.total.text("nl") == "€ 168.000"
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
    assert before["municipality"].text("nl") == "10% van € 168.000"
    assert after["municipality"].part.sum == 15_120_000
    assert after["municipality"].text("nl") == "90% van € 168.000"


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
