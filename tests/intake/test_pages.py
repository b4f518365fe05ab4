# SPDX-License-Identifier: EUPL-1.2
"""The pages of intake, from a line typed at a desk to the decision."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.intake.making import a_signal
from voordeur.door.access import open_household
from voordeur.door.drafts import load, save
from voordeur.intake import actions
from voordeur.intake.actions import NewSignal

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(worker):
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    return client


def typed(team, **more):
    return {
        "what": "Kinderen alleen thuis gezien",
        "urgency": "soon",
        "source": "neighbour",
        "team": str(team.pk),
        "basis": "wmo_5_1_1",
        **more,
    }


@pytest.fixture
def work(clock):
    team = make.a_team()
    worker = make.a_worker("professional", "triage", team=team)
    return team, worker, signed_in(worker)


def urls(worker, name):
    from voordeur.intake.queries import worklist

    line = worklist(worker.reader)[0]
    return reverse(name, args=[line.household, line.uuid])


def test_from_a_line_to_going_on_with_the_household(work):
    team, worker, client = work
    assert client.get(reverse("signal_new")).status_code == 200
    done = client.post(reverse("signal_new"), typed(team))
    assert (done.status_code, done.url) == (303, reverse("signals"))
    assert "Kinderen alleen thuis gezien" in client.get(done.url).content.decode()
    page = urls(worker, "signal")
    steps = (
        ("signal_attempt", {"way": "visit", "result": "refused", "threshold": "distrust"}),
        ("signal_start", {"version": "2", "reason": ""}),
        (
            "signal_decide",
            {
                "version": "3",
                "outcome": "household_approach",
                "reason": "Er speelt meer",
                "informed_on": "2026-11-13",
                "informed_how": "aan de deur",
            },
        ),
    )
    for name, data in steps:
        url = urls(worker, name)
        assert client.get(url).status_code == 200, name
        answer = client.post(url, data)
        assert answer.status_code == 303, (name, answer.context["form"].errors)
    text = client.get(page).content.decode()
    for said in ("Er speelt meer", "aan de deur"):
        assert said in text


@pytest.mark.parametrize(
    ("outcome", "leads_on"), [("household_approach", True), ("no_action", False)]
)
def test_only_going_on_with_the_household_leads_to_the_case(work, outcome, leads_on):
    team, worker, client = work
    client.post(reverse("signal_new"), typed(team))
    page, decide = urls(worker, "signal"), urls(worker, "signal_decide")
    client.post(urls(worker, "signal_start"), {"version": "1"})
    said = {"version": "2", "outcome": outcome, "reason": "x", "informed_on": "2026-11-13"}
    assert client.post(decide, {**said, "informed_how": "aan de deur"}).status_code == 303
    shown = client.get(page).content.decode()
    assert ("Casus openen, of zien wie de regie heeft" in shown) is leads_on
    if leads_on:
        # The day the question came in is asked once: at the signal.
        home = re.search(r"/huishouden/[0-9a-f-]{36}/", shown)[0]
        opening = client.get(f"{home}casus-openen/").content.decode()
        assert re.search(r'name="asked_on"[^>]*value="2026-11-13"', opening)


def test_a_half_typed_signal_is_there_the_next_time_and_gone_when_sent(work):
    team, worker, client = work
    save(worker.account.pk, "signal-new", {"what": ["Half getypt"]})
    assert "Half getypt" in client.get(reverse("signal_new")).content.decode()
    client.post(reverse("signal_new"), typed(team))
    assert load(worker.account.pk, "signal-new") == {}


def test_what_is_wrong_comes_back_with_what_was_typed(work):
    team, _worker, client = work
    page = client.post(reverse("signal_new"), typed(team, postcode="12"))
    text = page.content.decode()
    assert page.status_code == 422
    assert 'id="id_postcode_error"' in text
    assert "Kinderen alleen thuis gezien" in text


def test_nobody_decides_from_an_old_page(work):
    team, worker, client = work
    client.post(reverse("signal_new"), typed(team))
    url = urls(worker, "signal_start")
    assert client.post(url, {"version": "1"}).status_code == 303
    assert client.post(url, {"version": "1"}).status_code == 409


def test_every_form_of_a_signal_opens(work):
    team, worker, client = work
    client.post(reverse("signal_new"), typed(team))
    for name in (
        "signal_attempt",
        "signal_outreach",
        "signal_start",
        "signal_wait",
        "signal_decide",
        "signal_aside",
        "signal_inform",
        "signal_attach",
    ):
        assert client.get(urls(worker, name)).status_code == 200, name


def test_a_signal_is_joined_to_a_household_that_is_open_to_me(work):
    team, worker, client = work
    home = make.a_household("Angela", "Tom", by=worker.reader)
    client.post(reverse("signal_new"), typed(team))
    url = urls(worker, "signal_attach")
    assert "Angela, Tom" in client.get(url).content.decode()
    answer = client.post(url, {"household": str(home.uuid)})
    assert answer.status_code == 303
    assert str(home.uuid) in answer.url
    assert client.get(answer.url).status_code == 200


def test_waiting_asking_and_telling_by_form(work):
    team, worker, client = work
    colleague = make.a_worker(team=team)
    client.post(reverse("signal_new"), typed(team))
    ask = client.post(
        urls(worker, "signal_outreach"), {"account": str(colleague.account.pk), "despite": ""}
    )
    assert ask.status_code == 303
    assert client.post(urls(worker, "signal_start"), {"version": "1"}).status_code == 303
    waits = client.post(
        urls(worker, "signal_wait"),
        {"version": "2", "reason": "baby net geboren", "look_again_on": "2026-12-01"},
    )
    assert waits.status_code == 303
    told = client.post(
        urls(worker, "signal_inform"), {"version": "3", "not_informed_reason": "gevaar"}
    )
    assert told.status_code == 303
    aside = client.post(
        urls(worker, "signal_aside"),
        {"version": "4", "reason": "ruzie", "not_informed_reason": "niets mee gedaan"},
    )
    assert aside.status_code == 303
    assert client.get(reverse("signals")).status_code == 200


def test_the_list_on_the_household_page_is_the_same_with_and_without_a_hidden_signal(work):
    team, _worker, _client = work

    def page_of(with_hidden):
        home = make.a_household("Angela", "Tom")
        coordinator = make.a_worker()
        make.stand(coordinator.reader, home, "case_coordinator")
        lead = make.a_worker("professional", name="Lead")
        make.stand(lead.reader, home, "lead")
        if with_hidden:
            actions.add_signal(
                coordinator.reader,
                household_id=home.pk,
                new=NewSignal(what="Iets van geld"),
                team_id=team.pk,
            )
        return home, signed_in(lead).get(reverse("signals_here", args=[home.uuid]))

    def bare(home, page):
        text = page.content.decode().replace(str(home.uuid), "x")
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)

    assert bare(*page_of(True)) == bare(*page_of(False))


def test_a_household_shows_its_signals_those_of_safety_apart(work):
    team, worker, client = work
    home = make.a_household("Angela", by=worker.reader)
    for safety in ("", "on"):
        added = client.post(
            reverse("signal_add", args=[home.uuid]),
            typed(team, what=f"Iets {safety}", safety=safety),
        )
        assert added.status_code == 303
    from voordeur.intake.panels import panels
    from voordeur.people.pages import Home

    access = open_household(worker.reader, home.pk, activity="test")
    shown = panels(Home(home.uuid, home.pk, access, worker.reader))
    assert [(panel.key, sorted(panel.tags)) for panel in shown] == [
        ("signals", []),
        ("signals-safety", ["safety"]),
    ]
    assert client.get(reverse("signals_here", args=[home.uuid])).status_code == 200


def test_today_says_what_a_signal_says_unless_it_is_about_safety(work):
    team, worker, client = work
    home = make.a_household("Angela", by=worker.reader)
    for what, safety in (("De post blijft liggen", ""), ("Er werd geschreeuwd", "on")):
        client.post(reverse("signal_add", args=[home.uuid]), typed(team, what=what, safety=safety))
    page = client.get("/vandaag/").content.decode()
    assert "De post blijft liggen" in page
    assert "Er werd geschreeuwd" not in page


def test_who_only_recorded_it_gets_no_button_that_would_be_refused(work):
    team, _worker, _client = work
    recorder = make.a_worker()
    row = actions.record_signal(recorder.reader, new=NewSignal(what="x"), team_id=team.pk)
    client = signed_in(recorder)
    page = client.get(reverse("signals")).content.decode()
    assert str(row.uuid) in page
    from voordeur.intake.queries import worklist

    line = worklist(recorder.reader)[0]
    page = client.get(reverse("signal", args=[line.household, line.uuid])).content.decode()
    for name in ("signal_attempt", "signal_start", "signal_decide", "signal_aside"):
        assert reverse(name, args=[line.household, line.uuid]) not in page


def test_the_worklist_page_costs_the_same_for_many_signals(work, all_queries):
    team, _worker, client = work
    client.post(reverse("signal_new"), typed(team, postcode="1234AB", number="1"))
    client.get(reverse("signals"))
    with all_queries() as few:
        client.get(reverse("signals"))
    for _number in range(5):
        client.post(reverse("signal_new"), typed(team, postcode="1234AB", number="1"))
    with all_queries() as many:
        client.get(reverse("signals"))
    assert len(many) == len(few) <= 15


def test_a_signal_page_costs_the_same_for_many_attempts(work, all_queries):
    team, worker, client = work
    from tests.intake.making import Scene

    scene = Scene(team, worker.reader, worker.account.pk, worker.reader)
    row = a_signal(scene)
    url = urls(worker, "signal")
    actions.record_attempt(
        worker.reader, household_id=row.household_id, signal=row.uuid, way="visit", result="talked"
    )
    client.get(url)
    with all_queries() as few:
        client.get(url)
    for _number in range(4):
        actions.record_attempt(
            worker.reader,
            household_id=row.household_id,
            signal=row.uuid,
            way="visit",
            result="talked",
        )
    with all_queries() as many:
        client.get(url)
    assert len(many) == len(few) <= 15
