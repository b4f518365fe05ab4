# SPDX-License-Identifier: EUPL-1.2
"""Writing events straight into the history, and tampering with it as an intruder would."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from voordeur.history import appendonly, clock, record
from voordeur.history.models import Event
from voordeur.history.record import Draft, Private

HOME = ("household", 1)
SECRET = "Klaproosveldwezel"


def write(*drafts: Draft) -> list[Event]:
    """Write drafts as one operation of one actor."""
    with transaction.atomic():
        return record.append(
            drafts,
            actor="account:1",
            purpose="help",
            operation_id=uuid.uuid4(),
            now=clock.now(),
        )


def some(count: int, stream: tuple[str, int] = HOME) -> list[Event]:
    """Write a number of events in one stream."""
    return write(*(Draft(stream, "test.happened", {"number": n}) for n in range(count)))


def private(subject: str, text: str = SECRET, stream: tuple[str, int] = HOME) -> Event:
    """Write one event with a sealed part."""
    part = Private(subject, "own", {"text": text})
    return write(Draft(stream, "test.said", {}, (part,)))[0]


@contextmanager
def intruder() -> Iterator[None]:
    """Take the triggers away for the block, as somebody with the owner's rights can."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name in sorted(appendonly.installed()):
            table = next(t for t in appendonly.PROTECTED if name.startswith(f"{t}_no_"))
            on = f" ON {table}" if postgres else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    try:
        yield
    finally:
        appendonly.install()
