# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: own priority first, an offer is an offer, and help that never becomes less."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.instruments.making import said
from tests.plan.making import a_scene
from tests.plan.test_problems import a_problem
from tests.plan.test_steps import a_goal, steps
from voordeur.door.refusal import Refusal
from voordeur.history import clock as product_clock
from voordeur.instruments.actions import take_measurement
from voordeur.people.actions import name_network_member, say_capacity
from voordeur.plan import actions, queries
from voordeur.plan.models import Strength
from voordeur.plan.paper import paper
from voordeur.plan.planfacts import StepState, WarningCode

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def told(scene, reader):
    """What the paper says for a reader."""
    access = scene.through(reader)
    with override("nl"):
        pieces = queries.pieces_now(access)
        return paper(pieces, members={}, on=product_clock.today())


def running(scene, step, expected_version=1):
    return actions.mark_step(
        scene.coordinator.reader,
        household_id=scene.id,
        step=step.uuid,
        state="running",
        expected_version=expected_version,
    )


def test_nabij_a1_gladys_own_word_comes_first_in_plan_and_on_paper(clock):
    scene = a_scene("Gladys")
    actions.note_words(
        scene.coordinator.reader,
        household_id=scene.id,
        person_id=scene.people[0],
        text="Ik slaap niet meer van de rekeningen.",
        first_priority="schulden",
    )
    a_goal(scene, "Een rustige plek om te slapen")
    access = scene.through(scene.coordinator.reader)
    assert queries.first_priorities(access) == [(scene.people[0], "schulden")]
    assert queries.pieces_now(access)[0].body["first"] == "schulden"


def test_nabij_a1_nobody_reads_the_part_of_another_without_her_yes(clock):
    scene = a_scene("Gladys")
    a_problem(scene, "Depressie", "mental_health", person_id=scene.people[0], compartment="health")
    for worker in (scene.coordinator, scene.helper):
        found = queries.problems(scene.through(worker.reader))
        assert (found.lines, found.masked) == ((), True)
    from tests import factories as make

    make.stand(
        scene.helper.reader,
        scene.home,
        "told",
        person_id=scene.people[0],
        compartment="health",
    )
    found = queries.problems(scene.through(scene.helper.reader))
    assert [one.text for one in found.lines] == ["Depressie"]


def a_mother_of_two():
    scene = a_scene("Moeder", "Kind")
    a_goal(scene, "Twee ochtenden rust", step="Kinderen naar de opvang")
    sister = scene.somebody("Zus")
    offer = actions.note_offer(
        scene.coordinator.reader,
        household_id=scene.id,
        person_id=scene.people[0],
        network_member=sister.pk,
        what="De kinderen een week in huis nemen",
        compartment="common",
    )
    return scene, offer


def test_nabij_a5_an_offer_the_mother_did_not_accept_cannot_be_chosen(clock):
    scene, offer = a_mother_of_two()
    use = {"household_id": scene.id, "offer": offer.uuid, "step": steps(scene)[0].uuid}
    with pytest.raises(Refusal):
        actions.use_offer(scene.coordinator.reader, expected_version=1, **use)
    answered = actions.answer_offer(
        scene.resident(0),
        household_id=scene.id,
        offer=offer.uuid,
        accept=False,
        expected_version=1,
    )
    with pytest.raises(Refusal):
        actions.use_offer(scene.coordinator.reader, expected_version=answered.version, **use)
    assert queries.plan_of(scene.through(scene.coordinator.reader)).steps[0].offers == ()


def test_nabij_a5_the_offer_is_no_part_of_the_paper_until_she_says_yes(clock):
    scene, offer = a_mother_of_two()
    before = json.dumps(told(scene, scene.resident(0)))
    assert "week in huis" not in before
    actions.answer_offer(
        scene.resident(0), household_id=scene.id, offer=offer.uuid, accept=True, expected_version=1
    )
    actions.use_offer(
        scene.coordinator.reader,
        household_id=scene.id,
        offer=offer.uuid,
        step=steps(scene)[0].uuid,
        expected_version=2,
    )
    assert "week in huis" in json.dumps(told(scene, scene.resident(0)))


