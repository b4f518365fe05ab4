# SPDX-License-Identifier: EUPL-1.2
"""Writing and reading events. Only the door's action decorator writes."""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Case, Exists, Max, OuterRef, Q, QuerySet, When

from voordeur.history import keyring
from voordeur.history.asking import Shape
from voordeur.history.chain import Link, digest
from voordeur.history.models import Event, Stream


@dataclass(frozen=True, slots=True)
class Private:
    """A part of an event that only holders of one subject's key can read."""

    subject: str
    """`person:12` or `household:3`: exactly one."""
    compartment: str
    body: dict[str, Any]
    retention: str = "case"


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that an action wants written: which stream, what kind, codes and sealed parts."""

    stream: tuple[str, int]
    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    private: tuple[Private, ...] = ()
    occurred_at: datetime | None = None
    version: int = 1
    household_id: int | None = None
    person_id: int | None = None
    compartment: str = "name"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is read back: bodies of sealed parts that the reader asked for and may read."""

    id: int
    stream: tuple[str, int]
    seq: int
    kind: str
    operation_id: uuid.UUID
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    facts: dict[str, Any]


type Streams = dict[tuple[str, int], Stream]
"""Streams by kind and subject, as they stand in this transaction."""


def lock(refs: Iterable[tuple[str, int]]) -> Streams:
    """Lock the streams in sorted order, making those that are not there; needs a transaction.

    Nearly always all of them are there, and then it is one statement.
    """
    wanted = sorted(set(refs))
    for kind, _ in wanted:
        if kind not in Stream.KINDS:
            raise ValueError(f"unknown kind of stream {kind!r}")
    found = _locked(wanted)
    if len(found) < len(wanted):
        fresh = [Stream(kind=kind, subject_id=number) for kind, number in wanted]
        Stream.objects.bulk_create(fresh, ignore_conflicts=True)
        found = _locked(wanted)
    return found


def _locked(wanted: list[tuple[str, int]]) -> Streams:
    if not wanted:
        return {}
    kinds = {
        kind: [subject_id for _, subject_id in refs_of_kind]
        for kind, refs_of_kind in groupby(wanted, key=itemgetter(0))
    }
    rows = _of_kinds(tuple(kinds))(*kinds.values())
    return {(row.kind, row.subject_id): row for row in rows}


@cache
def _of_kinds(kinds: tuple[str, ...]) -> Shape:
    """Return the question that locks the streams of some kinds, given the subjects of each."""

    def streams(*subjects: list[int]) -> QuerySet[Stream]:
        query = Q()
        for kind, subject_ids in zip(kinds, subjects, strict=True):
            query |= Q(kind=kind, subject_id__in=subject_ids)
        rows = Stream.objects.select_for_update().filter(query)
        return rows.order_by("kind", "subject_id")

    return Shape(streams)


def exists(ref: tuple[str, int]) -> bool:
    """Say whether anything was ever written about this subject."""
    return Stream.objects.filter(kind=ref[0], subject_id=ref[1]).exists()


def households_of(person_id: int) -> list[int]:
    """Return the households in which anything happened that was about this person."""
    rows = Event.objects.filter(person_id=person_id, household_id__isnull=False)
    found = rows.order_by("household_id").values_list("household_id", flat=True).distinct()
    return [number for number in found if number is not None]


def persons_of(household_id: int) -> list[int]:
    """Return the persons about whom anything happened in this household."""
    rows = Event.objects.filter(household_id=household_id, person_id__isnull=False)
    found = rows.order_by("person_id").values_list("person_id", flat=True).distinct()
    return [number for number in found if number is not None]


def last_of(household_ids: Iterable[int]) -> datetime | None:
    """Return when anything last happened in any of these households; None: nothing ever did."""
    rows = Event.objects.filter(household_id__in=list(household_ids))
    return rows.aggregate(last=Max("recorded_at"))["last"]


def quiet_households(since: datetime) -> list[tuple[int, datetime, bool]]:
    """Return (household, last event, anything about growing up) where nothing happened since.

    A household that was joined to another is not one of its own: its file lives on there.
    """
    youth = Case(When(compartment="youth", then=1), default=0)
    gone = Stream.objects.filter(kind="household", merged_into__isnull=False)
    rows = (
        Event.objects.filter(household_id__isnull=False)
        .exclude(household_id__in=gone.values("subject_id"))
        .values("household_id")
        .annotate(last=Max("recorded_at"), youth=Max(youth))
        .filter(last__lt=since)
        .order_by("household_id")
        .values_list("household_id", "last", "youth")
    )
    return [(number, last, bool(young)) for number, last, young in rows if number is not None]


