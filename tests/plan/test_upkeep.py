# SPDX-License-Identifier: EUPL-1.2
"""What goes when somebody goes: a forgotten member, and somebody taken out of the network."""

import pytest

from tests.guard import unguarded
from tests.plan.making import a_scene
from tests.plan.test_offers import an_offer
from tests.plan.test_problems import a_problem
from tests.plan.test_steps import a_goal, steps
from voordeur.door.forgetting import erase_state
from voordeur.history import clock as product_clock
from voordeur.history import reactions
from voordeur.people.actions import remove_network_member
from voordeur.people.models import NetworkMember
from voordeur.plan import actions
from voordeur.plan.models import Goal, NetworkOffer, OwnWords, Problem, ProblemView, Signature
from voordeur.plan.queries import plan_of

pytestmark = pytest.mark.django_db


def test_of_a_forgotten_member_nothing_is_left_in_the_plan(clock):
    scene = a_scene()
    reader, angela = scene.coordinator.reader, scene.people[0]
    a_goal(scene)
    a_goal(scene, "Van Angela", person_id=angela)
    joint = a_problem(scene)
    hers = a_problem(scene, "Moe", person_id=angela, cause=joint.uuid)
    actions.look_at_problem(
        scene.resident(0), household_id=scene.id, problem=joint.uuid, sees_it=True, text="Zwaar"
    )
    actions.note_words(reader, household_id=scene.id, person_id=angela, text="Rust")
    offer = an_offer(scene, compartment="common")
    here = {"household_id": scene.id, "offer": offer.uuid}
    actions.answer_offer(scene.resident(0), accept=True, expected_version=1, **here)
    actions.use_offer(reader, step=steps(scene)[0].uuid, expected_version=2, **here)
    version = actions.set_down_plan(reader, household_id=scene.id)
    actions.sign_plan(scene.resident(0), household_id=scene.id, version=version.uuid, word="agreed")
    erase_state(angela, product_clock.now())
    with unguarded():
        for model in (Goal, Problem, OwnWords, NetworkOffer, Signature, ProblemView):
            assert not model._plain.filter(person_id=angela).exists(), model
        assert Problem._plain.filter(pk=joint.pk).exists()
        assert not Problem._plain.filter(pk=hers.pk).exists()
    assert [goal.text for goal in plan_of(scene.through(reader)).goals] == ["Rust in de tent"]


@pytest.mark.django_db(transaction=True)
def test_who_is_taken_out_of_the_network_leaves_no_offer_and_the_help_stays(clock):
    scene = a_scene()
    a_goal(scene)
    reader = scene.coordinator.reader
    offer = an_offer(scene, compartment="common")
    here = {"household_id": scene.id, "offer": offer.uuid}
    actions.answer_offer(scene.resident(0), accept=True, expected_version=1, **here)
    actions.use_offer(reader, step=steps(scene)[0].uuid, expected_version=2, **here)
    before = plan_of(scene.through(reader)).support
    with unguarded():
        oma = NetworkMember._plain.get(pk=offer.network_member)
    remove_network_member(reader, household_id=scene.id, network_member=oma.uuid)
    reactions.run_due()
    after = plan_of(scene.through(reader))
    assert after.offers == ()
    assert after.support.is_at_least(before)
    with unguarded():
        assert not NetworkOffer._plain.filter(household_id=scene.id).exists()
