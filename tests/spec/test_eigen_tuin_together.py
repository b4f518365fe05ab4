# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: a stuck case with eleven helpers under four laws, scaled in forms, with one question first."""

from datetime import date

import pytest

from tests.cooperation.making import an_asking
from tests.coordination.making import a_helper
from voordeur.cooperation import actions
from voordeur.cooperation.queries import scalings
from voordeur.coordination.queries import involved, situation
from voordeur.door.refusal import Refusal

pytestmark = pytest.mark.django_db
LAWS = ("wmo", "jeugdwet", "participatiewet", "wgs")


@pytest.fixture
def stuck(clock):
    asking = an_asking()
    for number in range(11):
        a_helper(asking.scene, task=f"Taak {number}", law=LAWS[number % 4])
    return asking


def test_eigen_tuin_a20_a_twelfth_party_is_asked_only_after_what_can_stop(stuck):
    now = situation(stuck.open(stuck.me))
    assert (now.helpers, now.laws, bool(now.stuck)) == (11, 4, True)
    with pytest.raises(Refusal) as refused:
        stuck.ask()
    assert refused.value.where == "can_stop"
    assert stuck.ask(can_stop="De wekelijkse begeleiding kan stoppen").state == "asked"


def test_eigen_tuin_r8_a_task_is_taken_over_and_up_counts_as_much_as_down(stuck):
    first, second = involved(stuck.open(stuck.me))[:2]
    common = {"household_id": stuck.pk, "look_again": date(2027, 1, 15)}
    actions.scale(
        stuck.me,
        form="fewer_helpers",
        what="De coach neemt het budget erbij",
        why="Dubbel",
        involvement=first.id,
        taken_over_by=second.id,
        **common,
    )
    actions.scale(stuck.me, form="up", what="Meer uren thuis", why="Steun ontbrak", **common)
    assert situation(stuck.open(stuck.me)).helpers == 10
    assert {one.form for one in scalings(stuck.open(stuck.me))} == {"fewer_helpers", "up"}
