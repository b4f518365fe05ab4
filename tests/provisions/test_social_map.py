# SPDX-License-Identifier: EUPL-1.2
"""The social map: what exists, how it really goes, and what is missing for buying; counts only."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import factories as make
from tests.coordination.making import BACKEND
from tests.guard import unguarded
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history import clock as the_clock
from voordeur.history.record import events
from voordeur.provisions.models import MissingProvision
from voordeur.provisions.social_map import actions as map_actions
from voordeur.provisions.social_map.queries import entry_on_map, missed_by, on_the_map


def described(worker, **more):
    given = {
        "name": "Buurtkamer De Linde",
        "law": "wmo",
        "kind": "informal",
        "groups": ["adult", "senior"],
        "life_areas": ["social_network"],
        "from_when": "Meteen, zonder besluit",
        "least": "Iedereen: elke werkdag een kop koffie",
        "costs_resident": "Niets",
        "wait_days": 0,
        "how": "Binnenlopen",
        **more,
    }
    return map_actions.describe_on_map(worker.reader, **given)


@pytest.mark.django_db
def test_informal_and_school_support_stand_on_the_map_with_law_moment_cost_and_wait(clock):
    worker = make.a_worker()
    row = described(worker)
    described(worker, name="Rots en water", kind="school", law="onderwijs", groups=["child"])
    (line,) = on_the_map(words="linde")
    assert (line.kind, line.law, line.from_when, line.costs_resident) == (
        "informal",
        "wmo",
        "Meteen, zonder besluit",
        "Niets",
    )
    assert [one.name for one in on_the_map(group="child")] == ["Rots en water"]
    assert [one.name for one in on_the_map(kind="informal", life_area="social_network")] == [
        "Buurtkamer De Linde"
    ]
    for wrong in (
        {"name": "buurtkamer de linde"},
        {"name": " "},
        {"law": "wet"},
        {"kind": "x"},
        {"wait_days": -1},
        {"life_areas": ["x"]},
        {"entry": make.an_organisation().uuid},
    ):
        with pytest.raises(Refusal):
            described(worker, **{"name": "Anders", **wrong})
    with pytest.raises(Conflict):
        described(worker, entry=row.uuid, expected_version=9)
    with pytest.raises(NotAllowed):
        described(make.a_worker("controller"))


@pytest.mark.django_db
def test_how_it_really_goes_is_told_by_those_who_tried(clock):
    worker = make.a_worker()
    row = described(worker, wait_days=14)
    for days in (40, 20, 60):
        map_actions.tell_experience(
            worker.reader, entry=row.uuid, text="Lang wachten", wait_days=days
        )
    with pytest.raises(Refusal):
        map_actions.tell_experience(worker.reader, entry=row.uuid, text=" ")
    line = entry_on_map(row.uuid)
    assert (line.wait_days, line.wait_as_of, line.real_wait) == (14, date(2026, 11, 13), 40)


@pytest.mark.django_db
def test_a_search_in_vain_counts_once_a_week_each_and_keeps_no_word(clock, friday):
    workers = [make.a_worker() for _ in range(5)]
    for worker in workers:
        client = Client()
        client.force_login(worker.account, backend=BACKEND)
        search = {"words": "opvang voor Angela", "life_area": "home", "group": "youth"}
        for _ in range(2):
            page = client.post("/sociale-kaart/", search)
            assert page.status_code == 200
    assert missed_by("life_area", the_clock.today()) == {"home": 5}
    assert missed_by("for_whom", the_clock.today()) == {"youth": 5}
    with unguarded():
        kept = str([*MissingProvision.objects.order_by("pk").values()])
        told = str([*events().filter(kind="provisions.missed").order_by("pk").values("facts")])
    assert "Angela" not in kept + told
    with clock(friday + timedelta(days=7)):
        map_actions.note_missing(workers[0].reader, life_area="home", for_whom="youth")
        assert missed_by("life_area", the_clock.today()) == {"home": 6}
    with pytest.raises(Refusal):
        map_actions.note_missing(workers[0].reader, life_area="x", for_whom="youth")


@pytest.mark.django_db
def test_the_pages_describe_and_tell(clock):
    worker = make.a_worker()
    client = Client()
    client.force_login(worker.account, backend=BACKEND)
    form = {"name": "Maatjes", "kind": "informal", "law": "wmo", "how": "Bel het steunpunt"}
    refused = client.post("/sociale-kaart/nieuw/", {**form, "law": ""})
    assert refused.status_code == 422
    assert "Bel het steunpunt" in refused.content.decode()
    assert client.post("/sociale-kaart/nieuw/", form).status_code == 303
    (line,) = on_the_map(words="maatjes")
    one = f"/sociale-kaart/{line.uuid}/"
    assert client.post(one, {"text": "Snel een maatje", "wait_days": 9}).status_code == 303
    assert "Snel een maatje" in client.get(one).content.decode()
    changed = {**form, "name": "Maatjes", "version": line.version, "wait_days": 10}
    assert client.post(f"{one}anders/", changed).status_code == 303
    stale = client.post(f"{one}anders/", changed)
    assert stale.status_code == 409
