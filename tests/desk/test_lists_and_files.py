# SPDX-License-Identifier: EUPL-1.2
"""The list narrowed down, saved views, and files: through the door, without a formula that runs."""

import json
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_scene, signed_in, url
from tests.noninterference import page_of, unseen
from tests.resident.making import account_of
from voordeur.coordination import actions
from voordeur.door import access as door
from voordeur.door.limits import LIMITS
from voordeur.papers.sheets import Sheet, as_json, xlsx
from voordeur.people.queries import members
from voordeur.plan.actions import note_problem


def cells(content):
    book = openpyxl.load_workbook(BytesIO(content))
    return [cell for tab in book for row in tab.iter_rows() for cell in row]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_nothing_that_was_typed_runs_as_a_formula(texts):
    made = xlsx([Sheet("Test", tuple("abcd"[: len(texts)]), (tuple(texts),))])
    found = cells(made)
    assert all(cell.data_type != "f" for cell in found)
    assert not any(str(cell.value or "").startswith(tuple("=+-@")) for cell in found)


def test_unknown_stays_unknown_in_a_file():
    made = json.loads(as_json([Sheet("Test", ("a", "b"), ((None, 1),))]))
    assert made["tables"][0]["rows"] == [{"a": None, "b": 1}]


@pytest.mark.django_db
def test_the_list_is_narrowed_down_by_the_work_and_a_view_of_it_is_kept(clock, all_queries):
    scene = a_scene("Angela", "Tom")
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    other = make.a_household("Miranda", by=scene.worker.reader, team=scene.team)
    actions.open_case(scene.worker.reader, household_id=other.pk, team_id=scene.team.pk)
    browser = signed_in(lead)
    assert "Angela" in browser.get("/huishoudens/").content.decode()
    page = browser.get("/huishoudens/?alleen=zonder").content.decode()
    assert "Miranda" in page
    assert "Angela" not in page
    with all_queries() as asked:
        browser.get("/huishoudens/?alleen=zonder&alleen=telaat&alleen=stil&alleen=mijn")
    assert len(asked) <= 15
    browser.post("/huishoudens/bewaren/", {"alleen": ["zonder"], "name": "Mijn eigen lijst"})
    page = browser.get("/huishoudens/").content.decode()
    assert "Mijn eigen lijst" in page
    assert "?alleen=zonder" in page
    assert "Mijn eigen lijst" not in signed_in(scene.worker).get("/huishoudens/").content.decode()
    browser.post("/huishoudens/weg/", {"view": "0"})
    assert "Mijn eigen lijst" not in browser.get("/huishoudens/").content.decode()
    made = browser.post("/huishoudens/bestand/", {"soort": "xlsx", "alleen": ["zonder"]})
    assert [cell.value for cell in cells(made.content)][3] == "Miranda"
    assert "Miranda" not in made["Content-Disposition"]


@pytest.mark.django_db
def test_a_file_of_a_household_holds_what_its_reader_sees_and_no_more(clock):
    scene = a_scene("Angela", "Tom")
    her, him = (account_of(make.a_resident(one)) for one in scene.people)
    address = url(scene, "bestand/")

    def take(account, kind):
        def get():
            client = Client()
            client.force_login(
                account, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            return client.post(address, {"soort": kind})

        return get

    unseen(
        lambda: [take(him, kind)() for kind in ("json", "pdf")],
        add=lambda: note_problem(
            scene.worker.reader,
            household_id=scene.home.pk,
            text="=HYPERLINK('x')",
            life_area="mental_health",
            person_id=scene.people[0],
        ),
        seen_by=lambda: [take(her, "json")()],
    )
    assert page_of(her, address)().status_code == 200
    stranger = signed_in(make.a_worker())
    assert stranger.post(address, {"soort": "json"}).status_code == 404


@pytest.mark.django_db
def test_at_the_table_the_file_holds_what_both_may_see_and_files_are_counted(clock):
    scene = a_scene("Angela", "Tom")
    note_problem(
        scene.worker.reader,
        household_id=scene.home.pk,
        text="Alleen van Angela",
        life_area="mental_health",
        person_id=scene.people[0],
    )
    inside = door.open_household(scene.worker.reader, scene.home.pk, activity="test")
    tom = members(inside)[1].person_uuid
    browser = signed_in(scene.worker)
    alone = browser.post(url(scene, "bestand/"), {"soort": "json"}).content.decode()
    both = browser.post(url(scene, "bestand/"), {"soort": "json", "met": [tom]}).content.decode()
    assert "Alleen van Angela" in alone
    assert "Alleen van Angela" not in both
    for _ in range(LIMITS["export"].times - 2):
        browser.post(url(scene, "bestand/"), {"soort": "json"})
    assert browser.post(url(scene, "bestand/"), {"soort": "json"}).status_code == 429
