# SPDX-License-Identifier: EUPL-1.2
"""Who lives together: members, addresses, relations and authority of the households of a bundle."""

from datetime import date
from functools import partial

from voordeur.door.reader import Reader
from voordeur.people import actions as people
from voordeur.people.actions import NewAddress, NewPerson
from voordeur.town import facts as f
from voordeur.town.facts import Bundle
from voordeur.town.play.cast import Cast
from voordeur.town.play.script import Rank, Script
from voordeur.town.play.words import PLACES


def members_of(bundle: Bundle, household: str) -> list[f.Membership]:
    """Return the memberships of a household, adults before children as they are written down."""
    return [member for member in bundle.memberships if member.household == household]


def as_new(cast: Cast, member: f.Membership) -> NewPerson:
    """Return somebody who joins, as the one who registers them writes it down.

    Who is known already is recognised by the citizen number, as in a real town.
    """
    person = cast.people[member.person]
    return NewPerson(
        given_names=person.first_name,
        prefix=person.prefix,
        surname=person.surname,
        born=person.born.isoformat(),
        gender=person.sex,
        role=PLACES.get(member.role, member.role),
        from_date=member.since,
        citizen_number=person.bsn or "",
    )


def address_of(bundle: Bundle, household: f.Household) -> f.Address | None:
    """Return where a household lives; None for who has no roof."""
    return next((one for one in bundle.addresses if one.key == household.address), None)


def as_address(address: f.Address, since: date, person_id: int | None = None) -> NewAddress:
    """Return an address as it is typed; a protected one is that of one member."""
    return NewAddress(
        street=address.street,
        number=str(address.number),
        postcode=address.postcode,
        place=address.city,
        from_date=since,
        person_id=person_id,
        protected=person_id is not None,
    )


def write_down(
    script: Script, cast: Cast, bundle: Bundle, household: f.Household, by: Reader, day: date
) -> None:
    """Let `by` register, on a day or later, who belongs to a household that is in the file."""
    members = members_of(bundle, household.key)
    place = address_of(bundle, household)
    memberships: dict[f.Membership, int] = {}

    def join(member: f.Membership) -> None:
        home = cast.households[household.key]
        row = people.add_member(by, household_id=home, new=as_new(cast, member))
        cast.persons.setdefault(member.person, row.person_id)
        memberships[member] = row.pk
        if place is not None and place.protected:
            hidden = as_address(place, member.since, row.person_id)
            people.record_address(by, household_id=home, new=hidden)

    def settle() -> None:
        home = cast.households[household.key]
        if place is not None and not place.protected:
            since = min(member.since for member in members)
            people.record_address(by, household_id=home, new=as_address(place, since))
        tie(cast, bundle, by, home, {member.person for member in members})

    def leave(member: f.Membership, until: date) -> None:
        people.end_membership(
            by,
            household_id=cast.households[household.key],
            membership=memberships[member],
            until=until,
            expected_version=1,
        )

    for member in members:
        script.on(max(day, member.since), Rank.MEMBERS, partial(join, member))
    arrived = max(day, *(member.since for member in members))
    script.on(arrived, Rank.MEMBERS, settle)
    for member in members:
        if member.until is not None:
            end = max(arrived, member.until)
            script.on(end, Rank.ENDS, partial(leave, member, member.until))


def tie(cast: Cast, bundle: Bundle, by: Reader, home: int, here: set[str]) -> None:
    """Record what the members of one household are to each other, and who decides for whom.

    A relation of two who never shared a household has no place in a file, and is left out.
    """
    for relation in bundle.relations:
        if relation.person in here and relation.other in here:
            people.record_relation(
                by,
                household_id=home,
                person_id=cast.persons[relation.person],
                other_id=cast.persons[relation.other],
                kind=relation.kind,
                from_date=relation.since,
                until=relation.until,
            )
    for authority in bundle.authorities:
        if authority.person in here:
            _authority(cast, by, home, authority, here)


def _authority(cast: Cast, by: Reader, home: int, fact: f.LegalAuthority, here: set[str]) -> None:
    """Record who decides; somebody who does not live here is recorded by name."""
    holder = fact.holder_person
    inside = holder in here
    people.record_authority(
        by,
        household_id=home,
        person_id=cast.persons[fact.person],
        kind=fact.kind,
        holder_id=cast.persons[holder] if holder and inside else None,
        organisation_id=(
            cast.organisations[fact.holder_institution].pk if fact.holder_institution else None
        ),
        holder_name=cast.name(holder) if holder and not inside else "",
        from_date=fact.since,
    )
