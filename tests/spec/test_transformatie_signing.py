# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: everybody gives an own word on the plan, also who is under age."""

import pytest

from tests import factories as make
from tests.plan.making import Scene
from tests.plan.test_steps import a_goal
from voordeur.people.actions import NewPerson, register_household
from voordeur.plan import actions, queries

pytestmark = pytest.mark.django_db


def test_transformatie_r30_a_minor_gives_an_own_word_beside_that_of_the_parent(clock):
    home = register_household(
        make.SETUP,
        members=[
            NewPerson(given_names="Saskia", born="1984"),
            NewPerson(given_names="Amanda", born="2014", role="child"),
        ],
    )
    scene = Scene(home, make.a_worker(), make.a_worker(), make.person_ids(home))
    make.stand(scene.coordinator.reader, home, "case_coordinator")
    a_goal(scene, "Samen", person_id=None)
    version = actions.set_down_plan(scene.coordinator.reader, household_id=scene.id)
    here = {"household_id": scene.id, "version": version.uuid}
    actions.sign_plan(scene.resident(0), word="agreed", **here)
    actions.sign_plan(scene.resident(1), word="not_agreed", **here)
    own = queries.plan_of(scene.through(scene.resident(1)))
    assert own.goals[0].text == "Samen"
    said = queries.signatures(scene.through(scene.coordinator.reader), version.pk)
    assert {(one.person_id, one.word) for one in said} == {
        (scene.people[0], "agreed"),
        (scene.people[1], "not_agreed"),
    }
