# SPDX-License-Identifier: EUPL-1.2
"""Forgetting somebody: nothing readable is left, of nobody else anything is lost."""

import pytest
from django.apps import apps
from django.db import connection, models

from tests import factories as make
from tests import guard
from tests.door.making import WHY, a_coordinator, a_pair, account_of, an_officer
from tests.history import files
from voordeur.door import access as door
from voordeur.door import drafts, forgetting
from voordeur.door.forgetting import end_hold, forget_person, set_hold
from voordeur.door.masking import Guarded
from voordeur.door.models import LegalHold
from voordeur.door.refusal import NoEntry, NotAllowed, Refusal
from voordeur.history import clock as product_clock
from voordeur.history import keyring, reactions, record, seals
from voordeur.history.models import Event, SubjectKey
from voordeur.people import queries as people
from voordeur.people.models import Membership, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(clock):
    return a_pair()


def forget(officer, person_id):
    counts = forget_person(officer, person_id=person_id, why="own_request")
    reactions.run_due()
    return counts


def everything_stored() -> str:
    """Return all rows of all tables as text, as somebody with the database file would read them."""
    with guard.unguarded():
        return repr(
            [
                list(model._base_manager.order_by("pk").values())
                for model in apps.get_models()
                if model.__module__.startswith("voordeur.")
            ]
        )


def test_who_is_forgotten_is_in_no_table_and_the_chain_holds(pair, friday):
    account = account_of(pair.her)
    drafts.save(account.pk, "note", {"text": ["Klaproosveldwezel"]})
    seals.make_seal()
    assert "Angela" in everything_stored()
    forget(an_officer(), pair.angela)
    stored = everything_stored()
    assert "Angela" not in stored
    assert account.email not in stored
    assert not SubjectKey.objects.filter(subject=f"person:{pair.angela}").exists()
    for event in Event.objects.order_by("pk"):
        assert "Angela" not in repr(list(record.unsealed(event)))
    assert seals.verify().broken is None


def test_the_others_keep_all_that_is_theirs(pair):
    forget(an_officer(), pair.angela)
    worker = a_coordinator(pair.home)
    opened = door.open_household(worker.reader, pair.home.pk, activity="test")
    assert [member.called for member in people.members(opened)][1] == "Tom"
    assert SubjectKey.objects.filter(subject=f"person:{pair.tom}").exists()
    assert "Tom" in everything_stored()


def test_who_is_forgotten_cannot_come_back_and_nobody_stands_for_them(pair):
    account = account_of(pair.her)
    friend = make.a_worker()
    make.stand(friend.reader, pair.home, "task", person_id=pair.angela, compartment="health")
    forget(an_officer(), pair.angela)
    account.refresh_from_db()
    assert (account.is_active, account.has_usable_password(), account.person_id) == (
        False,
        False,
        None,
    )
    for reader in (pair.her, friend.reader):
        with pytest.raises(NoEntry):
            door.open_household(reader, pair.home.pk, activity="test")


def test_every_text_of_every_guarded_noun_is_emptied(pair):
    """No room can forget to: a new noun with text is emptied without saying so."""
    for model in forgetting.guarded():
        emptied = set(forgetting._emptied(model))
        for field in model._meta.concrete_fields:
            text = isinstance(field, models.TextField | models.CharField) and not field.choices
            spared = field.name in {"compartment", *model.open_fields} or field.unique
            assert not text or spared or field.name in emptied, f"{model.__name__}.{field.name}"


def test_keys_are_destroyed_by_the_reaction_when_the_process_died_in_between(pair):
    forget_person(an_officer(), person_id=pair.angela, why="own_request")
    assert SubjectKey.objects.filter(subject=f"person:{pair.angela}").exists()
    assert reactions.run_due()[1] == 0
    assert not SubjectKey.objects.filter(subject=f"person:{pair.angela}").exists()


