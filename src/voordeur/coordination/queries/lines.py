# SPDX-License-Identifier: EUPL-1.2
"""Questions about coordination: my cases, who coordinates, who helps; all through the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from voordeur.coordination.models import Appointment, Case, Claim, Involvement, StackingMark
from voordeur.door.access import Access, once
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer, together
from voordeur.history import clock


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as the reader may know of it; `household_uuid` is None when only its existence is."""

    id: int
    household_id: int
    household_uuid: UUID | None
    team_id: int
    opened_at: datetime
    closed_at: datetime | None
    asked_at: datetime | None
    version: int


_CASE = (
    "id",
    "household_id",
    "household__uuid",
    "team_id",
    "opened_at",
    "closed_at",
    "asked_at",
    "version",
)


def cases_asked(
    access: Access, *, ids: list[int] | None = None, after: int = 0, limit: int = 100
) -> Asked:
    """Return the question of `cases`."""
    rows = Case.objects.through(access).filter(closed_at=None, pk__gt=after)
    if ids is not None:
        rows = rows.filter(household_id__in=ids)
    return rows.order_by("pk")[: min(limit, 100)], _CASE


def cases(
    access: Access, *, ids: list[int] | None = None, after: int = 0, limit: int = 100
) -> list[CaseLine]:
    """Return open cases in the order they were opened, keyset-paged by case id; one query."""
    found = answer(cases_asked(access, ids=ids, after=after, limit=limit))
    return [CaseLine(*(getattr(row, name) for name in _CASE)) for row in found]


def open_case_households(access: Access) -> set[int]:
    """Return the households with an open case; one query, for a task that looks ahead."""
    rows = Case.objects.through(access).filter(closed_at=None).order_by("pk")
    return set(rows.values_list("household_id", flat=True))


@dataclass(frozen=True, slots=True)
class Holder:
    """Who was asked or appointed for a layer of coordination; names are None when masked."""

    id: int
    version: int
    household_id: int
    layer: str
    state: str
    professional_id: int | None
    name: str | None
    organisation: str | None
    phone: str | None
    account_id: int | None
    asked_at: datetime | None
    asked_by: int | None
    from_at: datetime | None
    until_at: datetime | None
    reason: str | None


_HOLDER = (
    "id",
    "version",
    "household_id",
    "layer",
    "state",
    "professional_id",
    "professional__name",
    "professional__organisation__name",
    "professional__phone",
    "professional__account_id",
    "asked_at",
    "asked_by",
    "from_at",
    "until_at",
    "reason",
)


def holders_asked(access: Access, *, past: bool = False) -> Asked:
    """Return the question of `holders`."""
    rows = Appointment.objects.through(access)
    if not past:
        rows = rows.filter(state__in=["proposed", "appointed"])
    return rows.order_by("pk"), _HOLDER


def holders(access: Access, *, past: bool = False) -> list[Holder]:
    """Return appointments, the present and asked ones only unless `past`; one query."""
    return [
        Holder(
            row.id,
            row.version,
            row.household_id,
            row.layer,
            row.state,
            row.professional_id,
            row.professional__name,
            row.professional__organisation__name,
            row.professional__phone,
            row.professional__account_id,
            row.asked_at,
            row.asked_by,
            row.from_at,
            row.until_at,
            row.reason,
        )
        for row in answer(holders_asked(access, past=past))
    ]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An organisation that says it coordinates."""

    id: int
    version: int
    household_id: int
    layer: str
    organisation: str | None
    ground: str | None
    from_at: datetime
    until_at: datetime | None
    ended_why: str | None


_CLAIM = (
    "id",
    "version",
    "household_id",
    "layer",
    "organisation__name",
    "ground",
    "from_at",
    "until_at",
    "ended_why",
)
_MARK = ("id", "household_id", "involvement_id", "other_id", "mark", "why", "marked_at")


def claimed_and_marked_asked(access: Access) -> list[Asked]:
    """Return the questions for open claims and marks that hold."""
    return [
        (Claim.objects.through(access).filter(until_at=None).order_by("pk"), _CLAIM),
        (StackingMark.objects.through(access).filter(until_at=None).order_by("pk"), _MARK),
    ]


def _claimed_and_marked(access: Access) -> list[list[Any]]:
    """Return open claims and marks that hold, which pages show together; once per look, one query."""
    return once(
        access,
        ("coordination.claimed_and_marked",),
        lambda: together(*claimed_and_marked_asked(access)),
    )


def claims(access: Access, *, past: bool = False) -> list[ClaimLine]:
    """Return claims, the open ones only unless `past`; one query."""
    if past:
        found = Claim.objects.through(access).order_by("pk").rows(*_CLAIM)
    else:
        found, _ = _claimed_and_marked(access)
    return [
        ClaimLine(
            row.id,
            row.version,
            row.household_id,
            row.layer,
            row.organisation__name,
            row.ground,
            row.from_at,
            row.until_at,
            row.ended_why,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Help:
    """One party that helps or helped; masked: that somebody does, not who or for what."""

    id: int
    version: int
    household_id: int
    person_id: int | None
    masked: bool
    organisation_id: int | None
    organisation: str | None
    professional_id: int | None
    professional: str | None
    phone: str | None
    law: str | None
    task: str | None
    from_date: date
    until: date | None
    why_in: str | None
    why_out: str | None
    member_knows: bool | None
    can_stop: str | None

    @property
    def who(self) -> str | None:
        """Return the professional with the organisation, or the organisation alone."""
        if self.professional and self.organisation:
            return f"{self.professional}, {self.organisation}"
        return self.organisation


_HELP = (
    "id",
    "version",
    "household_id",
    "person_id",
    "organisation_id",
    "organisation__name",
    "professional_id",
    "professional__name",
    "professional__phone",
    "law",
    "task",
    "from_date",
    "until",
    "why_in",
    "why_out",
    "member_knows",
    "can_stop",
)


def involved_asked(access: Access, *, on: date | None = None, past: bool = False) -> Asked:
    """Return the question of `involved`."""
    day = on or clock.today()
    rows = Involvement.objects.through(access)
    if not past:
        rows = rows.filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)
    return rows.order_by("from_date", "pk"), _HELP


def involved(access: Access, *, on: date | None = None, past: bool = False) -> list[Help]:
    """Return who helps on a day (today), or with `past` all who ever did; one query."""
    return [
        Help(
            id=row.id,
            version=row.version,
            household_id=row.household_id,
            person_id=row.person_id,
            masked=row.seen == Answer.MASKED,
            organisation_id=row.organisation_id,
            organisation=row.organisation__name,
            professional_id=row.professional_id,
            professional=row.professional__name,
            phone=row.professional__phone,
            law=row.law,
            task=row.task,
            from_date=row.from_date,
            until=row.until,
            why_in=row.why_in,
            why_out=row.why_out,
            member_knows=row.member_knows,
            can_stop=row.can_stop,
        )
        for row in answer(involved_asked(access, on=on, past=past))
    ]


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What the team thinks of one involvement (`other_id` None), or of two together."""

    id: int
    household_id: int
    involvement_id: int | None
    other_id: int | None
    mark: str | None
    why: str | None
    marked_at: datetime


