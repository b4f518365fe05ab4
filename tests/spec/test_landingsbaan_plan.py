# SPDX-License-Identifier: EUPL-1.2
"""De landingsbaan: problems apart from solutions, several observers, one household and one plan."""

from datetime import date

import pytest

from tests.plan.making import a_scene
from tests.plan.test_problems import a_problem
from tests.plan.test_steps import a_goal, steps
from voordeur.plan import actions, drawing, queries
from voordeur.plan.planfacts import WarningCode

pytestmark = pytest.mark.django_db


def test_landingsbaan_r002_a_problem_without_a_solution_counts(clock):
    scene = a_scene()
    a_problem(scene)
    access = scene.through(scene.coordinator.reader)
    assert queries.open_problems_on(access, [date(2026, 11, 13)]) == [(date(2026, 11, 13), 1)]


def test_landingsbaan_r003_the_number_of_problems_falls_and_rises(clock):
    scene = a_scene()
    row = a_problem(scene, opened_on=date(2026, 1, 1))
    here = {"household_id": scene.id, "problem": row.uuid}
    reader = scene.coordinator.reader
    actions.solve_problem(reader, expected_version=1, on=date(2026, 4, 1), **here)
    actions.reopen_problem(reader, expected_version=2, on=date(2026, 8, 1), **here)
    days = [date(2026, month, 2) for month in (1, 5, 9)]
    counted = queries.open_problems_on(scene.through(reader), days)
    assert [number for _, number in counted] == [1, 0, 1]


def test_landingsbaan_c1_the_mess_is_seen_by_the_coach_and_not_by_angela(clock):
    scene = a_scene("Angela", "Tom")
    mess = a_problem(scene, "Het huis is rommelig", "daily_living", by=scene.helper.reader)
    actions.look_at_problem(
        scene.resident(0), household_id=scene.id, problem=mess.uuid, sees_it=False
    )
    (line,) = queries.problems(scene.through(scene.coordinator.reader)).lines
    assert line.differs
    assert [(view.sees_it, view.observer.split(":")[0]) for view in line.views] == [
        (True, "professional"),
        (False, "person"),
    ]


def test_landingsbaan_c1_what_angela_has_told_nobody_is_seen_by_nobody_else(clock):
    scene = a_scene("Angela", "Tom")
    work = a_problem(scene, "Tom vond geen werk", "work_and_learning")
    drinks = actions.note_problem(
        scene.resident(0),
        household_id=scene.id,
        text="Tom drinkt meer dan vroeger",
        life_area="substance_use",
        person_id=scene.people[0],
        compartment="private",
    )
    actions.link_problems(
        scene.resident(0), household_id=scene.id, cause=work.uuid, effect=drinks.uuid
    )
    for reader in (scene.coordinator.reader, scene.helper.reader, scene.resident(1)):
        found = queries.problems(scene.through(reader))
        assert ([one.text for one in found.lines], found.masked) == (["Tom vond geen werk"], False)
        assert found.causes.links == ()
    hers = queries.problems(scene.through(scene.resident(0)))
    assert len(hers.lines) == 2
    assert len(hers.causes.links) == 1


def test_landingsbaan_c5_berend_does_not_see_the_drinking_as_a_problem(clock):
    scene = a_scene("Berend")
    drinks = a_problem(
        scene, "Berend drinkt", "substance_use", person_id=scene.people[0], by=scene.helper.reader
    )
    actions.look_at_problem(
        scene.resident(0),
        household_id=scene.id,
        problem=drinks.uuid,
        sees_it=False,
        text="Ik wil niet stoppen",
    )
    (line,) = queries.problems(scene.through(scene.resident(0))).lines
    assert {view.text: view.sees_it for view in line.views} == {
        "": True,
        "Ik wil niet stoppen": False,
    }


CHAIN = ("ontslag", "depressie", "drinken", "verwaarlozing", "dreigen", "geweld", "noodopvang")


def test_landingsbaan_c6_the_chain_from_dismissal_to_shelter_is_kept_and_drawn(clock):
    scene = a_scene("Vader", "Moeder")
    before = None
    for text in CHAIN:
        row = a_problem(scene, text, "relations_at_home", cause=before)
        before = row.uuid
    found = queries.problems(scene.through(scene.coordinator.reader))
    texts = {str(one.uuid): one.text for one in found.lines}
    (chain,) = found.causes.chains().chains
    assert tuple(texts[name] for name in chain) == CHAIN


def test_landingsbaan_r005_the_list_says_the_same_as_the_picture(clock):
    scene = a_scene()
    one, two = a_problem(scene, "een"), a_problem(scene, "twee")
    three = a_problem(scene, "drie", cause=one.uuid)
    ends = {"household_id": scene.id, "effect": three.uuid}
    actions.link_problems(scene.coordinator.reader, cause=two.uuid, **ends)
    a_problem(scene, "los")
    found = queries.problems(scene.through(scene.coordinator.reader))
    picture = drawing.picture(found)

    def named(branches):
        return {b.line.text for b in branches} | {
            text for b in branches for text in named(b.branches)
        }

    def arrows(branches):
        return sum(len(b.branches) + arrows(b.branches) for b in branches)

    branches = drawing.tree(found)
    assert named(branches) == {box.line.text for box in picture.boxes} == {"een", "twee", "drie"}
    assert arrows(branches) == len(picture.curves) == 2
    # On a phone the drawing stands upright: the same problems and the same arrows.
    upright = drawing.upright(found)
    assert {box.line.text for box in upright.boxes} == {box.line.text for box in picture.boxes}
    assert len(upright.curves) == len(picture.curves)
    assert upright.width < 320


def test_landingsbaan_r009_a_problem_without_a_step_is_reported_until_one_covers_it(clock):
    scene = a_scene()
    row = a_problem(scene, "Huurschuld", "home")
    reader = scene.coordinator.reader

    def uncovered():
        found = queries.plan_of(scene.through(reader)).warnings
        return [one.items for one in found if one.code is WarningCode.PROBLEM_WITHOUT_STEP]

    assert uncovered() == [("Huurschuld",)]
    actions.set_goal(
        reader,
        household_id=scene.id,
        text="Geen huurschuld",
        first_step=actions.NewStep(household_does="Bellen", problems=[row.uuid]),
    )
    assert uncovered() == []


def test_landingsbaan_r010_a_step_says_who_does_what_and_the_stance(clock):
    scene = a_scene()
    actions.set_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        text="Werk",
        first_step=actions.NewStep(
            household_does="Tom schrijft op wat hij kan",
            professional_does="Belt drie bedrijven",
            stance="hands_off",
        ),
    )
    (step,) = queries.plan_of(scene.through(scene.resident(1))).steps
    assert (step.household_does, step.professional_does, step.stance) == (
        "Tom schrijft op wat hij kan",
        "Belt drie bedrijven",
        "hands_off",
    )


def test_landingsbaan_r011_the_plan_begins_with_the_members_own_words(clock):
    scene = a_scene()
    a_goal(scene)
    actions.note_words(
        scene.resident(1), household_id=scene.id, person_id=scene.people[1], text="Ik wil metselen"
    )
    kinds = [one.kind for one in queries.pieces_now(scene.through(scene.resident(1)))]
    assert kinds[0] == "words"
    assert len(steps(scene)) == 1