def merge(source: tuple[str, int], into: tuple[str, int]) -> None:
    """Let reads of one stream also give another; no event moves. Needs the deed's transaction.

    The deed that merges notes an event in both. Raises ValueError when the source was merged
    already, or when the two would end up in a circle.
    """
    streams = lock([source, into])
    old, new = streams[source], streams[into]
    if old.merged_into_id is not None:
        raise ValueError(f"{old} was merged already")
    if old.kind != new.kind or new.pk in {stream.pk for stream in _family(source)}:
        raise ValueError(f"{old} cannot be merged into {new}")
    old.merged_into = new
    old.save(update_fields=["merged_into"])


def part(source: tuple[str, int]) -> None:
    """Undo a merge: each stream is read by itself again. Needs the deed's transaction."""
    old = lock([source])[source]
    if old.merged_into_id is None:
        raise ValueError(f"{old} was not merged")
    old.merged_into = None
    old.save(update_fields=["merged_into"])


def _plain(value: Any) -> Any:
    """Return facts as they come back from JSON, so that the hash is the same when read again."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def link_of(event: Event, stream: str) -> Link:
    """Return the hashed parts of a stored event."""
    return Link(
        stream=stream,
        seq=event.seq,
        kind=event.kind,
        version=event.version,
        operation_id=str(event.operation_id),
        actor=event.actor,
        purpose=event.purpose,
        household_id=event.household_id,
        person_id=event.person_id,
        compartment=event.compartment,
        occurred_at=_moment(event.occurred_at.astimezone(UTC)),
        recorded_at=_moment(event.recorded_at.astimezone(UTC)),
        facts=event.facts,
        sealed=event.sealed,
        prev=event.prev,
    )


def append(
    drafts: Iterable[Draft],
    *,
    actor: str,
    purpose: str,
    operation_id: uuid.UUID,
    now: datetime,
    keys: dict[tuple[str, str, str], bytes] | None = None,
    held: Streams | None = None,
) -> list[Event]:
    """Write drafts to the ends of their streams, chained by hash; needs a transaction.

    The chain is computed in memory and each table is written in one statement, so that five
    hundred imported lines cost about what ten do. `held` are streams that the caller locked in
    this transaction and has written nothing to since.
    """
    drafts = list(drafts)
    if not drafts:
        return []
    keys = {} if keys is None else keys
    held, refs = held or {}, {draft.stream for draft in drafts}
    streams = {ref: held[ref] for ref in refs & held.keys()}
    streams |= lock(refs - held.keys())
    rows: list[Event] = []
    for draft in drafts:
        stream = streams[draft.stream]
        seq = stream.seq + 1
        sealed = []
        for part in draft.private:
            name = (part.subject, part.compartment, part.retention)
            if name not in keys:
                keys[name] = keyring.key_for(*name, make=True)
            body = json.dumps(part.body, cls=DjangoJSONEncoder).encode()
            place = f"{stream}|{seq}|{part.subject}"
            sealed.append([*name, keyring.seal(keys[name], body, place)])
        event = Event(
            stream_id=stream.pk,
            seq=seq,
            kind=draft.kind,
            version=draft.version,
            operation_id=operation_id,
            actor=actor,
            purpose=purpose,
            household_id=draft.household_id,
            person_id=draft.person_id,
            compartment=draft.compartment,
            occurred_at=draft.occurred_at or now,
            recorded_at=now,
            facts=_plain(draft.facts),
            sealed=sealed,
            prev=stream.head,
        )
        event.hash = digest(link_of(event, str(stream)))
        stream.seq, stream.head = seq, event.hash
        rows.append(event)
    Event.objects.bulk_create(rows)
    Stream.objects.bulk_create(
        streams.values(),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["seq", "head"],
    )
    return rows


def events() -> QuerySet[Event]:
    """Return all events, for the door to mask and for nobody else."""
    return Event.objects.all()


def _family(ref: tuple[str, int]) -> list[Stream]:
    """Return the stream and all that were merged into it, however deep."""
    found: list[Stream] = []
    layer = list(Stream.objects.filter(kind=ref[0], subject_id=ref[1]))
    while layer:
        found += layer
        layer = list(Stream.objects.filter(merged_into__in=layer))
    return found


def numbers_of(ref: tuple[str, int]) -> list[int]:
    """Return the number of a subject and of all that were merged into it, its own first."""
    return [ref[1], *(row.subject_id for row in _family(ref) if row.subject_id != ref[1])]


def joined_to(
    *, households: Iterable[int] | None = None, persons: Iterable[int] = ()
) -> dict[str, dict[int, int]]:
    """Return, per kind of subject, old number → the number that stands for it now.

    Only what was merged into these households and persons (numbers or a subquery; None: into any
    household). One query, one more for each layer of merges on merges.
    """
    into = Q(kind="person", merged_into__subject_id__in=persons)
    if households is None:
        into |= Q(kind="household")
    else:
        into |= Q(kind="household", merged_into__subject_id__in=households)
    found: dict[str, dict[int, int]] = {"household": {}, "person": {}}
    standing_for: dict[int, int] = {}
    layer = Stream.objects.filter(into, merged_into__isnull=False)
    while True:
        more = Stream.objects.filter(merged_into_id=OuterRef("pk"))
        rows = layer.annotate(has_more=Exists(more)).order_by("pk")
        deeper = []
        for pk, kind, number, parent, target, has_more in rows.values_list(
            "pk", "kind", "subject_id", "merged_into_id", "merged_into__subject_id", "has_more"
        ):
            standing_for[pk] = standing_for.get(parent or 0, target or 0)
            found[kind][number] = standing_for[pk]
            if has_more:
                deeper.append(pk)
        if not deeper:
            return found
        layer = Stream.objects.filter(merged_into_id__in=deeper)


def read(
    ref: tuple[str, int],
    *,
    kinds: Iterable[str] | None = None,
    since: datetime | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Told]:
    """Return the newest events of a stream first, sealed parts left out."""
    streams = {stream.pk: (stream.kind, stream.subject_id) for stream in _family(ref)}
    events = Event.objects.filter(stream_id__in=streams)
    if kinds is not None:
        events = events.filter(kind__in=list(kinds))
    if since is not None:
        events = events.filter(recorded_at__gte=since)
    if before is not None:
        events = events.filter(pk__lt=before)
    return [
        Told(
            id=event.pk,
            stream=streams[event.stream_id],
            seq=event.seq,
            kind=event.kind,
            operation_id=event.operation_id,
            actor=event.actor,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            facts=event.facts,
        )
        for event in events.order_by("-pk")[:limit]
    ]


def unsealed(event: Event) -> Iterator[Private]:
    """Yield the sealed parts of an event whose keys still exist; the forgotten ones are skipped."""
    stream = Stream.objects.get(pk=event.stream_id)
    for subject, compartment, retention, text in event.sealed:
        try:
            key = keyring.key_for(subject, compartment, retention, make=False)
        except keyring.Forgotten:
            continue
        body = keyring.unseal(key, text, f"{stream}|{event.seq}|{subject}")
        yield Private(subject, compartment, json.loads(body), retention)


def sealed_of(operation_id: uuid.UUID, kinds: Iterable[str]) -> Iterator[Private]:
    """Yield the sealed parts of one operation's events of these kinds, as far as they open."""
    for event in Event.objects.filter(operation_id=operation_id, kind__in=list(kinds)).order_by(
        "pk"
    ):
        yield from unsealed(event)


def subjects(stream_ids: Iterable[int], kind: str) -> dict[int, int]:
    """Return whom the streams of one kind are about, by stream; one query."""
    rows = Stream.objects.filter(pk__in=sorted(set(stream_ids)), kind=kind).order_by("pk")
    return dict(rows.values_list("pk", "subject_id"))


def proof_of(ref: tuple[str, int], kind: str) -> str:
    """Return the hash in the chain of the newest event of a kind in a stream; empty without one."""
    stream = Stream.objects.filter(kind=ref[0], subject_id=ref[1]).first()
    rows = Event.objects.filter(stream_id=stream.pk, kind=kind) if stream else Event.objects.none()
    return rows.order_by("-seq").values_list("hash", flat=True).first() or ""
