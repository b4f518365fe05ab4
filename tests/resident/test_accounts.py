# SPDX-License-Identifier: EUPL-1.2
"""Accounts of residents in the administration, and the end of a supporter's account."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.noninterference import page_of, unseen
from tests.resident.making import a_house, account_of, inside
from voordeur.door.mandate import give_mandate, mandates
from voordeur.door.models import Account, Standing
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.history import reactions
from voordeur.history.models import Event
from voordeur.partners.actions import close_account, open_account
from voordeur.people.actions import give_safe_channel
from voordeur.people.queries import members
from voordeur.resident.safemail import may_mail

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(account):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def administrator(clock):
    return make.a_worker("administrator")


def a_member():
    home = make.a_household("Sanne")
    (person,) = make.person_ids(home)
    from voordeur.door import access as door

    with door.scope():
        code = members(door.for_system(make.SETUP, home.pk))[0].person_uuid
    return home, person, code


def opened(client, code, email="sanne@voorbeeld.test", **also):
    sent = {"do": "new", "new-person": code, "new-email": email, "new-known_by": "in_person"}
    return client.post(reverse("administration_residents"), sent | also)


def test_an_account_is_opened_by_code_invited_and_closed_without_a_name(administrator):
    _home, person, code = a_member()
    client = signed_in(administrator.account)
    assert opened(client, code, **{"new-known_by": ""}).status_code == 422
    assert opened(client, uuid4()).status_code == 422
    answer = opened(client, code)
    assert answer.status_code == 303
    account = Account.objects.get(person_id=person)
    assert account.roles == ["resident"]
    page = client.get(answer["Location"]).content.decode()
    assert "sanne@voorbeeld.test" in page
    assert "Voorbeeld" not in page
    assert opened(client, code, "tweede@voorbeeld.test").status_code == 422
    found = {"do": "find", "find-email": "SANNE@voorbeeld.test"}
    assert client.post(reverse("administration_residents"), found)["Location"] == answer["Location"]
    found["find-email"] = administrator.account.email
    assert client.post(reverse("administration_residents"), found).status_code == 422
    for way, active in (("sluiten", False), ("heropenen", True)):
        url = reverse("administration_resident_change", args=[account.uuid, way])
        assert client.post(url).status_code == 303
        account.refresh_from_db()
        assert account.is_active is active
    # What the member is to the own file hangs on the person, and ends with no account.
    assert Standing.objects.filter(reader=f"person:{person}", valid_until=None).exists()
    facts = Event.objects.get(kind="partners.account_opened", facts__account=account.pk).facts
    assert facts["known_by"] == "in_person"
    assert "person" not in facts


def test_an_invitation_is_mailed_only_where_the_resident_said_that_is_safe(administrator, settings):
    from dataclasses import replace

    settings.CONFIG = replace(settings.CONFIG, mail_url="smtp://localhost")
    home, person, code = a_member()
    client = signed_in(administrator.account)
    opened(client, code)
    account = Account.objects.get(person_id=person)
    url = reverse("administration_resident_invite", args=[account.uuid])
    assert "not mailed" in client.post(url).content.decode()
    assert mail.outbox == []
    here = {"household_id": home.pk, "person_id": person}
    give_safe_channel(make.SETUP, kind="mail", value="ander@voorbeeld.test", **here)
    assert not may_mail(person, account.email)
    give_safe_channel(make.SETUP, kind="mail", value="Sanne@voorbeeld.test", **here)
    assert may_mail(person, account.email)
    client.post(url)
    (sent,) = mail.outbox
    assert sent.to == [account.email]
    assert "Voordeur" not in sent.subject + sent.body.replace("http://testserver", "")
    assert "Sanne" not in sent.body


def test_no_account_is_of_a_resident_and_of_who_works_here(administrator):
    _home, person, _code = a_member()
    both = [
        {"roles": ("resident", "professional"), "person_id": person},
        {"roles": ("professional",), "person_id": person},
        {"roles": ("resident",)},
    ]
    for given in both:
        with pytest.raises(Refusal) as error:
            open_account(
                administrator.reader, email="x@y.test", name="X", known_by="video", **given
            )
        assert error.value.where == "roles"
    with pytest.raises(Refusal) as error:
        open_account(
            administrator.reader, email="x@y.test", name="X", roles=("resident",), person_id=person
        )
    assert error.value.where == "known_by"
    worker = make.a_worker()
    with pytest.raises(NotAllowed):
        open_account(
            worker.reader,
            email="x@y.test",
            name="X",
            roles=("resident",),
            person_id=person,
            known_by="video",
        )
    client = signed_in(worker.account)
    account = account_of(make.a_resident(person))
    for name, args in (
        ("administration_residents", []),
        ("administration_resident", [account.uuid]),
        ("administration_resident_change", [account.uuid, "sluiten"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 403
    # The pages of residents' accounts open no account of who works here, and the other way round.
    client = signed_in(administrator.account)
    assert (
        client.get(reverse("administration_resident", args=[worker.account.uuid])).status_code
        == 404
    )
    assert client.get(reverse("administration_account", args=[account.uuid])).status_code == 404


def test_a_supporter_who_leaves_stands_beside_nobody_and_only_the_member_learns_it(administrator):
    house, freek = a_house(), make.a_worker("supporter")
    give_mandate(
        house.her,
        household_id=house.home.pk,
        person_id=house.angela,
        account=freek.account.uuid,
        parts=("own",),
    )

    def leave():
        close_account(administrator.reader, account_id=freek.account.pk)
        reactions.run_due()
        assert mandates(inside(house.her, house)) == []
        assert not Standing.objects.filter(reader=freek.reader.key, valid_until=None).exists()

    for name in ("timeline", "my_access", "my_looks"):
        url = reverse(name, args=[house.home.uuid])
        unseen(
            page_of(account_of(house.him), url),
            add=leave,
            seen_by=page_of(account_of(house.her), reverse("my_supporter", args=[house.home.uuid])),
        )
