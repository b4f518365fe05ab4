# SPDX-License-Identifier: EUPL-1.2
"""The households nobody works on: registered in batches, as an import does."""

from datetime import date
from functools import partial

from voordeur.door.access import for_system, scope
from voordeur.door.deed import MOST_EVENTS
from voordeur.people import actions as people
from voordeur.people.actions.bulk import (
    MOST,
    NewAuthority,
    NewHousehold,
    NewRelation,
    register_many,
)
from voordeur.people.queries import members as in_household
from voordeur.town import facts as f
from voordeur.town.facts import Bundle
from voordeur.town.play.cast import MAKER, Cast
from voordeur.town.play.households import address_of, as_address, as_new, members_of
from voordeur.town.play.script import Rank, Script


class Background:
    """Households that wait to be registered together; a batch is written when it is full.

    A household may have somebody in it who lives in an earlier one as well: then the earlier one
    is written first, or both are in one batch and the citizen number makes them one person.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._waiting: list[tuple[Bundle, f.Household, NewHousehold]] = []
        self._events = 0

    def add(self, bundle: Bundle, household: f.Household) -> None:
        """Let a household wait for its batch."""
        new = as_household(self._cast, bundle, household)
        events = events_of(new)
        if len(self._waiting) == MOST or self._events + events > MOST_EVENTS:
            self.write()
        self._waiting.append((bundle, household, new))
        self._events += events

    def write(self) -> None:
        """Register everybody who waits."""
        made = register_many(MAKER, new=[new for _bundle, _home, new in self._waiting])
        for (bundle, home, _new), one in zip(self._waiting, made, strict=True):
            self._cast.households[home.key] = one.household_id
            members = members_of(bundle, home.key)
            for member, person_id in zip(members, one.person_ids, strict=True):
                self._cast.persons.setdefault(member.person, person_id)
        self._waiting.clear()
        self._events = 0


def events_of(new: NewHousehold) -> int:
    """Return how many events registering a household leaves at most."""
    each = 2 + 3 * len(new.members) + len(new.relations)
    return each + 2 * len(new.authorities)


def as_household(cast: Cast, bundle: Bundle, household: f.Household) -> NewHousehold:
    """Return a household with everybody in it as it is registered at once; no protected address."""
    members = members_of(bundle, household.key)
    place = {member.person: number for number, member in enumerate(members)}
    address = address_of(bundle, household)
    open_address = address if address is not None and not address.protected else None
    return NewHousehold(
        members=[as_new(cast, member) for member in members],
        address=as_address(open_address, min(one.since for one in members))
        if open_address
        else None,
        relations=[
            NewRelation(place[one.person], place[one.other], one.kind)
            for one in bundle.relations
            if one.person in place and one.other in place
        ],
        authorities=[
            NewAuthority(
                over=place[one.person],
                kind=one.kind,
                from_date=one.since,
                holder=place.get(one.holder_person or ""),
                holder_name=_elsewhere(cast, one, place),
            )
            for one in bundle.authorities
            if one.person in place and one.holder_institution is None
        ],
    )


def _elsewhere(cast: Cast, fact: f.LegalAuthority, place: dict[str, int]) -> str:
    """Return the name of who decides without living there; empty for somebody who does."""
    if fact.holder_person is None or fact.holder_person in place:
        return ""
    return cast.name(fact.holder_person)


def register_alone(script: Script, cast: Cast, bundle: Bundle, household: f.Household) -> None:
    """Write down how a household that no signal is about came into the file, and who left it.

    It is there because somebody in it belongs to a household with work: a father who lives
    elsewhere, or a refuge, whose address is protected for each member.
    """
    members = members_of(bundle, household.key)
    address = address_of(bundle, household)

    def enter() -> None:
        [made] = register_many(MAKER, new=[as_household(cast, bundle, household)])
        cast.households[household.key] = made.household_id
        for member, person_id in zip(members, made.person_ids, strict=True):
            cast.persons.setdefault(member.person, person_id)
            if address is not None and address.protected:
                hidden = as_address(address, member.since, person_id)
                people.record_address(MAKER, household_id=made.household_id, new=hidden)

    def leave(member: f.Membership, until: date) -> None:
        home = cast.households[household.key]
        with scope():
            rows = {row.person_id: row for row in in_household(for_system(MAKER, home), past=True)}
        row = rows[cast.persons[member.person]]
        people.end_membership(
            MAKER,
            household_id=home,
            membership=row.membership_id,
            until=until,
            expected_version=row.version,
        )

    first = min(member.since for member in members)
    script.on(first, Rank.HOME, enter)
    for member in members:
        if member.until is not None:
            script.on(max(first, member.until), Rank.ENDS, partial(leave, member, member.until))
