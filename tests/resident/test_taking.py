# SPDX-License-Identifier: EUPL-1.2
"""A member takes the own file along: all they may read, nothing of another, money apart."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.noninterference import unseen
from tests.resident.making import a_house, account_of
from voordeur.people.actions import give_safe_channel, name_network_member
from voordeur.plan.actions import note_words
from voordeur.resident import actions

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def house(clock):
    return a_house()


def taken(house, reader, **sent):
    client = Client()
    client.force_login(account_of(reader), backend=BACKEND)
    return client.post(reverse("my_takeaway", args=[house.home.uuid]), {"soort": "json", **sent})


def write_it_all(house):
    here = {"household_id": house.home.pk}
    note_words(house.her, person_id=house.angela, text="Eerst slapen", **here)
    actions.write_note(house.her, text="Alleen voor mij", **here)
    to = house.coach.professional.pk
    actions.share_line(house.her, text="Ik slaap slecht", to=to, **here)
    actions.raise_safety(house.her, text="Ik ben bang", reach="Bel mijn werk", to=to, **here)
    actions.ask_correction(house.her, text="Mijn naam klopt niet", **here)
    name_network_member(house.her, first_name="Ria", person_id=house.angela, **here)
    give_safe_channel(house.her, person_id=house.angela, kind="phone", value="0612", **here)


def test_the_own_file_holds_what_one_wrote_and_what_is_mine_alone_only_when_asked(house):
    write_it_all(house)
    answer = taken(house, house.her, deel="dossier")
    assert answer["Content-Disposition"] == 'attachment; filename="voordeur.json"'
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    for mine in ("Eerst slapen", "Mijn naam klopt niet", "Ria", "Bert Bewind"):
        assert mine in text
    secret = ("Alleen voor mij", "Ik ben bang", "Ik slaap slecht", "0612")
    assert not [one for one in secret if one in text]
    whole = taken(house, house.her, deel="dossier", alleen="1").content.decode()
    assert not [one for one in secret if one not in whole]


def test_for_a_violent_partner_no_byte_of_any_file_changes(house):
    for part in ("dossier", "geld"):
        for kind in ("json", "pdf"):
            sent = {"deel": part, "soort": kind, "alleen": "1"}
            unseen(
                lambda sent=sent: taken(house, house.him, **sent),
                add=lambda: write_it_all(house),
                seen_by=lambda: taken(house, house.her, deel="dossier", alleen="1"),
            )


def test_money_is_a_file_of_its_own(house):
    titles = {
        part: [
            one["title"] for one in json.loads(taken(house, house.her, deel=part).content)["tables"]
        ]
        for part in ("dossier", "geld")
    }
    assert not set(titles["dossier"]) & set(titles["geld"])
    for kind, start in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        assert taken(house, house.her, deel="dossier", soort=kind).content.startswith(start)


def test_nobody_takes_the_file_of_a_household_one_is_not_in_nor_an_unknown_kind(house):
    other = a_house(("Sanne", "Bo"))
    assert taken(house, other.her).status_code == 404
    assert taken(house, house.her, soort="exe").status_code == 400
    assert taken(house, house.her, deel="alles").status_code == 400
    client = Client()
    client.force_login(house.coach.account, backend=BACKEND)
    url = reverse("my_takeaway", args=[house.home.uuid])
    assert client.post(url, {"soort": "json"}).status_code == 403
