# SPDX-License-Identifier: EUPL-1.2
"""Looking back on goals: each view apart, the day of the next look, steps that are stuck or dropped."""

from datetime import date

import pytest

from tests.noninterference import page_of, unseen
from tests.plan.making import a_scene
from tests.resident.making import account_of
from tests.resident.test_pages import signed_in
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.plan import actions, queries
from voordeur.plan.actions import NewStep
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def a_goal(scene, **where):
    return actions.set_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        text="Weer werken",
        first_step=NewStep(what="Bellen", household_does="Tom belt", due=date(2026, 12, 1)),
        **where,
    )


def test_each_says_how_a_goal_went_and_nothing_is_averaged(clock):
    scene = a_scene()
    goal = a_goal(scene)
    her, him = scene.resident(0), scene.resident(1)
    at = {"household_id": scene.id, "goal": goal.uuid}
    actions.evaluate_goal(her, reached="reached", **at)
    actions.evaluate_goal(him, reached="not_reached", text="Ik zit nog thuis.", **at)
    actions.evaluate_goal(scene.coordinator.reader, reached="partly", **at)
    seen = queries.evaluations(scene.through(scene.coordinator.reader))
    assert [one.reached for one in seen] == ["reached", "not_reached", "partly"]
    assert [one.reached for one in queries.evaluations(scene.through(her))] == ["reached", "partly"]
    page = page_of(scene.coordinator.account, f"/huishouden/{scene.home.uuid}/plan/terugkijken/")
    text = page().content.decode()
    assert "Ik zit nog thuis." in text
    assert "they see it differently" in text or "zij zien het verschillend" in text


def test_a_view_is_changed_with_its_version_and_nobody_writes_for_another(clock):
    scene = a_scene()
    goal = a_goal(scene)
    at = {"household_id": scene.id, "goal": goal.uuid}
    her = scene.resident(0)
    actions.evaluate_goal(her, reached="partly", text="Een beetje", **at)
    with pytest.raises(Conflict) as both:
        actions.evaluate_goal(her, reached="reached", text="Ja", **at)
    assert (both.value.mine["text"], both.value.theirs["text"]) == ("Ja", "Een beetje")
    assert actions.evaluate_goal(her, reached="reached", expected_version=1, **at).version == 2
    with pytest.raises(NotAllowed):
        actions.evaluate_goal(her, reached="reached", person_id=scene.people[1], **at)
    with pytest.raises(Refusal):
        actions.evaluate_goal(scene.helper.reader, text="x", person_id=scene.people[0], **at)
    with pytest.raises(Refusal):
        actions.evaluate_goal(her, **at)


def test_what_one_member_says_of_a_goal_changes_no_byte_for_the_other(clock):
    scene = a_scene()
    goal = a_goal(scene)
    her, him = account_of(scene.resident(0)), account_of(scene.resident(1))
    mine = f"/mijn/{scene.home.uuid}/verder/"
    unseen(
        page_of(him, mine),
        add=lambda: actions.evaluate_goal(
            scene.resident(0), household_id=scene.id, goal=goal.uuid, text="Ik durf het niet"
        ),
        seen_by=page_of(her, mine),
    )


def test_a_member_looks_back_by_the_own_page(clock):
    scene = a_scene()
    goal = a_goal(scene)
    her = Account.objects.get(pk=scene.resident(0).account_id)
    browser = signed_in(her)
    page = f"/mijn/{scene.home.uuid}/verder/"
    sent = browser.post(
        page, {"do": "goal", "goal-goal": goal.uuid, "goal-reached": "reached", "goal-text": "Top"}
    )
    assert sent.status_code == 303
    assert "Top" in browser.get(page).content.decode()
    assert browser.post(page, {"do": "later", "later-holds": "yes"}).status_code == 404


def test_the_day_to_look_back_is_one_obligation_that_moves_along(clock):
    scene = a_scene()
    a_goal(scene)
    reader = scene.coordinator.reader
    actions.set_down_plan(reader, household_id=scene.id, review_on=date(2027, 1, 15))
    with pytest.raises(Refusal):
        actions.set_down_plan(reader, household_id=scene.id, review_on=date(2026, 11, 13))
    assert queries.review_day(scene.through(reader)) == date(2027, 1, 15)
    her = account_of(scene.resident(0))
    assert "15 " in page_of(her, f"/mijn/{scene.home.uuid}/verder/")().content.decode()
    actions.look_back(reader, household_id=scene.id, next_on=date(2027, 4, 15))
    kinds = ["plan_review"]
    assert [one.due for one in open_terms(scene.through(reader), kinds=kinds)] == [
        date(2027, 4, 15)
    ]
    actions.look_back(reader, household_id=scene.id)
    assert queries.review_day(scene.through(reader)) is None
    with pytest.raises(NotAllowed):
        actions.look_back(scene.resident(0), household_id=scene.id)


def test_a_step_is_stuck_or_dropped_with_a_reason_and_taken_up_without(clock):
    scene = a_scene()
    goal = a_goal(scene)
    reader = scene.coordinator.reader
    step = queries.plan_of(scene.through(reader)).steps[0]
    at = {"household_id": scene.id, "step": step.uuid}
    with pytest.raises(Refusal):
        actions.mark_step(reader, state="stuck", expected_version=1, **at)
    actions.mark_step(reader, state="stuck", why="Geen plek", expected_version=1, **at)
    ends = queries.plan_end(scene.through(reader))
    assert [(one.state, one.why) for one in ends.steps] == [("stuck", "Geen plek")]
    assert ends.without_look_back == (goal.text,)
    page = f"/huishouden/{scene.home.uuid}/plan/"
    assert "Geen plek" in page_of(scene.coordinator.account, page)().content.decode()
    back = actions.mark_step(reader, state="running", expected_version=2, **at)
    assert back.halted_why == ""
    dropped = actions.mark_step(reader, state="stopped", why="Niet nodig", expected_version=3, **at)
    assert (dropped.state, dropped.halted_why) == ("stopped", "Niet nodig")
    assert open_terms(scene.through(reader), kinds=["step_due"]) == []
