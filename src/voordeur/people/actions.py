# SPDX-License-Identifier: EUPL-1.2
"""Verbs of people: registering a household and its members."""

from dataclasses import dataclass
from datetime import date

from voordeur.door import standing
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.people.models import Household, Membership, Person


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of somebody who joins; everything but a name may be unknown."""

    given_names: str
    surname: str = ""
    prefix: str = ""
    called: str = ""
    born: str = ""
    gender: str = "unknown"
    role: str = "adult"
    from_date: date | None = None
    until: date | None = None


def _write_member(deed: Deed, household: Household, new: NewPerson) -> Membership:
    if not new.given_names.strip() and not new.surname.strip():
        raise Refusal("Give at least one name.", "given_names")
    person = Person(
        given_names=new.given_names.strip(),
        prefix=new.prefix.strip(),
        surname=new.surname.strip(),
        called=new.called.strip(),
        born=new.born,
        gender=new.gender,
    )
    person.save(force_insert=True)
    member = Membership(
        household=household,
        person=person,
        role=new.role,
        from_date=new.from_date or deed.now.date(),
        until=new.until,
    )
    member.save(force_insert=True)
    # A member is a reader of the own file from the first day, with or without an account.
    reader = f"person:{person.pk}"
    standing.give(deed, reader=reader, relation="self", basis="own_file", person_id=person.pk)
    standing.give(deed, reader=reader, relation="member", basis="own_file")
    deed.happened(
        "people.member_joined",
        {"membership": member.pk, "person": person.pk, "role": new.role},
        Private(
            f"person:{person.pk}",
            "name",
            {"given_names": person.given_names, "surname": person.surname, "born": person.born},
        ),
    )
    return member


@action("household.register", household=False)
def register_household(
    deed: Deed, *, members: list[NewPerson], team_id: int | None = None
) -> Household:
    """Register a household with its first members; the maker may go on with its triage.

    A team that is named learns only that the household exists. Nothing here looks up anybody
    elsewhere: the whole picture opens at triage.
    """
    if not members:
        raise Refusal("A household has at least one member.", "members")
    household = Household.objects.create(made_at=deed.now)
    deed.found(household.pk)
    deed.happened(
        "people.household_registered", {"household": household.pk}, about=(None, "name")
    )
    for new in members:
        _write_member(deed, household, new)
    if deed.reader.account_id:
        standing.give(deed, reader=deed.reader.key, relation="triage", basis="wmo_5_1_1")
    if team_id is not None:
        standing.give(deed, reader=f"team:{team_id}", relation="team", basis="wmo_5_1_1")
        standing.give(deed, reader=f"lead:{team_id}", relation="lead", basis="wmo_5_1_1")
    return household


@action("household.edit")
def add_member(deed: Deed, *, household_id: int, new: NewPerson) -> Membership:
    """Add somebody to a household; the date of joining may lie in the past."""
    return _write_member(deed, Household.objects.get(pk=household_id), new)


@action("household.edit")
def end_membership(
    deed: Deed, *, household_id: int, membership: int, until: date, expected_version: int
) -> Membership:
    """Record when somebody left; the person and their past stay in the file."""
    from voordeur.door.deed import expect

    row = Membership.objects.through(deed.inside).shown().filter(pk=membership).first()
    if row is None:
        raise Refusal("This member is not in the household.", "membership")
    expect(row, expected_version, {"until": until})
    if until < row.from_date:
        raise Refusal("Leaving lies before joining.", "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    standing.end(deed, reader=f"person:{row.person_id}", relation="member")
    deed.happened(
        "people.member_left",
        {"membership": row.pk, "person": row.person_id, "until": until},
        about=(row.person_id, row.compartment),
    )
    return row
