# SPDX-License-Identifier: EUPL-1.2
"""What happened cannot be changed or taken away, whatever code or person tries."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.history.writing import some
from voordeur.history import appendonly, seals
from voordeur.history.models import Event, Seal, SealedEnd

pytestmark = pytest.mark.django_db

KINDS = ("no_update", "no_delete", "no_truncate")


def expected_triggers() -> set[str]:
    kinds = KINDS if connection.vendor == "postgresql" else KINDS[:2]
    return {f"{table}_{kind}" for table in appendonly.PROTECTED for kind in kinds}


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.fixture
def rows(clock):
    some(2)
    seals.make_seal()


@pytest.mark.parametrize("model", [Event, Seal, SealedEnd])
def test_no_row_can_be_changed(rows, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id=10**6)


@pytest.mark.parametrize("model", [Event, Seal, SealedEnd])
def test_no_row_can_be_deleted(rows, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.exists()


@pytest.mark.parametrize("table", ["history_event", "history_seal", "history_sealedend"])
def test_no_table_can_be_emptied(rows, table):
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table}")
    refused(f"DELETE FROM {table}")


def test_replacing_a_row_is_deleting_it(rows):
    """SQLite fires delete triggers for REPLACE only with recursive_triggers."""
    event = Event.objects.order_by("pk").first()
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR REPLACE INTO history_event SELECT "
            f"id, stream_id, seq, 'forged', version, operation_id, actor, purpose, household_id,"
            f" person_id, compartment, occurred_at, recorded_at, facts, sealed, prev, hash"
            f" FROM history_event WHERE id = {event.pk}"
        )
    else:
        refused(
            "INSERT INTO history_event SELECT * FROM history_event "
            f"WHERE id = {event.pk} ON CONFLICT (id) DO UPDATE SET kind = 'forged'"
        )


def test_with_the_permit_of_retention_rows_can_go_but_never_change(rows):
    with appendonly.purge_permit():
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Event.objects.update(kind="forged")
        Event.objects.all().delete()
    assert not Event.objects.exists()


def test_the_permit_ends_with_its_block_also_after_an_error(rows):
    with pytest.raises(KeyError), appendonly.purge_permit():
        raise KeyError
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


def test_the_triggers_are_there_after_migrating():
    assert expected_triggers() <= appendonly.installed()


def test_installing_again_changes_nothing():
    before = appendonly.installed()
    appendonly.install()
    assert appendonly.installed() == before


@pytest.mark.django_db(transaction=True)
def test_the_triggers_are_there_after_a_flush():
    with appendonly.purge_permit():
        call_command("flush", interactive=False, verbosity=0)
    assert expected_triggers() <= appendonly.installed()
