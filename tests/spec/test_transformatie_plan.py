# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: strengths for everybody, three columns per goal, and a fall-back in sight."""

import pytest

from tests.plan.making import a_scene
from tests.plan.test_problems import a_problem
from tests.plan.test_steps import a_goal, steps
from voordeur.plan import actions, queries
from voordeur.plan.planfacts import WarningCode

pytestmark = pytest.mark.django_db


def test_transformatie_r4_every_member_can_have_strengths_and_not_only_problems(clock):
    scene = a_scene("Amanda", "Jeffrey")
    for number, text in enumerate(("Zingt", "Repareert brommers")):
        actions.note_strength(
            scene.coordinator.reader,
            household_id=scene.id,
            text=text,
            person_id=scene.people[number],
        )
    found = queries.voices(scene.through(scene.coordinator.reader)).members
    assert [one.strengths[0].text for one in found] == ["Zingt", "Repareert brommers"]


def test_transformatie_a2_jeffreys_school_hangs_together_with_work(clock):
    scene = a_scene("Jeffrey")
    school = a_problem(scene, "Jeffrey spijbelt", "work_and_learning")
    work = a_problem(scene, "Geen leerwerkbaan", "work_and_learning")
    actions.link_problems(
        scene.coordinator.reader, household_id=scene.id, cause=work.uuid, effect=school.uuid
    )
    causes = queries.problems(scene.through(scene.coordinator.reader)).causes
    assert causes.roots() == (str(work.uuid),)


def test_transformatie_a5_home_and_school_look_at_it_differently(clock):
    scene = a_scene("Amanda", "Moeder")
    row = a_problem(scene, "Amanda luistert niet", "parenting", by=scene.helper.reader)
    actions.look_at_problem(
        scene.resident(1),
        household_id=scene.id,
        problem=row.uuid,
        sees_it=False,
        text="Thuis doet ze het goed",
    )
    (line,) = queries.problems(scene.through(scene.coordinator.reader)).lines
    assert line.differs
    assert [view.text for view in line.views if not view.sees_it] == ["Thuis doet ze het goed"]


def test_transformatie_a6_a_neighbour_who_already_helps_stands_in_a_column_of_its_own(clock):
    scene = a_scene("Moeder")
    a_goal(scene)
    reader = scene.coordinator.reader
    buur = scene.somebody("Buurvrouw")
    offer = actions.note_offer(
        reader,
        household_id=scene.id,
        person_id=scene.people[0],
        network_member=buur.pk,
        what="Oppassen",
        compartment="common",
    )
    here = {"household_id": scene.id, "offer": offer.uuid}
    actions.answer_offer(scene.resident(0), accept=True, expected_version=1, **here)
    actions.use_offer(reader, step=steps(scene)[0].uuid, expected_version=2, **here)
    step = queries.plan_of(scene.through(reader)).steps[0]
    assert (step.network, [one.what for one in step.offers]) == (("Buurvrouw",), ["Oppassen"])
    assert step.household_does == "Een lijst maken"


def test_transformatie_r8_a_missing_fall_back_is_seen_while_the_network_carries(clock):
    scene = a_scene("Moeder")
    test_step = a_goal(scene)
    reader = scene.coordinator.reader
    buur = scene.somebody("Buurvrouw")
    offer = actions.note_offer(
        reader,
        household_id=scene.id,
        person_id=scene.people[0],
        network_member=buur.pk,
        what="Oppassen",
        compartment="common",
    )
    here = {"household_id": scene.id, "offer": offer.uuid}
    actions.answer_offer(scene.resident(0), accept=True, expected_version=1, **here)
    used = actions.use_offer(reader, step=steps(scene)[0].uuid, expected_version=2, **here)
    mark = {"household_id": scene.id, "step": used.uuid}
    actions.mark_step(reader, state="running", expected_version=used.version, **mark)
    plan = queries.plan_of(scene.through(reader))
    assert test_step.pk == plan.goals[0].id
    assert WarningCode.NO_FALL_BACK in {one.code for one in plan.steps[0].warnings}


def test_transformatie_a7_where_somebody_cannot_oversee_it_the_professional_does_it(clock):
    scene = a_scene("Amanda")
    actions.set_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        text="Veilig wonen",
        first_step=actions.NewStep(professional_does="Regelt de bewindvoerder", stance="doing"),
    )
    (step,) = queries.plan_of(scene.through(scene.resident(0))).steps
    assert (step.stance, step.household_does) == ("doing", "")


def test_transformatie_a17_what_was_solved_long_ago_is_no_part_of_a_new_plan(clock):
    from datetime import date

    scene = a_scene("Amanda")
    row = a_problem(scene, "Incident op school", "work_and_learning", opened_on=date(2016, 5, 1))
    actions.solve_problem(
        scene.coordinator.reader,
        household_id=scene.id,
        problem=row.uuid,
        expected_version=1,
        on=date(2016, 9, 1),
    )
    a_goal(scene)
    access = scene.through(scene.coordinator.reader)
    plan = queries.plan_of(access)
    assert [one.code for one in plan.warnings if one.items == ("Incident op school",)] == []
    assert all("Incident" not in str(one.body) for one in queries.pieces_now(access))
