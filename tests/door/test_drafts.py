# SPDX-License-Identifier: EUPL-1.2
"""Drafts of which a browser keeps a copy: the key is the account's, and the newest text stays."""

import pytest
from django.test import Client

from tests import factories as make
from tests.coordination.making import a_scene, signed_in, url
from voordeur.door import drafts
from voordeur.history import clock as product_clock

pytestmark = pytest.mark.django_db


def key_of(worker) -> str:
    return signed_in(worker).post("/concept/sleutel/").json()["key"]


def test_the_key_of_the_copies_is_the_accounts_own_and_not_for_who_is_signed_out(clock):
    one, other = make.a_worker(), make.a_worker()
    assert key_of(one) == key_of(one)
    assert key_of(one) != key_of(other)
    assert Client().post("/concept/sleutel/").status_code == 302
    assert signed_in(one).get("/concept/sleutel/").status_code == 405


def test_a_copy_that_comes_in_late_does_not_replace_what_was_typed_since(clock):
    worker = make.a_worker()
    browser = signed_in(worker)
    browser.post("/concept/", {"draft_key": "note:1", "text": "nieuw"})
    now = int(product_clock.now().timestamp() * 1000)
    browser.post("/concept/", {"draft_key": "note:1", "text": "oud", "draft_at": now - 1000})
    assert drafts.load(worker.account.pk, "note:1")["text"] == ["nieuw"]
    browser.post("/concept/", {"draft_key": "note:1", "text": "later", "draft_at": now + 1000})
    assert drafts.load(worker.account.pk, "note:1") == {"text": ["later"]}


def test_the_browser_is_told_which_copy_it_can_throw_away_and_nothing_else(clock):
    scene = a_scene()
    browser = signed_in(scene.worker)
    refused = browser.post(url(scene, "contact/notitie/"), {"kind": "household", "text": ""})
    assert drafts.SENT not in refused.cookies
    done = browser.post(url(scene, "contact/notitie/"), {"kind": "household", "text": "Hallo"})
    assert done.status_code == 303
    name = done.cookies[drafts.SENT]
    assert str(scene.home.uuid) not in name.value
    assert len(name.value) == 32
    assert (name["samesite"], name["max-age"]) == ("Strict", 300)
