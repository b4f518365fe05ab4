# SPDX-License-Identifier: EUPL-1.2
"""Factories: a small town to test in, made through the actions that make it in real life."""

import itertools
from dataclasses import dataclass

from voordeur.door.matrix import matrix
from voordeur.door.models import Account, Standing
from voordeur.door.reader import Reader, reader_of, system
from voordeur.history import clock
from voordeur.partners.actions import add_organisation, add_professional, add_team, open_account
from voordeur.partners.models import Organisation, Professional, Team
from voordeur.people.actions import NewPerson, register_household
from voordeur.people.models import Household, Membership

_count = itertools.count(1)
SETUP = system("setup")


def an_organisation(name: str = "", kind: str = "municipality") -> Organisation:
    """Return an organisation."""
    return add_organisation(SETUP, name=name or f"Organisatie {next(_count)}", kind=kind)


def a_team(name: str = "", organisation: Organisation | None = None) -> Team:
    """Return a team, in an organisation of its own unless one is given."""
    return add_team(
        SETUP, organisation=organisation or an_organisation(), name=name or f"Team {next(_count)}"
    )


@dataclass(frozen=True)
class Worker:
    """A professional with an account, and the reader they are."""

    professional: Professional
    account: Account

    @property
    def reader(self) -> Reader:
        """The reader behind the account."""
        return reader_of(self.account)


def a_worker(*roles: str, team: Team | None = None, name: str = "", leads: bool = False) -> Worker:
    """Return a professional with an account; role `professional` unless others are given."""
    number = next(_count)
    team = team or a_team()
    professional = add_professional(
        SETUP,
        organisation=team.organisation,
        team=team,
        name=name or f"Medewerker {number}",
        function="consulent",
    )
    account = open_account(
        SETUP,
        email=f"w{number}@voorbeeld.test",
        name=professional.name,
        roles=roles or ("professional",),
        professional=professional,
        leads=[team.pk] if leads else [],
        password=None,
    )
    return Worker(professional, account)


def a_household(*names: str, by: Reader | None = None, team: Team | None = None) -> Household:
    """Return a household with members of these given names (one adult when none is given)."""
    return register_household(
        by or SETUP,
        members=[NewPerson(given_names=name, surname="Voorbeeld") for name in names or ("Sanne",)],
        team_id=team.pk if team else None,
    )


def person_ids(household: Household) -> list[int]:
    """Return the ids of a household's members in order of joining; ids only."""
    rows = Membership._plain.filter(household=household).order_by("id")
    return list(rows.values_list("person_id", flat=True))


def a_resident(person_id: int) -> Reader:
    """Return the reader of a member who has an account."""
    number = next(_count)
    account = open_account(
        SETUP,
        email=f"r{number}@voorbeeld.test",
        name="Inwoner",
        roles=("resident",),
        person_id=person_id,
    )
    return reader_of(account)


def stand(
    reader: Reader | str,
    household: Household,
    relation: str,
    *,
    person_id: int | None = None,
    compartment: str = "",
    item: object = None,
    basis: str = "wmo_5_1_1",
) -> Standing:
    """Write standing straight into the table, for tests of the door itself."""
    assert relation in matrix().purposes
    return Standing.objects.create(
        reader=reader if isinstance(reader, str) else reader.key,
        household_id=household.pk,
        relation=relation,
        person_id=person_id,
        compartment=compartment,
        item=item,
        basis=basis,
        valid_from=clock.now(),
        given_by="test",
    )
