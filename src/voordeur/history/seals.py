# SPDX-License-Identifier: EUPL-1.2
"""The daily seal over all chain ends, and the check of the whole history against it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import OuterRef, Subquery

from voordeur.history import clock
from voordeur.history.chain import Break, Link, first_break, root
from voordeur.history.models import Event, Seal, SealedEnd, Stream
from voordeur.history.record import link_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a check: how much was read, and the first break when there is one."""

    streams: int
    events: int
    seals: int
    broken: Break | None


def make_seal(outside: Path | None = None) -> Seal:
    """Seal the ends of the chains that moved since the last seal; append the root to `outside`.

    The file outside this machine is what shows that somebody rewrote history and seals together.
    """
    with transaction.atomic():
        last = Seal.objects.order_by("-pk").first()
        known = dict(SealedEnd.objects.order_by("pk").values_list("stream_id", "head"))
        ends = [
            (pk, seq, head)
            for pk, seq, head in Stream.objects.order_by("pk").values_list("pk", "seq", "head")
            if seq and known.get(pk) != head
        ]
        previous = last.root if last else ""
        moment = clock.now()
        seal = Seal.objects.create(
            made_at=moment,
            previous=previous,
            root=root(f"{previous}|{moment.isoformat()}", ends),
            streams=len(ends),
        )
        SealedEnd.objects.bulk_create(
            [SealedEnd(seal_id=seal.pk, stream_id=pk, seq=n, head=h) for pk, n, h in ends],
            batch_size=1000,
        )
    if outside is not None:
        line = {"made_at": moment.isoformat(), "root": seal.root, "streams": seal.streams}
        with outside.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    return seal


def _broken_seal(outside: Iterable[str]) -> Break | None:
    previous = ""
    roots = set()
    for seal in Seal.objects.order_by("pk"):
        found = Event.objects.filter(stream_id=OuterRef("stream_id"), seq=OuterRef("seq"))
        ends = list(
            SealedEnd.objects.filter(seal_id=seal.pk)
            .order_by("pk")
            .values_list("stream_id", "seq", "head", Subquery(found.values("hash")[:1]))
        )
        stored = [(stream_id, seq, head) for stream_id, seq, head, _ in ends]
        moment: datetime = seal.made_at
        if seal.previous != previous:
            return Break("seals", seal.pk, "does not follow on the seal before it")
        if root(f"{previous}|{moment.isoformat()}", stored) != seal.root:
            return Break("seals", seal.pk, "was altered after it was made")
        for stream_id, seq, head, now_there in ends:
            if now_there is None:
                return Break(_name(stream_id), seq, f"was sealed on {moment:%Y-%m-%d} and is gone")
            if now_there != head:
                return Break(_name(stream_id), seq, f"is not what was sealed on {moment:%Y-%m-%d}")
        previous = seal.root
        roots.add(seal.root)
    return _lacking(outside, roots)


def _lacking(outside: Iterable[str], roots: set[str]) -> Break | None:
    """Return the first seal of the copy outside this machine that is not among the roots here."""
    for number, line in enumerate(outside, start=1):
        if line.strip() and json.loads(line)["root"] not in roots:
            return Break(
                "seals", number, "the copy outside this machine has a seal that is not here"
            )
    return None


def _name(stream_id: int) -> str:
    stream = Stream.objects.filter(pk=stream_id).first()
    return str(stream) if stream else f"stream {stream_id}"


def verify(outside: Iterable[str] = ()) -> Verdict:
    """Check every chain and every seal; stop at the first break and name it."""
    streams = events = 0
    for stream in Stream.objects.order_by("pk").iterator():
        streams += 1

        def links(of: Stream = stream) -> Iterator[tuple[Link, str]]:
            nonlocal events
            for event in Event.objects.filter(stream_id=of.pk).order_by("seq").iterator():
                events += 1
                yield link_of(event, str(of)), event.hash

        count = events
        broken = first_break(links())
        if broken is None and events - count != stream.seq:
            broken = Break(str(stream), events - count + 1, "this event is missing at the end")
        if broken:
            return Verdict(streams, events, Seal.objects.count(), broken)
    return Verdict(streams, events, Seal.objects.count(), _broken_seal(outside))


def sealed_today() -> bool:
    """Say whether a seal was made on this date in Amsterdam; `voordeur tick` makes one a day."""
    last = Seal.objects.order_by("-pk").values_list("made_at", flat=True).first()
    return last is not None and last.astimezone(clock.AMSTERDAM).date() >= clock.today()
