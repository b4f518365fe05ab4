# SPDX-License-Identifier: EUPL-1.2
"""The stories of working together are played: advice, a conference, a wait, sub-plans."""

import pytest

from tests.town.playing import opened, played, told
from voordeur.cooperation.queries import referrals
from voordeur.counsel.queries import agenda_of_household, consultations
from voordeur.plan.queries.subplans import sub_plans

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with played(django_db_blocker, told("team-twins", "karima", "van-dalen")) as cast:
        yield cast


def test_the_twin_families_have_advice_and_stand_on_one_agenda(cast):
    for home, coordinator in (("debts-home", "hanneke"), ("parenting-home", "sjoerd")):
        with opened(cast, cast.acting(coordinator), f"team-twins/{home}") as inside:
            assert [line.state for line in consultations(inside)] == ["answered"]
            assert len(agenda_of_household(inside)) >= 1


def test_karima_waits_for_a_decision_and_van_dalen_by_choice(cast):
    for home, unmet in (("karima/room", True), ("van-dalen/home", False)):
        with opened(cast, cast.acting("fadoua"), home) as inside:
            (line,) = referrals(inside)
            assert line.waiting is not None
            assert line.waiting.wait.unmet is unmet


def test_the_plan_of_the_school_hangs_under_that_of_the_family(cast):
    with opened(cast, cast.acting("fadoua"), "van-dalen/home") as inside:
        assert [line.kind for line in sub_plans(inside).lines] == ["school"]
