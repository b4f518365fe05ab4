# SPDX-License-Identifier: EUPL-1.2
"""Giving and ending standing, inside the deed of an upper room; every change is an event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed
from voordeur.door.matrix import bases, matrix
from voordeur.door.models import Standing
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.history.record import Draft


def _check(relation: str, compartment: str, basis: str) -> None:
    known = matrix()
    if relation not in known.purposes:
        raise Refusal(_("This relation does not exist."), "relation")
    if compartment and compartment not in known.compartments:
        raise Refusal(_("This part does not exist."), "compartment")
    if basis not in bases() or known.purposes[relation] not in bases()[basis].purposes:
        raise Refusal(_("This needs a legal basis that fits the purpose."), "basis")


def _told(row: Standing) -> dict[str, object]:
    """Return what the event says about a standing: ids and codes."""
    return {
        "standing": row.pk,
        "reader": row.reader,
        "relation": row.relation,
        "person": row.person_id,
        "compartment": row.compartment,
        "basis": row.basis,
    }


def give(
    deed: Deed,
    *,
    reader: str,
    relation: str,
    basis: str,
    reason: str = "",
    person_id: int | None = None,
    compartment: str = "",
    item: UUID | None = None,
    until: datetime | None = None,
    about: tuple[int | None, str] | None = None,
) -> Standing:
    """Give a reader (`account:7`, `team:3`, `lead:3`) a relation to the household of the deed.

    `about` says who may know of it, when that is not who the standing itself is about.

    Raises Refusal when the relation or the compartment is unknown, or when the legal basis cannot
    carry the relation's purpose.
    """
    _check(relation, compartment, basis)
    row = Standing.objects.create(
        reader=reader,
        household_id=deed.household_id,
        relation=relation,
        person_id=person_id,
        compartment=compartment,
        item=item,
        basis=basis,
        reason=reason,
        valid_from=deed.now,
        valid_until=until,
        given_by=deed.reader.key,
    )
    deed.happened(
        "door.standing_given",
        _told(row),
        # Who was let in to a member's own part is that member's to know, not the household's.
        about=about or (person_id, compartment or _part(person_id, item)),
    )
    return row


def _part(person_id: int | None, item: UUID | None) -> str:
    """Return the part in which a change of standing is told, when it names none itself.

    Of one piece without a member (a signal, say) no member learns who was let in.
    """
    if person_id is not None:
        return "own"
    return "safety" if item is not None else "name"


@dataclass(frozen=True, slots=True)
class Given:
    """One standing of a batch; whole parts only, without an item or an end."""

    household_id: int
    reader: str
    relation: str
    basis: str
    person_id: int | None = None


def give_many(by: Reader, now: datetime, given: Iterable[Given]) -> list[Draft]:
    """Write the standing of a planned batch in one statement; return the events to write with it.

    The bulk form of `give`, for the actions that use `door.deed.in_bulk`. Raises Refusal as `give`
    does, before anything is written.
    """
    given = list(given)
    for one in given:
        _check(one.relation, "", one.basis)
    rows = Standing.objects.bulk_create(
        [
            Standing(
                reader=one.reader,
                household_id=one.household_id,
                relation=one.relation,
                person_id=one.person_id,
                basis=one.basis,
                valid_from=now,
                given_by=by.key,
            )
            for one in given
        ]
    )
    return [
        Draft(
            ("household", row.household_id),
            "door.standing_given",
            _told(row),
            household_id=row.household_id,
            person_id=row.person_id,
            compartment=_part(row.person_id, None),
        )
        for row in rows
    ]


def end(
    deed: Deed,
    *,
    reader: str,
    relation: str | None = None,
    person_id: int | None = None,
    compartment: str = "",
    item: UUID | None = None,
    reason: str = "",
) -> int:
    """End a reader's standing in the household of the deed, now; return how many rows ended.

    With `reason` only what was given for that reason, as it was written then.
    Name the compartment when that standing had one: who may not see that part, does not learn
    that it ended.
    """
    rows = Standing.objects.filter(household_id=deed.household_id, reader=reader).filter(
        Q(valid_until=None) | Q(valid_until__gt=deed.now)
    )
    if relation is not None:
        rows = rows.filter(relation=relation)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if compartment:
        rows = rows.filter(compartment=compartment)
    if item is not None:
        rows = rows.filter(item=item)
    if reason:
        rows = rows.filter(reason=reason)
    ended = list(rows.values_list("pk", flat=True))
    if ended:
        Standing.objects.filter(pk__in=ended).update(valid_until=deed.now)
        deed.happened(
            "door.standing_ended",
            {"standing": ended, "reader": reader, "relation": relation},
            about=(person_id, compartment or _part(person_id, item)),
        )
    return len(ended)


def readers(deed: Deed, item: UUID | None = None) -> list[str]:
    """Return who has standing in the household of the deed now, each once, in order.

    With `item` only who has standing for that one piece.
    """
    rows = Standing.objects.filter(household_id=deed.household_id).filter(
        Q(valid_until=None) | Q(valid_until__gt=deed.now)
    )
    if item is not None:
        rows = rows.filter(item=item)
    return sorted(set(rows.values_list("reader", flat=True)))
