# SPDX-License-Identifier: EUPL-1.2
"""The team lead's page: cases without a coordinator, cases not opened yet, caseload with its norm.

By name, never by number: it is for dividing the work, not for comparing people.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from voordeur.coordination.queries import assigned, caseload, holders, unassigned
from voordeur.desk.today import household_names
from voordeur.door.access import Access
from voordeur.door.openings import last_opened
from voordeur.door.reader import Reader
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
    seen: tuple[int, ...]


def team_of(access: Access, reader: Reader) -> TeamPage:
    """Return the page for who leads these teams; eight queries, whatever the number of cases."""
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
            for one in colleagues(team_ids=led)
        ),
        seen=tuple(
            sorted({case.household_id for case in waiting} | {one.household_id for one in unopened})
        ),
    )
