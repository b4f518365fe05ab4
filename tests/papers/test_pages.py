# SPDX-License-Identifier: EUPL-1.2
"""Pages of papers: a file goes in and comes out as it was, through the door every time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.guard import unguarded
from tests.instruments.making import a_home
from tests.noninterference import page_of, unseen
from tests.papers import making
from voordeur.door.models import Account
from voordeur.papers.actions import bring_in
from voordeur.papers.models import Paper

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def home(clock):
    return a_home()


def account(reader):
    return Account.objects.get(pk=reader.account_id)


def browser(reader):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account(reader), backend=BACKEND)
    return client


def url(home, name="papers_page", *more):
    return reverse(name, args=[home.household.uuid, *more])


def bring(home, by, *, of=None, title="Brief van de verhuurder"):
    return bring_in(by, household_id=home.id, title=title, content=making.PDF, person_id=of)


def upload(home, reader, content=making.PDF, **more):
    file = SimpleUploadedFile("../../geheim<script>.exe", content, content_type="text/html")
    return browser(reader).post(
        url(home, "paper_new"), {"title": "Huurbrief", "place": "", "file": file, **more}
    )


def test_a_file_goes_in_and_comes_out_as_a_file_to_save(home):
    assert upload(home, home.coordinator.reader)["Location"] == url(home)
    with unguarded():
        row = Paper._plain.get()
    got = browser(home.coordinator.reader).get(url(home, "paper_download", row.uuid))
    assert got.content == making.PDF
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"] == f'attachment; filename="stuk-{row.uuid.hex[:8]}.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Cache-Control"] == "no-store"
    assert "sandbox" in got["Content-Security-Policy"]


def test_a_file_of_another_kind_comes_back_with_the_title_kept(home):
    answer = upload(home, home.coordinator.reader, content=b"MZ\x90\0")
    assert answer.status_code == 422
    assert "This kind of file cannot be kept." in answer.text
    assert 'value="Huurbrief"' in answer.text


def test_a_file_that_is_too_large_is_refused(home):
    answer = upload(home, home.coordinator.reader, content=b"%PDF-" + b"0" * (20 * 1024 * 1024))
    assert answer.status_code == 422
    assert "too large" in answer.text


def test_only_places_that_are_open_are_offered(home):
    page = browser(home.coordinator.reader).get(url(home, "paper_new")).text
    assert f'value="{home.anna}:own"' in page
    assert f'value="{home.anna}:health"' not in page
    her = browser(home.her).get(url(home, "paper_new")).text
    assert f'value="{home.anna}:health"' in her
    assert f'value="{home.bram}:own"' not in her


def test_that_nobody_checked_a_file_is_said_plainly(home):
    bring(home, home.coordinator.reader)
    page = browser(home.coordinator.reader).get(url(home)).text
    assert "not checked for viruses" in page


def test_a_link_that_was_kept_opens_nothing_for_somebody_else(home):
    row = bring(home, home.her, of=home.anna)
    link = url(home, "paper_download", row.uuid)
    for reader in (home.him, home.helper.reader, make.a_worker().reader):
        assert browser(reader).get(link).status_code == 404
    assert browser(home.her).get(link).status_code == 200


def test_who_may_not_write_papers_gets_no_form(home):
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    client = browser(lead.reader)
    assert client.get(url(home, "paper_new")).status_code == 403
    assert client.get(url(home, "letter_new", "invitation")).status_code == 403
    assert "Add a paper" not in client.get(url(home)).text


def test_a_letter_is_made_from_its_form(home):
    client, there = browser(home.coordinator.reader), url(home, "letter_new", "invitation")
    assert "Day and time" in client.get(there).text
    given = {
        "person": home.anna,
        "language": "nl",
        "field-when": "maandag 10 uur",
        "field-where": "bij u thuis",
        "field-phone": "14 012",
    }
    assert client.post(there, given | {"field-phone": ""}).status_code == 422
    assert client.post(there, given).status_code == 303
    assert "Uitnodiging voor een eerste gesprek" in client.get(url(home)).text
    assert client.get(url(home, "letter_new", "aanmaning")).status_code == 404
    assert browser(home.her).get(there).status_code == 403


def test_a_paper_is_taken_away_by_post_only(home):
    row = bring(home, home.coordinator.reader)
    client, there = browser(home.coordinator.reader), url(home, "paper_remove", row.uuid)
    assert client.get(there).status_code == 405
    assert client.post(there).status_code == 303
    with unguarded():
        assert not Paper._plain.exists()


def test_a_paper_of_one_member_changes_no_byte_for_the_other(home):
    bring(home, home.coordinator.reader)
    unseen(
        page_of(account(home.him), url(home)),
        add=lambda: bring(home, home.her, of=home.anna),
        seen_by=page_of(account(home.her), url(home)),
    )


def test_a_masked_paper_shows_no_title(home):
    bring(home, home.her, of=home.anna, title="Uitslag")
    page = browser(home.helper.reader).get(url(home)).text
    assert "Uitslag" not in page
    assert "not for you to read" in page


def test_the_page_takes_the_same_number_of_queries_for_any_number_of_papers(home, all_queries):
    client, counts = browser(home.coordinator.reader), []
    client.get(url(home))
    for _ in range(2):
        bring(home, home.coordinator.reader)
        with all_queries() as statements:
            client.get(url(home))
        counts.append(len(statements))
    assert counts[0] == counts[1]
