# SPDX-License-Identifier: EUPL-1.2
"""Questions about partners; none of them is about a household."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from voordeur.door.access import Access, once
from voordeur.history.asking import Shape
from voordeur.partners.models import Department, Organisation, Professional, Team


@dataclass(frozen=True, slots=True)
class Colleague:
    """A professional as others may see them: name, function, where they work, how to call."""

    id: int
    name: str
    function: str
    organisation_id: int
    organisation: str
    team_id: int | None
    team: str
    phone: str
    account_id: int | None


def colleagues(
    *,
    team_ids: list[int] | None = None,
    account_ids: list[int] | None = None,
    ids: list[int] | None = None,
    with_account: bool = False,
) -> list[Colleague]:
    """Return professionals by team, by account or by id (with both: either), by name; one query."""
    either = {"account_id": account_ids, "pk": ids}
    named = {name: values for name, values in either.items() if values}
    asked = {**named, "team_id": team_ids} if team_ids is not None else named
    if not named and (account_ids is not None or ids is not None):
        return []
    return [Colleague(*row) for row in _people(tuple(asked), with_account)(*asked.values())]


@cache
def _people(by: tuple[str, ...], with_account: bool) -> Shape:
    """Return the question for professionals by lists of these: in the team and one of the others."""

    def people(*values: list[int]) -> QuerySet[Professional, Any]:
        either = Q()
        for name, among in zip(by, values, strict=True):
            if name != "team_id":
                either |= Q((f"{name}__in", among))
        rows = Professional.objects.filter(either, until=None)
        if "team_id" in by:
            rows = rows.filter(team_id__in=values[-1])
        if with_account:
            rows = rows.exclude(account_id=None)
        return rows.order_by("name", "pk").values_list(
            "pk",
            "name",
            "function",
            "organisation_id",
            "organisation__name",
            "team_id",
            Coalesce("team__name", Value("")),
            "phone",
            "account_id",
        )

    return Shape(people)


def _nobody() -> tuple[set[tuple[str, int]], dict[int, Colleague]]:
    return set(), {}


def staff(
    access: Access, *, account_ids: Iterable[int] = (), ids: Iterable[int] = ()
) -> list[Colleague]:
    """Return professionals by account or by id; who was found earlier in this look is not asked again.

    Others that were found in this look may be among them; one query, none when all are known.
    """
    asked, found = once(access, ("partners.staff",), _nobody)
    meant = {("account", number) for number in account_ids} | {("id", number) for number in ids}
    if new := meant - asked:
        asked |= new
        for one in colleagues(
            account_ids=sorted(number for kind, number in new if kind == "account"),
            ids=sorted(number for kind, number in new if kind == "id"),
        ):
            found[one.id] = one
            asked |= {("id", one.id), ("account", one.account_id or 0)}
    return list(found.values())


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team with its norm: cases per professional, None when it has none."""

    id: int
    name: str
    organisation: str
    caseload_norm: int | None


def teams() -> list[TeamLine]:
    """Return the teams that go on, by name; one query."""
    rows = Team.objects.filter(until=None).select_related("organisation").order_by("name", "pk")
    return [TeamLine(row.pk, row.name, row.organisation.name, row.caseload_norm) for row in rows]


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation that takes part."""

    id: int
    name: str
    kind: str
    agb: str


def organisations() -> list[OrganisationLine]:
    """Return all organisations that take part now, by name; one query."""
    rows = Organisation.objects.filter(until=None).order_by("name", "pk")
    return [OrganisationLine(row.pk, row.name, row.kind, row.agb or "") for row in rows]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department that goes on, with its organisation."""

    id: int
    name: str
    organisation_id: int
    organisation: str


def department_lines() -> list[DepartmentLine]:
    """Return the departments that go on, by organisation and name; one query."""
    rows = Department.objects.filter(until=None).select_related("organisation")
    return [
        DepartmentLine(row.pk, row.name, row.organisation_id, row.organisation.name)
        for row in rows.order_by("organisation__name", "name", "pk")
    ]


def organisations_by_agb(codes: Collection[str]) -> dict[str, int]:
    """Return the organisation behind each AGB code that is known here; one query."""
    rows = Organisation.objects.filter(agb__in=codes).order_by("pk")
    return {agb: pk for agb, pk in rows.values_list("agb", "pk") if agb}


def organisation_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of organisations by id, those that ended too; one query, none for no ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = Organisation.objects.filter(pk__in=wanted).order_by("pk")
    return dict(rows.values_list("pk", "name"))


def works_under(organisation_id: int) -> frozenset[str]:
    """Return the laws an organisation has a task under; empty when that was not recorded."""
    rows = Organisation.objects.filter(pk=organisation_id).order_by("pk")
    return frozenset(rows.values_list("laws", flat=True).first() or ())
