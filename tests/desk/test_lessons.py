# SPDX-License-Identifier: EUPL-1.2
"""Lessons: each role has one, each step leads to a page that opens, and nothing is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from voordeur.desk.demo import ROLE_WORDS
from voordeur.desk.lessons import lessons, lessons_for
from voordeur.door.models import Account
from voordeur.history.models import Event

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_every_role_that_signs_in_has_a_lesson_in_both_languages():
    for role in ROLE_WORDS:
        assert lessons_for([role]), role
    codes = [lesson.code for lesson in lessons()]
    assert len(codes) == len(set(codes))
    for lesson in lessons():
        assert lesson.roles <= set(ROLE_WORDS)
        said = [
            lesson.title,
            lesson.why,
            *(w for step in lesson.steps for w in (step.do, step.see)),
        ]
        assert all(words.nl and words.en and words.nl != words.en for words in said)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in ROLE_WORDS if role != "resident"])
def test_each_step_leads_to_a_page_that_opens_for_the_role(role, clock):
    browser = Client(headers={"accept-language": "nl"})
    browser.force_login(make.a_worker(role).account, backend=BACKEND)
    before = Event.objects.count()
    found = browser.get("/lessen/").content.decode()
    opened = set()
    for lesson in lessons():
        first = reverse("lesson", args=[lesson.code])
        if role not in lesson.roles:
            assert browser.get(first).status_code == 404
            continue
        assert f'href="{first}"' in found
        for number, step in enumerate(lesson.steps, 1):
            page = browser.get(f"{first}?stap={number}")
            assert str(step.do) in page.content.decode().replace("&#x27;", "'")
            opened.add(step.page)
        assert browser.get(f"{first}?stap={number + 1}").status_code == 404
    for name in opened:
        assert browser.get(reverse(name)).status_code == 200, name
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_a_resident_learns_on_pages_with_the_way_out(clock):
    home = make.a_household("Zwaluwtje")
    reader = make.a_resident(make.person_ids(home)[0])
    account = Account.objects.get(pk=reader.account_id)
    browser = Client(headers={"accept-language": "nl"})
    browser.force_login(account, backend=BACKEND)
    page = browser.get("/lessen/mijn-eigen-pagina/").content.decode()
    assert "vd-resident" in page
    assert "echte omgeving" in page
    assert "Zwaluwtje" not in page.split("<main", 1)[1]
    assert browser.get(reverse("my_file"), follow=True).status_code == 200
