# SPDX-License-Identifier: EUPL-1.2
"""The pages: thin, complete by full reload, silent about what is hidden."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.plan.making import a_scene
from tests.plan.test_offers import an_offer
from tests.plan.test_problems import a_problem
from tests.plan.test_steps import a_goal, steps
from voordeur.plan import actions
from voordeur.plan.models import Goal, Problem
from voordeur.plan.queries import plan_of, problems, voices

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def a_client(worker):
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    return client


def a_full(scene):
    reader = scene.coordinator.reader
    work = a_problem(scene, "Geen werk", "work_and_learning")
    a_problem(scene, "Te weinig geld", cause=work.uuid)
    actions.note_words(
        reader,
        household_id=scene.id,
        person_id=scene.people[0],
        text="Eerst rust",
        first_priority="rust",
    )
    goal = a_goal(scene)
    actions.add_step(
        reader, household_id=scene.id, goal=goal.uuid, new=actions.NewStep(household_does="Bellen")
    )
    an_offer(scene, compartment="common")
    actions.set_down_plan(reader, household_id=scene.id)
    return scene


def addresses(scene):
    return [
        reverse("words_page", args=[scene.home.uuid]),
        reverse("problems_page", args=[scene.home.uuid]),
        reverse("plan_page", args=[scene.home.uuid]),
        reverse("plan_set_down", args=[scene.home.uuid]),
        reverse("plan_version", args=[scene.home.uuid, 1]),
    ]


def plain(response):
    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]*"|nonce-[^\s"]*', "", response.content.decode()
    )


def test_the_pages_show_what_there_is_to_who_coordinates(clock):
    scene = a_full(a_scene())
    client = a_client(scene.coordinator)
    said = ["Eerst rust", "Te weinig geld", "Een lijst maken", "Een lijst maken", "Eerst rust"]
    for address, words in zip(addresses(scene), said, strict=True):
        response = client.get(address)
        assert response.status_code == 200, address
        assert words in response.content.decode(), address


def test_empty_pages_say_what_to_begin_with(clock):
    scene = a_scene()
    client = a_client(scene.coordinator)
    for address in addresses(scene)[:3]:
        response = client.get(address)
        assert response.status_code == 200
        assert "href=" in response.content.decode()


def test_a_stranger_gets_no_page(clock):
    scene = a_full(a_scene())
    client = a_client(a_scene("Berend").coordinator)
    for address in [*addresses(scene), reverse("plan_pdf", args=[scene.home.uuid])]:
        assert client.get(address).status_code == 404


def test_titles_and_addresses_hold_nothing_personal(clock):
    scene = a_full(a_scene())
    client = a_client(scene.coordinator)
    for address in addresses(scene):
        title = re.search(r"<title>(.*?)</title>", client.get(address).content.decode(), re.S)
        assert not re.search("Angela|Tom|rust|geld", title[1] + address)


def test_a_goal_with_its_first_step_is_one_form(clock):
    scene = a_scene()
    response = a_client(scene.coordinator).post(
        reverse("plan_page", args=[scene.home.uuid]),
        {
            "goal": "Rust",
            "person": "",
            "compartment": "common",
            "household_does": "Een lijst",
            "stance": "beside",
            "kind": "base",
        },
    )
    assert response.status_code == 303
    (goal,) = plan_of(scene.through(scene.coordinator.reader)).goals
    assert (goal.text, [step.what for step in goal.steps]) == ("Rust", ["Een lijst"])


def test_what_was_typed_comes_back_with_what_is_wrong(clock):
    scene = a_scene()
    response = a_client(scene.coordinator).post(
        reverse("plan_page", args=[scene.home.uuid]),
        {"goal": "", "household_does": "Een lange zin", "stance": "beside", "kind": "base"},
    )
    assert response.status_code == 422
    assert "Een lange zin" in response.content.decode()
    access = scene.through(scene.coordinator.reader)
    assert not Goal.objects.through(access).exists()


def test_a_conflict_shows_both_texts(clock):
    scene = a_scene()
    a_goal(scene)
    step = steps(scene)[0]
    actions.change_step(
        scene.helper.reader,
        household_id=scene.id,
        step=step.uuid,
        new=actions.NewStep(household_does="Van de ander"),
        expected_version=1,
    )
    response = a_client(scene.coordinator).post(
        reverse("step_page", args=[scene.home.uuid, step.uuid]),
        {
            "do": "change",
            "change-household_does": "Van mij",
            "change-stance": "beside",
            "change-kind": "base",
            "change-version": "1",
        },
    )
    assert response.status_code == 409
    assert "Van mij" in response.content.decode()
    assert "Van de ander" in response.content.decode()


def test_a_problem_is_noted_tied_seen_solved_and_back(clock):
    scene = a_scene()
    client = a_client(scene.coordinator)
    client.post(
        reverse("problems_page", args=[scene.home.uuid]),
        {"text": "Huurschuld", "life_area": "home", "person": "", "compartment": "common"},
    )
    other = a_problem(scene, "Geen werk")
    access = scene.through(scene.coordinator.reader)
    line = next(one for one in problems(access).lines if one.text == "Huurschuld")
    page = reverse("problem_page", args=[scene.home.uuid, line.uuid])
    sent = [
        {"do": "link", "link-way": "cause", "link-other": str(other.uuid)},
        {
            "do": "view",
            "view-observer": f"person:{scene.people[0]}",
            "view-sees_it": "no",
            "view-text": "Valt mee",
        },
        {"do": "solved", "solved-version": "1", "solved-how_solved": "Regeling"},
    ]
    for body in sent:
        assert client.post(page, body).status_code == 303, body
    line = next(one for one in problems(access).lines if one.text == "Huurschuld")
    assert (line.is_open, line.differs, line.how_solved) == (False, True, "Regeling")
    back = reverse("problem_reopen", args=[scene.home.uuid, line.uuid])
    client.post(back, {"version": str(line.version)})
    found = problems(access)
    assert found.by_uuid[str(line.uuid)].is_open
    assert [(link.cause, link.effect) for link in found.causes.links] == [
        (str(other.uuid), str(line.uuid))
    ]
    assert "Valt mee" in client.get(page).content.decode()


def test_buttons_of_the_plan_do_what_they_say(clock):
    scene = a_full(a_scene())
    client, home = a_client(scene.coordinator), scene.home.uuid
    first, second = steps(scene)
    park = reverse("step_park", args=[home, first.uuid])
    assert client.get(park).status_code == 200
    body = {"reason": "Eerst rust", "agreed_by": "Angela", "review_on": "2026-12-01"}
    assert client.post(park, {**body, "version": "1"}).status_code == 303
    client.post(
        reverse("step_state", args=[home, second.uuid]), {"state": "running", "version": "1"}
    )
    client.post(reverse("step_place", args=[home, second.uuid]), {"way": "up", "version": "2"})
    client.post(reverse("plan_pace", args=[home]), {"capacity": "0"})
    client.post(
        reverse("warning_aside", args=[home]),
        {"code": "too_much_at_once", "about": "", "reason": "Zij wil door"},
    )
    plan = plan_of(scene.through(scene.coordinator.reader))
    assert [(step.uuid, step.state) for step in plan.steps] == [
        (second.uuid, "running"),
        (first.uuid, "parked"),
    ]
    page = client.get(reverse("plan_page", args=[home])).content.decode()
    assert "Zij wil door" in page
    assert "Eerst rust" in page


def test_an_old_button_changes_nothing_and_says_so(clock):
    scene = a_full(a_scene())
    client, home = a_client(scene.coordinator), scene.home.uuid
    step = steps(scene)[0]
    state = reverse("step_state", args=[home, step.uuid])
    client.post(state, {"state": "running", "version": "1"})
    response = client.post(state, {"state": "done", "version": "1"}, follow=True)
    assert steps(scene)[0].state == "running"
    assert "vd-message" in response.content.decode() or "vd-notice" in response.content.decode()


def test_own_words_are_written_down_and_corrected(clock):
    scene = a_scene()
    client, page = a_client(scene.coordinator), reverse("words_page", args=[scene.home.uuid])
    body = {"do": "words", "words-person": str(scene.people[0]), "words-text": "Rust"}
    assert client.post(page, {**body, "words-how": "phone"}).status_code == 303
    strength = {"do": "strength", "strength-person": "", "strength-text": "Samen eten"}
    assert client.post(page, strength).status_code == 303
    found = voices(scene.through(scene.coordinator.reader))
    words = found.members[0].newest
    assert (words.text, words.how, found.together[0].text) == ("Rust", "phone", "Samen eten")
    change = reverse("words_change", args=[scene.home.uuid, words.uuid])
    assert client.get(change).status_code == 200
    client.post(change, {"text": "Echt rust", "first_priority": "", "version": "1"})
    assert voices(scene.through(scene.coordinator.reader)).members[0].newest.text == "Echt rust"


def test_the_answer_of_a_member_is_taken_down_on_the_version(clock):
    scene = a_full(a_scene())
    client = a_client(scene.coordinator)
    page = reverse("plan_version", args=[scene.home.uuid, 1])
    body = {
        "do": "sign",
        "sign-person": str(scene.people[1]),
        "sign-word": "not_agreed",
        "sign-how": "paper",
        "sign-remark": "Te veel",
    }
    assert client.post(page, body).status_code == 303
    assert "Te veel" in client.get(page).content.decode()
    assert "Te veel" not in a_client(scene.helper).get(page).content.decode()


def test_offers_are_noted_answered_and_used_from_the_plan(clock):
    scene = a_full(a_scene())
    client, home = a_client(scene.coordinator), scene.home.uuid
    oma = scene.somebody("Buurman")
    add = reverse("offer_add", args=[home])
    assert "wordt niet minder" in client.get(add).content.decode()
    client.post(
        add,
        {
            "network_member": str(oma.pk),
            "person": str(scene.people[0]),
            "what": "Gras maaien",
            "shared": "on",
        },
    )
    access = scene.through(scene.coordinator.reader)
    offer = plan_of(access).offers[-1]
    answered = reverse("offer_answer", args=[home, offer.uuid])
    client.post(answered, {"answer": "yes", "version": "1"})
    client.post(
        reverse("offer_use", args=[home, offer.uuid]),
        {"step": str(steps(scene)[0].uuid), "version": "2"},
    )
    assert [one.what for one in plan_of(access).steps[0].offers] == ["Gras maaien"]


def test_pages_are_the_same_with_and_without_what_is_hidden(clock):
    scene = a_full(a_scene())
    reader = scene.coordinator.reader
    # a supporter sees what is joint, and nothing of a member's own part, not even that it is there
    from tests import factories as make

    supporter = make.a_worker("supporter")
    make.stand(supporter.reader, scene.home, "supporter")
    client = a_client(supporter)
    everywhere = [*addresses(scene), reverse("plan_pdf", args=[scene.home.uuid])]

    def look():
        return [
            plain(client.get(one)) if not one.endswith("pdf") else client.get(one).content
            for one in everywhere
        ]

    before = look()
    joint = Problem.objects.through(scene.through(reader)).shown().order_by("pk").first()
    hidden = a_problem(scene, "Hij drinkt", person_id=scene.people[1])
    actions.link_problems(reader, household_id=scene.id, cause=hidden.uuid, effect=joint.uuid)
    actions.note_words(
        reader, household_id=scene.id, person_id=scene.people[1], text="Stil", first_priority="x"
    )
    a_goal(scene, "Minder drinken", person_id=scene.people[1], compartment="health")
    an_offer(scene)
    assert look() == before


def test_the_paper_is_a_pdf_without_a_personal_name(clock):
    scene = a_full(a_scene())
    response = a_client(scene.coordinator).get(reverse("plan_pdf", args=[scene.home.uuid]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert response.content.startswith(b"%PDF")


def test_the_paper_for_a_member_holds_what_both_may_see(clock):
    scene = a_scene()
    a_goal(scene)
    client = a_client(scene.coordinator)
    angela = client.get(
        reverse("plan_pdf", args=[scene.home.uuid]), {"met": str(uuid_of(scene, 0))}
    ).content
    a_goal(scene, "Alleen van Tom", person_id=scene.people[1])
    again = client.get(
        reverse("plan_pdf", args=[scene.home.uuid]), {"met": str(uuid_of(scene, 0))}
    ).content
    assert angela == again


def uuid_of(scene, number):
    from voordeur.people.queries import members

    found = members(scene.through(scene.coordinator.reader))
    return next(one.person_uuid for one in found if one.person_id == scene.people[number])


@pytest.mark.parametrize("place", range(5))
def test_the_number_of_queries_of_a_page_does_not_grow(clock, all_queries, place):
    scene = a_full(a_scene())
    client, address = a_client(scene.coordinator), addresses(scene)[place]
    client.get(address)

    def count():
        with all_queries() as statements:
            assert client.get(address).status_code == 200
        return len(statements)

    little = count()
    for number in range(3):
        a_goal(scene, f"Doel {number}", person_id=scene.people[0])
        a_problem(scene, f"Probleem {number}", "home", opened_on=date(2026, 1, 1))
    assert count() <= little
