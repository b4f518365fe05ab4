# SPDX-License-Identifier: EUPL-1.2
"""An order is proposed for the steps of the plan, and people take it over or leave it."""

import pytest

from tests.coordination.making import signed_in
from tests.plan.making import a_scene
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.door.timeline import happenings
from voordeur.people.actions import change_network_member
from voordeur.plan import actions
from voordeur.plan.actions import NewStep
from voordeur.plan.planfacts import WarningCode
from voordeur.plan.queries import plan_of

pytestmark = pytest.mark.django_db


def in_order(scene, reader=None):
    return [step.what for step in plan_of(scene.through(reader or scene.coordinator.reader)).steps]


def proposed(scene):
    return plan_of(scene.through(scene.coordinator.reader)).proposed


def a_plan(scene):
    """Two goals: the second holds what a member puts first, and what that needs."""
    reader, here = scene.coordinator.reader, {"household_id": scene.id}
    actions.note_words(
        reader, **here, person_id=scene.people[0], text="x", first_priority="schulden", how="table"
    )
    debts = actions.note_problem(
        reader, **here, text="Schulden bij de zorgverzekeraar", life_area="money"
    )
    course = NewStep(household_does="Een cursus volgen")
    actions.set_goal(reader, **here, text="Verder leren", first_step=course)
    calm = actions.set_goal(
        reader,
        **here,
        text="Rust in geld",
        first_step=NewStep(household_does="Afspraken maken", problems=[debts.uuid]),
    )
    overview = actions.add_step(
        reader, **here, goal=calm.uuid, new=NewStep(household_does="Post op een stapel")
    )
    lines = plan_of(scene.through(reader)).steps
    agreed = next(line for line in lines if line.what == "Afspraken maken")
    actions.tie_steps(reader, **here, step=agreed.uuid, other=overview.uuid, kind="needs")


def test_what_a_member_puts_first_is_proposed_first_with_what_it_needs_and_taken_over_at_once(
    clock,
):
    scene = a_scene()
    a_plan(scene)
    client = signed_in(scene.coordinator)
    path = f"/huishouden/{scene.home.uuid}/plan/"
    wanted = ["Post op een stapel", "Afspraken maken", "Een cursus volgen"]
    lines = proposed(scene)
    assert [line.what for line in lines] == wanted
    assert 'id="volgorde"' in client.get(path).content.decode()
    sent = client.post(f"{path}volgorde/", {"step": [str(line.uuid) for line in lines]})
    assert sent.status_code == 303
    assert in_order(scene) == wanted
    assert proposed(scene) == ()
    assert 'id="volgorde"' not in client.get(path).content.decode()


def test_an_order_thought_out_for_another_plan_is_refused(clock):
    scene = a_scene()
    a_plan(scene)
    shown = [line.uuid for line in proposed(scene)]
    goal = plan_of(scene.through(scene.coordinator.reader)).goals[0]
    new = NewStep(household_does="Nog iets")
    actions.add_step(scene.coordinator.reader, household_id=scene.id, goal=goal.uuid, new=new)
    with pytest.raises(Refusal, match="veranderd"):
        actions.put_in_order(scene.coordinator.reader, household_id=scene.id, steps=shown)


def test_who_may_not_write_the_plan_does_not_order_it(clock):
    scene = a_scene()
    a_plan(scene)
    shown = [line.uuid for line in proposed(scene)]
    with pytest.raises(NotAllowed):
        actions.put_in_order(scene.resident(0), household_id=scene.id, steps=shown)


def test_ordering_what_one_member_may_not_see_leaves_no_trace_for_that_member(clock):
    scene = a_scene()
    a_plan(scene)
    reader = scene.coordinator.reader
    mine = actions.set_goal(
        reader,
        household_id=scene.id,
        text="Van mij",
        person_id=scene.people[0],
        first_step=NewStep(household_does="Eerst dit"),
    )
    actions.add_step(
        reader, household_id=scene.id, goal=mine.uuid, new=NewStep(household_does="Dan dat")
    )
    access = scene.through(reader)
    steps = [line.uuid for line in plan_of(access).steps]
    steps[-1], steps[-2] = steps[-2], steps[-1]
    before = in_order(scene, scene.resident(1))
    seen = len(happenings(scene.through(scene.resident(1))))
    actions.put_in_order(reader, household_id=scene.id, steps=steps)
    assert in_order(scene, scene.resident(1)) == before
    assert len(happenings(scene.through(scene.resident(1)))) == seen


def test_who_is_asked_more_than_they_say_they_can_carry_gives_a_warning_and_nothing_else(clock):
    scene = a_scene()
    gran = scene.somebody("Oma")
    reader, here = scene.coordinator.reader, {"household_id": scene.id}
    goal = actions.set_goal(reader, **here, text="Rust")
    for what in ("Oppassen", "Koken"):
        step = actions.add_step(reader, **here, goal=goal.uuid, new=NewStep(household_does=what))
        actions.mark_step(reader, **here, step=step.uuid, state="running", expected_version=1)
        offer = actions.note_offer(
            reader,
            **here,
            person_id=scene.people[0],
            network_member=gran.pk,
            what=what,
            compartment="common",
        )
        actions.answer_offer(
            reader, **here, offer=offer.uuid, accept=True, expected_version=1, how="table"
        )
        actions.use_offer(reader, **here, offer=offer.uuid, step=step.uuid, expected_version=2)

    def asked():
        found = plan_of(scene.through(reader))
        return [one for one in found.warnings if one.code is WarningCode.NETWORK_OVERASKED], found

    assert asked()[0] == []
    before = asked()[1].support
    gran = change_network_member(
        reader,
        **here,
        network_member=gran.uuid,
        expected_version=1,
        first_name="Oma",
        can_carry=1,
    )
    (warning,), found = asked()
    assert (warning.figure, warning.limit, warning.items) == (2, 1, ("Oma",))
    assert found.support == before
    with pytest.raises(Refusal, match="van 0 tot en met 20"):
        change_network_member(
            reader,
            **here,
            network_member=gran.uuid,
            expected_version=2,
            first_name="Oma",
            can_carry=21,
        )
