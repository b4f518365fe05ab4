# SPDX-License-Identifier: EUPL-1.2
"""Every page as a violent partner in the same household reads it: with and without her secrets."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.noninterference import as_bytes, page_of, unseen
from tests.resident.making import a_house, account_of
from tests.resident.test_pages import PAGES, a_plan, signed_in
from voordeur.contact.actions import write_note
from voordeur.door.models import AccessRecord
from voordeur.door.sharing import share
from voordeur.people.actions import (
    NewAddress,
    give_safe_channel,
    name_network_member,
    record_address,
    record_relation,
)
from voordeur.plan.actions import note_words, sign_plan
from voordeur.resident import actions

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

DESK = ("household", "timeline")


@pytest.fixture
def house(clock):
    house = a_house()
    a_plan(house)
    return house


def note(house):
    return actions.write_note(house.her, household_id=house.home.pk, text="Hij was weer weg.")


def line(house):
    return actions.share_line(
        house.her,
        household_id=house.home.pk,
        text="Ik slaap slecht.",
        to=house.colleague.professional.pk,
    )


def line_that_was_opened_and_taken_back(house):
    row = line(house)
    signed_in(house.colleague.account).get(reverse("told"))
    signed_in(house.colleague.account).get(reverse("told_in_household", args=[house.home.uuid]))
    actions.take_back(
        house.her, household_id=house.home.pk, told=row.uuid, expected_version=row.version
    )


def danger(house):
    return actions.raise_safety(
        house.her,
        household_id=house.home.pk,
        text="Ik ben bang.",
        reach="Bel mijn werk",
        to=house.colleague.professional.pk,
    )


def danger_that_was_answered(house):
    row = danger(house)
    signed_in(house.colleague.account).get(reverse("told"))
    actions.answer_told(
        house.colleague.reader,
        household_id=house.home.pk,
        told=row.uuid,
        expected_version=row.version,
        answer="We spreken af op uw werk.",
    )


def safe_channel(house):
    return give_safe_channel(
        house.her,
        household_id=house.home.pk,
        person_id=house.angela,
        kind="phone",
        value="06-00000000",
    )


def secret_address(house):
    new = NewAddress(
        street="Schuilstraat",
        number="1",
        postcode="1500 AA",
        place="Waterveen",
        kind="stay",
        person_id=house.angela,
        protected=True,
    )
    return record_address(make.SETUP, household_id=house.home.pk, new=new)


def correction(house):
    return actions.ask_correction(house.her, household_id=house.home.pk, text="Fout adres.")


def words(house):
    return note_words(
        house.her, household_id=house.home.pk, person_id=house.angela, text="Ik ben moe."
    )


def word_on_the_plan(house):
    from tests.resident.making import inside
    from voordeur.plan.queries import versions

    version = versions(inside(house.her, house))[0]
    return sign_plan(house.her, household_id=house.home.pk, version=version.uuid, word="not_agreed")


def own_person(house):
    return name_network_member(
        house.her, household_id=house.home.pk, person_id=house.angela, first_name="Marja"
    )


def own_tie(house):
    return record_relation(
        make.SETUP,
        household_id=house.home.pk,
        person_id=house.angela,
        other_id=house.tom,
        kind="ex_partner",
        own=True,
    )


def shared_part(house):
    return share(
        house.her,
        household_id=house.home.pk,
        person_id=house.angela,
        account=house.colleague.account.uuid,
        compartment="health",
    )


def note_of_the_coach(house):
    return write_note(
        house.coach.reader,
        household_id=house.home.pk,
        text="Zij wil weg.",
        person_ids=[house.angela],
        compartment="own",
    )


SECRETS = {
    note_of_the_coach: "my_written",
    note: "my_notes",
    line: "my_notes",
    line_that_was_opened_and_taken_back: "my_notes",
    danger: "my_safety",
    danger_that_was_answered: "my_safety",
    safe_channel: "my_channel",
    secret_address: "my_details",
    correction: "my_details",
    words: "my_words",
    word_on_the_plan: "my_plan",
    own_person: "my_drawing",
    own_tie: "my_drawing",
    shared_part: "my_access",
}

KEPT_TO_HERSELF = (
    note,
    line,
    line_that_was_opened_and_taken_back,
    danger,
    danger_that_was_answered,
    safe_channel,
    secret_address,
)


def pages_of(reader, house, names):
    """Ask every page of these names, as bytes with status and headers."""
    account = account_of(reader)

    def question():
        return [page_of(account, reverse(name, args=[house.home.uuid]))() for name in names]

    return question


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
def test_for_the_partner_no_byte_of_any_page_changes(house, secret):
    unseen(
        pages_of(house.him, house, (*PAGES, *DESK)),
        add=lambda: secret(house),
        seen_by=pages_of(house.her, house, (SECRETS[secret],)),
    )


@pytest.mark.parametrize("secret", KEPT_TO_HERSELF, ids=lambda secret: secret.__name__)
def test_her_own_other_pages_tell_nothing_to_who_looks_over_her_shoulder(house, secret):
    """Her start page stands open on the table; only the page of the secret itself shows it."""
    unseen(
        pages_of(
            house.her,
            house,
            ("my_home", "my_plan", "my_helpers", "my_people", "my_words", "my_access"),
        ),
        add=lambda: secret(house),
        seen_by=pages_of(house.her, house, (SECRETS[secret],)),
    )


def test_the_access_log_he_can_read_does_not_change(house):
    def log():
        found = AccessRecord.objects.filter(reader=house.him.key).order_by("pk")
        return list(found.values_list("at", "household_id", "relations", "activity", "outcome"))

    pages_of(house.him, house, PAGES)()
    before = log()
    for secret in SECRETS:
        secret(house)
    assert as_bytes(log()) == as_bytes(before)


@pytest.mark.parametrize("name", PAGES)
def test_titles_are_the_same_on_every_page(house, name):
    page = page_of(account_of(house.her), reverse(name, args=[house.home.uuid]))()
    assert re.findall(r"<title>(.*?)</title>", page.content.decode()) == ["Mijn pagina · Waterveen"]


def test_addresses_in_the_browsers_history_say_nothing(house):
    said = " ".join(reverse(name, args=[house.home.uuid]) for name in PAGES)
    for word in ("veilig", "geheim", "prive", "privé", "angst", "gevaar", "partner", "nood"):
        assert word not in said


def test_a_secret_cannot_be_opened_by_its_address(house):
    kept, told = note(house), line(house)
    client = Client()
    client.force_login(
        account_of(house.him), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for name, item in (("change_my_note", kept), ("tell_line_of_note", kept)):
        assert client.get(reverse(name, args=[house.home.uuid, item.uuid])).status_code == 404
    for name, item in (("throw_my_note_away", kept), ("take_mine_back", told)):
        posted = client.post(reverse(name, args=[house.home.uuid, item.uuid]), {"version": 1})
        assert posted.status_code in (400, 403, 404)


def test_after_sending_the_message_says_only_that_it_was_sent(house):
    client = signed_in(account_of(house.her))
    form = {
        "text": "Ik ben bang.",
        "reach": "Bel mijn werk",
        "to": house.colleague.professional.pk,
    }
    client.post(reverse("my_safety", args=[house.home.uuid]), form)
    page = client.get(reverse("my_home", args=[house.home.uuid])).content.decode()
    assert "Verstuurd." in page
    assert "bang" not in page
    assert "Carla" not in page
