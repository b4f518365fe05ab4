# SPDX-License-Identifier: EUPL-1.2
"""Writing and reading streams: in order, in few statements, joined by a merge and parted again."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction

from tests.history.writing import HOME, private, some, write
from voordeur.history import clock as product_clock
from voordeur.history import record, seals
from voordeur.history.models import Event, Stream
from voordeur.history.record import Draft

pytestmark = pytest.mark.django_db


def test_events_of_one_stream_follow_each_other(clock):
    first, second = some(2)
    (third,) = some(1)
    assert [event.seq for event in (first, second, third)] == [1, 2, 3]
    assert (first.prev, second.prev, third.prev) == ("", first.hash, second.hash)


def test_one_operation_leaves_an_event_in_each_stream_it_touches(clock):
    events = write(Draft(("person", 7), "a"), Draft(HOME, "b"), Draft(("person", 7), "c"))
    assert len({event.operation_id for event in events}) == 1
    assert [(told.kind, told.seq) for told in record.read(("person", 7))] == [("c", 2), ("a", 1)]
    assert [told.kind for told in record.read(HOME)] == ["b"]


def test_an_unknown_kind_of_stream_is_refused(clock):
    with pytest.raises(ValueError, match="unknown kind of stream"):
        write(Draft(("street", 1), "a"))


def test_reading_goes_back_page_by_page(clock):
    some(5)
    page = record.read(HOME, limit=2)
    assert [told.facts["number"] for told in page] == [4, 3]
    page = record.read(HOME, limit=2, before=page[-1].id)
    assert [told.facts["number"] for told in page] == [2, 1]


def test_reading_can_ask_for_kinds_and_for_a_time(clock, friday):
    some(1)
    with clock(friday + timedelta(days=1)):
        write(Draft(HOME, "test.other"))
    assert [told.kind for told in record.read(HOME, kinds=["test.other"])] == ["test.other"]
    later = record.read(HOME, since=friday + timedelta(hours=1))
    assert [told.kind for told in later] == ["test.other"]


def test_what_happened_earlier_keeps_its_own_time(clock, friday):
    earlier = friday - timedelta(days=3)
    write(Draft(HOME, "test.visited", occurred_at=earlier))
    (told,) = record.read(HOME)
    assert (told.occurred_at, told.recorded_at) == (earlier, friday)


def test_reading_never_gives_what_is_sealed(clock):
    event = private("person:12", "Klaproos")
    assert "Klaproos" not in repr(record.read(HOME)) + repr(event.sealed) + repr(event.facts)
    assert [part.body for part in record.unsealed(event)] == [{"text": "Klaproos"}]


def test_a_merge_lets_reads_follow_and_moves_no_event(clock):
    some(1, ("household", 1))
    some(2, ("household", 2))
    some(1, ("household", 3))
    before = list(Event.objects.order_by("pk").values())
    with transaction.atomic():
        record.merge(("household", 3), ("household", 2))
        record.merge(("household", 2), ("household", 1))
    assert [told.stream for told in record.read(("household", 1))] == [
        ("household", 3),
        ("household", 2),
        ("household", 2),
        ("household", 1),
    ]
    assert list(Event.objects.order_by("pk").values()) == before
    with transaction.atomic():
        record.part(("household", 2))
    assert [told.stream for told in record.read(("household", 1))] == [("household", 1)]
    assert len(record.read(("household", 2))) == 3


def test_a_merge_in_a_circle_or_of_two_kinds_or_twice_is_refused(clock):
    for number in (1, 2, 3):
        some(1, ("household", number))
    some(1, ("person", 1))
    with transaction.atomic():
        record.merge(("household", 2), ("household", 1))
        for source, into in [
            (("household", 1), ("household", 2)),
            (("household", 1), ("household", 1)),
            (("household", 2), ("household", 3)),
            (("household", 3), ("person", 1)),
        ]:
            with pytest.raises(ValueError, match="merged"):
                record.merge(source, into)
        with pytest.raises(ValueError, match="not merged"):
            record.part(("household", 1))


def test_five_hundred_events_take_as_many_statements_as_ten(clock, all_queries):
    counts = []
    for size, start in ((10, 1000), (500, 2000)):
        with all_queries() as statements:
            write(*(Draft(("person", start + n), "test.imported") for n in range(size)))
        counts.append(len([sql for sql in statements if "SAVEPOINT" not in sql]))
    # SQLite splits a statement with too many parameters; nothing grows with each event.
    assert counts[1] <= counts[0] + (30 if connection.vendor == "sqlite" else 3)


def test_two_thousand_streams_in_one_batch_is_possible(clock):
    assert len(write(*(Draft(("person", n), "test.imported") for n in range(1, 2001)))) == 2000


def test_the_clock_is_a_moment_with_a_zone_and_comes_back(friday):
    with pytest.raises(ValueError, match="time zone"), product_clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
    with product_clock.at(friday):
        with product_clock.at(friday + timedelta(days=1)):
            assert product_clock.now() == friday + timedelta(days=1)
        assert product_clock.now() == friday


def test_the_date_of_today_is_that_of_amsterdam():
    with product_clock.at(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        assert product_clock.today().isoformat() == "2026-07-02"


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("streams", [1, 3])
def test_eight_writers_at_once_lose_nothing_and_leave_a_whole_chain(streams):
    """Eight threads, each with its own connections, write to the same few streams."""
    each, failures = 40, []

    def work(number: int) -> None:
        try:
            for n in range(each):
                with transaction.atomic():
                    record.lock([("household", n % streams)])
                    record.append(
                        [
                            Draft(("household", n % streams), "test.happened", {"n": n}),
                            Draft(("person", number), "test.happened", {"n": n}),
                        ],
                        actor=f"account:{number}",
                        purpose="help",
                        operation_id=uuid.uuid4(),
                        now=product_clock.now(),
                    )
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(repr(error))
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        pytest.skip("in memory threads share one cache; test_files.py does this on files")
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Event.objects.filter(kind="test.happened").count() == 8 * each * 2
    assert sum(Stream.objects.values_list("seq", flat=True)) == 8 * each * 2
    assert seals.verify().broken is None
