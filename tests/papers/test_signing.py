# SPDX-License-Identifier: EUPL-1.2
"""Signing a paper: whose word it is, on which version, and who may know of it."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.guard import unguarded
from tests.instruments.making import a_home
from tests.noninterference import page_of, unseen
from tests.papers import making
from tests.papers.test_pages import account, browser, url
from voordeur.door.deed import NotAllowed
from voordeur.door.forgetting import forget_person
from voordeur.door.refusal import Refusal
from voordeur.papers import queries
from voordeur.papers.actions import (
    bring_in,
    make_letter,
    record_signature,
    remove_paper,
    sign_paper,
)
from voordeur.papers.letters import letters
from voordeur.papers.models import PaperSignature

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(clock):
    return a_home()


def bring(home, *, of=None, replaces=None, content=making.PDF):
    return bring_in(
        home.coordinator.reader,
        household_id=home.id,
        title="Afspraken over de huur",
        content=content,
        person_id=of,
        replaces=replaces,
    )


def words(home, reader):
    """Return who said what, per edition of the papers this reader sees."""
    lines = queries.papers(home.open(reader), signed=True)
    return {line.edition: {one.signed_by: one.word for one in line.signed} for line in lines}


def test_the_word_of_a_member_on_a_joint_paper_is_their_own_unless_they_let_others_see_it(home):
    paper = bring(home)
    say = {"household_id": home.id, "paper": paper.uuid}
    unseen(
        page_of(account(home.him), url(home)),
        add=lambda: sign_paper(home.her, word="not_agreed", **say),
        seen_by=page_of(account(home.her), url(home)),
    )
    sign_paper(home.her, word="not_agreed", **say)
    sign_paper(home.her, word="agreed", shared=True, **say)
    sign_paper(home.coordinator.reader, word="agreed", **say)
    mine = f"person:{home.anna}"
    expected = {1: {mine: "agreed", home.coordinator.reader.key: "agreed"}}
    assert words(home, home.him) == words(home, home.her) == expected
    with unguarded():
        row = PaperSignature._plain.get(signed_by=mine)
    assert (row.version, row.how, row.projection) == (2, "self", paper.sha256)
    page = browser(home.him).get(url(home)).text
    assert f"agreed on 13 November 2026, in the own account (print {paper.sha256[:8]})" in page


def test_a_word_holds_for_one_version_and_what_was_signed_stays(home):
    first = bring(home)
    sign_paper(home.coordinator.reader, household_id=home.id, paper=first.uuid, word="agreed")
    second = bring(home, replaces=first.uuid, content=making.PDF + b"\n")
    assert (second.edition, second.person_id, second.compartment) == (2, None, "common")
    assert words(home, home.coordinator.reader)[2] == {}
    with pytest.raises(Refusal, match="newer version"):
        bring(home, replaces=first.uuid)
    with pytest.raises(Refusal, match="signed"):
        remove_paper(home.coordinator.reader, household_id=home.id, paper=first.uuid)
    page = browser(home.coordinator.reader).get(url(home)).text
    assert "there is a newer version" in page
    assert "version 2" in page
    remove_paper(home.coordinator.reader, household_id=home.id, paper=second.uuid)
    assert set(words(home, home.coordinator.reader)) == {1}


def test_a_word_that_came_in_otherwise_is_written_down_with_how_and_for_no_more_than_was_shown(
    home,
):
    joint, hers = bring(home), bring(home, of=home.anna)
    there = {"household_id": home.id, "word": "seen"}
    page = reverse("paper_sign", args=[home.household.uuid, joint.uuid])
    form = {"person": home.bram, "how": "paper", "word": "agreed", "signed_on": "2026-11-10"}
    client = browser(home.coordinator.reader)
    assert client.post(page, form | {"signed_on": "2026-12-24"}).status_code == 422
    assert client.post(page, form).status_code == 303
    assert words(home, home.him)[1][f"person:{home.bram}"] == "agreed"
    for refused in (
        {"paper": hers.uuid, "person_id": home.bram, "how": "paper"},
        {"paper": joint.uuid, "person_id": home.bram, "how": "self"},
        {"paper": joint.uuid, "person_id": 0, "how": "paper"},
        {"paper": joint.uuid, "person_id": home.bram, "how": "paper", "word": "blind"},
    ):
        with pytest.raises(Refusal):
            record_signature(home.coordinator.reader, **{**there, **refused})
    lead = make.a_worker("team_lead")
    make.stand(lead.reader, home.household, "lead")
    with pytest.raises(NotAllowed):
        sign_paper(lead.reader, paper=joint.uuid, **there)
    with pytest.raises(NotAllowed):
        record_signature(lead.reader, paper=joint.uuid, person_id=home.bram, how="paper", **there)
    own = browser(home.her)
    assert 'name="person"' not in own.get(page).text
    assert own.post(page, {"word": "seen"}).status_code == 303
    officer = make.a_worker("privacy_officer").reader
    forget_person(officer, person_id=home.bram, why="own_request")
    assert f"person:{home.bram}" not in words(home, home.coordinator.reader)[1]


def test_an_agreement_on_safety_lies_in_the_part_about_safety_and_a_question_names_its_recipient(
    home,
):
    made = {}
    for name in ("safety-agreement", "request-for-information"):
        fields = dict.fromkeys(letters()[name].fields, "Bureau Halte")
        made[name] = make_letter(
            home.coordinator.reader,
            household_id=home.id,
            letter=name,
            language="nl",
            values=fields,
            signed="M. de Wit",
            person_id=home.anna,
        )
    assert made["safety-agreement"].compartment == "safety"
    assert made["request-for-information"].compartment == "own"
    assert words(home, home.him) == {}
    client = browser(home.coordinator.reader)
    assert "About whom?" in client.get(url(home, "letter_new", "request-for-information")).text
    assert "About whom?" not in client.get(url(home, "letter_new", "referral")).text
