# SPDX-License-Identifier: EUPL-1.2
"""The pages of contact: forms that lose nothing, and nothing that shows to who may not see it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import factories as make
from tests.contact.making import BACKEND, a_home, signed_in
from tests.noninterference import page_of, unseen
from tests.resident.making import account_of
from voordeur.contact import actions, queries
from voordeur.contact.actions import Said
from voordeur.door import drafts

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 13)
PAGES = ("contact/", "contact/nieuw/", "contact/notitie/", "gesprek/", "gesprek/grens/")


def test_every_page_opens_for_who_helps_and_for_no_stranger(clock):
    home = a_home()
    for tail in PAGES:
        assert signed_in(home.coordinator).get(home.url(tail)).status_code == 200, tail
        assert signed_in(home.helper).get(home.url(tail)).status_code == 200, tail
        assert signed_in(make.a_worker()).get(home.url(tail)).status_code == 404, tail


def test_a_colleague_who_does_not_help_writes_nothing(clock):
    home = a_home()
    colleague = make.a_worker()
    make.stand(colleague.reader, home.household, "team")
    for tail in ("contact/nieuw/", "contact/notitie/", "gesprek/grens/"):
        assert signed_in(colleague).get(home.url(tail)).status_code == 403, tail
    assert signed_in(colleague).post(home.url("gesprek/"), {}).status_code == 403


def test_a_visit_is_recorded_with_who_was_there_and_a_note(clock):
    home = a_home("Angela", "Tom")
    client = signed_in(home.coordinator)
    form = {
        "kind": "home",
        "on": "2026-11-12",
        "outcome": "held",
        "present": home.people,
        "note": "Samen de post geopend",
        "part": "common",
    }
    assert client.post(home.url("contact/nieuw/"), form).status_code == 303
    page = client.get(home.url()).content.decode()
    assert "Samen de post geopend" in page
    assert "Angela, Tom" in page


def test_a_refused_form_keeps_what_was_typed(clock):
    home = a_home()
    form = {
        "kind": "home",
        "on": "2026-12-24",
        "outcome": "held",
        "note": "Lang verhaal",
        "part": "common",
    }
    answer = signed_in(home.coordinator).post(home.url("contact/nieuw/"), form)
    assert answer.status_code == 422
    assert "Lang verhaal" in answer.content.decode()


def test_a_half_typed_note_is_there_again_and_gone_after_sending(clock):
    home = a_home()
    client = signed_in(home.coordinator)
    key = f"note:{home.household.uuid}"
    client.post("/concept/", {"draft_key": key, "text": "Half getypt"})
    assert "Half getypt" in client.get(home.url("contact/notitie/")).content.decode()
    sent = client.post(home.url("contact/notitie/"), {"kind": "household", "text": "Heel getypt"})
    assert sent.status_code == 303
    assert drafts.load(home.coordinator.account.pk, key) == {}


def test_a_work_note_is_written_shared_and_thrown_away_by_the_pages(clock):
    home = a_home()
    client = signed_in(home.coordinator)
    for text in ("Eerste gedachte", "Tweede gedachte"):
        client.post(home.url("contact/notitie/"), {"kind": "work", "text": text})
    assert "Eerste gedachte" in client.get(home.url()).content.decode()
    assert "gedachte" not in signed_in(home.helper).get(home.url()).content.decode()
    second, first = queries.notes(home.open(home.coordinator.reader))
    assert client.post(home.url(f"contact/werknotitie/{first.uuid}/weg/")).status_code == 303
    share = home.url(f"contact/werknotitie/{second.uuid}/delen/")
    assert signed_in(home.helper).get(share).status_code == 404
    sent = client.post(share, {"kind": "household", "text": "Nu voor iedereen"})
    assert sent.status_code == 303
    assert "Nu voor iedereen" in signed_in(home.helper).get(home.url()).content.decode()


def test_two_who_correct_one_note_see_both_texts(clock):
    home = a_home()
    client = signed_in(home.coordinator)
    (row,) = actions.write_note(home.coordinator.reader, household_id=home.pk, text="Eerst")
    path = home.url(f"contact/notitie/{row.uuid}/")
    assert client.post(path, {"text": "Toen", "version": 1}).status_code == 303
    answer = client.post(path, {"text": "Anders", "version": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Anders" in page
    assert "Toen" in page
    assert client.post(path, {"text": "Anders", "version": 2}).status_code == 303


def test_the_conversation_is_noted_bit_by_bit_and_may_stay_empty(clock):
    home = a_home()
    client = signed_in(home.coordinator)
    path = home.url("gesprek/")
    first = client.post(
        path, {"words_question_as_put": "Ik wil rust", "version_question_as_put": 0}
    )
    assert first.status_code == 303
    assert "Ik wil rust" in client.get(path).content.decode()
    second = client.post(
        path,
        {
            "words_question_as_put": "Ik wil rust",
            "version_question_as_put": 1,
            "state_suited_home": "met",
            "met_by_suited_home": "Traplift",
        },
    )
    assert second.status_code == 303
    said, _ = queries.conversation(home.open(home.coordinator.reader), None)
    assert {(one.area, one.state) for one in said} == {
        ("question_as_put", ""),
        ("suited_home", "met"),
    }


def test_a_conflict_in_the_conversation_shows_both_texts_and_lets_the_second_decide(clock):
    home = a_home()
    client = signed_in(home.coordinator)
    path = home.url("gesprek/")
    mine = {"words_going_well": "Mijn zin", "version_going_well": 0}
    actions.note_conversation(
        home.helper.reader, household_id=home.pk, said=[Said("going_well", "Hun zin")]
    )
    answer = client.post(path, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mijn zin" in page
    assert "Hun zin" in page
    assert 'name="version_going_well" value="1"' in page


def test_what_one_member_said_is_asked_for_with_that_member(clock):
    home = a_home("Angela", "Tom")
    client = signed_in(home.coordinator)
    actions.note_conversation(
        home.coordinator.reader,
        household_id=home.pk,
        person_id=home.people[0],
        said=[Said("desired_future", "Een eigen huis")],
    )
    page = client.get(home.url("gesprek/")).content.decode()
    assert "Een eigen huis" not in page
    from voordeur.people.queries import members

    angela = members(home.open(home.coordinator.reader))[0]
    path = home.url(f"gesprek/?lid={angela.person_uuid}")
    assert "Een eigen huis" in client.get(path).content.decode()
    helper_page = signed_in(home.helper).get(path).content.decode()
    assert "Een eigen huis" not in helper_page
    assert client.get(home.url("gesprek/?lid=iemand")).status_code == 404


def test_a_limit_is_recorded_shown_and_ended_by_the_pages(clock):
    home = a_home()
    client = signed_in(home.coordinator)
    form = {
        "about": home.people[0],
        "ground": "cannot_oversee",
        "situation": "Contracten tekenen",
        "reason": "Overziet het nu niet",
        "since": "2026-11-13",
        "look_again": "2026-11-27",
    }
    assert client.post(home.url("gesprek/grens/"), form).status_code == 303
    page = client.get(home.url("gesprek/")).content.decode()
    assert "Contracten tekenen" in page
    assert home.coordinator.professional.name in page
    (row,) = queries.limits(home.open(home.coordinator.reader))
    path = home.url(f"gesprek/grens/{row.uuid}/einde/")
    assert client.post(path, {"why": "", "version": 1}).status_code == 422
    assert client.post(path, {"why": "Kan het weer", "version": 1}).status_code == 303
    assert "Contracten tekenen" not in client.get(home.url("gesprek/")).content.decode()


@pytest.mark.parametrize("tail", ["", "contact/", "gesprek/", "wie-helpt/", "tijdlijn/"])
def test_a_hidden_contact_note_or_limit_changes_no_byte(clock, tail):
    home = a_home("Angela", "Tom")
    angela = home.people[0]
    reader, seeing = make.a_worker(), make.a_worker()
    make.stand(reader.reader, home.household, "supporter")
    make.stand(seeing.reader, home.household, "emergency")

    def add():
        me = home.coordinator.reader
        actions.record_contact(
            me,
            household_id=home.pk,
            kind="home",
            on=FRIDAY,
            person_id=angela,
            compartment="safety",
            present=[angela],
            note="Blauwe plekken",
        )
        actions.write_note(
            me, household_id=home.pk, text="Los", person_ids=[angela], compartment="justice"
        )
        actions.limit_self_direction(
            me,
            household_id=home.pk,
            person_id=angela,
            ground="violence_at_home",
            situation="Thuis",
            reason="Dreiging",
            since=FRIDAY,
            look_again=FRIDAY + timedelta(days=7),
            authority="safe_home",
            acting="Wacht",
        )

    seen = home.url("contact/") if tail in {"", "wie-helpt/"} else home.url(tail)
    unseen(page_of(reader.account, home.url(tail)), add=add, seen_by=page_of(seeing.account, seen))


def test_the_page_takes_as_many_queries_for_forty_contacts_as_for_two(clock, all_queries):
    home = a_home()
    client = signed_in(home.coordinator)

    def add(number):
        for _ in range(number):
            actions.record_contact(
                home.coordinator.reader,
                household_id=home.pk,
                kind="phone",
                on=FRIDAY,
                present=home.people,
                note="Gebeld",
            )

    counts = []
    for number in (2, 0, 38):
        add(number)
        with all_queries() as statements:
            assert client.get(home.url()).status_code == 200
        counts.append(len(statements))
    assert counts[1] == counts[2] <= 15, counts


def test_a_note_is_for_oneself_for_a_part_or_for_the_whole_household(clock):
    """Three kinds with rights of their own; the pages of the members show what each may read."""
    home = a_home("Angela", "Tom")
    client = signed_in(home.coordinator)
    new = home.url("contact/notitie/")
    angela = home.people[0]
    for form in (
        {"kind": "work", "text": "Denk aan de buurvrouw"},
        {"kind": "shared", "text": "Slaapt slecht", "about": [angela], "part": "own"},
        {"kind": "shared", "text": "Bang voor vrijdag", "about": [angela], "part": "safety"},
        {"kind": "household", "text": "Dinsdag de post samen"},
    ):
        assert client.post(new, form).status_code == 303
    refused = client.post(new, {"kind": "shared", "text": "Over niemand", "part": "own"})
    assert refused.status_code == 422
    assert client.post(new, {"text": "Voor wie?"}).status_code == 422
    read = {}
    for person in home.people:
        member = Client()
        member.force_login(account_of(make.a_resident(person)), backend=BACKEND)
        read[person] = member.get(f"/mijn/{home.household.uuid}/geschreven/").content.decode()
    for text, readers in (
        ("Denk aan de buurvrouw", []),
        ("Slaapt slecht", [angela]),
        ("Bang voor vrijdag", []),  # not on a screen that somebody may look at along with her
        ("Dinsdag de post samen", home.people),
    ):
        assert [one for one in home.people if text in read[one]] == readers, text
    assert "Bang voor vrijdag" in client.get(home.url()).content.decode()
