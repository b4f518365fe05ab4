# SPDX-License-Identifier: EUPL-1.2
"""Erasing what is past its term, and what was told about somebody in a signal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import factories as make
from tests import guard
from tests.door.making import WHY, an_officer
from tests.door.test_forgetting import everything_stored, forget
from tests.history.writing import write
from voordeur.door import drafts, erasure, forgetting
from voordeur.door.erasure import erase_household, erase_rows
from voordeur.door.forgetting import set_hold
from voordeur.door.models import Draft, Standing
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.history import clock as product_clock
from voordeur.history import keyring, reactions, record, seals
from voordeur.history.models import Event, SubjectKey
from voordeur.intake.actions import NewSignal, add_signal, decide, record_signal, start_triage
from voordeur.intake.matching import Described
from voordeur.intake.models import Decision, Signal, SignalMark
from voordeur.papers import blobs
from voordeur.papers.actions import bring_in
from voordeur.people.actions import NewPerson, register_household
from voordeur.people.models import Person

pytestmark = pytest.mark.django_db


def readable():
    """Everything that can still be read in sealed parts, with the rows of all tables."""
    sealed = [list(record.unsealed(event)) for event in Event.objects.order_by("pk")]
    return everything_stored() + repr(sealed)


def a_signal(team, text, **more):
    return record_signal(
        make.a_worker("triage", team=team).reader,
        new=NewSignal(what=text, who=text, street="Klaproosstraat", **more),
        team_id=team.pk,
    )


@pytest.fixture
def erased(clock, friday, settings, tmp_path):
    """Two households of sixteen years ago, one member shared; the first is erased."""
    settings.CONFIG = replace(settings.CONFIG, data_dir=tmp_path)
    home = make.a_household("Klaproosveld", "Kiezelwier")
    alone, shared = make.person_ids(home)
    other = register_household(
        make.SETUP,
        members=[
            NewPerson(given_names="Wilgenroos", surname="Voorbeeld"),
            NewPerson(person_id=shared),
        ],
    )
    for person, title in ((alone, "Korhoen"), (shared, "Fuut")):
        bring_in(
            make.SETUP, household_id=home.pk, person_id=person, title=title, content=b"tekst\n"
        )
    make.stand("account:9", home, "helper")
    officer = an_officer()
    with clock(friday.replace(year=friday.year + 16)):
        write(record.Draft(("household", other.pk), "test.seen", household_id=other.pk))
        yield home, other, alone, shared, officer


def test_a_file_past_its_term_is_erased_with_who_is_in_no_other(erased):
    home, other, alone, shared, officer = erased
    assert "Korhoen" in readable()
    assert len(blobs.stored()) == 2
    with pytest.raises(Refusal, match="is not over"):
        erase_household(officer, household_id=other.pk, law="Wmo 2015")
    counts = erase_household(officer, household_id=home.pk, law="Wmo 2015")
    assert counts["papers.paper"] + counts.get("papers", 0) >= 1
    assert reactions.run_due()[1] == 0
    left = readable()
    assert "Korhoen" not in left
    assert "Klaproosveld" not in left
    assert "Fuut" not in everything_stored()
    assert "Kiezelwier" in left, "who is in another file stays there"
    assert "Wilgenroos" in left
    assert not SubjectKey.objects.filter(
        subject__in=[f"household:{home.pk}", f"person:{alone}"]
    ).exists()
    assert SubjectKey.objects.filter(subject=f"person:{shared}").exists()
    assert not Standing.objects.filter(household_id=home.pk, valid_until=None).exists()
    assert Event.objects.filter(kind="door.household_erased").count() == 1
    assert seals.verify().broken is None
    with pytest.raises(NoEntry):
        erase_household(officer, household_id=home.pk, law="Wmo 2015")
    with pytest.raises(NotAllowed):
        erase_household(make.a_worker().reader, household_id=other.pk, law="Wmo 2015")


def test_a_file_on_hold_is_not_erased_and_nor_is_that_of_a_member_on_hold(erased):
    home, _other, alone, _shared, officer = erased
    for subject in (f"household:{home.pk}", f"person:{alone}"):
        hold = set_hold(officer, subject=subject, reason=WHY)
        assert [one.pk for one in erasure.holds_on(home.pk)] == [hold.pk]
        with pytest.raises(Refusal, match="may not be erased"):
            erase_household(officer, household_id=home.pk, law="Wmo 2015")
        forgetting.end_hold(officer, hold=hold.pk, reason=WHY)
    assert "Klaproosveld" in readable()


def test_after_a_restore_a_household_is_erased_again(erased):
    home, _other, alone, _shared, officer = erased
    with guard.unguarded():
        person = Person._plain.get(pk=alone)
    erase_household(officer, household_id=home.pk, law="Wmo 2015")
    reactions.run_due()
    person.save()
    make.stand("account:9", home, "helper")
    assert "Klaproosveld" in readable()
    forgetting.replay([], product_clock.now())
    assert erasure.replay(product_clock.now()) == 1
    assert "Klaproosveld" not in readable()
    assert not Standing.objects.filter(household_id=home.pk, valid_until=None).exists()


def test_rows_past_their_term_go_and_others_stay(clock, friday):
    account = make.a_worker().account
    drafts.save(account.pk, "old", {"text": ["half"]})
    officer = an_officer()
    with clock(friday + timedelta(days=15)):
        drafts.save(account.pk, "new", {"text": ["half"]})
        assert erase_rows(officer, kind="door.Draft") == 1
        assert [draft.key for draft in Draft.objects.order_by("pk")] == ["new"]
        for kind in ("people.Person", "door.Nothing"):
            with pytest.raises(Refusal):
                erase_rows(officer, kind=kind)
        with pytest.raises(NotAllowed):
            erase_rows(make.a_worker("administrator").reader, kind="door.Draft")


def test_forgetting_empties_every_signal_about_somebody_and_of_nobody_else(clock):
    """In the own file, and elsewhere by a full match; what became of it stays in codes."""
    team = make.a_team()
    home = register_household(
        make.SETUP,
        members=[NewPerson(given_names="Sanne", surname="Voorbeeld", born="2012-03-04")],
        team_id=team.pk,
    )
    (sanne,) = make.person_ids(home)
    triager = make.a_worker("triage", team=team)
    make.stand(triager.reader, home, "triage")
    here = NewSignal(what="Korhoen hier", who="Korhoen")
    coordinator = make.a_worker(team=team)
    make.stand(coordinator.reader, home, "case_coordinator")
    own = add_signal(coordinator.reader, household_id=home.pk, new=here, team_id=team.pk)
    youth = Described(given_names="Sanne", surname="Voorbeeld", born="2012-03-04")
    elsewhere = a_signal(team, "Korhoen elders", youth=youth)
    stranger = a_signal(team, "Watersnip")
    there = {"household_id": elsewhere.household_id, "signal": elsewhere.uuid}
    start_triage(triager.reader, expected_version=elsewhere.version, **there)
    decide(
        triager.reader,
        outcome="no_action",
        reason="Korhoen had al hulp",
        informed_on=product_clock.today(),
        informed_how="gebeld",
        expected_version=elsewhere.version + 1,
        **there,
    )
    assert "Korhoen had al hulp" in readable()
    forget(an_officer(), sanne)
    left = readable()
    assert "Korhoen" not in left
    assert "Watersnip" in left
    with guard.unguarded():
        kept = Signal._plain.filter(pk__in=[own.pk, elsewhere.pk]).order_by("pk")
        assert set(kept.values_list("what", "who", "street")) == {("-", "", "")}
    assert Decision._plain.filter(signal=elsewhere, outcome="no_action").exists()
    assert not SignalMark.objects.filter(signal=elsewhere).exists()
    assert Signal._plain.filter(pk=stranger.pk, street="Klaproosstraat").exists()
    assert any("#signal" in subject for subject in keyring.shredded())
    assert seals.verify().broken is None
