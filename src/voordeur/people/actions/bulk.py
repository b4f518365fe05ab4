# SPDX-License-Identifier: EUPL-1.2
"""Registering many households at once: the same rows, standing and events, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from voordeur.door import access as door
from voordeur.door import standing
from voordeur.door.deed import in_bulk
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.history import clock, keyring
from voordeur.history.record import Draft, Private
from voordeur.people import addresses, identity
from voordeur.people.actions.households import NewPerson
from voordeur.people.actions.reaching import NewAddress
from voordeur.people.actions.ties import COMPARTMENT_OF
from voordeur.people.authority import OF_A_PARENT, authority_rules
from voordeur.people.models import (
    Address,
    Household,
    LegalAuthority,
    Membership,
    Person,
    Relation,
    SearchKey,
)
from voordeur.people.relations import relation_types

MOST = 150


@dataclass(frozen=True, slots=True)
class NewRelation:
    """Member number `one` is `kind` of member number `other`; numbers are places in the list."""

    one: int
    other: int
    kind: str


@dataclass(frozen=True, slots=True)
class NewAuthority:
    """Who decides for member number `over`: member number `holder`, or somebody by name."""

    over: int
    kind: str
    from_date: date
    holder: int | None = None
    holder_name: str = ""


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household to register with everybody in it; persons are known by their citizen number.

    With `household_id` the members join a household that is here already. Without members it is
    one of which only the address is known yet.
    """

    members: Sequence[NewPerson]
    address: NewAddress | None = None
    relations: Sequence[NewRelation] = ()
    authorities: Sequence[NewAuthority] = ()
    household_id: int | None = None


@dataclass(slots=True)
class Registered:
    """The household and the persons who came into it, in the order they were given."""

    household_id: int
    person_ids: tuple[int, ...]
    fresh: tuple[bool, ...]
    """Per person, whether nobody here knew them before."""
    membership_ids: list[int] = field(default_factory=list)
    address_id: int | None = None


def register_many(reader: Reader, *, new: Sequence[NewHousehold]) -> list[Registered]:
    """Register at most 150 households in one transaction, as `register_household` and its kin do.

    Members of a household that is here already join it, as `add_member` lets them.

    For a system reader: imports and the demo town. Nobody gets standing but the members themselves,
    in their own file. One faulty household refuses them all: check the lines before.
    """
    if len(new) > MOST:
        raise ValueError(f"at most {MOST} households at once: split the batch")
    for home in new:
        _check(home)
    with door.scope(), transaction.atomic():
        door.for_system(reader)
        batch = _Batch(reader, new)
        batch.write()
        in_bulk(reader, "import.run", batch.drafts, keys=batch.keys)
    return batch.registered


def _check(home: NewHousehold) -> None:
    if not home.members and home.address is None and home.household_id is None:
        raise Refusal(_("A household has at least one member."), "members")
    for member in home.members:
        if not (member.given_names.strip() or member.surname.strip() or member.citizen_number):
            raise Refusal(_("Give at least one name."), "given_names")
    for relation in home.relations:
        if relation.kind not in relation_types():
            raise Refusal(_("Choose a relation from the list."), "kind")
    for authority in home.authorities:
        if authority.kind not in authority_rules().kinds:
            raise Refusal(_("Choose from the list."), "kind")
    if home.address is not None and home.address.protected:
        raise Refusal(_("Say whose address must stay secret."), "person")