def marks(access: Access) -> list[MarkLine]:
    """Return the marks of stacking that hold; one query."""
    _, found = _claimed_and_marked(access)
    return [
        MarkLine(
            row.id,
            row.household_id,
            row.involvement_id,
            row.other_id,
            row.mark,
            row.why,
            row.marked_at,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases (unit: cases) one professional coordinates, of those the reader knows."""

    professional_id: int
    cases: int


def caseload(access: Access, team_ids: Iterable[int]) -> list[Load]:
    """Return the number of open cases per case coordinator for the cases of these teams; one query."""
    rows = (
        Appointment.objects.through(access)
        .shown()
        .filter(
            layer="case",
            state="appointed",
            case__closed_at=None,
            case__team_id__in=list(team_ids),
        )
    )
    counted = rows.values("professional_id").annotate(cases=Count("case_id", distinct=True))
    return [
        Load(row["professional_id"], row["cases"]) for row in counted.order_by("professional_id")
    ]


def coordinated_by(access: Access, account_id: int) -> list[int]:
    """Return the households of which this account is case coordinator, by case; one query."""
    rows = Appointment.objects.through(access).shown()
    mine = rows.filter(
        layer="case",
        state="appointed",
        case__closed_at=None,
        professional__account_id=account_id,
    )
    return list(mine.order_by("case_id").values_list("household_id", flat=True))


def unassigned(access: Access, team_ids: Iterable[int], *, limit: int = 100) -> list[CaseLine]:
    """Return open cases of these teams without a case coordinator, the oldest first; one query."""
    held = Appointment._plain.filter(case_id=OuterRef("pk"), layer="case", state="appointed")
    rows = Case.objects.through(access).shown().filter(closed_at=None, team_id__in=list(team_ids))
    found = rows.filter(~Exists(held)).order_by("opened_at", "pk")[: min(limit, 100)].rows(*_CASE)
    return [CaseLine(*(getattr(row, name) for name in _CASE)) for row in found]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A case coordinator of an open case, since when."""

    household_id: int
    household_uuid: UUID
    account_id: int
    name: str
    from_at: datetime


def assigned(access: Access, team_ids: Iterable[int], *, limit: int = 500) -> list[Assigned]:
    """Return who coordinates the open cases of these teams, the newest first; one query."""
    rows = (
        Appointment.objects.through(access)
        .shown()
        .filter(
            layer="case",
            state="appointed",
            case__closed_at=None,
            case__team_id__in=list(team_ids),
            professional__account_id__isnull=False,
        )
    )
    found = rows.select_related("household", "professional").order_by("-from_at", "-pk")[:limit]
    return [
        Assigned(
            row.household_id,
            row.household.uuid,
            row.professional.account_id,
            row.professional.name,
            row.from_at,
        )
        for row in found
        if row.professional.account_id is not None and row.from_at is not None
    ]
