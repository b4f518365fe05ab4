# SPDX-License-Identifier: EUPL-1.2
"""An offer from the network is an offer until the member it is for says yes."""

import pytest

from tests.plan.making import a_scene
from tests.plan.test_steps import a_goal, steps
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.plan import actions
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def an_offer(scene, **more):
    return actions.note_offer(
        scene.coordinator.reader,
        household_id=scene.id,
        person_id=scene.people[0],
        network_member=scene.somebody().pk,
        what="Oppassen op dinsdag",
        **more,
    )


def test_an_offer_waits_for_the_members_own_word_without_a_date(clock):
    scene = a_scene()
    offer = an_offer(scene)
    due = open_terms(scene.through(scene.resident(0)), owners=scene.resident(0).keys)
    assert (offer.accepted, [(one.kind, one.due) for one in due]) == (None, [("offer_asked", None)])


def test_an_offer_without_a_yes_cannot_be_used(clock):
    scene = a_scene()
    a_goal(scene)
    offer, step = an_offer(scene, compartment="common"), steps(scene)[0]
    with pytest.raises(Refusal):
        actions.use_offer(
            scene.coordinator.reader,
            household_id=scene.id,
            offer=offer.uuid,
            step=step.uuid,
            expected_version=1,
        )


def test_only_the_member_concerned_answers(clock):
    scene = a_scene()
    offer = an_offer(scene, compartment="common")
    with pytest.raises(NotAllowed):
        actions.answer_offer(
            scene.resident(1),
            household_id=scene.id,
            offer=offer.uuid,
            accept=True,
            expected_version=1,
        )


def test_a_helper_does_not_answer_for_a_member(clock):
    scene = a_scene()
    offer = an_offer(scene, compartment="common")
    with pytest.raises(NotAllowed):
        actions.answer_offer(
            scene.helper.reader,
            household_id=scene.id,
            offer=offer.uuid,
            accept=True,
            expected_version=1,
        )


def test_a_yes_on_paper_counts_as_a_yes(clock):
    scene = a_scene()
    a_goal(scene)
    offer, step = an_offer(scene, compartment="common"), steps(scene)[0]
    reader = scene.coordinator.reader
    answered = actions.answer_offer(
        reader,
        household_id=scene.id,
        offer=offer.uuid,
        accept=True,
        expected_version=1,
        how="paper",
    )
    assert (answered.accepted, answered.answered_how) == (True, "paper")
    used = actions.use_offer(
        reader, household_id=scene.id, offer=offer.uuid, step=step.uuid, expected_version=2
    )
    assert used.network == [offer.network_member]
    assert used.professional_does == step.professional_does


def test_a_later_no_and_an_offer_taken_back_leave_the_step(clock):
    scene = a_scene()
    a_goal(scene)
    reader = scene.coordinator.reader
    for back in (False, True):
        offer = an_offer(scene, compartment="common")
        here = {"household_id": scene.id, "offer": offer.uuid}
        actions.answer_offer(scene.resident(0), accept=True, expected_version=1, **here)
        actions.use_offer(reader, step=steps(scene)[0].uuid, expected_version=2, **here)
        if back:
            actions.take_offer_back(reader, expected_version=3, **here)
        else:
            actions.answer_offer(scene.resident(0), accept=False, expected_version=3, **here)
        assert steps(scene)[0].network == []


def test_an_offer_in_a_members_own_part_is_not_put_in_a_joint_step(clock):
    scene = a_scene()
    a_goal(scene)
    offer = an_offer(scene)
    here = {"household_id": scene.id, "offer": offer.uuid}
    actions.answer_offer(scene.resident(0), accept=True, expected_version=1, **here)
    with pytest.raises(Refusal):
        actions.use_offer(
            scene.coordinator.reader, step=steps(scene)[0].uuid, expected_version=2, **here
        )


def test_an_offer_comes_from_somebody_the_household_named(clock):
    scene = a_scene()
    with pytest.raises(Refusal):
        actions.note_offer(
            scene.coordinator.reader,
            household_id=scene.id,
            person_id=scene.people[0],
            network_member=10**6,
            what="Oppassen",
        )
