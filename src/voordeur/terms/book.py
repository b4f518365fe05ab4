# SPDX-License-Identifier: EUPL-1.2
"""Opening and closing terms inside the deed of an upper room."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from voordeur.door.deed import Deed
from voordeur.history.asking import Shape
from voordeur.history.record import Draft
from voordeur.terms.models import Duty, Term


def open_term(
    deed: Deed,
    *,
    kind: str,
    owner: str,
    subject: str,
    due: date | None,
    person_id: int | None = None,
    compartment: str = "name",
) -> Term:
    """Open an obligation in the household of the deed; an open one of the same kind gets the date.

    `person_id` and `compartment` are those of the thing it is about: who may not see that, does
    not see the obligation either.
    """
    row = Term._plain.filter(kind=kind, subject=subject, owner=owner, closed_at=None).first()
    if row is None:
        row = Term(
            household_id=deed.household_id,
            person_id=person_id,
            compartment=compartment,
            kind=kind,
            owner=owner,
            subject=subject,
            due=due,
            opened_at=deed.now,
        )
        row.save(force_insert=True)
    elif row.due != due:
        row.due, row.version = due, row.version + 1
        row.save(update_fields=["due", "version"])
    deed.happened(
        "terms.opened",
        {"term": row.pk, "kind": kind, "owner": owner, "due": due},
        about=(row.person_id, row.compartment),
    )
    return row


def close_terms_of(deed: Deed, owners: Iterable[str]) -> int:
    """Close what these owners still had to do in the household of the deed; return how many.

    For who is let go: what they cannot see any more cannot wait for them.
    """
    rows = Term._plain.filter(
        household_id=deed.household_id, owner__in=list(owners), closed_at=None
    ).order_by("pk")
    closed = list(rows.values_list("pk", "kind", "person_id", "compartment"))
    Term._plain.filter(pk__in=[pk for pk, *_ in closed]).update(closed_at=deed.now)
    for pk, kind, person_id, compartment in closed:
        deed.happened("terms.closed", {"term": pk, "kind": kind}, about=(person_id, compartment))
    return len(closed)


def hand_over_terms(
    deed: Deed, *, owners: Iterable[str], to: str, kinds: Iterable[str], subjects: str = ""
) -> int:
    """Let open obligations of some kinds go from these owners to another; return how many.

    What the other has already is closed for the first. `subjects` limits it to what starts so.
    """
    rows = Term._plain.filter(
        household_id=deed.household_id,
        owner__in=[one for one in owners if one != to],
        kind__in=list(kinds),
        subject__startswith=subjects,
        closed_at=None,
    )
    moving = list(rows.order_by("pk"))
    theirs = set(
        Term._plain.filter(
            household_id=deed.household_id, owner=to, kind__in=list(kinds), closed_at=None
        ).values_list("kind", "subject")
    )
    for row in moving:
        double = (row.kind, row.subject) in theirs
        row.version += 1
        if double:
            row.closed_at = deed.now
        else:
            row.owner = to
            theirs.add((row.kind, row.subject))
        row.save(update_fields=["owner", "closed_at", "version"])
        about = (row.person_id, row.compartment)
        if double:
            deed.happened("terms.closed", {"term": row.pk, "kind": row.kind}, about=about)
        else:
            deed.happened(
                "terms.handed_over", {"term": row.pk, "kind": row.kind, "owner": to}, about=about
            )
    return len(moving)


def open_terms(now: datetime, new: Iterable[Term]) -> list[Draft]:
    """Open obligations of a planned batch in one statement; return the events to write with them.

    The bulk form of `open_term`, for subjects that are as new as the obligation itself.
    """
    rows = list(new)
    for row in rows:
        row.opened_at = now
    return [
        Draft(
            ("household", row.household_id),
            "terms.opened",
            {"term": row.pk, "kind": row.kind, "owner": row.owner, "due": row.due},
            household_id=row.household_id,
            person_id=row.person_id,
            compartment=row.compartment,
        )
        for row in Term._plain.bulk_create(rows)
    ]


def new_term(
    *,
    household_id: int,
    kind: str,
    owner: str,
    subject: str,
    due: date | None,
    person_id: int | None = None,
    compartment: str = "name",
) -> Term:
    """Return an obligation that is not stored yet, for `open_terms`."""
    return Term(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        kind=kind,
        owner=owner,
        subject=subject,
        due=due,
    )


@cache
def _open_about(limits: tuple[str, ...]) -> Shape:
    """Return the question for what is open about a subject in a household, given these limits."""

    def open_about(household: int, subject: str, *values: str) -> QuerySet[Term, Any]:
        rows = Term._plain.filter(household_id=household, subject=subject, closed_at=None)
        rows = rows.filter(**dict(zip(limits, values, strict=True)))
        return rows.values_list("pk", "person_id", "compartment")

    return Shape(open_about)


def close_terms(
    deed: Deed, *, subject: str, kind: str | None = None, owner: str | None = None
) -> int:
    """Close the open obligations about a subject, all or of one kind or owner; return how many."""
    limits = {
        name: value for name, value in (("kind", kind), ("owner", owner)) if value is not None
    }
    closed = _open_about(tuple(limits))(deed.household_id, subject, *limits.values())
    Term._plain.filter(pk__in=[pk for pk, _, _ in closed]).update(closed_at=deed.now)
    for pk, person_id, compartment in closed:
        deed.happened("terms.closed", {"term": pk, "kind": kind}, about=(person_id, compartment))
    return len(closed)


def open_duty(
    deed: Deed, *, kind: str, owner: str, subject: str, due: date, stream: tuple[str, int]
) -> Duty:
    """Open an obligation that is about no household; an open one of the kind gets owner and day.

    `stream` is that of the deed: the event stands beside that of the thing it is about.
    """
    row = Duty.objects.filter(kind=kind, subject=subject, closed_at=None).first()
    if row is None:
        row = Duty(kind=kind, subject=subject, opened_at=deed.now)
    else:
        row.version += 1
    row.owner, row.due = owner, due
    row.save()
    _told(deed, "terms.opened", row, stream)
    return row


def hand_over_duties(deed: Deed, *, subject: str, to: str, stream: tuple[str, int]) -> None:
    """Let the open obligations about a subject go to another owner."""
    for row in Duty.objects.filter(subject=subject, closed_at=None).exclude(owner=to):
        row.owner, row.version = to, row.version + 1
        row.save(update_fields=["owner", "version"])
        _told(deed, "terms.handed_over", row, stream)


def close_duties(deed: Deed, *, subject: str, kind: str, stream: tuple[str, int]) -> None:
    """Close the open obligation of a kind about a subject, when there is one."""
    for row in Duty.objects.filter(kind=kind, subject=subject, closed_at=None):
        row.closed_at, row.version = deed.now, row.version + 1
        row.save(update_fields=["closed_at", "version"])
        _told(deed, "terms.closed", row, stream)


def _told(deed: Deed, kind: str, row: Duty, stream: tuple[str, int]) -> None:
    facts = {"duty": row.pk, "kind": row.kind, "owner": row.owner, "due": row.due}
    deed.happened(kind, facts, stream=stream)
