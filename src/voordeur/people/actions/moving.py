# SPDX-License-Identifier: EUPL-1.2
"""Moving house, and going to live in another household: a separation, moving in, a child of two homes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.people import following
from voordeur.people.actions.households import found
from voordeur.people.actions.reaching import NewAddress, write_address
from voordeur.people.authority import OF_A_PARENT
from voordeur.people.models import Address, LegalAuthority, Membership, Relation


def _members_now(deed: Deed) -> dict[int, Membership]:
    rows = Membership.objects.through(deed.inside).shown().filter(until=None)
    return {row.person_id: row for row in rows.order_by("from_date", "pk")}


def _end_homes(deed: Deed, which: Q, on: date) -> None:
    """End the home addresses that held until now, on the day of the move."""
    for row in Address._plain.filter(
        which, household_id=deed.household_id, kind="home", until=None
    ).order_by("pk"):
        row.until, row.version = max(on, row.from_date), row.version + 1
        row.save(update_fields=["until", "version"])
        deed.happened(
            "people.address_ended",
            {"address": row.pk, "until": row.until},
            about=(row.person_id, row.compartment),
        )


@action("household.edit")
def move_house(
    deed: Deed, *, household_id: int, new: NewAddress, person_ids: Sequence[int] = ()
) -> list[Address]:
    """Record that a household, or these members of it, live somewhere else from a day on.

    The address that held ends on that day. A secret address is written for each of the members
    by itself, so that nobody else in the household reads it; then say whose it is.
    """
    on = new.from_date or deed.now.date()
    unknown = set(person_ids) - set(_members_now(deed))
    if unknown:
        raise Refusal(_("This member is not in the household."), "persons")
    if new.protected and not person_ids:
        raise Refusal(_("Say whose address must stay secret."), "persons")
    if not person_ids:
        _end_homes(deed, Q(person=None), on)
        return [write_address(deed, replace(new, kind="home", person_id=None, from_date=on))]
    written = []
    for person_id in person_ids:
        _end_homes(deed, Q(person_id=person_id), on)
        one = replace(new, kind="home", person_id=person_id, from_date=on)
        written.append(write_address(deed, one))
    return written


@action("household.edit")
def take_move_back(
    deed: Deed, *, household_id: int, address: UUID, expected_version: int
) -> list[Address]:
    """Undo a move that was no move: the address goes, what it had ended holds again.

    Returns what holds again. Raises Refusal for an address that ended, or that was lived at since
    another move.
    """
    row = Address.objects.through(deed.inside).shown().filter(uuid=address, until=None).first()
    if row is None or row.kind != "home":
        raise Refusal(_("This address is not in the household."), "address")
    expect(row, expected_version, {"until": row.from_date})
    of_one = Q(person_id=row.person_id) if row.person_id else Q(person_id=None)
    homes = Address._plain.filter(of_one, household_id=household_id, kind="home").exclude(pk=row.pk)
    if homes.filter(from_date__gt=row.from_date).exists() or homes.filter(until=None).exists():
        raise Refusal(_("There was another move since: take that back first."), "address")
    again = list(homes.filter(until=row.from_date, pk__lt=row.pk).order_by("pk"))
    for one in again:
        one.until, one.version = None, one.version + 1
        one.save(update_fields=["until", "version"])
    facts = {"address": row.pk, "again": [one.pk for one in again]}
    deed.happened("people.move_taken_back", facts, about=(row.person_id, row.compartment))
    row.delete()
    return again


def _where_to(given: Mapping[str, Any]) -> list[int]:
    to = given.get("to_household_id")
    return [] if to is None else [to]


@action("household.edit", beside=_where_to)
def move_people(
    deed: Deed,
    *,
    household_id: int,
    leaving: Collection[int],
    both: Collection[int] = (),
    to_household_id: int | None = None,
    on: date | None = None,
    along: Collection[str] = (),
    address: NewAddress | None = None,
) -> int:
    """Let members go to live in another household, or in a new one; return which it is.

    Who is in `leaving` is a member here until that day and there from that day; who is in `both`
    is a member of both, and what is about them stays here and counts once. `along` names kinds of
    records (room and model) that go with who leaves, as far as they are about them alone; what is
    secret never does. Ties and legal authority among those who go are written there as well. An
    address that is secret is written for each of them. Nobody here learns where they went.
    """
    day = on or deed.now.date()
    here = _members_now(deed)
    going = [person for person in here if person in {*leaving, *both}]
    if not going or set(leaving) & set(both) or len(going) != len({*leaving, *both}):
        raise Refusal(_("Choose who goes, and who lives in both."), "leaving")
    if to_household_id is None and len(leaving) == len(here):
        raise Refusal(
            _("Everybody goes. Then the household itself moves: record another address."), "leaving"
        )
    if to_household_id == household_id:
        raise Refusal(_("This is the same household."), "to")
    late = [row for row in here.values() if row.person_id in going and day < row.from_date]
    if late:
        raise Refusal(_("Leaving lies before joining."), "on")
    roles = {person: here[person].role for person in going}
    for person in leaving:
        _leave(deed, here[person], day)
    there = _enter_other(deed, to_household_id)
    for person in going:
        _join(deed, person, roles[person], day)
    _copy_ties(deed, household_id, set(going))
    if address is not None:
        whose = sorted(going) if address.protected else [None]
        for person_id in whose:
            write_address(deed, replace(address, kind="home", person_id=person_id, from_date=day))
    moved = following.carry(household_id, there, leaving, along)
    deed.happened(
        "people.members_moved",
        {"people": len(going), "records": sum(map(len, moved.values()))},
        Private(f"household:{there}", "name", {"from": household_id, "moved": moved}),
        about=(None, "name"),
    )
    return there


def _leave(deed: Deed, row: Membership, day: date) -> None:
    row.until, row.version = day, row.version + 1
    row.save(update_fields=["until", "version"])
    standing.end(deed, reader=f"person:{row.person_id}", relation="member")
    deed.happened(
        "people.member_left",
        {"membership": row.pk, "person": row.person_id, "until": day},
        about=(row.person_id, row.compartment),
    )


def _enter_other(deed: Deed, to_household_id: int | None) -> int:
    """Enter the household that people go to, or make it; the maker may go on with its triage."""
    if to_household_id is None:
        there = found(deed).pk
        if deed.reader.account_id:
            standing.give(deed, reader=deed.reader.key, relation="triage", basis="wmo_5_1_1")
        return there
    deed.enter(to_household_id)
    return to_household_id


def _join(deed: Deed, person_id: int, role: str, day: date) -> None:
    rows = Membership._plain.filter(household_id=deed.household_id, person_id=person_id, until=None)
    if rows.exists():
        raise Refusal(_("Somebody of these is in that household already."), "to")
    row = Membership(household_id=deed.household_id, person_id=person_id, role=role, from_date=day)
    row.save(force_insert=True)
    reader = f"person:{person_id}"
    standing.give(deed, reader=reader, relation="self", basis="own_file", person_id=person_id)
    standing.give(deed, reader=reader, relation="member", basis="own_file")
    deed.happened(
        "people.member_joined",
        {"membership": row.pk, "person": person_id, "role": role, "known": True},
        about=(person_id, "name"),
    )


def _copy_ties(deed: Deed, source: int, going: set[int]) -> None:
    """Write ties and legal authority among who goes in the other household too.

    Only where nobody outside it is named: who stays behind is not told of, nor tells.
    """
    running = Q(until=None) | Q(until__gt=deed.now.date())
    for tie in Relation._plain.filter(running, household_id=source, person_id__in=going).order_by(
        "pk"
    ):
        there = Relation._plain.filter(
            household_id=deed.household_id, person=tie.person_id, other=tie.other_id, kind=tie.kind
        )
        if tie.other_id in going and not there.exists():
            tie.pk, tie.household_id, tie.uuid = None, deed.household_id, uuid4()
            tie.save(force_insert=True)
            facts = {"kind": tie.kind, "other": tie.other_id}
            subject = f"person:{tie.person_id}"
            deed.happened(
                "people.relation_recorded",
                {"relation": tie.pk},
                Private(subject, tie.compartment, facts),
            )
    for row in LegalAuthority._plain.filter(
        running, household_id=source, person_id__in=going
    ).order_by("pk"):
        if row.holder_id is not None and row.holder_id not in going:
            continue
        row.pk, row.household_id, row.uuid = None, deed.household_id, uuid4()
        row.save(force_insert=True)
        if row.holder_id is not None and row.kind in OF_A_PARENT:
            standing.give(
                deed,
                reader=f"person:{row.holder_id}",
                relation="parent",
                basis="own_file",
                person_id=row.person_id,
            )
        deed.happened(
            "people.authority_recorded",
            {"authority": row.pk},
            about=(row.person_id, row.compartment),
        )
