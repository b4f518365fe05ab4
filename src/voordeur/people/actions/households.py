# SPDX-License-Identifier: EUPL-1.2
"""Registering a household, its members, who they are and when they left."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history import record
from voordeur.history.record import Private
from voordeur.people import identity
from voordeur.people.actions.reaching import NewAddress, write_address
from voordeur.people.models import Household, Membership, Person


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of somebody who joins; everything but a name may be unknown.

    `person_id` names somebody the reader knows from another household: then no second person is
    made. A citizen number that is known already does the same. The number is not in the repr.
    """

    given_names: str = ""
    surname: str = ""
    prefix: str = ""
    called: str = ""
    born: str = ""
    gender: str = "unknown"
    role: str = "adult"
    from_date: date | None = None
    until: date | None = None
    citizen_number: str = field(default="", repr=False)
    person_id: int | None = None


def _known(deed: Deed, new: NewPerson) -> Person | None:
    """Return the person who is here already, when the reader knows them or gave their number."""
    if new.person_id is not None:
        everywhere = (
            door.for_system(deed.reader)
            if "system" in deed.reader.roles
            else door.open_list(deed.reader)
        )
        rows = Membership.objects.through(everywhere).shown()
        if not rows.filter(person_id=new.person_id).exists():
            raise Refusal(_("You do not know this person from another household."), "person")
        return Person._plain.get(pk=new.person_id)
    if new.citizen_number:
        found = identity.lookup(new.citizen_number)
        return Person._plain.filter(citizen_number_lookup=found).first()
    return None


def _new_person(new: NewPerson) -> Person:
    if not new.given_names.strip() and not new.surname.strip():
        raise Refusal(_("Give at least one name."), "given_names")
    person = Person(
        given_names=new.given_names.strip(),
        prefix=new.prefix.strip(),
        surname=new.surname.strip(),
        called=new.called.strip(),
        born=identity.partial_date(new.born, "born"),
        gender=new.gender,
    )
    person.save(force_insert=True)
    if new.citizen_number:
        _write_number(person, new.citizen_number)
    identity.write_keys(person)
    return person


def _write_number(person: Person, number: str) -> None:
    person.citizen_number_lookup = identity.lookup(number)
    person.citizen_number_sealed = identity.seal(person.pk, number)
    person.save(update_fields=["citizen_number_lookup", "citizen_number_sealed"])


def _write_member(deed: Deed, household_id: int, new: NewPerson) -> Membership:
    known = _known(deed, new)
    person = known or _new_person(new)
    present = Membership._plain.filter(household_id=household_id, person_id=person.pk)
    if known is not None and present.filter(until=None).exists():
        raise Refusal(_("This person is in the household already."), "given_names")
    member = Membership(
        household_id=household_id,
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
        {
            "membership": member.pk,
            "person": person.pk,
            "role": new.role,
            "known": known is not None,
            "citizen_number": bool(new.citizen_number),
        },
        Private(
            f"person:{person.pk}",
            "name",
            {"given_names": person.given_names, "surname": person.surname, "born": person.born},
        ),
    )
    return member


def found(deed: Deed) -> Household:
    """Make an empty household inside the deed and enter it; for people and intake."""
    household = Household.objects.create(made_at=deed.now)
    deed.found(household.pk)
    deed.happened("people.household_registered", {"household": household.pk}, about=(None, "name"))
    return household


@action("household.register", household=False)
def register_household(
    deed: Deed,
    *,
    members: list[NewPerson],
    team_id: int | None = None,
    address: NewAddress | None = None,
) -> Household:
    """Register a household with its first members; the maker may go on with its triage.

    A team that is named learns only that the household exists. Nothing here looks up anybody
    elsewhere: the whole picture opens at triage.
    """
    if not members:
        raise Refusal(_("A household has at least one member."), "members")
    household = found(deed)
    for new in members:
        _write_member(deed, household.pk, new)
    if address is not None:
        write_address(deed, address)
    if deed.reader.account_id:
        standing.give(deed, reader=deed.reader.key, relation="triage", basis="wmo_5_1_1")
    if team_id is not None:
        standing.give(deed, reader=f"team:{team_id}", relation="team", basis="wmo_5_1_1")
        standing.give(deed, reader=f"lead:{team_id}", relation="lead", basis="wmo_5_1_1")
    return household


@action("household.edit")
def add_member(deed: Deed, *, household_id: int, new: NewPerson) -> Membership:
    """Add somebody to a household; the date of joining may lie in the past."""
    return _write_member(deed, household_id, new)


