# SPDX-License-Identifier: EUPL-1.2
"""What is really in the files, and what really happens with many writers at once."""

import pytest

from tests.history import files

FORGET = """
import sys
from pathlib import Path
from tests.history.files import holding
from tests.history.writing import private
from voordeur.history import keyring, seals, traces
from voordeur.history.models import SubjectKey
folder = Path(sys.argv[1])
private("person:1")
wrapped = bytes(SubjectKey.objects.get().wrapped)
print(holding(folder, wrapped))
keyring.forget("person:1")
print(holding(folder, wrapped))
traces.wipe()
print(holding(folder, wrapped))
assert seals.verify().broken is None
"""


def test_a_destroyed_key_is_in_no_file_and_in_no_write_ahead_log(tmp_path):
    """While the house still runs: closing the last connection would empty the log by itself."""
    before, forgotten, wiped = files.run(tmp_path, FORGET).splitlines()
    assert before != "[]"
    assert forgotten == "['keys.sqlite3-wal']", "deleting alone is not enough"
    assert wiped == "[]"


def test_a_sealed_text_is_never_in_a_file(tmp_path):
    files.run(
        tmp_path,
        "from tests.history.writing import private, SECRET\nprivate('person:1')\n"
        "private('person:1', 'Kiezelwier', ('person', 1))\n",
    )
    assert files.holding(tmp_path, b"Klaproosveldwezel", b"Kiezelwier") == []
    assert (tmp_path / "state.sqlite3").stat().st_size > 0


WRITERS = """
import threading, uuid
from django.db import connections, transaction
from voordeur.history import clock, record, seals
from voordeur.history.record import Draft
failures = []

def work(number):
    try:
        for n in range(40):
            with transaction.atomic():
                record.lock([("household", n % 3)])
                record.append(
                    [Draft(("household", n % 3), "t", {"n": n}), Draft(("person", number), "t")],
                    actor=f"account:{number}", purpose="help",
                    operation_id=uuid.uuid4(), now=clock.now(),
                )
    except Exception as error:
        failures.append(repr(error))
    finally:
        connections.close_all()

threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
found = seals.verify()
print(failures, found.events, found.broken)
"""


@pytest.mark.long
def test_eight_writers_at_once_on_sqlite_lose_nothing_and_leave_a_whole_chain(tmp_path):
    assert files.run(tmp_path, WRITERS).strip() == "[] 640 None"


BATCH = """
import time, uuid
from django.db import transaction
from voordeur.history import clock, record
from voordeur.history.record import Draft, Private

def write(size, start):
    began = time.perf_counter()
    with transaction.atomic():
        record.append(
            [Draft(("person", start + n), "t", {"n": n}) for n in range(size)],
            actor="system:import", purpose="help", operation_id=uuid.uuid4(), now=clock.now(),
        )
    return time.perf_counter() - began

write(10, 1)
one_by_one = sum(write(1, 1000 + n) for n in range(100)) * 5
at_once = min(write(500, 2000), write(500, 3000))
print(at_once, one_by_one)
"""


@pytest.mark.long
def test_a_batch_of_five_hundred_is_at_least_four_times_faster_than_one_by_one(tmp_path):
    at_once, one_by_one = map(float, files.run(tmp_path, BATCH).split())
    assert at_once * 4 < one_by_one
