# SPDX-License-Identifier: EUPL-1.2
"""Questions of the administrator: what is set up, in which state, and who changed what."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from voordeur.door import accounts
from voordeur.door.accounts import AccountLine
from voordeur.door.language import language
from voordeur.door.roomwords import event_words
from voordeur.history.record import events, subjects
from voordeur.partners.functions import functions, kinds
from voordeur.partners.models import (
    AccountRole,
    Department,
    Organisation,
    Professional,
    RoleName,
    Team,
)

PAGE = 100


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far the setting up is: how many there are of each."""

    organisations: int
    teams: int
    without_lead: int
    """Teams that nobody leads: whom would they tell?"""
    professionals: int
    accounts: int
    roles: int


def set_up() -> SetUp:
    """Count what is set up; seven queries."""
    team_ids = list(Team.objects.filter(until=None).order_by("pk").values_list("pk", flat=True))
    leads = accounts.leads_of(team_ids)
    return SetUp(
        organisations=Organisation.objects.filter(until=None).count(),
        teams=len(team_ids),
        without_lead=sum(not leads[team] for team in team_ids),
        professionals=Professional.objects.filter(until=None).count(),
        accounts=accounts.count_open(),
        roles=RoleName.objects.filter(until=None).count(),
    )


def kind_name(code: str) -> str:
    """Return what a kind of organisation is called in the reader's language."""
    return kinds()[code].said(language()) if code in kinds() else code


def function_name(code: str) -> str:
    """Return what a function is called in the reader's language; another role by its code."""
    return functions()[code].name.said(language()) if code in functions() else code


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in the administrator's list."""

    uuid: UUID
    name: str
    kind: str
    agb: str
    teams: int
    professionals: int
    until: date | None


def organisation_rows() -> list[OrganisationRow]:
    """Return every organisation, those that ended last; one query."""
    rows = Organisation.objects.annotate(
        teams=Count("team", filter=Q(team__until=None), distinct=True),
        people=Count("professional", filter=Q(professional__until=None), distinct=True),
    ).order_by("name", "pk")
    found = [
        OrganisationRow(
            row.uuid, row.name, kind_name(row.kind), row.agb or "", row.teams, row.people, row.until
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.until is not None)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in the administrator's list, with who leads it."""

    uuid: UUID
    name: str
    organisation: str
    area: str
    norm: int | None
    leads: tuple[str, ...]
    professionals: int
    until: date | None


def team_rows() -> list[TeamRow]:
    """Return every team, those that ended last; two queries."""
    rows = list(
        Team.objects.select_related("organisation")
        .annotate(people=Count("professional", filter=Q(professional__until=None)))
        .order_by("name", "pk")
    )
    leads = accounts.leads_of(row.pk for row in rows)
    found = [
        TeamRow(
            row.uuid,
            row.name,
            row.organisation.name,
            row.area,
            row.caseload_norm,
            tuple(name for _pk, name in leads[row.pk]),
            row.people,
            row.until,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.until is not None)


@dataclass(frozen=True, slots=True)
class ProfessionalRow:
    """A professional in the administrator's list."""

    uuid: UUID
    name: str
    function: str
    organisation: str
    team: str
    has_account: bool
    until: date | None


def professional_rows(after: UUID | None = None, limit: int = PAGE) -> list[ProfessionalRow]:
    """Return professionals by name, after the last one of the page before; two queries."""
    rows = Professional.objects.select_related("organisation", "team").order_by("name", "pk")
    if after is not None:
        last = Professional.objects.filter(uuid=after).values_list("name", "pk").first()
        if last is not None:
            rows = rows.filter(Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1]))
    return [
        ProfessionalRow(
            row.uuid,
            row.name,
            row.function,
            row.organisation.name,
            row.team.name if row.team else "",
            row.account_id is not None,
            row.until,
        )
        for row in rows[:limit]
    ]


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A name of the municipality's own, with what it stands for and how many hold it."""

    id: int
    uuid: UUID
    name: str
    functions: tuple[str, ...]
    definition: str
    holders: int
    version: int
    until: date | None

    @property
    def function_names(self) -> list[str]:
        """Return what it stands for in the reader's language."""
        return [function_name(code) for code in self.functions]


def role_rows(*, ended: bool = True) -> list[RoleRow]:
    """Return the names of roles, those that ended last; one query."""
    rows = RoleName.objects.annotate(holders=Count("accountrole")).order_by("name", "pk")
    if not ended:
        rows = rows.filter(until=None)
    found = [
        RoleRow(
            row.pk,
            row.uuid,
            row.name,
            tuple(row.functions),
            row.definition,
            row.holders,
            row.version,
            row.until,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.until is not None)


@dataclass(frozen=True, slots=True)
class Given:
    """What one account was given: functions by code, and names by number."""

    functions: tuple[str, ...]
    roles: tuple[int, ...]


def given(line: AccountLine) -> Given:
    """Return what an account was given; one from before names were kept, its functions."""
    rows = AccountRole.objects.filter(account_id=line.id).order_by("pk")
    found = list(rows.values_list("function", "role_id"))
    if not found:
        return Given(line.roles, ())
    return Given(
        tuple(code for code, _role in found if code),
        tuple(role for _code, role in found if role is not None),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the administrator's log: when, who, what was done, to what."""

    id: int
    at: datetime
    who: str
    what: str
    subject: str


def changes(*, before: int | None = None, limit: int = PAGE) -> list[Change]:
    """Return what administrators did, newest first; no household is in it. Five queries at most.

    `before` is the number of the last line of the page before.
    """
    rooms = Q(kind__startswith="partners.") | Q(kind__startswith="instruments.catalogue_")
    rows = events().filter(rooms)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[:limit])
    words = event_words()
    streams = _organisations({row.stream_id for row in found})
    people = accounts.names(
        [
            *(int(row.facts["account"]) for row in found if "account" in row.facts),
            *(int(row.actor[8:]) for row in found if row.actor.startswith("account:")),
        ]
    )
    staff = _names(Professional, found, "professional")
    team_names = _names(Team, found, "team")
    roles = _names(RoleName, found, "role")

    def subject(facts: dict[str, object], stream_id: int) -> str:
        for key, names in (
            ("account", people),
            ("professional", staff),
            ("team", team_names),
            ("role", roles),
        ):
            if key in facts:
                return names.get(int(str(facts[key])), "")
        return str(facts.get("instrument", "")) or streams.get(stream_id, "")

    return [
        Change(
            id=row.pk,
            at=row.recorded_at,
            who=people.get(int(row.actor[8:]), "")
            if row.actor.startswith("account:")
            else row.actor,
            what=str(words.get(row.kind, row.kind)),
            subject=subject(row.facts, row.stream_id),
        )
        for row in found
    ]


def _names(model: Any, found: list[Any], key: str) -> dict[int, str]:
    numbers = {int(row.facts[key]) for row in found if key in row.facts}
    if not numbers:
        return {}
    rows = model._default_manager.filter(pk__in=numbers).order_by("pk")
    return dict(rows.values_list("pk", "name"))


def _organisations(stream_ids: set[int]) -> dict[int, str]:
    numbers = subjects(stream_ids, "organisation")
    rows = Organisation.objects.filter(pk__in=set(numbers.values())).order_by("pk")
    names = dict(rows.values_list("pk", "name"))
    return {stream: names.get(number, "") for stream, number in numbers.items()}


def departments(organisation: Organisation) -> list[Department]:
    """Return the departments of an organisation by name; one query."""
    return list(Department.objects.filter(organisation=organisation).order_by("name", "pk"))
