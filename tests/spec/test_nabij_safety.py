# SPDX-License-Identifier: EUPL-1.2
"""Nabij: safety apart from money, and a plan of one's own before anybody is forced."""

from datetime import timedelta

import pytest

from tests.safety.making import TODAY, a_concern, a_measure, a_scene, decide, signed_in, url
from voordeur.door import access as door
from voordeur.door.refusal import Refusal
from voordeur.safety import actions, queries
from voordeur.safety.catalogue import catalogue
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def opened(scene):
    return door.open_household(scene.worker.reader, scene.home.pk, activity="test")


def test_nabij_a12_savanna_safety_is_not_closed_by_lack_of_time_and_needs_an_agreement(
    clock, friday
):
    """A small child, two parents who mean well, a caseload that is too high: the concern stays."""
    scene = a_scene("Savanna", "Moeder")
    concern = a_concern(scene, urgency="acute", what="Te licht voor haar leeftijd")
    decide(scene, concern)
    close = {"household_id": scene.home.pk, "concern": concern.pk, "expected_version": 1}
    for why, words in (
        ("no_time", "Volgende week weer"),
        ("safe", "Geen tijd meer gehad om langs te gaan"),
        ("safe", "Veel te druk met de caseload"),
        ("unfounded", "Staat nu op de wachtlijst"),
    ):
        with pytest.raises(Refusal):
            actions.close_concern(scene.worker.reader, why=why, words=words, **close)
    with pytest.raises(Refusal):
        actions.close_concern(scene.worker.reader, why="safe", words="Zij groeit weer", **close)
    with clock(friday + timedelta(days=400)):
        (still,) = queries.concerns(opened(scene))
        assert still.open
        (term,) = open_terms(opened(scene), kinds=["safety_to_agree"])
        assert term.days_late == 400
    page = signed_in(scene.worker).get(url(scene)).content.decode()
    assert "Te licht voor haar leeftijd" in page
    assert "€" not in page


def test_nabij_r8_the_plan_is_offered_when_coercion_threatens_before_it_is_taken(clock):
    scene = a_scene()
    listed = {"eviction", "cut_off", "debt_detention", "debt_restructuring"}
    listed |= {"compulsory_admission", "placement", "supervision_order"}
    assert listed <= {code for code, kind in catalogue().measures.items() if kind.own_plan}
    row = a_measure(scene, due_on=TODAY + timedelta(days=30))
    (term,) = open_terms(opened(scene), kinds=["measure_plan_offer"])
    assert term.due == TODAY
    actions.offer_plan(
        scene.worker.reader,
        household_id=scene.home.pk,
        measure=row.pk,
        on=TODAY,
        wanted=False,
        expected_version=1,
    )
    (seen,) = queries.measures(opened(scene))
    assert (seen.state, seen.plan_wanted) == ("threatened", False)
    running = a_measure(scene, "supervision_order", state="in_force", person_id=scene.people[0])
    with pytest.raises(Refusal):
        actions.offer_plan(
            scene.worker.reader,
            household_id=scene.home.pk,
            measure=running.pk,
            on=TODAY,
            expected_version=1,
        )
