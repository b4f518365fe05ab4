# SPDX-License-Identifier: EUPL-1.2
"""Consequences that run upward: background work on events, at least once, idempotent by event.

A room's `reactions.py` registers functions; the decorator writes an outbox row for each in the
action's own transaction; `voordeur tick` (or the worker) does what is due. A killed worker's lease
runs out and the next one takes over. Errors keep the class name only, never the text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from voordeur.history import clock
from voordeur.history.models import Event, Outbox

__all__ = ["REGISTRY", "Event", "Reaction", "given_up", "owe", "reaction", "run_due"]

LEASE = timedelta(minutes=5)
TRIES = 12


@dataclass(frozen=True, slots=True)
class Reaction:
    """A function that is owed a call for each event of the named kinds."""

    name: str
    kinds: frozenset[str]
    run: Callable[[Event], None]


REGISTRY: dict[str, Reaction] = {}


def reaction(
    name: str, *kinds: str
) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Register a function for events of these kinds; it must bear being called twice."""

    def register(run: Callable[[Event], None]) -> Callable[[Event], None]:
        if name in REGISTRY and REGISTRY[name].run.__module__ != run.__module__:
            raise ValueError(f"two reactions are called {name!r}")
        REGISTRY[name] = Reaction(name, frozenset(kinds), run)
        return run

    return register


def owe(events: Iterable[Event], now: datetime) -> None:
    """Write the outbox rows for these events, in the transaction of the action."""
    rows = [
        Outbox(reaction=known.name, event_id=event.pk, not_before=now)
        for event in events
        for known in REGISTRY.values()
        if event.kind in known.kinds
    ]
    if rows:
        Outbox.objects.bulk_create(rows)


def run_due(limit: int = 500) -> tuple[int, int]:
    """Do what is due; return (done, failed). Rows of a dead worker return when their lease ends."""
    done = failed = 0
    now = clock.now()
    due = Outbox.objects.filter(not_before__lte=now, attempts__lt=TRIES).filter(
        Q(lease_until=None) | Q(lease_until__lt=now)
    )
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:limit]):
        claimed = due.filter(pk=pk).update(lease_until=now + LEASE, attempts=F("attempts") + 1)
        if not claimed:
            continue
        row = Outbox.objects.get(pk=pk)
        try:
            with transaction.atomic():
                REGISTRY[row.reaction].run(Event.objects.get(pk=row.event_id))
                row.delete()
            done += 1
        except Exception as error:  # noqa: BLE001 - one failing reaction may not stop the others
            failed += 1
            Outbox.objects.filter(pk=pk).update(
                error=type(error).__name__,
                lease_until=None,
                not_before=clock.now() + timedelta(seconds=2**row.attempts),
            )
    return done, failed


def given_up() -> list[tuple[str, int, str]]:
    """Return (reaction, event id, class of the error) of what failed too often and is left lying."""
    free = Q(lease_until=None) | Q(lease_until__lt=clock.now())
    rows = Outbox.objects.filter(free, attempts__gte=TRIES).order_by("pk")
    return list(rows.values_list("reaction", "event_id", "error"))
