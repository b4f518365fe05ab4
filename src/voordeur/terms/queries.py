# SPDX-License-Identifier: EUPL-1.2
"""Questions about what is due; always through the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.terms.due import Urgency, days_late, urgency
from voordeur.terms.models import Duty, Term


@dataclass(frozen=True, slots=True)
class Due:
    """One open obligation on a day; `subject` is None when the reader may not see what it is about."""

    id: int
    household_id: int
    person_id: int | None
    kind: str
    owner: str
    subject: str | None
    due: date | None
    opened_at: datetime
    urgency: Urgency
    days_late: int


def open_terms(
    access: Access,
    *,
    owners: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    until: date | None = None,
    households: Iterable[int] | None = None,
    limit: int = 100,
) -> list[Due]:
    """Return open obligations, the longest overdue first, those without a date last; one query."""
    from django.db.models import F

    today = clock.today()
    rows = Term.objects.through(access).filter(closed_at=None)
    if owners is not None:
        rows = rows.filter(owner__in=list(owners))
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    if until is not None:
        rows = rows.filter(due__lte=until)
    if households is not None:
        rows = rows.filter(household_id__in=list(households))
    found = rows.order_by(F("due").asc(nulls_last=True), "pk")[:limit].rows(
        "id", "household_id", "person_id", "kind", "owner", "subject", "due", "opened_at"
    )
    return [
        Due(
            id=row.id,
            household_id=row.household_id,
            person_id=row.person_id,
            kind=row.kind,
            owner=row.owner,
            subject=row.subject,
            due=row.due,
            opened_at=row.opened_at,
            urgency=urgency(row.due, today),
            days_late=days_late(row.due, today),
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """An obligation that is about no household, open or done, with its days in the Netherlands."""

    id: int
    kind: str
    owner: str
    subject: str
    due: date
    opened_on: date
    closed_on: date | None
    urgency: Urgency


def duties(
    *,
    kinds: Iterable[str],
    owners: Iterable[str] | None = None,
    subjects: Iterable[str] | None = None,
    until: date | None = None,
    past: bool = False,
    after: tuple[date, int] | None = None,
    limit: int | None = None,
) -> list[DutyLine]:
    """Return obligations that are about no household, the longest due first; one query.

    Without `past` only what is open; `after` is the day and id of the last one seen before. Who may
    see them is for the room whose kinds these are to say.
    """
    rows = Duty.objects.filter(kind__in=list(kinds))
    if not past:
        rows = rows.filter(closed_at=None)
    if owners is not None:
        rows = rows.filter(owner__in=list(owners))
    if until is not None:
        rows = rows.filter(due__lte=until)
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    if after is not None:
        day, number = after
        rows = rows.filter(Q(due__gt=day) | Q(due=day, pk__gt=number))
    today = clock.today()
    return [
        DutyLine(
            row.pk,
            row.kind,
            row.owner,
            row.subject,
            row.due,
            row.opened_at.astimezone(AMSTERDAM).date(),
            row.closed_at.astimezone(AMSTERDAM).date() if row.closed_at else None,
            urgency(row.due, today),
        )
        for row in rows.order_by("due", "pk")[:limit]
    ]
