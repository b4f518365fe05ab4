# SPDX-License-Identifier: EUPL-1.2
"""The team lead's page: cases without a coordinator, cases not opened yet, caseload with its norm.

By name, never by number: it is for dividing the work, not for comparing people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from voordeur.contact.learning import Act, Spent, spent
from voordeur.coordination.ending import Lanes
from voordeur.coordination.queries import (
    assigned,
    caseload,
    covers,
    ended_lanes,
    holders,
    unassigned,
)
from voordeur.desk.today import household_names
from voordeur.door.access import Access
from voordeur.door.openings import last_opened
from voordeur.door.reader import Reader
from voordeur.door.timeline import acts_of
from voordeur.history import clock
from voordeur.partners.queries import colleagues, teams
from voordeur.people.queries import members


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case without a case coordinator, and who was asked."""

    uuid: UUID
    name: str | None
    since: datetime
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A case whose coordinator has not opened the file since taking it on."""

    uuid: UUID
    name: str | None
    coordinator: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Colleague:
    """How many open cases somebody coordinates; `norm` None: the team has none."""

    name: str
    function: str
    team: str
    cases: int
    norm: int | None

    @property
    def above(self) -> bool:
        """Say whether it is more than the team plans for."""
        return self.norm is not None and self.cases > self.norm


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The page: what waits, what was not opened, the caseload by name."""

    waiting: tuple[Waiting, ...]
    not_opened: tuple[NotOpened, ...]
    caseload: tuple[Colleague, ...]
    ended: Lanes | None
    """How cases ended in a year; None below five."""
    spent: tuple[Spent, ...] | None
    """Contact, coordination and learning in a quarter; None for a small team."""
    seen: tuple[int, ...]


YEAR, QUARTER = timedelta(days=365), timedelta(days=91)


def time_of(account_ids: Iterable[int], since: datetime) -> tuple[Spent, ...] | None:
    """Return where the time of these people together went since a moment, from the history."""
    return spent(
        Act(kind, actor, facts.get("minutes"))
        for kind, actor, facts in acts_of([f"account:{one}" for one in account_ids], since)
    )


def team_of(access: Access, reader: Reader) -> TeamPage:
    """Return the page for who leads these teams; ten queries, whatever the number of cases."""
    led = sorted(reader.leads)
    names = household_names(members(access))
    waiting = unassigned(access, led)
    asked: dict[int, list[str]] = {}
    for holder in holders(access):
        if holder.layer == "case" and holder.state == "proposed" and holder.name:
            asked.setdefault(holder.household_id, []).append(holder.name)
    taken = assigned(access, led)
    opened = last_opened(
        {f"account:{one.account_id}" for one in taken},
        {one.household_id for one in taken},
        relation="case_coordinator",
    )
    unopened = [
        one
        for one in taken
        if (at := opened.get((f"account:{one.account_id}", one.household_id))) is None
        or at < one.from_at
    ]
    people = colleagues(team_ids=led)
    now = clock.now()
    loads = {one.professional_id: one.cases for one in caseload(access, led)}
    norms = {one.id: one.caseload_norm for one in teams()}
    return TeamPage(
        waiting=tuple(
            Waiting(
                case.household_uuid,
                names.get(case.household_id),
                case.opened_at,
                tuple(asked.get(case.household_id, ())),
            )
            for case in waiting
            if case.household_uuid is not None
        ),
        not_opened=tuple(
            NotOpened(one.household_uuid, names.get(one.household_id), one.name, one.from_at)
            for one in sorted(unopened, key=lambda one: one.from_at)
        ),
        caseload=tuple(
            Colleague(
                one.name,
                one.function,
                one.team,
                loads.get(one.id, 0),
                norms.get(one.team_id) if one.team_id is not None else None,
            )
            for one in people
        ),
        ended=ended_lanes(led, now - YEAR),
        spent=time_of((one.account_id for one in people if one.account_id), now - QUARTER),
        seen=tuple(
            sorted({case.household_id for case in waiting} | {one.household_id for one in unopened})
        ),
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """The open cases one colleague coordinates, by household, to be handed over or covered."""

    name: str
    cases: tuple[tuple[UUID, str], ...]
    covered: tuple[str, ...]
    """Who stands in for this colleague now."""


def carried(access: Access, reader: Reader) -> tuple[tuple[Carried, ...], tuple[int, ...]]:
    """Return who coordinates which households in the reader's teams, and the households to log.

    Four queries. A household whose members the reader does not see has no name.
    """
    names = household_names(members(access))
    taken = assigned(access, sorted(reader.leads))
    standing_in: dict[int, set[str]] = {}
    for one in covers(access):
        if one.absent_account is not None:
            standing_in.setdefault(one.absent_account, set()).add(one.stand_in)
    grouped: dict[tuple[str, int], list[tuple[UUID, str]]] = {}
    for row in taken:
        name = names.get(row.household_id, "")
        grouped.setdefault((row.name, row.account_id), []).append((row.household_uuid, name))
    return (
        tuple(
            Carried(
                name,
                tuple(sorted(mine, key=lambda one: (one[1], str(one[0])))),
                tuple(sorted(standing_in.get(account, ()))),
            )
            for (name, account), mine in sorted(grouped.items())
        ),
        tuple(sorted({row.household_id for row in taken})),
    )
