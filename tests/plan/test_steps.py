# SPDX-License-Identifier: EUPL-1.2
"""Goals and steps: who does what, in which order, and 'not now' as a good answer."""

from datetime import date

import pytest

from tests.plan.making import a_scene
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.plan import actions
from voordeur.plan.actions import NewStep
from voordeur.plan.models import Goal, Step, StepNeed, WarningOverride
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def a_goal(scene, text="Rust in de tent", step="Een lijst maken", **more):
    return actions.set_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        text=text,
        first_step=NewStep(household_does=step) if step else None,
        **more,
    )


def steps(scene, reader=None):
    access = scene.through(reader or scene.coordinator.reader)
    return list(Step.objects.through(access).shown().order_by("goal__order", "order", "pk"))


def test_a_goal_and_its_first_step_come_in_one_go(clock):
    scene = a_scene()
    goal = a_goal(scene)
    (step,) = steps(scene)
    assert (step.goal_id, step.what, step.compartment) == (goal.pk, "Een lijst maken", "common")


def test_a_step_lies_in_the_part_of_its_goal(clock):
    scene = a_scene()
    a_goal(scene, person_id=scene.people[0], compartment="health")
    access = scene.through(scene.resident(1))
    assert not Step.objects.through(access).exists()
    assert not Goal.objects.through(access).exists()


def test_a_step_without_anything_to_do_is_refused(clock):
    with pytest.raises(Refusal):
        a_goal(a_scene(), step=" ")


def test_a_resident_does_not_write_the_plan_without_the_table(clock):
    scene = a_scene()
    with pytest.raises(NotAllowed):
        actions.set_goal(scene.resident(0), household_id=scene.id, text="Rust")


def test_a_step_for_somebody_outside_the_household_is_refused(clock):
    scene, other = a_scene(), a_scene("Berend")
    with pytest.raises(Refusal):
        actions.set_goal(
            scene.coordinator.reader,
            household_id=scene.id,
            text="Rust",
            first_step=NewStep(household_does="x", members=other.people),
        )


def test_steps_change_places_among_what_the_reader_sees(clock):
    scene = a_scene()
    goal = a_goal(scene)
    actions.add_step(
        scene.coordinator.reader,
        household_id=scene.id,
        goal=goal.uuid,
        new=NewStep(household_does="Bellen"),
    )
    second = steps(scene)[1]
    actions.move_step(
        scene.coordinator.reader,
        household_id=scene.id,
        step=second.uuid,
        up=True,
        expected_version=1,
    )
    assert [one.what for one in steps(scene)] == ["Bellen", "Een lijst maken"]
    actions.move_step(
        scene.coordinator.reader,
        household_id=scene.id,
        step=second.uuid,
        up=True,
        expected_version=2,
    )
    assert [one.what for one in steps(scene)] == ["Bellen", "Een lijst maken"]


def test_goals_change_places(clock):
    scene = a_scene()
    a_goal(scene, "Een")
    second = a_goal(scene, "Twee")
    actions.move_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        goal=second.uuid,
        up=True,
        expected_version=1,
    )
    rows = Goal.objects.through(scene.through(scene.coordinator.reader)).shown()
    assert [one.text for one in rows.order_by("order")] == ["Twee", "Een"]


def test_not_now_keeps_the_reason_and_opens_the_day_to_look_again(clock):
    scene = a_scene()
    a_goal(scene)
    reader, (step,) = scene.coordinator.reader, steps(scene)
    here = {"household_id": scene.id, "step": step.uuid}
    actions.park_step(
        reader,
        reason="Eerst de huur",
        agreed_by="Angela",
        review_on=date(2026, 12, 1),
        expected_version=1,
        **here,
    )
    due = open_terms(scene.through(reader), owners=reader.keys)
    assert [(one.kind, one.due) for one in due] == [("step_look_again", date(2026, 12, 1))]
    actions.mark_step(reader, state="running", expected_version=2, **here)
    assert open_terms(scene.through(reader), owners=reader.keys) == []
    assert steps(scene)[0].parked_reason == ""


