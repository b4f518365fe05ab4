# SPDX-License-Identifier: EUPL-1.2
"""What each reader gets to see of words, problems and plan, in a constant number of queries."""

from datetime import date

import pytest

from tests.plan.making import a_scene
from tests.plan.test_problems import a_problem
from tests.plan.test_steps import a_goal, steps
from voordeur.people.actions import say_capacity
from voordeur.plan import actions, queries
from voordeur.plan.planfacts import WarningCode

pytestmark = pytest.mark.django_db


def test_words_are_per_member_with_who_wrote_them_down(clock):
    scene = a_scene()
    coordinator = scene.coordinator
    for number, text in ((0, "Rust"), (1, "Werk")):
        actions.note_words(
            coordinator.reader, household_id=scene.id, person_id=scene.people[number], text=text
        )
    actions.note_words(
        scene.resident(0), household_id=scene.id, person_id=scene.people[0], text="Echt rust"
    )
    angela, tom = queries.voices(scene.through(coordinator.reader)).members
    assert [one.text for one in angela.words] == ["Echt rust", "Rust"]
    assert (
        angela.words[0].written_by,
        coordinator.professional.name in tom.words[0].written_by,
    ) == (
        "",
        True,
    )


def test_words_of_another_are_masked_for_a_helper_and_hidden_for_a_member(clock):
    scene = a_scene()
    actions.note_words(
        scene.resident(0), household_id=scene.id, person_id=scene.people[0], text="Rust"
    )
    angela, _ = queries.voices(scene.through(scene.helper.reader)).members
    assert (angela.words, angela.masked) == ((), True)
    angela, _ = queries.voices(scene.through(scene.resident(1))).members
    assert (angela.words, angela.masked) == ((), False)


def test_problems_come_with_views_spells_and_causes(clock):
    scene = a_scene()
    work = a_problem(scene, "Geen werk", "work_and_learning", opened_on=date(2026, 1, 1))
    money = a_problem(scene, "Te weinig geld", cause=work.uuid, opened_on=date(2026, 2, 1))
    actions.look_at_problem(
        scene.resident(0), household_id=scene.id, problem=money.uuid, sees_it=False
    )
    found = queries.problems(scene.through(scene.coordinator.reader))
    assert found.causes.chains().chains == ((str(work.uuid), str(money.uuid)),)
    line = found.by_uuid[str(money.uuid)]
    assert (line.is_open, line.differs, line.since) == (True, True, date(2026, 2, 1))
    assert [area.value for area, _ in found.by_area()] == ["money", "work_and_learning"]


def test_problems_about_safety_come_apart_from_the_rest(clock):
    scene = a_scene()
    a_problem(scene)
    a_problem(scene, "Hij dreigt", "safety", person_id=scene.people[1], compartment="safety")
    access = scene.through(scene.coordinator.reader)
    assert [one.text for one in queries.problems(access).lines] == ["Te weinig geld"]
    assert [one.text for one in queries.problems(access, safety=True).lines] == ["Hij dreigt"]


def test_a_hidden_problem_leaves_no_trace_in_the_chain(clock):
    scene = a_scene()
    work, money = a_problem(scene, "Geen werk"), a_problem(scene, "Te weinig geld")
    reader = scene.coordinator.reader
    before = queries.problems(scene.through(scene.resident(0)))
    drinks = a_problem(scene, "Hij drinkt", person_id=scene.people[1])
    for cause, effect in ((work, drinks), (drinks, money)):
        actions.link_problems(reader, household_id=scene.id, cause=cause.uuid, effect=effect.uuid)
    after = queries.problems(scene.through(scene.resident(0)))
    assert (before.lines, before.masked) == (after.lines, after.masked)
    assert before.causes.layout() == after.causes.layout()