class _Batch:
    """Rows and events of one batch while they are made; no query per household."""

    def __init__(self, reader: Reader, new: Sequence[NewHousehold]) -> None:
        self.reader, self.new, self.now = reader, new, clock.now()
        self.today = clock.today()
        self.drafts: list[Draft] = []
        self.registered: list[Registered] = []
        self.keys: dict[tuple[str, str, str], bytes] = {}
        self.fresh: set[int] = set()
        """Who was not here before this batch."""
        self._given: list[standing.Given] = []

    def write(self) -> None:
        """Write all rows; the events wait in `drafts`."""
        made = iter(
            Household.objects.bulk_create(
                [Household(made_at=self.now) for home in self.new if home.household_id is None]
            )
        )
        persons = self._persons()
        given = iter(persons)
        for home in self.new:
            pk = home.household_id
            if pk is None:
                pk = next(made).pk
                self._note(pk, "people.household_registered", {"household": pk}, (None, "name"))
            who = tuple(next(given).pk for _member in home.members)
            fresh = tuple(person_id in self.fresh for person_id in who)
            self.registered.append(Registered(pk, who, fresh))
        self._not_twice()
        self._make_keys()
        self._members(persons)
        self._addresses()
        self._relations()
        self._authorities()
        self.drafts += standing.give_many(self.reader, self.now, self._given)

    def _note(
        self,
        household: int,
        kind: str,
        facts: dict[str, object],
        about: tuple[int | None, str],
        *private: Private,
    ) -> None:
        self.drafts.append(
            Draft(
                ("household", household),
                kind,
                facts,
                private,
                household_id=household,
                person_id=about[0],
                compartment=about[1],
            )
        )

    def _persons(self) -> list[Person]:
        """Return the person behind each new member; who is known by number is not made twice."""
        members = [member for home in self.new for member in home.members]
        lookups = [
            identity.lookup(member.citizen_number) if member.citizen_number else None
            for member in members
        ]
        known = {
            person.citizen_number_lookup: person
            for person in Person._plain.filter(citizen_number_lookup__in=set(lookups) - {None})
        }
        fresh: list[tuple[Person, str]] = []
        found: list[Person] = []
        for member, lookup in zip(members, lookups, strict=True):
            person = known.get(lookup) if lookup else None
            if person is None:
                person = Person(
                    given_names=member.given_names.strip(),
                    prefix=member.prefix.strip(),
                    surname=member.surname.strip(),
                    called=member.called.strip(),
                    born=identity.partial_date(member.born, "born"),
                    gender=member.gender,
                    citizen_number_lookup=lookup,
                )
                fresh.append((person, member.citizen_number))
                if lookup:
                    known[lookup] = person
            found.append(person)
        Person._plain.bulk_create([person for person, _number in fresh])
        self.fresh = {person.pk for person, _number in fresh}
        self._numbers([(person, number) for person, number in fresh if number])
        SearchKey.objects.bulk_create(
            [
                SearchKey(person_id=person.pk, key=key)
                for person, _number in fresh
                for key in sorted(identity.keys_of(person))
            ]
        )
        return found

    def _not_twice(self) -> None:
        """Raise Refusal when somebody who joins a household is in it already; one question."""
        wanted = {
            (home.household_id, person_id)
            for home in self.registered
            for person_id in home.person_ids
            if person_id not in self.fresh
        }
        there = Membership._plain.filter(
            household_id__in={home for home, _person in wanted},
            person_id__in={person for _home, person in wanted},
            until=None,
        )
        if wanted and wanted & set(there.values_list("household_id", "person_id")):
            raise Refusal(_("This person is in the household already."), "given_names")

    def _numbers(self, numbered: list[tuple[Person, str]]) -> None:
        """Seal the citizen numbers of persons who were just made, each with a key of its own."""
        names = [(f"person:{person.pk}", "own", "case") for person, _number in numbered]
        self.keys |= keyring.keys_for(names)
        for name, (person, number) in zip(names, numbered, strict=True):
            sealed = identity.seal(person.pk, number, self.keys.get(name))
            person.citizen_number_sealed = sealed
        Person._plain.bulk_update(
            [person for person, _number in numbered], ["citizen_number_sealed"]
        )

    def _make_keys(self) -> None:
        """Make the keys of everything that will be sealed, in one statement."""
        names = {
            (f"person:{pk}", "name", "case") for home in self.registered for pk in home.person_ids
        }
        names |= {
            (f"household:{made.household_id}", "common", "case")
            for home, made in zip(self.new, self.registered, strict=True)
            if home.address is not None or home.household_id is None
        }
        for home, made in zip(self.new, self.registered, strict=True):
            for new in home.authorities:
                part = COMPARTMENT_OF.get(new.kind, "own")
                names.add((f"person:{made.person_ids[new.over]}", part, "case"))
        self.keys |= keyring.keys_for(names)

    def _members(self, persons: list[Person]) -> None:
        given = iter(persons)
        told = [
            (made, new, next(given))
            for home, made in zip(self.new, self.registered, strict=True)
            for new in home.members
        ]
        rows = [
            Membership(
                household_id=made.household_id,
                person_id=person.pk,
                role=new.role,
                from_date=new.from_date or self.today,
                until=new.until,
            )
            for made, new, person in told
        ]
        Membership._plain.bulk_create(rows)
        for row, (made, new, person) in zip(rows, told, strict=True):
            made.membership_ids.append(row.pk)
            reader = f"person:{person.pk}"
            self._give(row.household_id, reader, "self", person.pk)
            if new.until is None:
                self._give(row.household_id, reader, "member", None)
            body = {
                "given_names": person.given_names,
                "surname": person.surname,
                "born": person.born,
            }
            self._note(
                row.household_id,
                "people.member_joined",
                {
                    "membership": row.pk,
                    "person": row.person_id,
                    "role": row.role,
                    "known": row.person_id not in self.fresh,
                    "citizen_number": bool(new.citizen_number),
                },
                (row.person_id, "name"),
                Private(f"person:{row.person_id}", "name", body),
            )

    def _give(self, household: int, reader: str, relation: str, person_id: int | None) -> None:
        self._given.append(standing.Given(household, reader, relation, "own_file", person_id))

    def _addresses(self) -> None:
        rows = []
        of: list[Registered] = []
        for home, made in zip(self.new, self.registered, strict=True):
            if home.address is None:
                continue
            try:
                number, addition = addresses.number(home.address.number)
                postcode = addresses.postcode(home.address.postcode)
            except addresses.AddressError as error:
                raise identity.address_refusal(error) from error
            of.append(made)
            rows.append(
                Address(
                    household_id=made.household_id,
                    kind=home.address.kind,
                    street=home.address.street.strip(),
                    number=number,
                    addition=addition,
                    postcode=postcode,
                    place=home.address.place.strip(),
                    from_date=home.address.from_date or self.today,
                )
            )
        for made, row in zip(of, Address._plain.bulk_create(rows), strict=True):
            made.address_id = row.pk
            self._note(
                row.household_id,
                "people.address_recorded",
                {"address": row.pk, "kind": row.kind, "compartment": row.compartment},
                (None, row.compartment),
                Private(
                    f"household:{row.household_id}",
                    row.compartment,
                    {"street": row.street, "number": row.number, "postcode": row.postcode},
                ),
            )

    def _relations(self) -> None:
        rows = [
            Relation(
                household_id=made.household_id,
                person_id=made.person_ids[new.one],
                other_id=made.person_ids[new.other],
                kind=new.kind,
            )
            for home, made in zip(self.new, self.registered, strict=True)
            for new in home.relations
        ]
        for row in Relation._plain.bulk_create(rows):
            self._note(
                row.household_id,
                "people.relation_recorded",
                {"relation": row.pk},
                (row.person_id, row.compartment),
                Private(
                    f"person:{row.person_id}",
                    row.compartment,
                    {"kind": row.kind, "other": row.other_id},
                ),
            )

    def _authorities(self) -> None:
        rows = [
            LegalAuthority(
                household_id=made.household_id,
                person_id=made.person_ids[new.over],
                kind=new.kind,
                compartment=COMPARTMENT_OF.get(new.kind, "own"),
                holder_id=None if new.holder is None else made.person_ids[new.holder],
                holder_name=new.holder_name,
                from_date=new.from_date,
            )
            for home, made in zip(self.new, self.registered, strict=True)
            for new in home.authorities
        ]
        for row in LegalAuthority._plain.bulk_create(rows):
            if row.holder_id is not None and row.kind in OF_A_PARENT:
                holder = f"person:{row.holder_id}"
                self._give(row.household_id, holder, "parent", row.person_id)
            self._note(
                row.household_id,
                "people.authority_recorded",
                {"authority": row.pk},
                (row.person_id, row.compartment),
                Private(
                    f"person:{row.person_id}",
                    row.compartment,
                    {"kind": row.kind, "holder": row.holder_id, "holder_name": row.holder_name},
                ),
            )
