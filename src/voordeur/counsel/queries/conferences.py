# SPDX-License-Identifier: EUPL-1.2
"""Conferences and their agenda, each reader only the items of their own table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.counsel.models import (
    AgendaDecision,
    AgendaItem,
    AgendaSeat,
    Coming,
    Conference,
)
from voordeur.counsel.timebox import Slot, TimeBox, time_box
from voordeur.door.access import Access
from voordeur.history import clock


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference: when, where, who leads it; nothing about a household."""

    id: int
    uuid: UUID
    team: str
    chair: int
    starts_at: datetime
    ends_at: datetime
    place: str


def _meeting(row: Conference) -> Meeting:
    return Meeting(
        row.pk, row.uuid, row.team.name, row.chair, row.starts_at, row.ends_at, row.place
    )


def conference(uuid: UUID) -> Meeting | None:
    """Return one conference; one query."""
    row = Conference.objects.select_related("team").filter(uuid=uuid).first()
    return _meeting(row) if row else None


def conferences(access: Access, *, limit: int = 50) -> list[Meeting]:
    """Return the conferences a reader leads, sits in or brought a household to, the latest first.

    Two queries.
    """
    mine = AgendaItem.objects.through(access).filter(withdrawn_at=None)
    ids = set(mine.order_by("pk").values_list("conference_id", flat=True))
    rows = Conference.objects.select_related("team")
    found = rows.filter(pk__in=ids) | rows.filter(chair=access.reader.account_id or 0)
    return [_meeting(row) for row in found.order_by("-starts_at", "-pk")[:limit]]


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Who sits there for one item, from where and under which law, and what that law allows."""

    version: int
    name: str
    function: str
    organisation: str
    account_id: int | None
    law: str
    options: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: a step with owner and date, or a gap."""

    what: str
    owner: str
    due: date | None
    gap: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One household on the agenda as this reader may see it, with its own time."""

    uuid: UUID
    version: int
    household_id: int
    household_uuid: UUID
    conference_id: int
    meeting: Meeting
    question: str
    minutes_box: int
    slot: Slot | None
    brought_by: int | None
    concealed_until: date | None
    concealed_why: str
    kept_back: bool
    minutes: str
    seats: tuple[SeatLine, ...]
    decided: tuple[Decided, ...]
    coming: tuple[tuple[int, str], ...]
    """Members that said whether they come: (person, word)."""


def _times(ids: Iterable[int]) -> dict[int, dict[UUID, Slot]]:
    """Return per conference when each item comes up, from numbers only: no question, no household."""
    rows = (
        AgendaItem._plain.filter(conference_id__in=sorted(set(ids)), withdrawn_at=None)
        .order_by("conference_id", "order", "pk")
        .values_list(
            "conference_id",
            "conference__starts_at",
            "conference__ends_at",
            "uuid",
            "minutes_box",
        )
    )
    found: dict[int, list[tuple[datetime, datetime, UUID, int]]] = defaultdict(list)
    for pk, start, end, uuid, box in rows:
        found[pk].append((start, end, uuid, box))
    return {
        pk: dict(
            zip(
                [one[2] for one in items],
                time_box(items[0][0], items[0][1], [one[3] for one in items]).slots,
                strict=True,
            )
        )
        for pk, items in found.items()
    }


def _items(access: Access, conference_id: int | None = None) -> list[ItemLine]:
    shown = AgendaItem.objects.through(access).shown().filter(withdrawn_at=None)
    if conference_id is not None:
        shown = shown.filter(conference_id=conference_id)
    rows = list(
        shown.select_related("conference", "conference__team", "household").order_by(
            "-conference__starts_at", "order", "pk"
        )
    )
    if not rows:
        return []
    times = _times(row.conference_id for row in rows)
    ids = [row.pk for row in rows]
    seats: dict[int, list[SeatLine]] = defaultdict(list)
    for seat in (
        AgendaSeat.objects.through(access)
        .shown()
        .filter(item_id__in=ids)
        .select_related("professional", "professional__organisation")
        .order_by("pk")
    ):
        who = seat.professional
        seats[seat.item_id].append(
            SeatLine(
                seat.version,
                who.name,
                who.function,
                who.organisation.name,
                who.account_id,
                seat.law,
                seat.options,
            )
        )
    decided: dict[int, list[Decided]] = defaultdict(list)
    for one in (
        AgendaDecision.objects.through(access).shown().filter(item_id__in=ids).order_by("pk")
    ):
        decided[one.item_id].append(Decided(one.what, one.owner, one.due, one.gap))
    coming: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for said in Coming.objects.through(access).shown().filter(item_id__in=ids).order_by("pk"):
        if said.person_id is not None:
            coming[said.item_id].append((said.person_id, said.word))
    return [
        ItemLine(
            uuid=row.uuid,
            version=row.version,
            household_id=row.household_id,
            household_uuid=row.household.uuid,
            conference_id=row.conference_id,
            meeting=_meeting(row.conference),
            question=row.question,
            minutes_box=row.minutes_box,
            slot=times.get(row.conference_id, {}).get(row.uuid),
            brought_by=row.brought_by,
            concealed_until=row.concealed_until,
            concealed_why=row.concealed_why,
            kept_back=row.concealed_until is not None and row.compartment == "safety",
            minutes=row.minutes,
            seats=tuple(seats[row.pk]),
            decided=tuple(decided[row.pk]),
            coming=tuple(coming[row.pk]),
        )
        for row in rows
    ]


def agenda(access: Access, meeting: Meeting) -> tuple[list[ItemLine], TimeBox | None]:
    """Return the items of a conference that this reader may see, in order, with their times.

    The time box as a whole is for who leads it. Six queries whatever the number of items.
    """
    lines = _items(access, meeting.id)
    whole = None
    if access.reader.account_id == meeting.chair:
        boxes = AgendaItem._plain.filter(conference_id=meeting.id, withdrawn_at=None)
        minutes = list(boxes.order_by("order", "pk").values_list("minutes_box", flat=True))
        whole = time_box(meeting.starts_at, meeting.ends_at, minutes)
    return lines, whole


def agenda_of_household(access: Access) -> list[ItemLine]:
    """Return the items about the household of this access, the latest conference first; five queries."""
    return _items(access)


def concealed_over(access: Access) -> list[tuple[int, UUID]]:
    """Return (household, item) of items that may be read by their household from today; one query."""
    rows = AgendaItem.objects.through(access).shown()
    over = rows.filter(compartment="safety", concealed_until__lte=clock.today(), withdrawn_at=None)
    return list(over.order_by("pk").values_list("household_id", "uuid"))
