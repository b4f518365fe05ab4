# SPDX-License-Identifier: EUPL-1.2
"""The daily seal, and the check that names the first place where history was tampered with."""

import json
from datetime import timedelta

import pytest

from tests.history.writing import HOME, intruder, some
from voordeur.history import seals
from voordeur.history.models import Event, Seal, SealedEnd, Stream

pytestmark = pytest.mark.django_db


def broken(outside=()) -> str:
    found = seals.verify(outside).broken
    return str(found) if found else ""


def at(seq):
    return Event.objects.filter(stream_id=Stream.objects.get(kind="household").pk, seq=seq)


def test_a_history_nobody_touched_holds_and_is_counted(clock):
    some(3)
    some(2, ("person", 4))
    seals.make_seal()
    found = seals.verify()
    assert (found.streams, found.events, found.seals, found.broken) == (2, 5, 1, None)


def test_an_empty_history_holds():
    assert seals.verify().broken is None
    seals.make_seal()
    assert seals.verify().broken is None


def test_an_altered_event_is_named(clock):
    some(3)
    with intruder():
        at(2).update(facts={"number": 99})
    assert broken() == "household:1, event 2: was altered after it was written"


@pytest.mark.parametrize("field", ["actor", "purpose", "kind", "compartment"])
def test_altering_who_did_it_or_why_is_named_too(clock, field):
    some(1)
    with intruder():
        at(1).update(**{field: "x"})
    assert broken() == "household:1, event 1: was altered after it was written"


def test_a_missing_event_is_named(clock):
    some(3)
    with intruder():
        at(2).delete()
    assert broken() == "household:1, event 2: this event is missing"


def test_swapped_events_are_named(clock):
    some(3)
    with intruder():
        at(1).update(seq=99)
        at(2).update(seq=1)
        at(99).update(seq=2)
    assert broken() == "household:1, event 1: does not follow on the event before it"


def test_an_end_cut_off_is_named_by_the_stream(clock):
    some(3)
    with intruder():
        at(3).delete()
    assert broken() == "household:1, event 3: this event is missing at the end"


def test_an_end_cut_off_with_the_stream_moved_back_is_named_by_the_seal(clock):
    some(3)
    seals.make_seal()
    with intruder():
        at(3).delete()
        Stream.objects.filter(kind="household").update(seq=2, head=at(2).get().hash)
    assert broken() == "household:1, event 3: was sealed on 2026-11-13 and is gone"


def test_a_chain_written_anew_is_named_by_the_seal(clock):
    some(2)
    seals.make_seal()
    with intruder():
        Event.objects.all().delete()
        Stream.objects.all().update(seq=0, head="")
    some(2)
    stream = Stream.objects.get(kind="household")
    assert stream.seq == 2
    assert broken() == "household:1, event 2: is not what was sealed on 2026-11-13"


def test_a_stream_that_vanished_whole_is_named_by_the_seal(clock):
    some(2)
    seals.make_seal()
    number = Stream.objects.get(kind="household").pk
    with intruder():
        Event.objects.all().delete()
        Stream.objects.all().delete()
    assert broken() == f"stream {number}, event 2: was sealed on 2026-11-13 and is gone"


def test_a_seal_covers_only_chains_that_moved_since_the_one_before(clock, friday):
    some(1)
    some(1, ("person", 4))
    first = seals.make_seal()
    some(1)
    with clock(friday + timedelta(days=1)):
        second = seals.make_seal()
        third = seals.make_seal()
    assert (first.streams, second.streams, third.streams) == (2, 1, 0)
    assert second.previous == first.root
    assert broken() == ""


def test_an_altered_seal_is_named(clock):
    some(1)
    first = seals.make_seal()
    with intruder():
        SealedEnd.objects.update(seq=7)
    assert broken() == f"seals, event {first.pk}: was altered after it was made"


def test_a_seal_taken_out_is_named_by_the_next(clock):
    some(1)
    first = seals.make_seal()
    some(1)
    second = seals.make_seal()
    with intruder():
        Seal.objects.filter(pk=first.pk).delete()
    assert broken() == f"seals, event {second.pk}: does not follow on the seal before it"


def test_history_and_seals_rewritten_together_show_by_the_copy_outside(clock, tmp_path):
    copy = tmp_path / "seals.jsonl"
    some(2)
    seals.make_seal(copy)
    assert broken(copy.read_text().splitlines()) == ""
    with intruder():
        Event.objects.all().delete()
        Stream.objects.all().delete()
        Seal.objects.all().delete()
        SealedEnd.objects.all().delete()
    some(2)
    seals.make_seal()
    assert broken() == ""
    assert "copy outside" in broken(copy.read_text().splitlines())


def test_the_copy_outside_holds_roots_and_nothing_personal(clock, tmp_path):
    copy = tmp_path / "seals.jsonl"
    some(2)
    seals.make_seal(copy)
    (line,) = copy.read_text().splitlines()
    assert set(json.loads(line)) == {"made_at", "root", "streams"}


def test_today_is_sealed_until_midnight_in_amsterdam(clock, friday):
    assert not seals.sealed_today()
    seals.make_seal()
    assert seals.sealed_today()
    with clock(friday + timedelta(hours=13, minutes=59)):
        assert seals.sealed_today()
    with clock(friday + timedelta(hours=14)):
        assert not seals.sealed_today()


def test_checking_takes_a_fixed_number_of_statements_per_stream(clock, all_queries):
    counts = []
    for size in (3, 40):
        some(size, ("household", size))
        seals.make_seal()
        with all_queries() as statements:
            seals.verify()
        counts.append(len(statements))
    assert counts[1] - counts[0] <= 3
    assert HOME == ("household", 1)
