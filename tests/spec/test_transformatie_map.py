# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: what support there is, is published; what professionals tell of it stays inside."""

import pytest
from django.test import Client

from tests import factories as make
from voordeur.provisions.actions import add_provision_type
from voordeur.provisions.social_map import actions as map_actions
from voordeur.provisions.social_map.queries import published

pytestmark = pytest.mark.django_db


def test_transformatie_r32_offers_of_support_are_published_for_who_does_not_sign_in(clock):
    worker = make.a_worker().reader
    row = map_actions.describe_on_map(
        worker,
        name="Buurtkamer De Linde",
        law="wmo",
        kind="informal",
        for_whom="Iedereen die mensen wil ontmoeten",
        life_areas=["social_network", "meaning"],
        from_when="Meteen",
        wait_days=0,
        how="Binnenlopen",
    )
    map_actions.tell_experience(worker, entry=row.uuid, text="Vol op dinsdag", wait_days=9)
    add_provision_type(make.SETUP, name="Beschikking 02A05", law="wmo", category="02")
    page = Client(headers={"accept-language": "nl"}).get("/hulp-in-de-buurt/")
    text = page.content.decode()
    for said in ("Buurtkamer De Linde", "Iedereen die mensen wil", "Binnenlopen", "onbekend"):
        assert said in text
    # What was never described tells a resident nothing, and what colleagues told stays inside.
    assert "Beschikking 02A05" not in text
    assert "dinsdag" not in text
    assert {area: len(lines) for area, lines in published().items()} == {
        "social_network": 1,
        "meaning": 1,
    }
    assert 'href="/hulp-in-de-buurt/"' in Client().get("/inloggen/login/").content.decode()
