# SPDX-License-Identifier: EUPL-1.2
"""Nabij: every party that helps stands with its task, law and period (what it costs: provisions)."""

from datetime import date

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene
from voordeur.coordination.page import coordination_of
from voordeur.door import access as door

pytestmark = pytest.mark.django_db


def test_nabij_r2_each_of_the_six_who_help_gladys_has_task_law_and_period(clock):
    scene = a_scene("Gladys")
    for number in range(6):
        a_helper(
            scene,
            organisation_id=make.an_organisation(f"Instelling {number}").pk,
            task=f"Taak {number}",
            from_date=date(2026, 1 + number, 1),
            until=date(2026, 12, 31),
            why_in="Verwezen",
        )
    access = door.open_household(scene.worker.reader, scene.home.pk, activity="test")
    lines = coordination_of(access).now
    assert [(one.who, one.task) for one in lines] == [
        (f"Instelling {number}", f"Taak {number}") for number in range(6)
    ]
    assert all(one.law and one.from_date and one.until and one.why_in for one in lines)