def test_nabij_a6_the_screen_says_beforehand_that_nothing_becomes_less(clock):
    scene = a_scene("Jongere")
    scene.somebody("Moeder")
    client = Client()
    client.force_login(scene.coordinator.account, backend=BACKEND)
    page = client.get(reverse("offer_add", args=[scene.home.uuid])).content.decode()
    assert "wordt niet minder" in page


def help_on_page(scene, client):
    """The professionals' columns of the plan page, as they stand there."""
    page = client.get(reverse("plan_page", args=[scene.home.uuid])).content.decode()
    return re.findall(r'vd-step__party--professional">(.*?)</div>', page, re.S)


def help_on_paper(scene, reader):
    """What the paper says that professionals do."""
    return [
        part
        for goal in told(scene, reader)["goals"]
        for step in goal["steps"]
        for part in step["parts"]
        if "hulpverlener" in part["label"]
    ]


def test_nabij_f12_nothing_the_household_adds_lowers_any_output_that_states_help(clock):
    scene = a_scene("Jongere", "Broer")
    worker, reader = scene.coordinator, scene.coordinator.reader
    actions.set_goal(
        reader,
        household_id=scene.id,
        text="Een eigen plek",
        first_step=actions.NewStep(
            household_does="Inschrijven",
            professional_does="Een kamer regelen",
            professionals=[worker.professional.pk],
            fall_back=worker.professional.pk,
        ),
    )
    client = Client()
    client.force_login(worker.account, backend=BACKEND)

    def outputs():
        return (
            queries.help_stated(scene.through(reader)),
            help_on_page(scene, client),
            help_on_paper(scene, scene.resident(0)),
        )

    support, page, on_paper = outputs()
    assert page
    assert on_paper
    state = {}

    def mother():
        state["mother"] = name_network_member(
            scene.resident(0), household_id=scene.id, first_name="Moeder", nearness="close"
        )

    def offer():
        state["offer"] = actions.note_offer(
            scene.resident(0),
            household_id=scene.id,
            person_id=scene.people[0],
            network_member=state["mother"].pk,
            what="Een bed",
            compartment="common",
        )

    def answered(accept):
        return actions.answer_offer(
            scene.resident(0),
            household_id=scene.id,
            offer=state["offer"].uuid,
            accept=accept,
            expected_version=state["offer"].version,
        )

    def accept():
        state["offer"] = answered(True)

    def use():
        actions.use_offer(
            reader,
            household_id=scene.id,
            offer=state["offer"].uuid,
            step=steps(scene)[0].uuid,
            expected_version=state["offer"].version,
        )

    def initiative():
        actions.note_strength(
            scene.resident(0), household_id=scene.id, text="Kookt", person_id=scene.people[0]
        )
        actions.set_goal(
            reader,
            household_id=scene.id,
            text="Koken voor de buren",
            first_step=actions.NewStep(household_does="Elke vrijdag koken", stance="hands_off"),
        )

    for addition in (mother, offer, accept, use, initiative):
        addition()
        then, page_then, paper_then = outputs()
        assert then.is_at_least(support), addition.__name__
        assert page_then[: len(page)] == page, addition.__name__
        assert paper_then[: len(on_paper)] == on_paper, addition.__name__


def test_nabij_r13_an_offer_is_shown_as_an_offer(clock):
    scene, offer = a_mother_of_two()
    (shown,) = queries.plan_of(scene.through(scene.coordinator.reader)).offers
    assert (shown.accepted, shown.step_id) == (None, None)
    assert shown.uuid == offer.uuid


