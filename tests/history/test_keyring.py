# SPDX-License-Identifier: EUPL-1.2
"""Keys: one per subject and part; destroying them is forgetting, and the chain still holds."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from tests.history.writing import HOME, SECRET, intruder, private, write
from voordeur.history import keyring, record, seals
from voordeur.history.models import Event, Shredded, SubjectKey
from voordeur.history.record import Draft, Private

KEY = bytes(range(32))


@given(st.binary(max_size=200), st.text(max_size=30))
def test_what_was_sealed_can_be_read_with_the_key_in_its_place(plain, place):
    assert keyring.unseal(KEY, keyring.seal(KEY, plain, place), place) == plain


@given(st.binary(min_size=4, max_size=50), st.text(max_size=30))
def test_a_sealed_part_cannot_be_moved_to_another_place(plain, place):
    sealed = keyring.seal(KEY, plain, place)
    with pytest.raises(ValueError, match="altered or moved"):
        keyring.unseal(KEY, sealed, place + "x")
    with pytest.raises(ValueError, match="altered or moved"):
        keyring.unseal(KEY[::-1], sealed, place)
    assert plain not in sealed.encode()


def test_the_same_text_is_never_sealed_to_the_same_bytes():
    assert keyring.seal(KEY, b"same", "p") != keyring.seal(KEY, b"same", "p")


pytestmark = pytest.mark.django_db


def ring(monkeypatch, *names: str) -> None:
    """Give the process a ring of master keys with these names; the same name is the same key."""
    keys = tuple((name, name.encode().ljust(32, b"-")) for name in names)
    monkeypatch.setattr(keyring, "_masters", lambda: keys)


def test_each_part_of_each_subject_has_a_key_of_its_own(clock):
    names = [
        ("person:1", "own", "case"),
        ("person:1", "money", "case"),
        ("person:2", "own", "case"),
    ]
    keys = [keyring.key_for(*name, make=True) for name in names]
    assert len(set(keys)) == 3
    assert [keyring.key_for(*name, make=False) for name in names] == keys


def test_the_database_never_holds_a_key_in_the_clear(clock):
    key = keyring.key_for("person:1", "own", "case", make=True)
    assert key not in bytes(SubjectKey.objects.get().wrapped)


def test_a_wrapped_key_cannot_be_given_to_another_subject(clock):
    keyring.key_for("person:1", "own", "case", make=True)
    SubjectKey.objects.update(subject="person:2")
    with pytest.raises(InvalidTag):
        keyring.key_for("person:2", "own", "case", make=False)


def test_asking_for_a_key_that_is_not_there_makes_none(clock):
    with pytest.raises(keyring.Forgotten):
        keyring.key_for("person:1", "own", "case", make=False)
    assert not SubjectKey.objects.exists()


def test_forgetting_destroys_every_key_of_the_subject_and_no_other(clock):
    for compartment in ("own", "money"):
        keyring.key_for("person:1", compartment, "case", make=True)
    keyring.key_for("person:11", "own", "case", make=True)
    assert keyring.forget("person:1") == 2
    assert [row.subject for row in SubjectKey.objects.all()] == ["person:11"]
    assert keyring.forget("person:1") == 0


def test_who_is_forgotten_gets_no_new_key(clock):
    keyring.forget("person:1")
    with pytest.raises(keyring.Forgotten):
        keyring.key_for("person:1", "own", "case", make=True)


def test_after_forgetting_the_chain_holds_and_nothing_can_be_read(clock):
    hers, his = private("person:1"), private("person:2", "Kiezelwier")
    seals.make_seal()
    keyring.forget("person:1")
    assert seals.verify().broken is None
    assert list(record.unsealed(hers)) == []
    assert [part.body for part in record.unsealed(his)] == [{"text": "Kiezelwier"}]
    everything = repr(list(Event.objects.order_by("pk").values()))
    assert SECRET not in everything


def test_an_event_about_two_parts_keeps_the_part_of_who_stays(clock):
    parts = (Private("person:1", "own", {"a": SECRET}), Private("person:2", "own", {"b": "blijft"}))
    (event,) = write(Draft(HOME, "test.said", {}, parts))
    keyring.forget("person:1")
    assert [part.body for part in record.unsealed(event)] == [{"b": "blijft"}]


def test_after_a_restore_the_forgotten_are_forgotten_again(clock):
    event = private("person:1")
    backup = list(SubjectKey.objects.values())
    keyring.forget("person:1")
    SubjectKey.objects.bulk_create([SubjectKey(**row) for row in backup])
    assert list(record.unsealed(event)) != []
    assert keyring.replay_shredding() == 1
    assert list(record.unsealed(event)) == []
    assert keyring.replay_shredding() == 0


def test_a_list_of_the_forgotten_from_elsewhere_is_taken_over(clock):
    """The key backup can be older than the forgetting: the list is kept outside it as well."""
    event = private("person:1")
    assert keyring.replay_shredding(["person:1", "person:9"]) == 1
    assert list(record.unsealed(event)) == []
    assert set(Shredded.objects.values_list("subject", flat=True)) == {"person:1", "person:9"}


def test_new_keys_are_wrapped_by_the_last_master_key(clock, monkeypatch):
    ring(monkeypatch, "m1", "m2")
    keyring.key_for("person:1", "own", "case", make=True)
    assert SubjectKey.objects.get().master == "m2"


def test_rotating_wraps_every_key_anew_and_changes_none(clock, monkeypatch):
    ring(monkeypatch, "m1")
    before = keyring.key_for("person:1", "own", "case", make=True)
    event = private("person:2")
    ring(monkeypatch, "m1", "m2")
    assert keyring.rewrap() == 2
    assert {row.master for row in SubjectKey.objects.all()} == {"m2"}
    assert keyring.rewrap() == 0
    ring(monkeypatch, "m2")
    assert keyring.key_for("person:1", "own", "case", make=False) == before
    assert [part.body["text"] for part in record.unsealed(event)] == [SECRET]


def test_a_missing_master_key_is_named_with_what_to_do(clock, monkeypatch):
    ring(monkeypatch, "m1")
    keyring.key_for("person:1", "own", "case", make=True)
    ring(monkeypatch, "m2")
    with pytest.raises(KeyError, match="'m1' is not in the ring: add its line"):
        keyring.key_for("person:1", "own", "case", make=False)


def test_lookups_stay_the_same_when_a_master_key_is_added(monkeypatch):
    ring(monkeypatch, "m1")
    before = keyring.lookup_key()
    ring(monkeypatch, "m1", "m2")
    assert keyring.lookup_key() == before
    assert before != b"m1".ljust(32, b"-")


def test_two_processes_that_make_the_same_key_end_up_with_one(clock, monkeypatch):
    """The other process wins between the look and the write."""
    first = keyring.key_for("person:1", "own", "case", make=True)
    real, looks = SubjectKey.objects.filter, []

    def late(*args, **kwargs):
        looks.append(1)
        return SubjectKey.objects.none() if len(looks) == 1 else real(*args, **kwargs)

    monkeypatch.setattr(SubjectKey.objects, "filter", late)
    assert keyring.key_for("person:1", "own", "case", make=True) == first


def test_a_sealed_part_that_was_moved_in_the_table_does_not_open(clock):
    first, second = private("person:1"), private("person:1", "Kiezelwier")
    with intruder():
        Event.objects.filter(pk=second.pk).update(sealed=first.sealed)
    second.refresh_from_db()
    with pytest.raises(ValueError, match="altered or moved"):
        list(record.unsealed(second))
