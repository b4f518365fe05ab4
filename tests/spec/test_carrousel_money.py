# SPDX-License-Identifier: EUPL-1.2
"""Carrousel: from an arena of effects to break-even points, who gains, and new for old."""

from pathlib import Path

import pytest

from tests.money.models import belief, effect, gains, model, named
from voordeur.money.benefits import Benefit, Harvest, State, step
from voordeur.money.newforold import Needs, Stops, new_for_old
from voordeur.money.scba.breakeven import Interval, Stands, quantity_needed, stands
from voordeur.money.scba.distribution import Range
from voordeur.money.scba.model import Stage
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.document import document
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.report.words import objections_said
from voordeur.money.scba.review import objections
from voordeur.money.scba.sensitivity import research_agenda

DEMO = Path(__file__).parents[2] / "examples" / "scba" / "demo_waterveen_wijkteam.toml"


def test_carrousel_a14_ten_evictions_avoided_are_needed_and_six_to_twelve_crosses_that():
    needed = quantity_needed(Interval(100, 100), Interval(10, 10), Interval(0, 0))
    assert needed == Interval(10, 10)
    assert needed.low - 6 == 4  # four short of what was measured
    assert stands(needed, Interval(6, 6)) is Stands.BELOW
    assert stands(needed, Interval(6, 12)) is Stands.CROSSES


def test_carrousel_a12_an_arena_with_only_professionals_misses_three_perspectives():
    made = model(drawn_by=("professionals",))
    (found,) = [one for one in objections(made) if one.code == "perspective_missing"]
    assert found.facts["missing"] == "residents, administrators, politicians"
    assert "inwoners, bestuurders, politici" in objections_said([found], "nl")[0]


def test_carrousel_m7_r41_who_gains_without_paying_is_listed():
    found = find(read_model(DEMO), draws=300)
    assert found.freeriders == ("insurer", "housing")


def test_carrousel_a4_the_police_gain_by_what_another_pays():
    made = model(
        effect(gains=gains(police=0.5, town="rest")),
        parties=("town", "police"),
    )
    assert find(made, draws=100).freeriders == ("police",)


def test_carrousel_a5_r79_the_benefit_at_the_insurer_goes_from_talk_to_agreement():
    claim = Benefit("harvest", "municipality", "insurer", 2027, None, harvest=Harvest.CONTRIBUTION)
    for state in (State.TALKED, State.OFFERED, State.AGREED):
        claim = step(claim, state)
    assert (claim.state, claim.cents) == (State.AGREED, None)


def test_carrousel_a13_m14_one_silo_that_gives_up_money_for_three_is_warned_for():
    found = new_for_old(
        [
            Stops(
                "crisis places", "shelter", "crisis workers", "join the team", "curative", 2027, 50
            )
        ],
        [Needs("preventive", 2026, 40), Needs("preventive", 2027, 40)],
        years=range(2026, 2029),
        pots=["curative", "preventive", "youth"],
    )
    assert found.warnings == ("only 'curative' of 3 pots gives something up",)
    assert found.transition_gap == 40


def test_carrousel_r43_assumptions_that_disagree_stand_side_by_side():
    zoetermeer = read_model(DEMO.with_name("nabij_detention.toml"))
    html = [row for section in document(find(zoetermeer), "nl").sections for row in section.blocks]
    shown = [row[0] for block in html if hasattr(block, "rows") for row in block.rows]
    assert "boetes [één boete]" in shown
    assert "boetes [drie boetes]" in shown


def test_carrousel_r45_break_even_and_who_gains_come_before_the_balance_of_an_indicative_sum():
    headings = [one.heading for one in document(find(read_model(DEMO), draws=200), "nl").sections]
    order = [
        "Wie betaalt en wie er baat bij heeft",
        "Wat er waar moet zijn",
        "Baten tegenover kosten",
    ]
    assert [one for one in headings if one in order] == order


def test_carrousel_r47_what_cannot_be_priced_is_listed():
    found = find(read_model(DEMO), draws=200)
    assert {one.id for one in found.sample.unpriced} == {"police", "rest"}


def test_carrousel_r48_the_knob_that_decides_the_outcome_becomes_the_first_question():
    made = model(
        effect(with_=named("cases", "few")),
        assumptions=[belief("cases", Range(0, 20), "case"), belief("few", Range(1, 2), "case")],
    )
    assert [one.name for one in research_agenda(made)] == ["cases"]


@pytest.mark.parametrize("stage", list(Stage))
def test_carrousel_r50_indicative_full_and_afterwards_are_kept_apart(stage):
    assert find(model(stage=stage), draws=100).model.stage is stage
    subtitle = document(find(model(stage=stage), draws=100), "en").subtitle
    assert ("indicative" in subtitle) == (stage is Stage.INDICATIVE)


def test_carrousel_r49_the_conditions_of_the_result_stand_with_it():
    shown = document(find(read_model(DEMO), draws=200), "nl").sections[1]
    assert "de instellingen bouwen hun eigen trajecten af" in shown.blocks[-1].items
