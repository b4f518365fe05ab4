# SPDX-License-Identifier: EUPL-1.2
"""Who is who in the played town: from the keys of the facts to ids, and to readers who act."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from voordeur.door.reader import Reader, reader_of, system
from voordeur.town.facts import Bundle, Person, Product, Town

if TYPE_CHECKING:
    from voordeur.door.models import Account
    from voordeur.partners.models import Organisation, Professional, Team

#: Who sets the town up and registers what no professional ever worked on.
MAKER = system("town")


def full_name(first: str, prefix: str, surname: str) -> str:
    """Return a whole name as it is written in a sentence."""
    return " ".join(part for part in (first, prefix, surname) if part)


def as_member(person_id: int) -> Reader:
    """Return the reader a member is when acting in the own file, with or without an account."""
    return Reader(f"person:{person_id}", frozenset({"resident"}), person_id=person_id)


@dataclass(slots=True)
class Cast:
    """Everybody and everything that has been played so far, by the key of its fact."""

    town: Town
    now: datetime
    """The present moment of the town: nothing happens after it."""
    organisations: dict[str, "Organisation"] = field(default_factory=dict)
    teams: dict[str, "Team"] = field(default_factory=dict)
    professionals: dict[str, "Professional"] = field(default_factory=dict)
    accounts: dict[str, "Account"] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    households: dict[str, int] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    """Lines of the social map by product."""
    talks: dict[str, UUID] = field(default_factory=dict)
    """Conferences that were called, by key."""
    people: dict[str, Person] = field(default_factory=dict)
    """The facts of everybody met so far: a child can live in the household of a later bundle."""

    def meet(self, bundle: Bundle) -> None:
        """Keep the facts of the persons of a bundle."""
        self.people.update((person.key, person) for person in bundle.persons)

    def name(self, person: str) -> str:
        """Return the whole name of a person."""
        fact = self.people[person]
        return full_name(fact.first_name, fact.prefix, fact.surname)

    @property
    def today(self) -> date:
        """The day of the town."""
        return self.town.today

    def acting(self, professional: str) -> Reader:
        """Return the reader a professional is."""
        return reader_of(self.accounts[professional])

    def lead_of(self, team: str) -> Reader:
        """Return the reader who leads a team: the one who does, or the one of the demo."""
        team_id = self.teams[team].pk
        for account in self.accounts.values():
            if team_id in account.leads:
                return reader_of(account)
        raise LookupError(f"nobody leads {team}")
