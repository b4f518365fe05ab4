# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: signals about people nobody knows yet, and about people who want no help."""

from datetime import date

import pytest

from tests.intake.making import a_scene, a_signal, in_triage, seen
from voordeur.door.access import open_household
from voordeur.intake import actions
from voordeur.people.actions import NewPerson, add_member
from voordeur.people.queries import members

pytestmark = pytest.mark.django_db
TOLD = {"informed_on": date(2026, 11, 13), "informed_how": "aan de keukentafel"}


def test_landingsbaan_c1_from_a_signal_to_the_file_of_tom_and_angela(clock):
    """A worried health visitor, one visit, one decision: then the family is written down."""
    scene = a_scene()
    signal = a_signal(scene, "Baby Evan huilt veel, moeder is moe.", source="doctor")
    actions.record_attempt(
        scene.triage,
        household_id=signal.household_id,
        signal=signal.uuid,
        way="visit",
        result="let_in",
    )
    decision = in_triage(scene, signal)
    actions.decide(
        scene.triage, **decision, outcome="household_approach", reason="meer vragen", **TOLD
    )
    for name in ("Tom", "Angela", "Evan"):
        add_member(scene.triage, household_id=signal.household_id, new=NewPerson(given_names=name))
    access = open_household(scene.triage, signal.household_id, activity="test")
    assert [m.called for m in members(access)] == ["Tom", "Angela", "Evan"]


def test_landingsbaan_c5_berend_may_say_no_and_nothing_follows(clock):
    """Berend drinks and does not want to stop: his own plan is kept, and no step is taken."""
    scene = a_scene()
    signal = a_signal(scene, "Huurachterstand, post ligt op de mat.", source="landlord")
    actions.record_attempt(
        scene.triage,
        household_id=signal.household_id,
        signal=signal.uuid,
        way="visit",
        result="refused",
        threshold="own_agenda",
        next_visit="yes",
    )
    page = seen(scene.triage, signal)
    assert (page.stage, page.attempts[0].threshold) == ("contact", "own_agenda")
    access = open_household(scene.triage, signal.household_id, activity="test")
    assert members(access) == []


@pytest.mark.parametrize("life_area", ["", "home"])
def test_landingsbaan_r012_no_label_is_needed_to_go_on(clock, life_area):
    """No target group, no number of problems, no score: a reason in words is enough (R012, R013)."""
    scene = a_scene()
    signal = a_signal(scene, "Alleen één vraag over de tuin.", life_area=life_area)
    decision = in_triage(scene, signal)
    actions.decide(
        scene.triage, **decision, outcome="household_approach", reason="voorkomen", **TOLD
    )
    assert seen(scene.triage, signal).stage == "decided"
