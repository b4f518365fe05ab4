# SPDX-License-Identifier: EUPL-1.2
"""The pages of the door, as the people who need them meet them."""

import pytest
from django.test import Client

from tests import factories as make
from tests.door.making import WHY, a_pair, account_of
from tests.noninterference import as_bytes
from voordeur.door.emergency import break_glass
from voordeur.door.limits import LIMITS
from voordeur.door.models import Draft, Emergency, Standing

pytestmark = pytest.mark.django_db
PASSWORD = "een lang wachtwoord 7"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def pair(clock):
    return a_pair()


def signed_in(account, *, lately=False) -> Client:
    """Return a browser in which this account signed in, with a password it has."""
    account.set_password(PASSWORD)
    account.save()
    client = Client()
    client.force_login(account, backend=BACKEND)
    if lately:
        answer = client.post("/inloggen/reauthenticate/", {"password": PASSWORD})
        assert answer.status_code == 302
    return client


def form(**given):
    return {"reason": WHY, "minutes": "60", "concealed": ""} | given


def test_breaking_the_glass_leads_into_the_household(pair):
    worker = make.a_worker()
    client = signed_in(worker.account, lately=True)
    url = f"/noodtoegang/{pair.home.uuid}/"
    assert client.get(url).status_code == 200
    answer = client.post(url, form())
    assert (answer.status_code, answer.url) == (303, f"/huishouden/{pair.home.uuid}/")
    assert Standing.objects.filter(reader=worker.reader.key, relation="emergency").exists()


def test_it_asks_to_sign_in_again_and_keeps_what_was_typed_out_of_the_session(pair):
    worker = make.a_worker()
    client = signed_in(worker.account)
    url = f"/noodtoegang/{pair.home.uuid}/"
    for answer in (client.get(url), client.post(url, form())):
        assert answer.status_code == 302
        assert answer.url.startswith("/inloggen/reauthenticate/")
    assert WHY not in repr(dict(client.session))
    assert WHY not in Draft.objects.get().body
    assert not Emergency.objects.exists()
    client = signed_in(worker.account, lately=True)
    assert WHY in client.get(url).content.decode()


def test_a_form_that_is_refused_keeps_what_was_typed(pair):
    client = signed_in(make.a_worker().account, lately=True)
    answer = client.post(f"/noodtoegang/{pair.home.uuid}/", form(reason="spoed"))
    assert answer.status_code == 422
    assert "spoed" in answer.content.decode()


def test_the_form_does_not_tell_whether_a_household_is_there(pair):
    client = signed_in(make.a_worker().account, lately=True)
    other = "00000000-0000-4000-8000-000000000000"
    here = as_bytes(client.get(f"/noodtoegang/{pair.home.uuid}/"))
    nowhere = as_bytes(client.get(f"/noodtoegang/{other}/"))
    assert here.replace(str(pair.home.uuid).encode(), other.encode()) == nowhere
    assert client.post(f"/noodtoegang/{other}/", form()).status_code == 404


def test_who_breaks_too_much_glass_is_told_to_wait(pair):
    client = signed_in(make.a_worker().account, lately=True)
    url = f"/noodtoegang/{pair.home.uuid}/"
    answers = [client.post(url, form()).status_code for _ in range(LIMITS["emergency"].times + 1)]
    assert answers == [303] * LIMITS["emergency"].times + [429]


@pytest.mark.parametrize("role", ["team_lead", "administrator", "resident", "council"])
def test_other_roles_do_not_come_near_it(pair, role):
    resident = role == "resident"
    client = signed_in(account_of(pair.him) if resident else make.a_worker(role).account)
    assert client.get(f"/noodtoegang/{pair.home.uuid}/").status_code == 403
    assert client.get("/toezicht/noodtoegang/").status_code == 403
    assert client.get("/toezicht/inzage/").status_code == 403


def test_the_privacy_officer_reviews_from_the_list(pair):
    worker, officer = make.a_worker(), make.a_worker("privacy_officer")
    row = break_glass(worker.reader, household_id=pair.home.pk, reason=WHY)
    client = signed_in(officer.account)
    listed = client.get("/toezicht/noodtoegang/").content.decode()
    assert f"/toezicht/noodtoegang/{row.uuid}/" in listed
    assert str(pair.home.uuid) not in listed
    url = f"/toezicht/noodtoegang/{row.uuid}/"
    assert WHY in client.get(url).content.decode()
    assert client.post(url, {"verdict": "justified", "finding": "ok"}).status_code == 422
    assert client.post(url, {"verdict": "justified", "finding": WHY}).status_code == 303
    row.refresh_from_db()
    assert row.verdict == "justified"


def test_the_privacy_officer_reads_a_log_by_post_and_no_name_of_a_member(pair):
    officer = make.a_worker("privacy_officer")
    client = signed_in(officer.account)
    assert client.get("/toezicht/inzage/").status_code == 200
    sent = {"household": str(pair.home.uuid), "reason": WHY}
    answer = client.post("/toezicht/inzage/log/", sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert officer.account.name in page
    assert "Angela" not in page
    assert client.post("/toezicht/inzage/log/", sent | {"reason": "x"}).status_code == 422
    assert client.get("/toezicht/inzage/log/").status_code == 405


def test_the_list_takes_the_same_statements_whatever_its_length(pair, all_queries):
    officer = make.a_worker("privacy_officer")
    client, counts = signed_in(officer.account), []
    for size in (1, 6):
        for _ in range(size):
            break_glass(make.a_worker().reader, household_id=pair.home.pk, reason=WHY)
        with all_queries() as statements:
            client.get("/toezicht/noodtoegang/")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 15