def test_only_the_privacy_officer_forgets_and_says_why(pair):
    with pytest.raises(NotAllowed):
        forget_person(a_coordinator(pair.home).reader, person_id=pair.angela, why="own_request")
    with pytest.raises(Refusal):
        forget_person(an_officer(), person_id=pair.angela, why="zomaar")
    with pytest.raises(NoEntry):
        forget_person(an_officer(), person_id=10**9, why="mistake")
    assert "Angela" in everything_stored()


@pytest.mark.parametrize("on", ["person", "household"])
def test_a_hold_keeps_the_file_until_it_ends(pair, on):
    officer = an_officer()
    subject = f"person:{pair.angela}" if on == "person" else f"household:{pair.home.pk}"
    hold = set_hold(officer, subject=subject, reason=WHY)
    with pytest.raises(Refusal, match="may not be erased"):
        forget_person(officer, person_id=pair.angela, why="own_request")
    assert "Angela" in everything_stored()
    end_hold(officer, hold=hold.pk, reason=WHY)
    forget(officer, pair.angela)
    assert "Angela" not in everything_stored()


def test_a_hold_needs_a_reason_a_subject_and_is_set_once(pair):
    officer = an_officer()
    for subject, reason in (("street:1", WHY), ("person:x", WHY), ("person:1", "zomaar")):
        with pytest.raises(Refusal):
            set_hold(officer, subject=subject, reason=reason)
    hold = set_hold(officer, subject="person:1", reason=WHY)
    with pytest.raises(Refusal, match="already"):
        set_hold(officer, subject="person:1", reason=WHY)
    end_hold(officer, hold=hold.pk, reason=WHY)
    with pytest.raises(Refusal):
        end_hold(officer, hold=hold.pk, reason=WHY)
    assert LegalHold.objects.count() == 1


def test_no_member_reads_of_a_hold(pair):
    from voordeur.door import timeline

    set_hold(an_officer(), subject=f"household:{pair.home.pk}", reason=WHY)
    opened = door.open_household(pair.him, pair.home.pk, activity="test")
    assert "door.hold_set" not in {each.kind for each in timeline.happenings(opened)}


def test_after_a_restore_state_and_keys_are_erased_again(pair):
    """State and keys come back from before; only the list of the forgotten is newer."""
    keys = list(SubjectKey.objects.values())
    with guard.unguarded():
        person = Person._plain.get(pk=pair.angela)
    forget(an_officer(), pair.angela)
    forgotten = keyring.shredded()
    person.save()
    SubjectKey.objects.bulk_create([SubjectKey(**row) for row in keys], ignore_conflicts=True)
    assert "Angela" in everything_stored()
    assert forgetting.replay(forgotten, product_clock.now()) == 1
    assert "Angela" not in everything_stored()
    assert not SubjectKey.objects.filter(subject=f"person:{pair.angela}").exists()


def test_forgetting_names_the_tables_it_touches_for_the_vacuum():
    tables = forgetting.tables()
    present = set(connection.introspection.table_names())
    assert set(tables) <= present
    assert {"people_person", "people_searchkey", Membership._meta.db_table} <= set(tables)
    assert all(issubclass(model, Guarded) for model in forgetting.guarded())


ON_FILES = """
import sys
from pathlib import Path
from tests import factories as make
from tests.history.files import holding
from voordeur.door import access
from voordeur.door.forgetting import forget_person
from voordeur.history import seals
folder = Path(sys.argv[1])
home = make.a_household("Klaproosveld", "Kiezelwier")
officer = make.a_worker("privacy_officer").reader
first, second = make.person_ids(home)
print(holding(folder, b"Klaproosveld", b"klaproosveld") != [])
forget_person(officer, person_id=first, why="own_request")
print(holding(folder, b"Klaproosveld", b"klaproosveld"))
print(holding(folder, b"Kiezelwier") != [])
print(seals.verify().broken)
"""


def test_no_file_and_no_write_ahead_log_holds_the_name_of_who_is_forgotten(tmp_path):
    """The running house, all databases: search keys, rows, log, and what the pages held before."""
    assert files.run(tmp_path, ON_FILES).splitlines() == ["True", "[]", "True", "None"]