def test_the_number_of_problems_on_a_day_can_be_asked(clock):
    scene = a_scene()
    row = a_problem(scene, opened_on=date(2026, 1, 1))
    a_problem(scene, "Huurschuld", "home", opened_on=date(2026, 2, 1))
    actions.solve_problem(
        scene.coordinator.reader,
        household_id=scene.id,
        problem=row.uuid,
        expected_version=1,
        on=date(2026, 3, 1),
    )
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1)]
    counted = queries.open_problems_on(scene.through(scene.coordinator.reader), days)
    assert [number for _, number in counted] == [0, 1, 2, 1]


def test_problem_areas_add_up_over_a_caseload(clock):
    from tests import factories as make
    from voordeur.door import access as door

    first, second = a_scene(), a_scene("Berend")
    make.stand(first.coordinator.reader, second.home, "case_coordinator")
    a_problem(first)
    a_problem(first, "Huurschuld")
    a_problem(second, "Schulden", by=second.coordinator.reader)
    a_problem(second, "Alleen", "social_network", by=second.coordinator.reader)
    found = queries.problem_areas(door.open_list(first.coordinator.reader))
    assert [(one.life_area, one.problems, one.households) for one in found] == [
        ("money", 3, 2),
        ("social_network", 1, 1),
    ]


def test_the_plan_shows_goals_steps_names_and_what_waits(clock):
    scene = a_scene()
    goal = a_goal(scene)
    reader = scene.coordinator.reader
    two = actions.add_step(
        reader,
        household_id=scene.id,
        goal=goal.uuid,
        new=actions.NewStep(
            household_does="Bellen",
            members=[scene.people[0]],
            professional_does="Ernaast zitten",
            professionals=[scene.helper.professional.pk],
        ),
    )
    actions.tie_steps(reader, household_id=scene.id, step=two.uuid, other=steps(scene)[0].uuid)
    picture = queries.plan_of(scene.through(scene.resident(1)))
    (seen,) = picture.goals
    assert seen.steps[1].members == ("Angela",)
    assert scene.helper.professional.name in seen.steps[1].professionals[0]
    assert seen.steps[1].waits_for == ("Een lijst maken",)


def test_too_much_at_once_is_a_warning_that_can_be_set_aside(clock):
    scene = a_scene()
    reader = scene.coordinator.reader
    say_capacity(scene.resident(0), household_id=scene.id, capacity=0)
    a_goal(scene)
    actions.mark_step(
        reader,
        household_id=scene.id,
        step=steps(scene)[0].uuid,
        state="running",
        expected_version=1,
    )

    def warning():
        found = queries.plan_of(scene.through(reader)).warnings
        return next(one for one in found if one.code is WarningCode.TOO_MUCH_AT_ONCE)

    assert (warning().figure, warning().limit, warning().reason) == (1, 0, "")
    actions.set_warning_aside(
        reader, household_id=scene.id, code="too_much_at_once", about="", reason="Zij wil door"
    )
    assert warning().reason == "Zij wil door"


def test_the_number_of_queries_does_not_grow_with_the_plan(clock, all_queries):
    scene = a_scene()
    reader = scene.coordinator.reader

    def count():
        access = scene.through(reader)
        with all_queries() as statements:
            queries.plan_of(access)
            queries.voices(access)
        return len(statements)

    a_goal(scene)
    a_problem(scene)
    actions.note_words(reader, household_id=scene.id, person_id=scene.people[0], text="Rust")
    little = count()
    for number in range(4):
        a_goal(scene, f"Doel {number}", person_id=scene.people[0])
        a_problem(scene, f"Probleem {number}", person_id=scene.people[1])
        actions.note_words(
            reader, household_id=scene.id, person_id=scene.people[0], text=f"{number}"
        )
    assert count() == little


def test_there_is_one_masked_mark_whatever_the_number_of_masked_goals(clock):
    scene = a_scene()
    a_goal(scene, person_id=scene.people[0])
    a_goal(scene, person_id=scene.people[0])
    picture = queries.plan_of(scene.through(scene.helper.reader))
    assert (picture.masked, picture.goals) == (True, ())
    assert queries.plan_of(scene.through(scene.resident(1))).is_empty
