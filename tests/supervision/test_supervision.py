# SPDX-License-Identifier: EUPL-1.2
"""What is past its term is erased when a person confirms it; wishes and breaches are decided on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.door.making import WHY
from tests.door.test_forgetting import everything_stored
from voordeur.door import erasure
from voordeur.door.forgetting import holds, set_hold
from voordeur.door.refusal import NotAllowed, Refusal
from voordeur.history import reactions, seals
from voordeur.history.models import Event
from voordeur.people.models import Person
from voordeur.supervision import actions, clock72
from voordeur.supervision.models import Breach, ErasureBatch, ErasureItem, Wish

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = ("bewaren/", "vasthouden/", "vergeten/", "datalekken/")


@pytest.fixture
def officer(clock):
    return make.a_worker("privacy_officer")


@pytest.fixture
def browser(officer):
    client = Client(headers={"accept-language": "en"})
    client.force_login(officer.account, backend=BACKEND)
    return client


def a_list(officer):
    assert actions.anything_new()
    actions.propose_batch(make.SETUP)
    return ErasureBatch.objects.get(confirmed_at=None)


def read(batch, reader=None):
    """Let a second person read a list; return it as it is then."""
    reader = reader or make.a_worker("administrator").reader
    return actions.read_batch(reader, batch=batch.pk, expected_version=batch.version)


def states():
    return dict(ErasureItem.objects.order_by("pk").values_list("what", "state"))


@pytest.mark.django_db
def test_what_is_past_its_term_goes_only_after_a_person_confirms_and_a_hold_stays(
    officer, clock, friday
):
    gone, kept = make.a_household("Klaproosveld"), make.a_household("Kiezelwier")
    with clock(friday.replace(year=friday.year + 16)):
        batch = a_list(officer.reader)
        assert not actions.anything_new()
        assert actions.run_confirmed() == 0
        assert "Klaproosveld" in everything_stored()
        hold = set_hold(officer.reader, subject=f"household:{kept.pk}", reason=WHY)
        for reader in (make.a_worker("administrator").reader, make.a_worker().reader):
            with pytest.raises(NotAllowed):
                actions.confirm_batch(reader, batch=batch.pk, expected_version=batch.version)
        with pytest.raises(Refusal, match="Somebody else"):
            actions.confirm_batch(officer.reader, batch=batch.pk, expected_version=batch.version)
        batch = read(batch)
        actions.confirm_batch(officer.reader, batch=batch.pk, expected_version=batch.version)
        for again in (actions.confirm_batch, actions.read_batch):
            with pytest.raises(Refusal, match="already"):
                again(officer.reader, batch=batch.pk, expected_version=batch.version)
        while actions.run_confirmed(limit=1):
            reactions.run_due()
        found = states()
        assert found[f"household:{gone.pk}"] == "erased"
        assert found[f"household:{kept.pk}"] == "held"
        stored = everything_stored()
        assert "Klaproosveld" not in stored
        assert "Kiezelwier" in stored
        batch.refresh_from_db()
        assert batch.done_at is not None
        assert holds()[0].id == hold.pk
        assert Event.objects.filter(kind="door.household_erased").count() == 1
        assert seals.verify().broken is None


@pytest.mark.django_db
def test_a_second_person_reads_the_list_that_is_confirmed(officer, browser, clock, friday):
    make.a_household("Klaproosveld")
    with clock(friday.replace(year=friday.year + 1)):
        make.a_household("Kiezelwier")
    with clock(friday.replace(year=friday.year + 16)):
        batch = a_list(officer.reader)
        path, sent = "/toezicht/bewaren/", {"batch": batch.pk, "version": batch.version}
        assert b"I have read this list" in browser.get(path).content
        assert browser.post(f"{path}gelezen/", sent).status_code == 303
        batch.refresh_from_db()
        # Whoever read it does not confirm it, also not by the address of the button.
        page = browser.get(path).content.decode()
        assert "Another privacy officer confirms it" in page
        assert "Erase what is on this list" not in page
        browser.post(f"{path}bevestigen/", {"batch": batch.pk, "version": batch.version})
        with pytest.raises(Refusal, match="already"):
            read(batch)
    with clock(friday.replace(year=friday.year + 17)):
        # A line that comes in later asks to read anew.
        actions.propose_batch(make.SETUP)
        batch.refresh_from_db()
        assert (batch.confirmed_at, batch.read_by) == (None, "")
        helper = Client(headers={"accept-language": "en"})
        helper.force_login(make.a_worker("administrator").account, backend=BACKEND)
        assert b"I have read this list" in helper.get(path).content
        helper.post(f"{path}gelezen/", {"batch": batch.pk, "version": batch.version})
        assert b"Erase what is on this list" not in helper.get(path).content
        assert b"Erase what is on this list" in browser.get(path).content
        batch.refresh_from_db()
        browser.post(f"{path}bevestigen/", {"batch": batch.pk, "version": batch.version})
        batch.refresh_from_db()
        assert batch.confirmed_by == officer.reader.key


@pytest.mark.django_db
def test_killed_between_erasing_and_writing_down_the_next_run_goes_on(officer, clock, friday):
    home = make.a_household("Klaproosveld")
    with clock(friday.replace(year=friday.year + 16)):
        batch = read(a_list(officer.reader))
        actions.confirm_batch(officer.reader, batch=batch.pk, expected_version=batch.version)
        erasure.erase_household(make.SETUP, household_id=home.pk, law="Wmo 2015")
        reactions.run_due()
        actions.run_confirmed()
        assert states()[f"household:{home.pk}"] == "erased"
        assert Event.objects.filter(kind="door.household_erased").count() == 1


@pytest.mark.django_db
def test_somebody_who_wishes_to_be_forgotten_is_so_with_proof(officer, browser, clock, friday):
    home = make.a_household("Klaproosveld", "Kiezelwier")
    person_id = make.person_ids(home)[0]
    code = Person._plain.filter(pk=person_id).values_list("uuid", flat=True).get()
    sent = {"person": code, "asked_on": "2026-11-10", "channel": "paper"}
    assert browser.post("/toezicht/vergeten/", sent).status_code == 303
    wish = Wish.objects.get()
    page = browser.get(f"/toezicht/vergeten/{wish.uuid}/").content.decode()
    assert "people</dt>" in page
    assert "Klaproosveld" not in page
    assert str(code) not in page
    decision = {"decision": "forget", "reason": WHY, "version": 1}
    hold = set_hold(officer.reader, subject=f"person:{person_id}", reason=WHY)
    refused = browser.post(f"/toezicht/vergeten/{wish.uuid}/", decision)
    assert refused.status_code == 422
    assert "Klaproosveld" in everything_stored()
    ended = {"hold": hold.pk, "reason": WHY}
    assert browser.post("/toezicht/vasthouden/einde/", ended).status_code == 303
    assert browser.post(f"/toezicht/vergeten/{wish.uuid}/", decision).status_code == 303
    reactions.run_due()
    assert "Klaproosveld" not in everything_stored()
    assert "Kiezelwier" in everything_stored()
    proof = Event.objects.get(kind="door.person_forgotten").hash
    assert proof in browser.get(f"/toezicht/vergeten/{wish.uuid}/").content.decode()
    with pytest.raises(Refusal, match="decided already"):
        actions.decide_wish(
            officer.reader, wish=wish.pk, decision="keep", reason=WHY, expected_version=2
        )


@pytest.mark.django_db
def test_a_breach_runs_its_clock_until_it_is_decided_and_told(browser, clock, friday):
    sent = {
        "known_on": "2026-11-13",
        "known_time": "09:00",
        "what": "Brief aan een verkeerd adres",
        "whose": "Een huishouden: naam en afspraak",
    }
    assert browser.post("/toezicht/datalekken/", sent).status_code == 303
    row = Breach.objects.get()
    assert "71 hours left" in browser.get("/toezicht/datalekken/").content.decode()
    path = f"/toezicht/datalekken/{row.uuid}/"
    with clock(friday + timedelta(days=4)):
        assert "72 hours are over" in browser.get(path).content.decode()
        early = browser.post(path, sent | {"close": "on", "version": 1})
        assert early.status_code == 422
        no_reason = browser.post(path, sent | {"authority": "no", "version": 1})
        assert no_reason.status_code == 422
        whole = sent | {
            "authority": "yes",
            "authority_on": "2026-11-14",
            "authority_time": "10:00",
            "residents": "no",
            "residents_why": "De brief kwam ongeopend terug.",
            "close": "on",
        }
        stale = browser.post(path, whole | {"version": 0})
        assert stale.status_code == 409
        assert browser.post(path, whole | {"version": 1}).status_code == 303
        closed = browser.get(path).content.decode()
        assert "Save the breach" not in closed
        assert "decided" in closed


@pytest.mark.django_db
def test_supervision_is_for_the_privacy_officer(officer, clock):
    breach = {"known_at": clock_now(), "what": "x", "whose": "y", "authority": "", "residents": ""}
    more = {"authority_at": None, "residents_at": None, "authority_why": "", "residents_why": ""}
    row = actions.record_breach(officer.reader, **breach, **more)
    wish = actions.record_wish(
        officer.reader, person_id=1, channel="phone", asked_on=clock_now().date()
    )
    tries = [
        (actions.record_breach, {**breach, **more}),
        (
            actions.change_breach,
            {"breach": row.pk, "close": False, "expected_version": 1, **breach, **more},
        ),
        (actions.record_wish, {"person_id": 2, "channel": "own", "asked_on": clock_now().date()}),
        (
            actions.decide_wish,
            {"wish": wish.pk, "decision": "keep", "reason": WHY, "expected_version": 1},
        ),
        (actions.propose_batch, {}),
        (actions.confirm_batch, {"batch": 1, "expected_version": 1}),
        (actions.read_batch, {"batch": 1, "expected_version": 1}),
        (actions.settle_item, {"item": 1, "state": "erased", "erased": {}}),
    ]
    for act, asked in tries:
        with pytest.raises(NotAllowed):
            act(make.a_worker("professional", "team_lead").reader, **asked)
        if act is not actions.read_batch:
            with pytest.raises(NotAllowed):
                act(make.a_worker("administrator").reader, **asked)


def clock_now():
    from voordeur.history import clock

    return clock.now()


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_as_much_for_many_as_for_one(officer, browser, all_queries, page, friday):
    path = f"/toezicht/{page}"

    def more(number):
        home = make.a_household()
        set_hold(officer.reader, subject=f"household:{home.pk}", reason=WHY)
        batch = ErasureBatch.objects.create(
            proposed_at=friday, confirmed_at=friday, confirmed_by=f"account:{number}"
        )
        for what in (f"household:{home.pk}", "door.AccessRecord"):
            ErasureItem.objects.create(batch=batch, what=what, law="x", since=friday, count=1)
        actions.record_wish(
            officer.reader, person_id=number, channel="paper", asked_on=friday.date()
        )
        Breach.objects.create(known_at=friday, what="x", whose="y")

    more(1)
    browser.get(path)
    with all_queries() as few:
        assert browser.get(path).status_code == 200
    for number in range(2, 6):
        more(number)
    with all_queries() as many:
        browser.get(path)
    assert len(few) == len(many) <= 15, many
    stranger = Client()
    stranger.force_login(make.a_worker("administrator").account, backend=BACKEND)
    assert stranger.get(path).status_code == (200 if page == "bewaren/" else 403)
    with override("nl"):
        assert Client(headers={"accept-language": "nl"}).get(path).status_code == 302


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(0, 200), st.integers(0, 200))
def test_the_clock_only_runs_down_and_stops_for_good_when_decided(known, hours, later):
    at = known + timedelta(hours=hours)
    running = clock72.read(known, "", None, at)
    assert running.hours_left == 72 - hours
    assert running.late == (hours > 72)
    assert not running.stopped
    assert (
        clock72.read(known, "", None, at + timedelta(hours=later)).hours_left <= running.hours_left
    )
    told = clock72.read(known, "yes", at, at + timedelta(hours=later))
    assert (told.stopped, told.hours_left, told.late) == (True, 72 - hours, False)
    assert clock72.read(known, "no", None, at).stopped
    assert not clock72.read(known, "yes", None, at).stopped
