# SPDX-License-Identifier: EUPL-1.2
"""The history of households as one reader may know it: the same masking as every other row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, JSONField, Max, QuerySet, Value, When

from voordeur.door.access import Access
from voordeur.door.answer import Reach, at_least, seen_of_visible
from voordeur.door.changes import Changed, changed
from voordeur.door.joined import as_now, joined
from voordeur.door.masking import SEEN
from voordeur.door.matrix import Answer
from voordeur.door.statement import asked_once_written
from voordeur.door.voice import HOW, How
from voordeur.history.record import events, unsealed

# An event has no item of its own: what is shared by item is told by the noun, not by its events.
# What was joined since is read under the number it has now, as every other row is.
REACH = Reach(household="household_now", person="person_now", item="operation_id")


def _now(access: Access) -> QuerySet[Any]:
    """Return events with the numbers that their household and person have now."""
    now = joined(access)
    rows = events().annotate(
        household_now=as_now("household_id", now.households),
        person_now=as_now("person_id", now.persons),
    )
    if access.household_id is not None and now.households:
        return rows.filter(household_id__in=now.wider(access.household_id))
    return rows


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as a reader may know it; masked: when, not what."""

    id: int
    household_id: int
    person_id: int | None
    kind: str | None
    actor: str | None
    facts: dict[str, Any] | None
    operation_id: UUID
    occurred_at: datetime
    recorded_at: datetime

    @property
    def masked(self) -> bool:
        """Say whether only the fact is shown that something happened."""
        return self.kind is None


def happenings(
    access: Access,
    *,
    since: datetime | None = None,
    before: int | None = None,
    kinds: Iterable[str] | None = None,
    limit: int = 100,
) -> list[Happening]:
    """Return events, newest first, keyset-paged by `before`; one query.

    On a list Access: of every household in the reader's standing.
    """
    rows = _now(access).filter(at_least(access, Answer.MASKED, REACH))
    if since is not None:
        rows = rows.filter(recorded_at__gte=since)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.annotate(**{SEEN: seen_of_visible(access, REACH)})
    if kinds is not None:
        # A masked event has no kind for this reader, so asking for a kind leaves it out.
        rows = rows.filter(kind__in=list(kinds), **{SEEN: Answer.SHOWN})
    shown = {SEEN: int(Answer.SHOWN)}
    found = rows.order_by("-pk")[: min(limit, 500)].values_list(
        "pk",
        "household_now",
        "person_now",
        Case(When(**shown, then=F("kind")), default=None),
        Case(When(**shown, then=F("actor")), default=None),
        Case(When(**shown, then=F("facts")), default=Value(None, JSONField())),
        "operation_id",
        "occurred_at",
        "recorded_at",
    )
    return [Happening(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Change:
    """One event of an operation that kept what stood there before, as a reader may know it."""

    kind: str
    actor: str
    recorded_at: datetime
    fields: tuple[Changed, ...]


def changes(access: Access, operation_id: UUID) -> list[Change]:
    """Return what one operation changed, field by field, as far as it is shown to this reader.

    Of each event only the sealed part that lies where the event itself lies is opened. At most two
    queries for each event, in the order they were written.
    """
    shown = at_least(access, Answer.SHOWN, REACH)
    found = []
    for event in _now(access).filter(shown, operation_id=operation_id).order_by("pk"):
        subject = (
            f"person:{event.person_id}" if event.person_id else f"household:{event.household_id}"
        )
        for part in unsealed(event):
            if (part.subject, part.compartment) == (subject, event.compartment):
                fields = changed(part.body)
                if fields:
                    found.append(Change(event.kind, event.actor, event.recorded_at, fields))
    return found


def done_for(access: Access, person_id: int, *, limit: int = 100) -> list[Happening]:
    """Return what a member did through somebody else, newest first; one query.

    On paper, by phone, at the table or through a supporter: each event of such an act says how it
    came in (`door.voice`), and its actor is who wrote it down.
    """
    rows = _now(access).filter(at_least(access, Answer.SHOWN, REACH), person_now=person_id)
    rows = rows.filter(facts__how__in=[how for how in HOW if how != How.SELF])
    found = rows.order_by("-pk")[: min(limit, 500)].values_list(
        "pk",
        "household_now",
        "person_now",
        "kind",
        "actor",
        "facts",
        "operation_id",
        "occurred_at",
        "recorded_at",
    )
    return [Happening(*row) for row in found]


def last_moves(access: Access, kinds: Iterable[str]) -> dict[int, datetime]:
    """Return, per household of a list Access, when one of these kinds was last recorded; one query."""
    rows = _now(access).filter(kind__in=list(kinds))
    rows = rows.filter(at_least(access, Answer.SHOWN, REACH))
    pairs = rows.values("household_now").annotate(last=Max("recorded_at"))
    ordered = pairs.order_by("household_now").values_list("household_now", "last")
    return {pk: last for pk, last in ordered if pk is not None}


def last_of_kinds(access: Access, kinds: Iterable[str]) -> dict[tuple[int, str], datetime]:
    """Return, per household and kind, when it was last recorded as far as is shown; one query."""
    names, among, now = ("household_now", "kind", "last"), tuple(kinds), joined(access)

    def make() -> QuerySet[Any, Any]:
        rows = _now(access).filter(at_least(access, Answer.SHOWN, REACH), kind__in=among)
        found = rows.values("household_now", "kind").annotate(last=Max("recorded_at"))
        return found.order_by("household_now", "kind").values_list(*names)

    if now.households or now.persons:
        rows: Iterable[Any] = make()
    else:
        rows = asked_once_written(access, ("door.last_of_kinds", among), names, make)
    return {(home, kind): last for home, kind, last in rows if home is not None}


def acts_of(actors: Iterable[str], since: datetime) -> list[tuple[str, str, dict[str, Any]]]:
    """Return kind, actor and facts of what these readers did since a moment; one query.

    For counts over people together: it says nothing of any household, and whoever shows it shows
    no name.
    """
    rows = events().filter(actor__in=sorted(actors), recorded_at__gte=since)
    return list(rows.order_by("pk").values_list("kind", "actor", "facts")[:20_000])
