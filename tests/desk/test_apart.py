# SPDX-License-Identifier: EUPL-1.2
"""Safety and money never in one response: every page of a household, for everyone who reads it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.noninterference import addresses, as_bytes, page_of
from tests.safety.making import TODAY, a_concern, a_scene
from voordeur.door.models import Account
from voordeur.livelihood.actions import put_piece, record_debt, say_who_manages
from voordeur.safety.actions import agree, open_crisis, warn_visitors

pytestmark = pytest.mark.django_db
WORDS = (b"ZORGWOORD", b"AFSPRAAKWOORD", b"WAARSCHUWWOORD", b"CRISISWOORD")
MONEY = ("€".encode(), b"SCHULDWOORD", b"BEHEERWOORD")


@pytest.fixture
def scene(clock):
    scene = a_scene("Angela", "Tom")
    home, by, her = scene.home.pk, scene.worker.reader, scene.people[0]
    concern = a_concern(scene, what="ZORGWOORD")
    agree(
        by,
        household_id=home,
        concern=concern.pk,
        what="AFSPRAAKWOORD",
        doer="family",
        who="Zij",
        look_on=TODAY + timedelta(days=7),
    )
    warn_visitors(
        by, household_id=home, advice="dog", why="WAARSCHUWWOORD", review_on=date(2027, 1, 1)
    )
    open_crisis(
        by,
        household_id=home,
        about="CRISISWOORD",
        coordinator=scene.worker.professional.pk,
        person_id=her,
    )
    for person_id in (None, her):
        put_piece(by, household_id=home, piece="wage", amount=1234_56, person_id=person_id)
        record_debt(
            by,
            household_id=home,
            creditor="landlord",
            creditor_name="SCHULDWOORD",
            amount=1234_56,
            person_id=person_id,
            threat_on=TODAY + timedelta(days=5),
        )
        say_who_manages(
            by,
            household_id=home,
            manager="volunteer",
            who="BEHEERWOORD",
            person_id=person_id,
        )
    return scene


def test_no_response_about_a_household_carries_safety_and_money(scene):
    pages = addresses(household=scene.home.uuid)
    assert len(pages) > 30
    mine = make.a_resident(scene.people[0])
    hers = Account.objects.get(person_id=mine.person_id)
    both = {"safety": 0, "money": 0}
    for account in (scene.worker.account, hers):
        for path in pages:
            answer = page_of(account, path)()
            if answer.status_code != 200:
                continue
            body = as_bytes(answer)
            safety = any(word in body for word in WORDS)
            money = any(word in body for word in MONEY)
            both["safety"] += safety
            both["money"] += money
            assert not (safety and money), path
    assert min(both.values()) >= 2, "this test must meet both, or it cannot fail"


def test_money_leaves_the_household_page_when_safety_comes(scene):
    body = signed_in(scene.worker).get(reverse("household", args=[scene.home.uuid])).content
    assert any(word in body for word in WORDS)
    assert b"BEHEERWOORD" not in body
