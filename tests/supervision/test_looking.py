# SPDX-License-Identifier: EUPL-1.2
"""What one reader opened, with households as codes; and how wishes to correct are dealt with."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.resident.making import a_house, account_of
from voordeur.door import access as door
from voordeur.door.models import AccessRecord
from voordeur.door.readerlog import look_into, opened_by
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.history import clock as the_clock
from voordeur.history.models import Event
from voordeur.resident import actions

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHY = "Er kwam een klacht over deze collega binnen."


def signed_in(account):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def house(clock):
    return a_house()


def asked(house, **also):
    today = the_clock.today()
    return {
        "email": house.coach.account.email,
        "since": today - timedelta(days=7),
        "until": today,
        "reason": WHY,
        **also,
    }


def test_what_a_reader_opened_shows_codes_and_is_in_the_log_itself(house):
    officer = make.a_worker("privacy_officer")
    coach = signed_in(house.coach.account)
    coach.get(reverse("household", args=[house.home.uuid]))
    coach.get(reverse("today"))
    signed_in(house.helper.account).get(reverse("household", args=[house.home.uuid]))
    looked = look_into(officer.reader, **asked(house))
    lines = opened_by(looked)
    assert {one.activity for one in lines} >= {"desk.household", "desk.today"}
    assert len({code for one in lines for code in one.households}) == 1
    page = signed_in(officer.account).post(reverse("supervision_reader"), asked(house))
    assert page.status_code == 200
    text = page.content.decode()
    assert lines[0].households[0] in text
    assert str(house.home.uuid) not in text
    assert "Angela" not in text
    assert "Voorbeeld" not in text
    assert AccessRecord.objects.filter(activity="door.reader_log", reason=WHY).exists()
    (event, *_more) = Event.objects.filter(kind="door.reader_inspected").order_by("pk")
    assert event.facts["account"] == house.coach.account.pk
    assert event.household_id is None


def test_a_household_opens_from_its_code_and_no_other(house):
    officer = make.a_worker("privacy_officer")
    signed_in(house.coach.account).get(reverse("household", args=[house.home.uuid]))
    line = opened_by(look_into(officer.reader, **asked(house)))[0]
    client, url = signed_in(officer.account), reverse("supervision_reader_household")
    sent = asked(house, regel=line.uuid, code=line.households[0])
    page = client.post(url, sent)
    assert page.status_code == 200
    assert str(house.home.uuid) in page.content.decode()
    assert AccessRecord.objects.filter(activity="door.inspect", household_id=house.home.pk).exists()
    assert client.post(url, sent | {"code": "00000000"}).status_code == 404
    assert client.post(url, sent | {"regel": "x"}).status_code == 404
    # A code is of one supervisor: what one passes on opens nothing for another.
    other = make.a_worker("privacy_officer")
    assert signed_in(other.account).post(url, sent).status_code == 404


def test_only_who_supervises_asks_it_with_a_reason_over_at_most_three_months(house):
    officer = make.a_worker("privacy_officer").reader
    for reader in (house.coach.reader, house.lead.reader, make.a_worker("administrator").reader):
        with pytest.raises(NotAllowed):
            look_into(reader, **asked(house))
    wrong = {
        "reason": {"reason": "Zomaar"},
        "until": {"since": the_clock.today() - timedelta(days=100)},
        "email": {"email": "niemand@voorbeeld.test"},
    }
    for where, given in wrong.items():
        with pytest.raises(Refusal) as error:
            look_into(officer, **asked(house, **given))
        assert error.value.where == where
    for name in ("supervision_reader", "supervision_corrections"):
        assert signed_in(house.coach.account).get(reverse(name)).status_code == 403


def test_a_wish_to_correct_has_a_day_a_decision_and_a_reason_that_the_resident_reads(
    house, django_assert_max_num_queries
):
    told = actions.ask_correction(house.her, household_id=house.home.pk, text="Ik heet anders.")
    hers, officer = signed_in(account_of(house.her)), make.a_worker("privacy_officer")
    details = reverse("my_details", args=[house.home.uuid])
    day = the_clock.today() + timedelta(days=14)
    assert f"{day.day} {day:%B %Y}" in hers.get(details).content.decode()
    with the_clock.at(the_clock.now() + timedelta(days=16)):
        assert "answer is late" in hers.get(details).content.decode()
        page = signed_in(officer.account).get(reverse("supervision_corrections")).content.decode()
        assert "1 wish is too late" in page
        assert "Ik heet anders" not in page
        assert "Angela" not in page
    here = {"household_id": house.home.pk, "told": told.uuid, "expected_version": told.version}
    for wrong in ("", "yes"):
        with pytest.raises(Refusal) as error:
            actions.answer_told(house.coach.reader, **here, answer="Gedaan", decision=wrong)
        assert error.value.where == "decision"
    actions.answer_told(
        house.coach.reader, **here, answer="Zo staat u in de BRP.", decision="refused"
    )
    text = hers.get(details).content.decode()
    assert "It stays as it is." in text
    assert "Zo staat u in de BRP." in text
    assert "Autoriteit Persoonsgegevens" in text
    facts = Event.objects.filter(kind="resident.told_answered").order_by("-pk").first().facts
    assert facts["decision"] == "refused"
    with django_assert_max_num_queries(15):
        signed_in(officer.account).get(reverse("supervision_corrections"))


def test_of_a_line_nothing_is_decided(house):
    told = actions.share_line(
        house.her,
        household_id=house.home.pk,
        text="Ik slaap slecht.",
        to=house.coach.professional.pk,
    )
    with pytest.raises(Refusal):
        actions.answer_told(
            house.coach.reader,
            household_id=house.home.pk,
            told=told.uuid,
            expected_version=told.version,
            answer="Gelezen",
            decision="corrected",
        )
    with door.scope():
        actions.answer_told(
            house.coach.reader,
            household_id=house.home.pk,
            told=told.uuid,
            expected_version=told.version,
        )
