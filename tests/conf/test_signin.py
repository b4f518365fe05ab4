# SPDX-License-Identifier: EUPL-1.2
"""Signing in: a second factor for everybody, a lock after six tries, staff by OpenID Connect."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from tests import factories as make
from tests.conf.oidc import Provider, running
from voordeur.history import clock as product_clock

pytestmark = [pytest.mark.django_db, pytest.mark.two_factors]
PASSWORD = "een lang wachtwoord van vier woorden"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def worker():
    found = make.a_worker()
    found.account.set_password(PASSWORD)
    found.account.save()
    return found


def sign_in(client, worker, password=PASSWORD):
    return client.post("/inloggen/login/", {"login": worker.account.email, "password": password})


def test_a_password_alone_leads_to_setting_up_a_second_factor(worker):
    client = Client()
    assert sign_in(client, worker).status_code == 302
    page = client.get("/vandaag/")
    assert page.status_code == 302
    assert page.headers["Location"] == "/inloggen/2fa/"


def test_with_a_second_factor_the_code_is_asked_and_then_the_work_opens(worker):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(worker.account, secret)
    client = Client()
    assert "2fa" in sign_in(client, worker).headers["Location"]
    assert client.get("/vandaag/").status_code == 302
    counter = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    client.post("/inloggen/2fa/authenticate/", {"code": code})
    assert client.get("/vandaag/").status_code == 200


def test_after_six_wrong_tries_the_right_password_does_not_help(worker):
    client = Client()
    for _ in range(6):
        sign_in(client, worker, "verkeerd")
    answer = sign_in(client, worker)
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up():
    page = Client().get("/inloggen/signup/")
    assert page.status_code in {200, 302, 403}
    assert b"password1" not in page.content


def test_a_closed_account_does_not_get_in(worker):
    worker.account.is_active = False
    worker.account.save()
    client = Client()
    sign_in(client, worker)
    assert "_auth_user_id" not in client.session


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(worker):
    client = Client()
    sign_in(client, worker)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def oidc_settings(settings, provider):
    app = {
        "provider_id": "gemeente",
        "name": "Waterveen",
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {"server_url": provider.issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def through(client, provider):
    start = client.post("/inloggen/oidc/gemeente/login/")
    back = provider.authorize(start.headers["Location"])
    return client.get(back.removeprefix("http://testserver"))


def test_staff_sign_in_with_the_municipality_and_need_no_second_factor_here(worker, settings):
    claims = {"sub": "u-1", "email": worker.account.email, "email_verified": True}
    with running(Provider(claims=claims)) as provider:
        oidc_settings(settings, provider)
        client = Client()
        assert through(client, provider).status_code == 302
        assert client.get("/vandaag/").status_code == 200


def test_an_address_nobody_opened_an_account_for_is_refused(settings):
    claims = {"sub": "u-2", "email": "vreemd@voorbeeld.test", "email_verified": True}
    with running(Provider(claims=claims)) as provider:
        oidc_settings(settings, provider)
        client = Client()
        assert through(client, provider).status_code == 403
        assert "_auth_user_id" not in client.session


def test_an_unverified_address_is_refused(worker, settings):
    claims = {"sub": "u-3", "email": worker.account.email, "email_verified": False}
    with running(Provider(claims=claims)) as provider:
        oidc_settings(settings, provider)
        client = Client()
        assert through(client, provider).status_code == 403


def test_a_code_that_was_used_does_not_work_again(worker, settings):
    claims = {"sub": "u-4", "email": worker.account.email, "email_verified": True}
    with running(Provider(claims=claims)) as provider:
        oidc_settings(settings, provider)
        first = Client()
        start = first.post("/inloggen/oidc/gemeente/login/")
        back = provider.authorize(start.headers["Location"]).removeprefix("http://testserver")
        provider.codes.clear()
        first.get(back)
        assert "_auth_user_id" not in first.session


def test_setting_up_a_second_factor_needs_the_password_again(worker):
    client = Client()
    client.force_login(
        worker.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get("/inloggen/2fa/totp/activate/")
    assert page.status_code == 302
    assert "reauthenticate" in page.headers["Location"]
    assert not Authenticator.objects.exists()


def in_session(worker, clock, *hours):
    """Return the answers to pages asked at these hours after signing in."""
    client, start = Client(), datetime(2026, 11, 13, 8, tzinfo=UTC)
    with clock.at(start):
        client.force_login(
            worker.account, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    answers = []
    for hour in hours:
        with clock.at(start + timedelta(hours=hour)):
            answers.append(client.get("/inloggen/2fa/").status_code)
    return client, answers


def test_a_session_ends_after_a_working_day_whatever_was_done_meanwhile(worker):
    client, _ = in_session(worker, product_clock, 0, 1, 5, 9.5)
    assert "_auth_user_id" in client.session
    client, _ = in_session(worker, product_clock, 0, 1, 5, 9.5, 10.5)
    assert "_auth_user_id" not in client.session


def test_a_session_is_written_once_in_ten_minutes_while_somebody_works(worker):
    client, _ = in_session(worker, product_clock, 0)
    first = client.session["session_renewed"]
    client, _ = in_session(worker, product_clock, 0, 0.1)
    assert client.session["session_renewed"] == first
    client, _ = in_session(worker, product_clock, 0, 0.1, 0.2)
    assert client.session["session_renewed"] > first
