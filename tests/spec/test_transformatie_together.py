# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: straight to the provider, three outcomes, waiting by choice, school and home."""

from datetime import date

import pytest

from tests import factories as make
from tests.cooperation.making import FRIDAY, an_asking
from voordeur.cooperation import actions
from voordeur.plan import actions as plan
from voordeur.plan.queries.subplans import sub_plans

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "state"), [("fits", "started"), ("lighter", "sent_on"), ("heavier", "sent_on")]
)
def test_transformatie_r28_straight_to_the_provider_and_an_intake_has_three_outcomes(
    clock, outcome, state
):
    asking = an_asking()
    row = asking.ask(basis="consent")
    who, here = asking.specialist.reader, {"household_id": asking.pk, "referral": row.uuid}
    actions.answer_referral(who, accept=True, expected_version=1, **here)
    actions.take_intake(who, outcome=outcome, answer="Zo past het", expected_version=2, **here)
    assert [(line.state, line.intake) for line in asking.lines()] == [(state, outcome)]


def test_transformatie_a16_who_waits_by_choice_is_no_unmet_need(clock):
    asking = an_asking()
    for reason, unmet in (("own_choice", False), ("no_room", True)):
        row = asking.ask()
        actions.wait_for(
            asking.me,
            household_id=asking.pk,
            referral=row.uuid,
            reason=reason,
            since=date(2026, 10, 1),
            look_again=date(2026, 12, 1),
            expected_version=1,
        )
        line = next(one for one in asking.lines() if one.uuid == row.uuid)
        assert line.days_waited(FRIDAY) == 43
        assert bool(line.days_unmet(FRIDAY)) is unmet


def test_transformatie_r31_the_plan_of_school_hangs_under_the_plan_of_home_and_works_on_its_goals(
    clock,
):
    asking = an_asking()
    goal = plan.set_goal(asking.me, household_id=asking.pk, text="Op tijd op school")
    plan.hang_sub_plan(
        asking.me,
        household_id=asking.pk,
        kind="school",
        title="Ondersteuningsplan",
        law="onderwijs",
        owner_id=make.an_organisation(kind="school_board").pk,
        goals=[goal.uuid],
    )
    found = sub_plans(asking.open(asking.me))
    assert [line.goals for line in found.lines] == [("Op tijd op school",)]
    assert found.found == ()