def test_not_now_without_reason_or_with_a_day_gone_by_is_refused(clock):
    scene = a_scene()
    a_goal(scene)
    here = {"household_id": scene.id, "step": steps(scene)[0].uuid, "expected_version": 1}
    reader = scene.coordinator.reader
    for reason, day in ((" ", date(2026, 12, 1)), ("Later", date(2020, 1, 1))):
        with pytest.raises(Refusal):
            actions.park_step(reader, reason=reason, agreed_by="Tom", review_on=day, **here)
    with pytest.raises(Refusal):
        actions.mark_step(reader, state="parked", **here)


def test_a_date_on_a_step_is_due_for_who_acts_in_it_and_closes_with_it(clock):
    scene = a_scene()
    actions.set_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        text="Rust",
        first_step=NewStep(
            professional_does="Bellen",
            professionals=[scene.helper.professional.pk],
            due=date(2026, 11, 20),
        ),
    )
    access = scene.through(scene.helper.reader)
    assert [one.kind for one in open_terms(access, owners=scene.helper.reader.keys)] == ["step_due"]
    actions.mark_step(
        scene.coordinator.reader,
        household_id=scene.id,
        step=steps(scene)[0].uuid,
        state="done",
        expected_version=1,
    )
    assert open_terms(access, owners=scene.helper.reader.keys) == []


def test_steps_that_would_wait_for_each_other_are_refused(clock):
    scene = a_scene()
    goal = a_goal(scene)
    reader = scene.coordinator.reader
    two = actions.add_step(
        reader, household_id=scene.id, goal=goal.uuid, new=NewStep(household_does="B")
    )
    one = steps(scene)[0]
    actions.tie_steps(reader, household_id=scene.id, step=two.uuid, other=one.uuid)
    with pytest.raises(Refusal):
        actions.tie_steps(reader, household_id=scene.id, step=one.uuid, other=two.uuid)
    actions.untie_steps(reader, household_id=scene.id, step=two.uuid, other=one.uuid)
    actions.tie_steps(reader, household_id=scene.id, step=one.uuid, other=two.uuid)
    ties = StepNeed.objects.through(scene.through(reader)).shown()
    assert [(tie.step_id, tie.other_id) for tie in ties] == [(one.pk, two.pk)]


def test_what_becomes_free_is_said_with_the_tie(clock):
    scene = a_scene()
    goal = a_goal(scene)
    reader = scene.coordinator.reader
    two = actions.add_step(
        reader, household_id=scene.id, goal=goal.uuid, new=NewStep(household_does="B")
    )
    ends = {"household_id": scene.id, "step": steps(scene)[0].uuid, "other": two.uuid}
    with pytest.raises(Refusal):
        actions.tie_steps(reader, kind="frees", **ends)
    row = actions.tie_steps(reader, kind="frees", what="150 euro per maand", **ends)
    assert row.what == "150 euro per maand"


def test_a_warning_is_set_aside_with_a_reason_and_the_newest_counts(clock):
    scene = a_scene()
    reader = scene.coordinator.reader
    said = {"household_id": scene.id, "code": "too_much_at_once", "about": ""}
    with pytest.raises(Refusal):
        actions.set_warning_aside(reader, reason="", **said)
    actions.set_warning_aside(reader, reason="Zij wil het zo", **said)
    actions.set_warning_aside(reader, reason="Zij wil het nog steeds", **said)
    rows = WarningOverride.objects.through(scene.through(reader)).shown()
    assert [row.reason for row in rows] == ["Zij wil het nog steeds"]


def test_a_step_changed_meanwhile_gives_both_texts(clock):
    scene = a_scene()
    a_goal(scene)
    here = {"household_id": scene.id, "step": steps(scene)[0].uuid, "expected_version": 1}
    actions.change_step(scene.helper.reader, new=NewStep(household_does="A"), **here)
    with pytest.raises(Conflict) as both:
        actions.change_step(scene.coordinator.reader, new=NewStep(household_does="B"), **here)
    assert (both.value.mine["household_does"], both.value.theirs["household_does"]) == ("B", "A")
