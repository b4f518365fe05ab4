# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: Davy and Dennis, and the father who was dismissed, as far as safety goes."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_helper
from tests.safety.making import TODAY, a_concern, a_measure, a_scene, decide, signed_in, url
from voordeur.coordination import queries as coordination
from voordeur.door import access as door
from voordeur.safety import actions, queries

pytestmark = pytest.mark.django_db


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def test_landingsbaan_c3_davys_order_and_the_blow_lie_each_with_whom_they_are_about(clock):
    """Davy is under supervision, Dennis hit Paula: one household, and no brother reads the other."""
    scene = a_scene("Paula", "Davy", "Dennis")
    order = a_measure(
        scene,
        "supervision_order",
        state="in_force",
        person_id=scene.people[1],
        on=date(2026, 4, 17),
        authority="Kinderrechter",
    )
    blow = a_concern(scene, 0, urgency="acute", what="Dennis sloeg zijn moeder")
    decide(scene, blow)
    dennis = make.a_resident(scene.people[2])
    assert queries.concerns(opened(scene, dennis)) == []
    assert queries.measures(opened(scene, dennis)) == []
    davy = make.a_resident(scene.people[1])
    assert [one.id for one in queries.measures(opened(scene, davy))] == [order.pk]
    assert queries.concerns(opened(scene, davy)) == []
    paula = make.a_resident(scene.people[0])
    (hers,) = queries.concerns(opened(scene, paula))
    assert hers.what == "Dennis sloeg zijn moeder"
    mike = make.a_worker(name="Mike")
    make.stand(mike.reader, scene.home, "helper")
    assert [one.masked for one in queries.concerns(opened(scene, mike.reader))] == [True]


def test_landingsbaan_c6_the_dismissed_father_is_barred_and_the_family_stays_safe(clock, friday):
    scene = a_scene("Moeder", "Vader", "Kind")
    for name in ("Werkbedrijf", "Meldpunt", "Opvoedhulp", "Verslavingszorg", "Noodopvang"):
        a_helper(scene, organisation_id=make.an_organisation(name).pk)
    concern = a_concern(scene, 0, what="Hij bedreigde haar met een stoel")
    actions.act_at_once(
        scene.worker.reader,
        household_id=scene.home.pk,
        concern=concern.pk,
        ground="violence_at_home",
        authority="mayor",
        acting="De burgemeester",
        did="Legde een huisverbod op",
        on=TODAY,
    )
    ban = a_measure(
        scene,
        "home_ban",
        state="in_force",
        person_id=scene.people[1],
        due_on=TODAY + timedelta(days=10),
        authority="Burgemeester",
    )
    (fault,) = [f for f in [coordination.situation(opened(scene))] if f]
    assert fault.organisations == 5
    assert fault.faults == ()
    father, mother = make.a_resident(scene.people[1]), make.a_resident(scene.people[0])
    assert [one.id for one in queries.measures(opened(scene, father))] == [ban.pk]
    assert queries.concerns(opened(scene, father)) == []
    assert queries.measures(opened(scene, mother)) == []
    page = signed_in(scene.worker).get(url(scene)).content.decode()
    assert "De burgemeester" in page
    with clock(friday + timedelta(days=10)):
        actions.turn_measure(
            scene.worker.reader,
            household_id=scene.home.pk,
            measure=ban.pk,
            verb="lift",
            on=TODAY + timedelta(days=10),
            source="Termijn voorbij",
            expected_version=1,
        )
        (still,) = queries.concerns(opened(scene))
        assert still.open
