# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: one plan per household, the basics first, and the client's own goal and pace."""

import pytest

from tests.instruments.making import said
from tests.plan.making import a_scene
from tests.plan.test_steps import a_goal, steps
from voordeur.instruments.actions import take_measurement
from voordeur.people.actions import say_capacity
from voordeur.plan import actions, queries
from voordeur.plan.order import Proposal
from voordeur.plan.planfacts import WarningCode

pytestmark = pytest.mark.django_db


def with_bed_open(kind="upper"):
    scene = a_scene("Cliënt")
    reader = scene.coordinator.reader
    actions.set_goal(
        reader,
        household_id=scene.id,
        text="Behandeling",
        first_step=actions.NewStep(
            household_does="Naar de behandeling",
            professionals=[scene.helper.professional.pk],
            kind=kind,
        ),
    )
    actions.mark_step(
        reader,
        household_id=scene.id,
        step=steps(scene)[0].uuid,
        state="running",
        expected_version=1,
    )
    take_measurement(
        reader,
        household_id=scene.id,
        instrument="basics-check",
        instrument_version="1",
        ratings=said(bed=0, bath=1),
    )
    return scene


def base_warnings(scene):
    plan = queries.plan_of(scene.through(scene.coordinator.reader))
    return [one for one in plan.warnings if one.code is WarningCode.BASE_OPEN]


def test_eigen_tuin_a21_treatment_while_bed_is_open_warns_with_a_proposal_to_park(clock):
    (warning,) = base_warnings(with_bed_open())
    assert (warning.items, warning.proposal) == (("bed",), Proposal.PARK)


def test_eigen_tuin_a21_the_professional_may_go_on_with_a_reason(clock):
    scene = with_bed_open()
    (warning,) = base_warnings(scene)
    actions.set_warning_aside(
        scene.helper.reader,
        household_id=scene.id,
        code=warning.code,
        about=warning.about,
        reason="De behandeling geeft hem juist rust",
    )
    (after,) = base_warnings(scene)
    assert after.reason == "De behandeling geeft hem juist rust"
    assert steps(scene)[0].state == "running"


@pytest.mark.parametrize("kind", ["crisis", "psychiatric", "child_care"])
def test_eigen_tuin_a21_crisis_psychiatric_and_child_care_never_wait(clock, kind):
    assert base_warnings(with_bed_open(kind)) == []


def test_eigen_tuin_r5_everybody_in_the_household_is_in_one_plan(clock):
    scene = a_scene("Moeder", "Zoon")
    a_goal(scene, "Samen", person_id=None)
    for number in (0, 1):
        a_goal(scene, f"Doel {number}", person_id=scene.people[number], compartment="common")
    goals = queries.plan_of(scene.through(scene.resident(0))).goals
    assert [goal.text for goal in goals] == ["Samen", "Doel 0", "Doel 1"]


def test_eigen_tuin_r10_the_client_corrects_the_own_words_and_the_source_is_kept(clock):
    scene = a_scene("Cliënt")
    row = actions.note_words(
        scene.helper.reader, household_id=scene.id, person_id=scene.people[0], text="Ik wil hulp"
    )
    actions.correct_words(
        scene.resident(0),
        household_id=scene.id,
        words=row.uuid,
        text="Ik wil mijn huis terug",
        first_priority="huis",
        expected_version=1,
    )
    (voice,) = queries.voices(scene.through(scene.resident(0))).members
    assert (voice.newest.text, voice.newest.how, voice.newest.written_by) == (
        "Ik wil mijn huis terug",
        "self",
        "",
    )


def test_eigen_tuin_r10_the_pace_is_the_households_own(clock):
    scene = a_scene("Cliënt")
    say_capacity(scene.resident(0), household_id=scene.id, capacity=2)
    assert queries.plan_of(scene.through(scene.coordinator.reader)).capacity == 2
