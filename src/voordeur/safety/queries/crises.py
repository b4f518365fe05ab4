# SPDX-License-Identifier: EUPL-1.2
"""Questions about crises, and the first moment at which one could have been seen coming."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.timeline import happenings
from voordeur.door.together import Asked, answer, together
from voordeur.history.clock import AMSTERDAM
from voordeur.safety.catalogue import catalogue
from voordeur.safety.models import BasicsAnswer, Concern, Crisis, VisitWarning


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """One crisis; masked: that there is or was one, and by which day."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    about: str | None
    coordinator: str | None
    organisation: str | None
    phone: str | None
    opened_at: datetime
    due_on: date | None
    measure_id: int | None
    closed_at: datetime | None
    outcome: str | None
    outcome_words: str | None
    asked_on: date | None
    held: bool | None

    def days_open(self, today: date) -> int:
        """Return how many days it ran, or runs already."""
        end = self.closed_at.astimezone(AMSTERDAM).date() if self.closed_at else today
        return (end - self.opened_at.astimezone(AMSTERDAM).date()).days


def has_safety(access: Access) -> bool:
    """Say whether this reader knows of a warning, an open concern or a crisis of a member; one query."""
    found = together(
        (VisitWarning.objects.through(access).filter(ended_at=None), ("id",)),
        (Concern.objects.through(access).filter(closed_at=None), ("id",)),
        (Crisis.objects.through(access).filter(closed_at=None, person_id__isnull=False), ("id",)),
    )
    return any(found)


_CRISIS = (
    "id",
    "uuid",
    "version",
    "person_id",
    "about",
    "coordinator__name",
    "coordinator__organisation__name",
    "coordinator__phone",
    "opened_at",
    "due_on",
    "measure_id",
    "closed_at",
    "outcome",
    "outcome_words",
    "asked_on",
    "held",
)


def crises_asked(access: Access) -> Asked:
    """Return the question of `crises`."""
    return Crisis.objects.through(access).order_by("-opened_at", "-pk")[:50], _CRISIS


def crises(access: Access) -> list[CrisisLine]:
    """Return the crises this reader may know of, the open one first; one query."""
    lines = [
        CrisisLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.about,
            row.coordinator__name,
            row.coordinator__organisation__name,
            row.coordinator__phone,
            row.opened_at,
            row.due_on,
            row.measure_id,
            row.closed_at,
            row.outcome or None,
            row.outcome_words or None,
            row.asked_on,
            row.held,
        )
        for row in answer(crises_asked(access))
    ]
    return sorted(lines, key=lambda line: line.closed_at is not None)


@dataclass(frozen=True, slots=True)
class BasicsLine:
    """What was said of the basics on every front during a crisis, on a day and by whom."""

    crisis_id: int
    in_order: bool | None
    lacking: str
    answered_at: datetime
    answered_by: str


def basics_answers(access: Access) -> list[BasicsLine]:
    """Return what was said of the basics in crises, the newest first; one query."""
    rows = BasicsAnswer.objects.through(access).shown().order_by("-pk")[:50]
    return [
        BasicsLine(row.crisis_id, row.in_order, row.lacking, row.answered_at, row.answered_by)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment in the history at which somebody could have acted, days before the crisis."""

    kind: str
    at: datetime
    days_before: int


def first_moments(access: Access, opened_at: datetime, *, limit: int = 5) -> list[Moment]:
    """Return the first moments before a crisis that this reader can find in the history; one query.

    Read for learning, not for blame: it says what was written down, not who should have acted.
    """
    found = [
        one
        for one in happenings(access, kinds=catalogue().foreseeing, limit=500)
        if one.kind is not None and one.occurred_at < opened_at
    ]
    found.sort(key=lambda one: (one.occurred_at, one.id))
    return [
        Moment(one.kind or "", one.occurred_at, (opened_at - one.occurred_at).days)
        for one in found[:limit]
    ]