def test_nabij_r10_network_and_professional_stand_side_by_side_in_one_step(clock):
    scene = a_scene("Gladys")
    actions.set_goal(
        scene.coordinator.reader,
        household_id=scene.id,
        text="Opvang in eigen kring",
        first_step=actions.NewStep(
            network_does="Vriendin kookt", professional_does="Bezoek aan huis"
        ),
    )
    (step,) = queries.plan_of(scene.through(scene.helper.reader)).steps
    assert (step.network_does, step.professional_does) == ("Vriendin kookt", "Bezoek aan huis")


def test_nabij_r15_own_strength_has_no_tick_box_and_no_score():
    kinds = {field.get_internal_type() for field in Strength._meta.concrete_fields}
    names = {field.name for field in Strength._meta.concrete_fields}
    assert "BooleanField" not in kinds
    assert not names & {"score", "level", "rating", "weight"}


def test_nabij_r18_not_now_is_a_valid_answer_of_a_professional(clock):
    from datetime import date

    scene = a_scene("Gladys")
    a_goal(scene)
    step = actions.park_step(
        scene.helper.reader,
        household_id=scene.id,
        step=steps(scene)[0].uuid,
        reason="Eerst slapen",
        agreed_by="Gladys",
        review_on=date(2026, 12, 1),
        expected_version=1,
    )
    assert step.state == StepState.PARKED


def test_nabij_f13_more_at_once_than_the_household_says_is_a_warning_and_no_gate(clock):
    scene = a_scene("Gladys")
    say_capacity(scene.resident(0), household_id=scene.id, capacity=1)
    a_goal(scene)
    a_goal(scene, "Werk", step="Cursus")
    for step in steps(scene):
        running(scene, step)
    plan = queries.plan_of(scene.through(scene.coordinator.reader))
    assert plan.running == 2
    (warning,) = [one for one in plan.warnings if one.code is WarningCode.TOO_MUCH_AT_ONCE]
    assert (warning.figure, warning.limit) == (2, 1)


def test_nabij_r19_a_course_that_runs_while_the_base_is_open_is_seen(clock):
    scene = a_scene("Gladys")
    a_goal(scene, "Werk", step="Cursus")
    running(scene, steps(scene)[0])
    reader = scene.coordinator.reader
    assert queries.plan_of(scene.through(reader)).open_base == ()
    take_measurement(
        reader,
        household_id=scene.id,
        instrument="base-layer",
        instrument_version="1",
        ratings=said(money=0, home=1),
    )
    plan = queries.plan_of(scene.through(reader))
    assert plan.open_base == ("money",)
    (warning,) = plan.steps[0].warnings[:1]
    assert (warning.code, warning.items) == (WarningCode.BASE_OPEN, ("money",))


def test_nabij_r20_what_a_finished_step_sets_free_is_shown_with_what_it_is_used_for(clock):
    scene = a_scene("Gladys")
    goal = a_goal(scene, "Opvang in eigen kring", step="Verhuizen")
    reader = scene.coordinator.reader
    debts = actions.add_step(
        reader, household_id=scene.id, goal=goal.uuid, new=actions.NewStep(what="Schulden aflossen")
    )
    first = steps(scene)[0]
    actions.tie_steps(
        reader,
        household_id=scene.id,
        step=first.uuid,
        other=debts.uuid,
        kind="frees",
        what="geld",
    )
    here = {"household_id": scene.id, "step": first.uuid}
    actions.mark_step(reader, state="done", expected_version=first.version, **here)
    assert queries.plan_of(scene.through(reader)).spirals == (
        ("Verhuizen", "geld", "Schulden aflossen"),
    )


def test_nabij_r21_doing_something_back_is_a_step_without_a_professional(clock):
    scene = a_scene("Gladys")
    a_goal(scene, "Iets terugdoen", step="Koken voor de buurvrouw")
    (step,) = queries.plan_of(scene.through(scene.resident(0))).steps
    assert (step.professional_does, step.professionals) == ("", ())
    assert WarningCode.NOBODY_DOES_IT not in {one.code for one in step.warnings}
