# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: the Van Dalen family before and after, in measures and in helpers."""

from datetime import date, timedelta

import pytest

from tests.coordination.making import a_helper
from tests.safety.making import TODAY, a_concern, a_measure, a_scene, decide, signed_in, url
from voordeur.coordination.actions import end_involvement
from voordeur.door import access as door
from voordeur.safety import actions, queries
from voordeur.safety.startend import start_and_end

pytestmark = pytest.mark.django_db


def opened(scene):
    return door.open_household(scene.worker.reader, scene.home.pk, activity="test")


def test_transformatie_van_dalen_measures_and_helpers_at_the_start_and_at_the_end(clock, friday):
    """0 and 1: what threatened and who helped when the case opened, beside the same today."""
    with clock(friday - timedelta(days=131)):
        scene = a_scene("Saskia", "Jeffrey", "Amanda")
        opening = date(2026, 7, 5)
        threats = [
            a_measure(
                scene, "placement", person_id=scene.people[child], on=opening, authority="Raad"
            )
            for child in (1, 2)
        ]
        helps = [a_helper(scene, from_date=opening) for _ in range(6)]
    with clock(friday - timedelta(days=10)):
        for row in helps[:4]:
            end_involvement(
                scene.worker.reader,
                household_id=scene.home.pk,
                involvement=row.pk,
                until=date(2026, 11, 3),
                why_out="Klaar",
                expected_version=1,
            )
        actions.turn_measure(
            scene.worker.reader,
            household_id=scene.home.pk,
            measure=threats[0].pk,
            verb="avert",
            on=date(2026, 11, 3),
            source="Brief van de Raad",
            expected_version=1,
        )
    access = opened(scene)
    found = start_and_end(access, queries.measures(access), queries.turns(access))
    assert (found.start, found.end) == (opening, TODAY)
    assert found.helpers == (6, 2)
    ((name, change),) = found.kinds
    assert (change.threatened_at_start, change.threatened_at_end, change.averted) == (2, 1, 1)
    page = signed_in(scene.worker).get(url(scene, "wat-dreigt/")).content.decode()
    assert name in page


def test_transformatie_2_19_a_safety_plan_is_made_by_family_own_people_and_professional(clock):
    scene = a_scene("Moeder", "Kind")
    concern = a_concern(scene, 1, urgency="lasting")
    decide(scene, concern)
    for doer, who in (("family", "Moeder"), ("network", "Oma"), ("professional", "Fadoua")):
        actions.agree(
            scene.worker.reader,
            household_id=scene.home.pk,
            concern=concern.pk,
            what=f"{who} let op",
            doer=doer,
            who=who,
            look_on=TODAY + timedelta(days=14),
        )
    (seen,) = queries.concerns(opened(scene))
    assert [line.doer for line in seen.plan] == ["family", "network", "professional"]
    page = signed_in(scene.worker).get(url(scene)).content.decode()
    assert all(f"{who} let op" in page for who in ("Moeder", "Oma", "Fadoua"))
