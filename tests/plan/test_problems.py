# SPDX-License-Identifier: EUPL-1.2
"""Problems: without solution, through time, seen by several, one causing another."""

from datetime import date

import pytest

from tests.plan.making import a_scene
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.plan import actions
from voordeur.plan.models import Problem, ProblemLink, ProblemSpell, ProblemView

pytestmark = pytest.mark.django_db


def a_problem(scene, text="Te weinig geld", area="money", by=None, **more):
    return actions.note_problem(
        by or scene.coordinator.reader, household_id=scene.id, text=text, life_area=area, **more
    )


def test_who_notes_a_problem_is_one_who_sees_it(clock):
    scene = a_scene()
    row = a_problem(scene, by=scene.helper.reader)
    access = scene.through(scene.coordinator.reader)
    view = ProblemView.objects.through(access).shown().get(problem=row)
    assert (view.observer, view.sees_it) == (f"professional:{scene.helper.professional.pk}", True)


def test_views_of_one_problem_stand_side_by_side(clock):
    scene = a_scene()
    row = a_problem(scene, "Het huis is rommelig", "daily_living", by=scene.helper.reader)
    actions.look_at_problem(
        scene.resident(0), household_id=scene.id, problem=row.uuid, sees_it=False, text="Valt mee"
    )
    views = ProblemView.objects.through(scene.through(scene.coordinator.reader)).shown()
    assert {view.sees_it for view in views} == {True, False}


def test_how_a_member_sees_a_joint_problem_is_that_members_own(clock):
    scene = a_scene()
    row = a_problem(scene)
    actions.look_at_problem(
        scene.resident(0), household_id=scene.id, problem=row.uuid, sees_it=True, text="Door Tom"
    )
    theirs = ProblemView.objects.through(scene.through(scene.resident(1))).shown()
    assert [view.observer.split(":")[0] for view in theirs] == ["professional"]


def test_nobody_says_for_another_member_how_they_see_it(clock):
    scene = a_scene()
    row = a_problem(scene)
    with pytest.raises(NotAllowed):
        actions.look_at_problem(
            scene.resident(0),
            household_id=scene.id,
            problem=row.uuid,
            sees_it=True,
            observer=f"person:{scene.people[1]}",
        )


def test_a_problem_that_returns_keeps_the_time_it_was_solved(clock):
    scene = a_scene()
    row = a_problem(scene, opened_on=date(2026, 1, 1))
    reader = scene.coordinator.reader
    here = {"household_id": scene.id, "problem": row.uuid}
    actions.solve_problem(reader, expected_version=1, on=date(2026, 3, 1), **here)
    with pytest.raises(Refusal):
        actions.solve_problem(reader, expected_version=2, **here)
    actions.reopen_problem(reader, expected_version=2, on=date(2026, 6, 1), **here)
    spells = ProblemSpell.objects.through(scene.through(reader)).shown().order_by("from_date")
    assert [(one.from_date, one.until) for one in spells] == [
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 6, 1), None),
    ]


def test_a_problem_is_not_solved_before_it_was_there(clock):
    scene = a_scene()
    row = a_problem(scene)
    with pytest.raises(Refusal):
        actions.solve_problem(
            scene.coordinator.reader,
            household_id=scene.id,
            problem=row.uuid,
            expected_version=1,
            on=date(2020, 1, 1),
        )


def test_a_change_from_an_old_form_gives_both_texts(clock):
    scene = a_scene()
    row = a_problem(scene)
    change = {"household_id": scene.id, "problem": row.uuid, "life_area": "money"}
    actions.change_problem(scene.coordinator.reader, text="A", expected_version=1, **change)
    with pytest.raises(Conflict) as both:
        actions.change_problem(scene.helper.reader, text="B", expected_version=1, **change)
    assert (both.value.mine["text"], both.value.theirs["text"]) == ("B", "A")


def test_a_link_lies_in_the_part_of_the_end_that_is_not_joint(clock):
    scene = a_scene()
    ours = a_problem(scene)
    his = a_problem(scene, "Hij drinkt", "substance_use", person_id=scene.people[1])
    actions.link_problems(
        scene.coordinator.reader, household_id=scene.id, cause=his.uuid, effect=ours.uuid
    )
    assert not ProblemLink.objects.through(scene.through(scene.resident(0))).exists()
    assert ProblemLink.objects.through(scene.through(scene.resident(1))).exists()


def test_a_problem_does_not_cause_itself_and_a_link_is_there_once(clock):
    scene = a_scene()
    one, two = a_problem(scene), a_problem(scene, "Huurschuld", "home")
    reader = scene.coordinator.reader
    with pytest.raises(Refusal):
        actions.link_problems(reader, household_id=scene.id, cause=one.uuid, effect=one.uuid)
    ends = {"household_id": scene.id, "cause": one.uuid, "effect": two.uuid}
    assert actions.link_problems(reader, **ends).pk == actions.link_problems(reader, **ends).pk
    actions.unlink_problems(reader, **ends)
    assert not ProblemLink.objects.through(scene.through(reader)).exists()


def test_a_member_does_not_write_in_the_part_of_another(clock):
    scene = a_scene()
    with pytest.raises(NotAllowed):
        a_problem(scene, by=scene.resident(0), person_id=scene.people[1])
    assert not Problem.objects.through(scene.through(scene.coordinator.reader)).exists()


def test_an_unknown_part_of_life_is_refused(clock):
    with pytest.raises(Refusal):
        a_problem(a_scene(), area="gezelligheid")
