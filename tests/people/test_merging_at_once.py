# SPDX-License-Identifier: EUPL-1.2
"""Two people join the same two files, each the other way round: one wins, nobody waits for ever."""

import threading

import pytest
from django.db import OperationalError, connection, connections

from tests import factories as make
from voordeur.door.refusal import Refusal
from voordeur.history.models import Stream
from voordeur.people import actions

GROUND = "Zelfde adres en zelfde geboortedag, nagevraagd bij de bewoner."


@pytest.mark.django_db(transaction=True)
def test_two_connections_that_join_the_same_two_files_never_lock_each_other_out():
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time there: nothing can lock crosswise")
    worker = make.a_worker("professional", "triage")
    homes = [make.a_household("Anna", by=worker.reader) for _ in range(2)]
    for home in homes:
        make.stand(worker.reader, home, "case_coordinator")
    people = [make.person_ids(home)[0] for home in homes]
    start, ended = threading.Barrier(2), []

    def join(target: int, source: int) -> None:
        try:
            start.wait(timeout=20)
            actions.merge_persons(
                worker.reader,
                household_id=homes[target].pk,
                source_id=people[source],
                target_id=people[target],
                ground=GROUND,
            )
            ended.append("joined")
        except Refusal:
            ended.append("refused")
        except OperationalError as error:
            ended.append(f"locked out: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=join, args=pair) for pair in ((0, 1), (1, 0))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(ended) == ["joined", "refused"]
    assert Stream.objects.filter(kind="person", merged_into__isnull=False).count() == 1
