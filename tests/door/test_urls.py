# SPDX-License-Identifier: EUPL-1.2
"""Every address of the house says who may come and for what; a page that is asked for only reads."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests import factories as make
from voordeur.door.matrix import Purpose
from voordeur.door.models import Account, Standing
from voordeur.door.pages import page, public
from voordeur.door.roles import ROLES

# The two libraries that answer for themselves: signing in, and choosing a language.
FOREIGN = ("inloggen/", "i18n/")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def views(resolver: URLResolver | None = None, base: str = "") -> Iterator[tuple[str, Callable]]:
    """Every address pattern of the house with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, base + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield base + str(entry.pattern), entry.callback


def test_every_view_declares_who_may_come_and_for_which_purpose():
    silent = [
        address
        for address, view in views()
        if not address.startswith(FOREIGN) and not hasattr(view, "declares")
    ]
    assert silent == []


def test_what_is_declared_exists():
    for address, view in views():
        if not hasattr(view, "declares"):
            continue
        roles, purpose = view.declares
        assert roles <= {*ROLES, "anyone"}, address
        assert purpose is None or isinstance(purpose, Purpose), address
        assert (purpose is None) == (roles == {"anyone"}), address


# A year is no sequence, a group is a fixed part of a page, and the versions of a plan are counted
# for those who signed them.
NUMBERS = re.compile(r"<int:(year|number|group)>")


def test_no_address_takes_a_number_in_sequence():
    """A number can be guessed, counted and compared; a uuid cannot."""
    counted = [address for address, _ in views() if "<int:" in NUMBERS.sub("", address)]
    assert [address for address in counted if not address.startswith(FOREIGN)] == []


def test_no_address_takes_words_about_people():
    """Names and search terms go by POST; what stands in an address stands in logs and histories."""
    taken = [
        address
        for address, _ in views()
        if ("<str:" in address or "<path:" in address) and not address.startswith(FOREIGN)
    ]
    assert taken == []


def test_a_declaration_with_an_unknown_role_is_refused():
    with pytest.raises(KeyError, match="unknown roles"):
        page("boss")


@page("professional")
def writes(request: Any) -> HttpResponse:
    """A page that forgets that asking is only reading."""
    Standing.objects.update(reason="changed")
    return HttpResponse("written")


@page("professional")
def reads(request: Any) -> HttpResponse:
    """A page that reads."""
    return HttpResponse(str(Account.objects.count()))


@public
def fails(request: Any) -> HttpResponse:
    """A page that fails on something a person typed."""
    name = request.POST.get("name", request.GET.get("name", ""))
    raise ValueError(f"cannot handle {name}")


@page("professional")
def refuses(request: Any) -> HttpResponse:
    """A page that answers in the words of a refusal."""
    from voordeur.door.refusal import NotAllowed

    raise NotAllowed("Klaproosveld may not")


urlpatterns = [
    path("schrijft/", writes),
    path("leest/", reads),
    path("faalt/", fails),
    path("weigert/", refuses),
    *get_resolver(settings.ROOT_URLCONF).url_patterns,
]
handler500 = "voordeur.conf.errors.broken"
here = override_settings(ROOT_URLCONF=__name__)


def client_of(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account, backend=BACKEND)
    return client


@pytest.mark.django_db(transaction=True)
@here
def test_asking_for_a_page_cannot_write_whatever_its_code_says():
    worker = make.a_worker()
    make.stand(worker.reader, make.a_household(), "helper")
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    with pytest.raises(DatabaseError, match=r"(?i)read-?only"):
        client.get("/schrijft/")
    assert not Standing.objects.filter(reason="changed").exists()
    assert client.get("/leest/").status_code == 200
    assert client.post("/schrijft/").status_code == 200, "after a GET the database writes again"


@pytest.mark.django_db
@here
def test_a_visitor_is_sent_to_sign_in_and_another_role_is_refused():
    assert Client().get("/leest/").status_code == 302
    assert client_of(make.a_worker("council").account).get("/leest/").status_code == 403


@pytest.mark.django_db
@here
def test_a_name_that_was_typed_is_in_no_log_line_and_on_no_error_page(caplog, capfd):
    import logging

    from voordeur.conf.logs import AllowedFields

    client = client_of(make.a_worker().account)
    answers = [
        client.post("/faalt/", {"name": "Klaproosveld"}),
        client.get("/faalt/", {"name": "Klaproosveld"}),
        client.get("/weigert/"),
        client.get("/bestaat/niet/"),
    ]
    assert [answer.status_code for answer in answers] == [500, 500, 403, 404]
    for answer in answers:
        assert "Klaproosveld" not in answer.content.decode()
    lines = [AllowedFields().format(record) for record in caplog.records]
    assert len(lines) >= 2
    assert "Klaproosveld" not in "".join(lines)
    assert any('"error": "ValueError"' in line for line in lines)
    assert "Klaproosveld" not in "".join(capfd.readouterr())
    for logger in (logging.getLogger(), logging.getLogger("django.request")):
        for handler in logger.handlers:
            if type(handler) is logging.StreamHandler:
                assert isinstance(handler.formatter, AllowedFields)


@pytest.mark.django_db
@here
def test_every_answer_carries_the_headers_that_keep_strangers_out():
    for answer in (
        Client().get("/inloggen/login/"),
        client_of(make.a_worker().account).get("/leest/"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@here
def test_an_access_ends_with_its_request():
    from voordeur.door import access

    client_of(make.a_worker().account).get("/leest/")
    assert not access.is_open()
