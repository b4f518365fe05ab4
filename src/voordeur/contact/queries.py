# SPDX-License-Identifier: EUPL-1.2
"""Questions about contact: contacts, notes, what was said, limits; all through the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from voordeur.contact.guide import guide
from voordeur.contact.models import (
    Attendance,
    Contact,
    ConversationNote,
    Note,
    SelfDirectionLimit,
    VisitWatch,
)
from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.history import clock


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact; masked: that there was one on a day."""

    id: int
    masked: bool
    person_id: int | None
    on: date
    kind: str | None
    outcome: str | None
    professional: str | None
    organisation: str | None
    present: tuple[int, ...]


def contacts(access: Access, *, before: date | None = None, limit: int = 50) -> list[ContactLine]:
    """Return contacts, newest first; two queries."""
    rows = Contact.objects.through(access)
    if before is not None:
        rows = rows.filter(on__lt=before)
    found = rows.order_by("-on", "-pk")[: min(limit, 100)].rows(
        "id",
        "person_id",
        "on",
        "kind",
        "outcome",
        "professional__name",
        "professional__organisation__name",
    )
    there: dict[int, list[int]] = {}
    attending = Attendance.objects.through(access).shown()
    for contact_id, attendee in attending.order_by("pk").values_list("contact_id", "attendee_id"):
        there.setdefault(contact_id, []).append(attendee)
    return [
        ContactLine(
            id=row.id,
            masked=row.seen == Answer.MASKED,
            person_id=row.person_id,
            on=row.on,
            kind=row.kind,
            outcome=row.outcome,
            professional=row.professional__name,
            organisation=row.professional__organisation__name,
            present=tuple(there.get(row.id, ())),
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note; masked: that there is one. `contact_id` None: it stands on its own.

    Rows with the same `writing` are one text about several members.
    """

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    compartment: str
    kind: str | None
    contact_id: int | None
    writing: UUID | None
    text: str | None
    author: int | None
    written_at: datetime
    lapses_at: datetime | None


def held_in(access: Access, spans: Sequence[tuple[date, date]]) -> list[int]:
    """Return how many contacts took place in each span [from, until), as far as shown; one query."""
    if not spans:
        return []
    rows = (
        Contact.objects.through(access)
        .shown()
        .filter(
            outcome="held",
            on__gte=min(start for start, _ in spans),
            on__lt=max(end for _, end in spans),
        )
    )
    days = [row.on for row in rows]
    return [sum(start <= day < end for day in days) for start, end in spans]


def notes(access: Access, *, limit: int = 100) -> list[NoteLine]:
    """Return notes, newest first; one query. A work note only its author finds, until it lapses."""
    found = (
        Note.objects.through(access)
        .order_by("-written_at", "-pk")[: min(limit, 100)]
        .rows(
            "id",
            "uuid",
            "version",
            "person_id",
            "compartment",
            "kind",
            "contact_id",
            "writing",
            "text",
            "author",
            "written_at",
            "lapses_at",
        )
    )
    return [
        NoteLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.compartment,
            row.kind,
            row.contact_id,
            row.writing,
            row.text,
            row.author,
            row.written_at,
            row.lapses_at,
        )
        for row in found
    ]


def written_once(written: Sequence[NoteLine]) -> list[tuple[NoteLine, tuple[int | None, ...]]]:
    """Return each text once with all whom it is about, in the order of the rows."""
    about: dict[object, list[NoteLine]] = {}
    for row in written:
        about.setdefault(row.writing or row.uuid, []).append(row)
    return [
        (rows[0], tuple(sorted({row.person_id for row in rows}, key=lambda one: one or 0)))
        for rows in about.values()
    ]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What was said on one area, with the household (`person_id` None) or with one member."""

    area: str
    person_id: int | None
    version: int
    words: str
    state: str
    met_by: str
    author: int | None
    noted_at: datetime


def conversation(access: Access, person_id: int | None) -> tuple[list[SaidLine], bool]:
    """Return what was said with the household or one member, and whether some of it is masked.

    One query; in the order of noting.
    """
    rows = ConversationNote.objects.through(access)
    rows = rows.filter(Q(person=None) if person_id is None else Q(person_id=person_id))
    found = rows.order_by("pk").rows(
        "id",
        "person_id",
        "version",
        "guide",
        "guide_version",
        "area",
        "words",
        "state",
        "met_by",
        "author",
        "noted_at",
    )
    ours = [row for row in found if (row.guide, row.guide_version) == (guide().id, guide().version)]
    lines = [
        SaidLine(
            row.area,
            row.person_id,
            row.version,
            row.words,
            row.state,
            row.met_by,
            row.author,
            row.noted_at,
        )
        for row in ours
    ]
    return lines, any(row.seen == Answer.MASKED for row in found)


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit to the self-direction of a member; masked: that there is one, and when."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int
    ground: str | None
    situation: str | None
    reason: str | None
    since: date
    until: date | None
    look_again: date | None
    authority: str | None
    acting: str | None
    responsible: str | None
    ended_why: str | None


def limits(access: Access, *, on: date | None = None, past: bool = False) -> list[LimitLine]:
    """Return the limits that hold on a day (today), or with `past` all there ever were; one query."""
    day = on or clock.today()
    rows = SelfDirectionLimit.objects.through(access)
    if not past:
        rows = rows.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    found = rows.order_by("since", "pk").rows(
        "id",
        "uuid",
        "version",
        "person_id",
        "ground",
        "situation",
        "reason",
        "since",
        "until",
        "look_again",
        "authority",
        "acting",
        "responsible__name",
        "ended_why",
    )
    return [
        LimitLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.ground,
            row.situation,
            row.reason,
            row.since,
            row.until,
            row.look_again,
            row.authority,
            row.acting,
            row.responsible__name,
            row.ended_why,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class WatchLine:
    """Somebody who is out on a visit, and who looks out for them."""

    id: int
    household_id: int
    worker: str
    worker_phone: str
    worker_account: int | None
    colleague: str
    colleague_account: int | None
    where: str
    expected_at: datetime

    def overdue(self, moment: datetime) -> bool:
        """Say whether the worker should have been back."""
        return self.expected_at < moment


def watches(access: Access, *, unwarned: bool = False) -> list[WatchLine]:
    """Return the visits that are not over, those of oneself and those one looks out for; one query.

    With `unwarned` only those of which the colleague was not warned yet.
    """
    rows = VisitWatch.objects.through(access).shown().filter(back_at=None)
    if unwarned:
        rows = rows.filter(alerted_at=None, expected_at__lt=clock.now())
    return [
        WatchLine(
            row.pk,
            row.household_id,
            row.worker.name,
            row.worker.phone,
            row.worker.account_id,
            row.colleague.name,
            row.colleague.account_id,
            row.where,
            row.expected_at,
        )
        for row in rows.select_related("worker", "colleague").order_by("expected_at", "pk")
    ]
