# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: the days and desks between a question and help come from the history."""

from datetime import UTC, date, datetime

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in, url
from voordeur.coordination.page import coordination_of
from voordeur.door import access as door

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 11, 2, 9, tzinfo=UTC)


def way(scene):
    access = door.open_household(scene.worker.reader, scene.home.pk, activity="test")
    return coordination_of(access).way


def test_transformatie_a15_without_the_indication_route_there_are_fewer_desks_and_days(clock):
    direct, long = a_scene("Sanne", asked_at=ASKED), a_scene("Noor", asked_at=ASKED)
    a_helper(direct, from_date=date(2026, 11, 9))
    for name, day in (("Indicatiebureau", 20), ("Zorgkantoor", 25), ("Aanbieder", 30)):
        with clock(datetime(2026, 11, day, 9, tzinfo=UTC)):
            a_helper(
                long, organisation_id=make.an_organisation(name).pk, from_date=date(2026, 11, 30)
            )
    with clock(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        short, slow = way(direct), way(long)
    assert (short.days, slow.days) == (7, 28)
    assert slow.stations[1:] == ("Indicatiebureau", "Zorgkantoor", "Aanbieder")
    assert short.number_of_stations < slow.number_of_stations


def test_transformatie_r29_as_long_as_there_is_no_help_the_days_go_on(clock):
    scene = a_scene(asked_at=ASKED)
    found = way(scene)
    assert (found.days, found.days_so_far) == (None, 11)
    assert found.stations == (scene.team.name,)
    assert "11" in signed_in(scene.worker).get(url(scene)).content.decode()


def test_transformatie_r29_without_a_known_question_no_days_are_made_up(clock):
    assert way(a_scene()) is None
