# SPDX-License-Identifier: EUPL-1.2
"""Projections: columns that make pages flat, written only from events and rebuildable from them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from voordeur.history.models import Event, Stream


@dataclass(frozen=True, slots=True)
class Projection:
    """How events change a table that is only a faster way to ask the history."""

    name: str
    apply: Callable[[Event, Stream], None]
    clear: Callable[[], None]


REGISTRY: dict[str, Projection] = {}


def register(projection: Projection) -> None:
    """Add a projection; rooms do this when their app is ready."""
    REGISTRY[projection.name] = projection


def apply(events: Iterable[Event]) -> None:
    """Bring every projection up to date with freshly written events, in the same transaction."""
    if not REGISTRY:
        return
    events = list(events)
    streams = Stream.objects.in_bulk({event.stream_id for event in events})
    for event in events:
        for projection in REGISTRY.values():
            projection.apply(event, streams[event.stream_id])


def rebuild(name: str) -> int:
    """Empty a projection and replay all events into it; return how many were replayed."""
    projection = REGISTRY[name]
    count = 0
    with transaction.atomic():
        projection.clear()
        streams = Stream.objects.in_bulk()
        for event in Event.objects.order_by("pk").iterator(chunk_size=2000):
            projection.apply(event, streams[event.stream_id])
            count += 1
    return count
