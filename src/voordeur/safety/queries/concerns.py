# SPDX-License-Identifier: EUPL-1.2
"""Questions about concerns, the safety plan and warnings for who visits."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer, together
from voordeur.safety.models import (
    Agreement,
    Concern,
    Crisis,
    Intervention,
    VisitWarning,
    Weighing,
)


@dataclass(frozen=True, slots=True)
class WeighingLine:
    """One step of the reporting code that was taken."""

    step: str
    words: str
    decision: str
    on: date
    decided_by: str
    organisation: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One line of the safety plan; `kept` None: nobody looked yet."""

    id: int
    uuid: UUID
    version: int
    person_id: int
    what: str
    doer: str
    who: str
    agreed_on: date
    look_on: date | None
    kept: bool | None
    looked_on: date | None
    looked_words: str
    ended: bool


@dataclass(frozen=True, slots=True)
class InterventionLine:
    """One time that an office with the power acted at once."""

    ground: str
    authority: str
    acting: str
    did: str
    on: date


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern; masked: that there is one, and since when."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int
    urgency: str | None
    what: str | None
    seen_by: str | None
    seen_on: date | None
    raised_at: datetime
    raised_by: str | None
    closed_at: datetime | None
    closed_by: str | None
    closed_why: str | None
    closed_words: str | None
    taken_over_by: str | None
    weighed: tuple[WeighingLine, ...] = ()
    plan: tuple[AgreementLine, ...] = ()
    acted: tuple[InterventionLine, ...] = ()

    @property
    def open(self) -> bool:
        """Say whether nobody recorded yet why it closes."""
        return self.closed_at is None


_CONCERN = (
    "id",
    "uuid",
    "version",
    "person_id",
    "urgency",
    "what",
    "seen_by",
    "seen_on",
    "raised_at",
    "raised_by__name",
    "closed_at",
    "closed_by__name",
    "closed_why",
    "closed_words",
    "taken_over_by",
)
_WEIGHING = (
    "step",
    "words",
    "decision",
    "on",
    "decided_by__name",
    "decided_by__organisation__name",
)
_AGREEMENT = (
    "id",
    "uuid",
    "version",
    "person_id",
    "what",
    "doer",
    "who",
    "agreed_on",
    "look_on",
    "kept",
    "looked_on",
    "looked_words",
)
_INTERVENTION = ("ground", "authority", "acting", "did", "on")


def concerns_asked(access: Access) -> list[Asked]:
    """Return the questions of `concerns`: concerns, steps that were taken, agreements, who acted."""
    weighed = Weighing.objects.through(access).shown().order_by("on", "pk")
    agreed = Agreement.objects.through(access).shown().order_by("agreed_on", "pk")
    acted = Intervention.objects.through(access).shown().order_by("on", "pk")
    return [
        (Concern.objects.through(access).order_by("-raised_at", "-pk")[:100], _CONCERN),
        (weighed, ("concern_id", *_WEIGHING)),
        (agreed, ("concern_id", "ended_at", *_AGREEMENT)),
        (acted, ("concern_id", *_INTERVENTION)),
    ]


def concerns(access: Access) -> list[ConcernLine]:
    """Return concerns with what was done about each, open ones first; one query."""
    found, weighings, agreements, interventions = together(*concerns_asked(access))
    weighed: dict[int, list[WeighingLine]] = defaultdict(list)
    for _seen, concern, *step in weighings:
        weighed[concern].append(WeighingLine(*step))
    plan: dict[int, list[AgreementLine]] = defaultdict(list)
    for _seen, concern, ended_at, *rest in agreements:
        values: list[Any] = [*rest, ended_at is not None]
        plan[concern].append(AgreementLine(*values))
    acted: dict[int, list[InterventionLine]] = defaultdict(list)
    for _seen, concern, *act in interventions:
        acted[concern].append(InterventionLine(*act))
    lines = [
        ConcernLine(
            id=row.id,
            uuid=row.uuid,
            version=row.version,
            masked=row.seen == Answer.MASKED,
            person_id=row.person_id,
            urgency=row.urgency,
            what=row.what,
            seen_by=row.seen_by,
            seen_on=row.seen_on,
            raised_at=row.raised_at,
            raised_by=row.raised_by__name,
            closed_at=row.closed_at,
            closed_by=row.closed_by__name,
            closed_why=row.closed_why or None,
            closed_words=row.closed_words or None,
            taken_over_by=row.taken_over_by or None,
            weighed=tuple(weighed.get(row.id, ())),
            plan=tuple(plan.get(row.id, ())),
            acted=tuple(acted.get(row.id, ())),
        )
        for row in found
    ]
    return sorted(lines, key=lambda line: not line.open)


@dataclass(frozen=True, slots=True)
class OpenSafety:
    """What is open about safety: concerns as (concern, member), and the number of crises."""

    concerns: tuple[tuple[int, int], ...]
    crises: int


def what_is_open(access: Access) -> OpenSafety:
    """Return what is open about safety that this reader knows of, if only that; one query."""
    concerns, crises = together(
        (
            Concern.objects.through(access).filter(closed_at=None).order_by("pk"),
            ("id", "person_id"),
        ),
        (Crisis.objects.through(access).filter(closed_at=None), ("id",)),
    )
    return OpenSafety(tuple((row.id, row.person_id) for row in concerns), len(crises))


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One warning for who visits; masked: what to do, not why."""

    id: int
    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    advice: str
    why: str | None
    since: date
    review_on: date
    ended_at: datetime | None


_WARNING = (
    "id",
    "uuid",
    "version",
    "person_id",
    "advice",
    "why",
    "since",
    "review_on",
    "ended_at",
)


def warnings_asked(access: Access, *, past: bool = False) -> Asked:
    """Return the question of `warnings`."""
    rows = VisitWarning.objects.through(access)
    if not past:
        rows = rows.filter(ended_at=None)
    return rows.order_by("since", "pk"), _WARNING


def warnings(access: Access, *, past: bool = False) -> list[WarningLine]:
    """Return the warnings that hold, or with `past` all there ever were; one query."""
    return [
        WarningLine(
            row.id,
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.advice,
            row.why,
            row.since,
            row.review_on,
            row.ended_at,
        )
        for row in answer(warnings_asked(access, past=past))
    ]
