# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: a case to its end, an end that holds, and help for life as a result."""

from datetime import date

import pytest

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in, url
from tests.coordination.test_ending import closed, opened
from tests.noninterference import page_of
from tests.resident.making import account_of
from voordeur.coordination import actions, queries
from voordeur.coordination.ending import Way
from voordeur.history.clock import midnight
from voordeur.instruments.trend import Outcome
from voordeur.plan import actions as plan
from voordeur.plan import queries as plan_queries
from voordeur.plan.actions import NewStep
from voordeur.terms.queries import open_terms

pytestmark = pytest.mark.django_db


def test_landingsbaan_c1_tom_and_angela_to_the_end_with_aftercare(clock):
    """Tom works, the drinking did not get worse, the coach stays; after six months it holds."""
    scene = a_scene("Angela", "Tom")
    coach = scene.worker.reader
    at = {"household_id": scene.home.pk}
    work = plan.note_problem(coach, text="Tom zonder werk", life_area="work_and_learning", **at)
    debt = plan.note_problem(coach, text="Restschuld", life_area="money", **at)
    goal = plan.set_goal(
        coach,
        text="Tom werkt weer als stukadoor",
        first_step=NewStep(what="Bedrijven bellen", household_does="Tom belt"),
        **at,
    )
    plan.set_down_plan(coach, review_on=date(2027, 1, 15), **at)
    help_stays = a_helper(scene, task="Bewindvoering")
    coach_stops = a_helper(scene, task="Gezinscoach")
    angela, tom = (make.a_resident(one) for one in scene.people)

    (step,) = plan_queries.plan_of(opened(coach, scene)).steps
    plan.mark_step(coach, step=step.uuid, state="done", expected_version=1, **at)
    plan.mark_goal(coach, goal=goal.uuid, state="reached", expected_version=1, **at)
    for who, said in ((angela, "reached"), (tom, "reached"), (coach, "partly")):
        plan.evaluate_goal(who, goal=goal.uuid, reached=said, **at)
    plan.look_back(coach, **at)
    plan.solve_problem(
        coach, problem=work.uuid, how_solved="Tom heeft werk", expected_version=1, **at
    )
    end = closed(
        scene,
        way="support_stays",
        words="Tom heeft werk. De bewindvoerder blijft.",
        outcomes={work.pk: "improved", debt.pk: "stable"},
        stops=[coach_stops.pk],
    )

    asker = opened(coach, scene)
    assert [row.id for row in queries.involved(asker)] == [help_stays.pk]
    became = queries.problem_outcomes(asker, end.pk)
    assert became == {work.pk: Outcome.IMPROVED, debt.pk: Outcome.STABLE}
    assert all(one.is_result for one in became.values())
    assert [one.due for one in open_terms(asker, owners=[coach.key])] == [
        date(2027, 2, 13),
        date(2027, 5, 13),
    ]
    theirs = page_of(account_of(angela), f"/mijn/{scene.home.uuid}/verder/")().content.decode()
    assert "Bewindvoering" in theirs
    assert "Gezinscoach" not in theirs

    with clock(midnight(date(2027, 2, 13))):
        for member in scene.people:
            actions.say_how_it_holds(coach, months=3, holds="yes", person_id=member, **at)
    with clock(midnight(date(2027, 5, 10))):
        actions.say_how_it_holds(angela, months=6, holds="yes", text="We redden het.", **at)
        # Her word takes nobody's question away: Tom is asked as well.
        assert [one.kind for one in open_terms(opened(coach, scene))] == ["aftercare_6"]
        actions.say_how_it_holds(coach, months=6, holds="partly", person_id=scene.people[1], **at)
        inside = opened(coach, scene)
        assert open_terms(inside) == []
        assert [(one.months, one.holds) for one in queries.answers(inside, end.pk)] == [
            (3, "yes"),
            (3, "yes"),
            (6, "yes"),
            (6, "partly"),
        ]


def test_landingsbaan_r003_a_relapse_opens_the_case_and_the_problem_again(clock):
    scene = a_scene("Angela", "Tom")
    coach = scene.worker.reader
    at = {"household_id": scene.home.pk}
    debt = plan.note_problem(coach, text="Huurschuld", life_area="money", **at)
    plan.solve_problem(coach, problem=debt.uuid, how_solved="Betaald", expected_version=1, **at)
    closed(scene, outcomes={debt.pk: "improved"})
    with clock(midnight(date(2027, 2, 13))):
        actions.reopen_case(
            coach,
            why="De huurschuld is terug",
            relapse=True,
            coordinator=scene.worker.professional.pk,
            expected_version=1,
            **at,
        )
    with clock(midnight(date(2027, 2, 14))):
        plan.reopen_problem(coach, problem=debt.uuid, expected_version=2, **at)
        days = [date(2026, 11, 14), date(2027, 2, 14)]
        inside = opened(coach, scene)
        assert [n for _day, n in plan_queries.open_problems_on(inside, days)] == [0, 1]
        (end,) = queries.closings(inside)
        assert end.relapse
        # What was recorded at the end stays as it was: the end did not become untrue.
        assert queries.problem_outcomes(inside, end.id) == {debt.pk: Outcome.IMPROVED}


def test_landingsbaan_r022_support_that_stays_is_a_lane_of_its_own_and_a_result(clock):
    scenes = [a_scene() for _ in range(5)]
    for one in scenes:
        closed(one, way="support_stays", words="De begeleiding blijft zolang het nodig is.")
    since = midnight(date(2026, 1, 1))
    found = queries.ended_lanes([one.team.pk for one in scenes], since)
    assert (found.support_stays, found.results, found.total) == (5, 5, 5)
    page = signed_in(scenes[0].worker).get(url(scenes[0], "afronden/")).content.decode()
    assert "een resultaat" in page or "a result" in page


def test_landingsbaan_r013_a_case_with_one_question_ends_like_any_other(clock):
    scene = a_scene("Sanne")
    end = closed(scene, words="Eén vraag, beantwoord.")
    assert end.way == Way.FINISHED
    assert queries.problem_outcomes(opened(scene.worker.reader, scene), end.pk) == {}
