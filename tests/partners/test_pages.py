# SPDX-License-Identifier: EUPL-1.2
"""The pages of the administration: an empty house is set up in the browser, by who may."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests import factories as make
from voordeur.door import accounts
from voordeur.door.models import Account
from voordeur.instruments.catalogue import SHIPPED
from voordeur.partners.models import Organisation, Professional, RoleName, Team

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = ("organisaties", "teams", "professionals", "accounts", "rollen", "meetinstrumenten")
PAGES = ("", *(f"{name}/" for name in LISTS), "grondslagen/", "bewaartermijnen/", "logboek/")


@pytest.fixture
def boss(clock):
    return make.a_worker("administrator")


@pytest.fixture
def browser(boss):
    client = Client(headers={"accept-language": "en"})
    client.force_login(boss.account, backend=BACKEND)
    return client


def sent(browser, path, data, to=303):
    answer = browser.post(path, data)
    assert answer.status_code == to, answer.content.decode()[-3000:]
    return answer


def test_an_empty_house_is_set_up_in_the_browser(browser):
    sent(browser, "/beheer/organisaties/", {"name": "Gemeente Proef", "kind": "municipality"})
    place = Organisation.objects.get(name="Gemeente Proef")
    sent(browser, f"/beheer/organisaties/{place.uuid}/afdeling/", {"name": "Wijkteams"})
    sent(
        browser, "/beheer/teams/", {"organisation": place.pk, "name": "Noord", "caseload_norm": 14}
    )
    team = Team.objects.get(name="Noord")
    role = {"name": "Gezinscoach", "functions": ["professional", "triage"]}
    sent(browser, "/beheer/rollen/", role)
    person = {"name": "Sien", "place": f"{place.pk}:{team.pk}"}
    sent(browser, "/beheer/professionals/", person)
    sien = Professional.objects.get(name="Sien")
    own = RoleName.objects.get(name="Gezinscoach")
    account = {
        "professional": sien.uuid,
        "email": "sien@voorbeeld.test",
        "roles": [f"role:{own.pk}", "team_lead"],
        "leads": [team.pk],
    }
    sent(browser, "/beheer/accounts/", account)
    made = Account.objects.get(email="sien@voorbeeld.test")
    assert (made.roles, made.leads) == (["professional", "team_lead", "triage"], [team.pk])
    home = browser.get("/beheer/").content.decode()
    assert "2 open accounts" in home
    page = browser.get(f"/beheer/accounts/{made.uuid}/").content.decode()
    assert "Make an invitation" in page
    log = browser.get("/beheer/logboek/").content.decode()
    assert "Account opened" in log
    assert "Sien" in log


def test_an_invited_owner_sets_a_password_once_and_signs_in(browser):
    owner = make.a_worker()
    shown = browser.post(f"/beheer/accounts/{owner.account.uuid}/uitnodiging/")
    assert "no-store" in shown.headers["Cache-Control"]
    link = re.search(r'value="http://testserver(/[^"]+)"', shown.content.decode())[1]
    assert owner.account.email not in link
    visitor = Client()
    form = visitor.get(link, follow=True)
    words = "vier woorden voor de deur"
    set_ = visitor.post(form.redirect_chain[-1][0], {"password1": words, "password2": words})
    assert set_.status_code == 302
    owner.account.refresh_from_db()
    assert owner.account.check_password(words)
    again = Client().get(link, follow=True)
    assert not again.redirect_chain
    assert "password1" not in again.content.decode()


def test_a_lost_second_factor_is_taken_away_and_an_account_is_closed_with_what_it_leaves(browser):
    worker = make.a_worker()
    Authenticator.objects.create(user=worker.account, type=Authenticator.Type.TOTP, data={})
    base = f"/beheer/accounts/{worker.account.uuid}/"
    sent(browser, f"{base}tweede-stap/", {}, to=422)
    sent(browser, f"{base}tweede-stap/", {"known_by": "in_person"})
    assert not Authenticator.objects.filter(user=worker.account).exists()
    home = make.a_household()
    make.stand(worker.reader, home, "case_coordinator")
    page = browser.get(f"{base}sluiten/").content.decode()
    assert re.search(r"case coordinator</dt><dd>1</dd>", page)
    assert str(home.uuid) not in page
    inside = Client()
    inside.force_login(worker.account, backend=BACKEND)
    assert inside.get("/vandaag/").status_code == 200
    sent(browser, f"{base}sluiten/", {})
    assert inside.get("/vandaag/").status_code == 302
    sent(browser, f"{base}sluiten/", {}, to=422)
    sent(browser, f"{base}heropenen/", {})
    assert accounts.one(worker.account.uuid).active


def test_an_own_instrument_comes_in_from_toml_and_a_faulty_one_is_refused_with_its_place(
    browser, tmp_path
):
    text = (SHIPPED / "participation-ladder-1.toml").read_text()
    own = text.replace('id = "participation-ladder"', 'id = "eigen-ladder"', 1)
    for body, words in ((own.replace("levels", "steps"), "eigen.toml"), (text, "exists already")):
        (tmp_path / "eigen.toml").write_text(body)
        with (tmp_path / "eigen.toml").open("rb") as file:
            refused = browser.post("/beheer/meetinstrumenten/", {"file": file})
        assert refused.status_code == 422
        assert words in refused.content.decode()
    (tmp_path / "eigen.toml").write_text(own)
    with (tmp_path / "eigen.toml").open("rb") as file:
        sent(browser, "/beheer/meetinstrumenten/", {"file": file})
    worker = make.a_worker()
    home = make.a_household()
    make.stand(worker.reader, home, "case_coordinator")
    inside = Client()
    inside.force_login(worker.account, backend=BACKEND)
    address = f"/huishouden/{home.uuid}/metingen/"
    assert "metingen/eigen-ladder/1/" in inside.get(address).content.decode()
    sent(
        browser, "/beheer/meetinstrumenten/gebruik/", {"instrument": "eigen-ladder", "in_use": "0"}
    )
    assert "metingen/eigen-ladder/1/" not in inside.get(address).content.decode()


def test_a_stale_form_shows_both_texts_and_keeps_what_was_typed(browser):
    team = make.a_team("Oud")
    path = f"/beheer/teams/{team.uuid}/"
    sent(browser, path, {"name": "Van een ander", "version": 1})
    page = sent(browser, path, {"name": "Van mij", "version": 1}, to=409).content.decode()
    assert "Van een ander" in page
    assert page.count("Van mij") >= 2
    sent(browser, path, {"name": "Van mij", "version": 2})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_much_for_many_as_for_one_and_is_for_the_administrator(
    browser, all_queries, page
):
    path = f"/beheer/{page}"
    make.a_worker()
    browser.get(path)
    with all_queries() as few:
        assert browser.get(path).status_code == 200
    for _ in range(5):
        make.a_worker("team_lead", leads=True)
        make.an_organisation()
    with all_queries() as many:
        browser.get(path)
    assert len(few) == len(many) <= 15, many
    stranger = Client()
    stranger.force_login(make.a_worker("professional", "team_lead").account, backend=BACKEND)
    assert stranger.get(path).status_code == 403


def test_lists_of_people_go_on_after_a_hundred(browser):
    place = make.an_organisation()
    Professional.objects.bulk_create(
        Professional(organisation=place, name=f"P {number:03}") for number in range(130)
    )
    first = browser.get("/beheer/professionals/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    second = browser.get(following).content.decode()
    assert "P 129" not in first
    assert "P 129" in second
    assert "P 001" not in second
    assert reverse("administration_professionals") in following