@action("household.edit")
def end_membership(
    deed: Deed, *, household_id: int, membership: int, until: date, expected_version: int
) -> Membership:
    """Record when somebody left; the person and their past stay in the file."""
    row = Membership.objects.through(deed.inside).shown().filter(pk=membership).first()
    if row is None:
        raise Refusal(_("This member is not in the household."), "membership")
    expect(row, expected_version, {"until": until})
    if until < row.from_date:
        raise Refusal(_("Leaving lies before joining."), "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    standing.end(deed, reader=f"person:{row.person_id}", relation="member")
    deed.happened(
        "people.member_left",
        {"membership": row.pk, "person": row.person_id, "until": until},
        about=(row.person_id, row.compartment),
    )
    return row


def a_member(deed: Deed, person_id: int, where: str = "person") -> Membership:
    """Return the newest membership of a person in the household of the deed, past ones too.

    Raises Refusal when the reader may not know of this person here.
    """
    row = (
        Membership.objects.through(deed.inside)
        .shown()
        .filter(person_id=person_id)
        .order_by("-from_date", "-pk")
        .first()
    )
    if row is None:
        raise Refusal(_("This member is not in the household."), where)
    return row


@action("household.edit")
def correct_member(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    expected_version: int,
    role: str,
    given_names: str,
    prefix: str = "",
    surname: str = "",
    called: str = "",
    born: str = "",
    died: str = "",
    gender: str = "unknown",
    language: str = "nl",
    needs: str = "",
) -> Person:
    """Correct what is known of a member; `expected_version` is that of the person.

    The correction holds in every household of this person, the role only in this one.
    """
    member = a_member(deed, person_id)
    person = Person._plain.get(pk=person_id)
    after = {
        "given_names": given_names.strip(),
        "prefix": prefix.strip(),
        "surname": surname.strip(),
        "called": called.strip(),
        "born": identity.partial_date(born, "born"),
        "died": identity.partial_date(died, "died"),
        "gender": gender,
        "language": language,
        "needs": needs.strip(),
    }
    expect(person, expected_version, dict(after))
    if not after["given_names"] and not after["surname"]:
        raise Refusal(_("Give at least one name."), "given_names")
    before = {name: getattr(person, name) for name in after}
    for name, value in after.items():
        setattr(person, name, value)
    person.version += 1
    person.save(update_fields=[*after, "version"])
    if member.role != role:
        member.role, member.version = role, member.version + 1
        member.save(update_fields=["role", "version"])
    identity.write_keys(person)
    changed = sorted(name for name in after if before[name] != after[name])
    deed.happened(
        "people.member_corrected",
        {"person": person.pk, "fields": changed, "role": role},
        Private(
            f"person:{person.pk}",
            "name",
            {
                "before": {name: before[name] for name in changed},
                "after": {name: after[name] for name in changed},
            },
        ),
    )
    return person


@action("household.edit")
def record_citizen_number(deed: Deed, *, household_id: int, person_id: int, number: str) -> None:
    """Seal the citizen number of a member; an earlier one is replaced, none of them is in an event.

    Raises Refusal when the number fails the 11-test or belongs to somebody else; which of the
    two households that is, is not told.
    """
    a_member(deed, person_id)
    person = Person._plain.get(pk=person_id)
    same = Person._plain.filter(citizen_number_lookup=identity.lookup(number))
    if same.exclude(pk=person_id).exists():
        raise Refusal(
            _("This citizen number is known with somebody else."),
            "citizen_number",
            _("Compare it with an identity paper, then ask triage whether it is the same person."),
        )
    _write_number(person, number)
    deed.happened("people.citizen_number_recorded", {"person": person.pk}, about=(person.pk, "own"))


def merge_stub(deed: Deed, stub_id: int) -> None:
    """Let the household of the deed take the place of one that had no members yet.

    Writes `merged_into` and one event on each of the two streams; rows are moved by the room that
    owns them. Raises Refusal when the stub has members: their files are not joined by this.
    """
    if stub_id == deed.household_id:
        raise Refusal(_("This is the same household."), "household")
    if Membership._plain.filter(household_id=stub_id).exists():
        raise Refusal(
            _("The other household has members already."),
            "household",
            _("Open it and register there who belongs to it."),
        )
    changed = Household.objects.filter(pk=stub_id, merged_into=None).update(
        merged_into_id=deed.household_id
    )
    if not changed:
        raise Refusal(_("The other household was joined already."), "household")
    record.merge(("household", stub_id), ("household", deed.household_id))
    deed.happened("people.household_merged", {"from": stub_id}, about=(None, "name"))
    deed.happened(
        "people.household_merged",
        {"into": deed.household_id},
        about=(None, "name"),
        stream=("household", stub_id),
    )


def part_stub(deed: Deed, stub_id: int) -> None:
    """Undo `merge_stub`: the household without members is one of its own again.

    Raises Refusal when it was not joined to the household of the deed.
    """
    rows = Household.objects.filter(pk=stub_id, merged_into_id=deed.household_id)
    if not rows.update(merged_into=None):
        raise Refusal(_("The other household is not joined to this one."), "household")
    record.part(("household", stub_id))
    deed.happened("people.household_parted", {"from": stub_id}, about=(None, "name"))
    deed.happened(
        "people.household_parted",
        {"of": deed.household_id},
        about=(None, "name"),
        stream=("household", stub_id),
    )
