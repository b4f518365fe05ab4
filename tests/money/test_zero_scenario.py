# SPDX-License-Identifier: EUPL-1.2
"""The zero scenario of a case: sealed before the outcome is known, and looked at over cases together."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.noninterference import unseen
from tests.provisions import making as helping
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import clock as product_clock
from voordeur.history.record import events, unsealed
from voordeur.money.actions import zero
from voordeur.money.actions.places import Place
from voordeur.money.actions.zero import (
    Forecast,
    calibrate_if_due,
    foresee,
    tell_outcome,
)
from voordeur.money.erasing import erase
from voordeur.money.models import Foreseen, ForeseenOutcome, ZeroCalibration
from voordeur.money.queries.zero import zero_scenario
from voordeur.money.zeroscenario import Came

pytestmark = pytest.mark.django_db
BY = date(2026, 12, 31)


@pytest.fixture
def home(clock):
    return make.a_household("Angela", "Tom")


@pytest.fixture
def worker(home):
    return helping.a_coordinator(home)


def foreseen(home, who, **more):
    place = Place(more.pop("law", "wmo"), more.pop("person_id", None))
    said = {
        "kind": "eviction",
        "what": "De woning wordt ontruimd",
        "place": place,
        "percent": 60,
        "by_date": BY,
        "payer": "municipality",
        "cents": 1_000_000,
        "rests_on": "drie maanden huurachterstand",
    } | more
    return foresee(getattr(who, "reader", who), household_id=home.pk, forecast=Forecast(**said))


def told(home, who, row, came="happened", **more):
    said = {"rests_on": "bericht van de verhuurder", "expected_version": 0} | more
    reader = getattr(who, "reader", who)
    return tell_outcome(reader, household_id=home.pk, foreseen=row.uuid, came=came, **said)


def seen(home, who):
    reader = getattr(who, "reader", who)
    return zero_scenario(door.open_household(reader, home.pk, activity="test"))


def test_what_is_foreseen_is_sealed_with_its_day_and_nothing_changes_it(home, worker, clock):
    with clock(product_clock.now().astimezone(product_clock.AMSTERDAM)):
        row = foreseen(home, worker)
    (found,) = seen(home, worker).foreseen
    assert found.is_whole
    assert len(found.seal) == 64
    assert found.sealed_at == product_clock.now()
    assert seen(home, worker).money.expected.sum == 600_000
    with pytest.raises(DatabaseError), transaction.atomic():
        Foreseen._plain.filter(pk=row.pk).update(percent=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Foreseen._plain.filter(pk=row.pk).delete()
    event = events().get(kind="money.foreseen")
    (sealed,) = unsealed(event)
    assert sealed.body["seal"] == row.seal
    assert row.seal not in str(event.facts)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"by_date": date(2026, 1, 1)}, "by_date"),
        ({"percent": 101}, "percent"),
        ({"cents": -1}, "cost"),
        ({"kind": "score"}, "kind"),
        ({"rests_on": " "}, "rests_on"),
        ({"payer": "niemand"}, "payer"),
    ],
)
def test_what_cannot_be_foreseen_is_refused_and_where(home, worker, wrong, field):
    with pytest.raises(Refusal) as refused:
        foreseen(home, worker, **wrong)
    assert refused.value.where == field


def test_how_it_went_is_said_in_time_and_corrected_without_touching_the_seal(home, worker, clock):
    row = foreseen(home, worker)
    with pytest.raises(Refusal) as running:
        told(home, worker, row, "not")
    assert (running.value.where, bool(running.value.remedy)) == ("came", True)
    with clock(datetime(2027, 1, 1, 12, tzinfo=UTC)):
        with pytest.raises(Refusal):
            told(home, worker, row, "mistake")
        told(home, worker, row, "happened")
        with pytest.raises(Conflict):
            told(home, worker, row, "not")
        told(home, worker, row, "not", expected_version=1)
    (found,) = seen(home, worker).foreseen
    assert (found.came, found.outcome_version, found.is_whole) == (Came.NOT, 2, True)
    comes_to = seen(home, worker).money
    assert (comes_to.came_true.known, comes_to.stayed_away) == (0, comes_to.most)


def test_a_mistake_of_today_counts_nowhere(home, worker):
    told(home, worker, foreseen(home, worker), "mistake")
    assert seen(home, worker).money.most.known == 0


def test_who_does_not_keep_the_file_foresees_nothing(home, worker):
    row = foreseen(home, worker)
    angela = make.person_ids(home)[0]
    member = make.a_resident(angela)
    make.stand(member, home, "self", person_id=angela)
    for reader, error in ((member, NotAllowed), (make.a_worker().reader, NoEntry)):
        with pytest.raises(error):
            foreseen(home, reader)
        with pytest.raises(error):
            told(home, reader, row)


def test_a_violent_partner_learns_nothing_of_what_is_foreseen_for_her(home, worker):
    angela, tom = make.person_ids(home)
    foreseen(home, worker)
    readers = {}
    for one in (angela, tom):
        readers[one] = make.a_resident(one)
        make.stand(readers[one], home, "self", person_id=one)
        make.stand(readers[one], home, "member")

    def hers():
        row = foreseen(home, worker, law="zvw", person_id=angela, what="Opvang van Angela")
        told(home, worker, row)

    unseen(lambda: seen(home, readers[tom]), add=hers, seen_by=lambda: seen(home, readers[angela]))


def test_page_and_forms_say_it_all_and_lose_nothing(home, worker, all_queries):
    client, path = signed_in(worker), reverse("zero_page", args=[home.uuid])
    assert client.get(path).status_code == 200
    form = reverse("zero_do", args=[home.uuid, "verwachten"])
    said = {
        "kind": "cut_off",
        "what": "De stroom wordt afgesloten",
        "percent": "30",
        "by_date": "2026-12-31",
        "law": "wmo",
        "payer": "unknown",
        "cost": "",
        "rests_on": "brief van de leverancier",
    }
    refused = client.post(form, said | {"by_date": "2020-01-01"})
    assert refused.status_code == 422
    assert "brief van de leverancier" in refused.content.decode()
    assert client.post(form, said).status_code == 303
    with all_queries() as few:
        page = client.get(path).content.decode()
    assert "De stroom wordt afgesloten" in page
    row = seen(home, worker).foreseen[0]
    outcome = reverse("zero_do_one", args=[home.uuid, "afloop", row.uuid])
    assert "De stroom wordt afgesloten" in client.get(outcome).content.decode()
    how = {"came": "happened", "rests_on": "gebeld", "version": "0"}
    assert client.post(outcome, how).status_code == 303
    assert client.post(outcome, how).status_code == 409
    for _ in range(2):
        foreseen(home, worker)
    with all_queries() as many:
        client.get(path)
    assert len(many) == len(few) <= 15
    for role in ("controller", "policy_officer", "council"):
        assert signed_in(make.a_worker(role)).get(path).status_code == 403


def test_forgetting_a_member_takes_what_was_foreseen_for_them(home, worker):
    angela = make.person_ids(home)[0]
    told(home, worker, foreseen(home, worker, person_id=angela))
    foreseen(home, worker)
    assert erase(angela, product_clock.now()) == 2
    assert (Foreseen._plain.count(), ForeseenOutcome._plain.count()) == (1, 0)


def _households(number):
    """Let something be foreseen and known in so many households; the last one told about is returned."""
    for place in range(number):
        home = make.a_household(f"Bewoner {place}")
        row = Foreseen(
            household=home,
            kind="eviction",
            what="De woning wordt ontruimd",
            percent=90 if place % 2 else 10,
            by_date=BY,
            law="wmo",
            rests_on="huurachterstand",
            sealed_at=product_clock.now(),
            seal="-",
        )
        row.save(force_insert=True)
        if place:
            ForeseenOutcome(
                household=home, foreseen=row, came="happened", known_on=BY, rests_on="brief"
            ).save(force_insert=True)
    return home, row


def test_over_twenty_cases_together_it_is_told_how_well_it_was_foreseen_and_of_nobody(
    clock, monkeypatch
):
    _households(20)
    assert calibrate_if_due() is False
    assert ZeroCalibration.objects.count() == 0
    _households(2)
    assert calibrate_if_due() is True
    made = ZeroCalibration.objects.get()
    assert (made.cases, made.analysis, made.brier) == (20, None, 0.37)
    assert [one for one in made.spread if one[2] is not None] == [[0.8, 1.0, 11, 11]]
    assert "Bewoner" not in str(made.__dict__)
    with clock(product_clock.now() + timedelta(days=1)):
        home, row = _households(1)
        told(home, helping.a_coordinator(home), row)
        assert calibrate_if_due() is False
        monkeypatch.setattr(zero, "LEAST_IN_CLASS", 1)
        assert calibrate_if_due() is True
    with pytest.raises(NotAllowed):
        zero.calibrate_cases(make.a_worker("controller").reader)
