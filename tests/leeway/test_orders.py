# SPDX-License-Identifier: EUPL-1.2
"""The order that was reckoned goes into the plan only on the yes of somebody of the household."""

import re

import pytest

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from voordeur.door import access as door
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.leeway import actions
from voordeur.leeway.queries.impasses import agreed_order
from voordeur.plan.actions import NewStep, add_step, set_goal
from voordeur.plan.queries import plan_of

pytestmark = pytest.mark.django_db
SAID = {
    "money": "0",
    "hours": "10",
    "cost_0": "1.200",
    "weeks_0": "12",
    "hours_0": "6",
    "weeks_1": "4",
    "hours_1": "6",
    "frees_1": "100",
    "basic_1": "on",
}


def in_plan(scene):
    access = door.open_household(scene.worker.reader, scene.home.pk, activity="test")
    return [step for goal in plan_of(access).goals for step in goal.steps]


def a_plan(scene):
    """A plan with debts first, then a home, then a course; return its steps by name."""
    here = {"household_id": scene.home.pk}
    goal = set_goal(
        scene.worker.reader,
        text="Rust",
        first_step=NewStep(household_does="Schuldregeling"),
        **here,
    )
    for what in ("Eigen huis", "Cursus"):
        add_step(scene.worker.reader, goal=goal.uuid, new=NewStep(household_does=what), **here)
    return {step.what: step.uuid for step in in_plan(scene)}


def test_without_a_plan_one_can_reckon_and_nothing_is_kept(clock):
    scene = a_scene()
    client, url = signed_in(scene.worker), f"/huishouden/{scene.home.uuid}/ruimte/volgorde/"
    assert client.get(url).status_code == 200
    said = SAID | {"name_0": "Schuldregeling", "name_1": "Eigen huis"}
    page = client.post(url, said).content.decode()
    assert page.index("Eigen huis</strong>") < page.index("Schuldregeling</strong>")
    assert "Alles tegelijk lukt niet" in page
    assert "Zet de stappen eerst in het plan" in page
    never = client.post(url, said | {"frees_1": "0"}).content.decode()
    assert "betalen elkaar nooit" in never
    assert client.post(url, said | {"hours": ""}).status_code == 422


def test_the_order_that_was_reckoned_goes_into_the_plan_on_the_yes_of_a_member(clock, all_queries):
    scene = a_scene("Karima")
    a_plan(scene)
    client, url = signed_in(scene.worker), f"/huishouden/{scene.home.uuid}/ruimte/volgorde/"
    page = client.post(url, SAID).content.decode()
    sent = re.findall(r'name="step" value="([^"]+)"', page)
    assert len(sent) == 2
    yes = {"step": sent, "about": str(scene.people[0]), "how": "table"}
    assert client.post(f"{url}plan/", yes | {"about": ""}).status_code == 303
    assert next(step.what for step in in_plan(scene)) == "Schuldregeling"
    assert client.post(f"{url}plan/", yes | {"step": ["x 1"]}).status_code == 404
    assert client.post(f"{url}plan/", yes).status_code == 303
    assert [step.what for step in in_plan(scene)] == ["Eigen huis", "Schuldregeling", "Cursus"]
    with all_queries() as statements:
        page = client.get(url).content.decode()
    assert "De volgorde die het huishouden koos" in page
    assert len(statements) <= 15


def test_an_order_needs_a_yes_the_right_to_write_and_steps_of_this_plan(clock):
    scene = a_scene("Karima", "Inès")
    steps = a_plan(scene)
    home = steps["Eigen huis"]
    ask = {"household_id": scene.home.pk, "steps": [(home, 0, 4)], "person_id": scene.people[0]}
    member = make.a_resident(scene.people[0])
    with pytest.raises(NotAllowed):
        actions.agree_order(member, **ask)
    other = a_plan(a_scene("Anna"))
    for wrong in (
        {"person_id": 0},
        {"steps": []},
        {"steps": [(other["Eigen huis"], 0, 4)]},
        {"how": "self"},
    ):
        with pytest.raises(Refusal):
            actions.agree_order(scene.worker.reader, **(ask | wrong))
    row = actions.agree_order(scene.worker.reader, **ask)
    assert (row.how, row.person_id) == ("table", scene.people[0])
    access = door.open_household(scene.worker.reader, scene.home.pk, activity="test")
    assert agreed_order(access, {str(home)}) == ((str(home), 0, 4),)
    # Who does not see one of its steps does not see the order either.
    assert agreed_order(access, set()) == ()
