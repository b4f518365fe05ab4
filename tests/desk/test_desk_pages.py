# SPDX-License-Identifier: EUPL-1.2
"""The pages of the desk: who gets what, and that a page costs the same for one household or thirty."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from voordeur.coordination.actions import ask_coordinator, open_case
from voordeur.desk.nav import MENU
from voordeur.desk.views import timeline_items
from voordeur.door.models import AccessRecord
from voordeur.door.timeline import Happening

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(worker):
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    return client


def a_case(worker, *names):
    home = make.a_household(*names, by=worker.reader, team=worker.professional.team)
    open_case(
        worker.reader,
        household_id=home.pk,
        team_id=worker.professional.team_id,
        coordinator=worker.professional.pk,
    )
    return home


def test_a_visitor_is_sent_to_the_sign_in():
    assert Client().get("/vandaag/").status_code == 302


def test_today_shows_my_households_by_first_name(clock):
    worker = make.a_worker("professional", "triage")
    a_case(worker, "Angela", "Tom")
    page = signed_in(worker).get("/vandaag/")
    assert page.status_code == 200
    assert "Angela &amp; Tom" in page.content.decode()


def test_somebody_elses_household_is_not_there(clock):
    worker, other = make.a_worker("professional", "triage"), make.a_worker()
    home = a_case(worker, "Angela")
    assert signed_in(other).get(f"/huishouden/{home.uuid}/").status_code == 404


def test_a_colleague_asked_to_coordinate_sees_that_and_not_who(clock):
    worker, other = make.a_worker("professional", "triage"), make.a_worker()
    home = a_case(worker, "Angela")
    ask_coordinator(
        worker.reader, household_id=home.pk, layer="process", professional_id=other.professional.pk
    )
    page = signed_in(other).get(f"/huishouden/{home.uuid}/").content.decode()
    assert "Angela" not in page


def test_the_pages_cost_the_same_for_one_household_and_for_thirty(clock, all_queries):
    worker = make.a_worker("professional", "triage")
    home = a_case(worker, "Angela", "Tom")
    client = signed_in(worker)
    counts = {}
    for turn in ("warm", "one", "thirty"):
        for path in ("/vandaag/", "/huishoudens/", f"/huishouden/{home.uuid}/"):
            with all_queries() as statements:
                assert client.get(path).status_code == 200
            counts[turn, path] = len(statements)
        if turn == "one":
            for number in range(30):
                a_case(worker, f"Naam{number}")
    for path in ("/vandaag/", "/huishoudens/", f"/huishouden/{home.uuid}/"):
        assert counts["one", path] == counts["thirty", path] <= 15, counts


def test_a_list_is_logged_once_before_it_is_shown(clock):
    worker = make.a_worker("professional", "triage")
    homes = [a_case(worker, "Angela"), a_case(worker, "Berend")]
    AccessRecord.objects.all().delete()
    client = signed_in(worker)
    client.get("/vandaag/")
    client.get("/vandaag/")
    record = AccessRecord.objects.get()
    assert record.households == [home.pk for home in homes]


def test_at_the_table_a_page_asks_who_is_there_first(clock):
    worker = make.a_worker("professional", "triage")
    home = a_case(worker, "Angela", "Tom")
    page = signed_in(worker).get(f"/huishouden/{home.uuid}/tafel/")
    assert "erbij" in page.content.decode()


def test_the_demo_sign_in_is_not_there_outside_a_demo(clock):
    assert Client().get("/kies/").status_code == 404


def test_every_item_of_the_menu_leads_to_a_page():
    assert [name for name, _label, _roles in MENU if not reverse(name).startswith("/")] == []


def test_what_somebody_did_often_on_one_day_is_one_line_of_the_timeline():
    def seen(kind, day, actor="account:1"):
        when = datetime(2026, 8, day, 10, tzinfo=UTC)
        return Happening(1, 1, None, kind, actor, {}, uuid4(), when, when)

    items = timeline_items(
        [
            seen("plan.problem_written", 2),
            seen("plan.problem_written", 2),
            seen("plan.problem_written", 2, "account:2"),
            seen("plan.problem_written", 1),
            seen(None, 1),
            seen("plan.problem_written", 1),
        ],
        {"account:1": "Noor", "account:2": "Fadoua"},
    )
    assert [(item.who, item.times, item.masked) for item in items] == [
        ("Noor", 2, False),
        ("Fadoua", 1, False),
        ("Noor", 2, False),
        ("Noor", 1, True),
    ]


def test_the_privacy_officer_finds_the_work_in_the_menu(clock):
    page = signed_in(make.a_worker("privacy_officer")).get("/", follow=True)
    assert page.redirect_chain == [(reverse("door_reviews"), 302)]
    assert reverse("door_inspection") in page.content.decode()


def test_who_finds_a_closed_door_finds_the_way_to_emergency_access(clock):
    """The same for a household that is there and one that is not; not for a lead."""
    home = make.a_household()
    worker, lead = make.a_worker(), make.a_worker("team_lead")
    for household in (home.uuid, uuid4()):
        way = reverse("door_emergency", args=[household])
        page = reverse("household", args=[household])
        closed = signed_in(worker).get(page)
        assert (closed.status_code, way in closed.content.decode()) == (404, True)
        assert way not in signed_in(lead).get(page).content.decode()


def test_a_colleague_of_the_team_finds_the_way_to_emergency_access(clock):
    worker = make.a_worker("professional", "triage")
    home = a_case(worker)
    colleague = make.a_worker(team=worker.professional.team)
    way = reverse("door_emergency", args=[home.uuid])
    page = reverse("household", args=[home.uuid])
    assert way in signed_in(colleague).get(page).content.decode()
    assert way not in signed_in(worker).get(page).content.decode()
