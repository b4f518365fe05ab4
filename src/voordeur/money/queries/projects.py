# SPDX-License-Identifier: EUPL-1.2
"""Which projects there are."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.money.models import Project


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project as pages show it."""

    id: int
    uuid: UUID
    version: int
    name: str
    about: str
    portfolio: str
    pots: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    is_demo: bool


def _line(row: Project) -> ProjectLine:
    return ProjectLine(
        row.pk,
        row.uuid,
        row.version,
        row.name,
        row.about,
        row.portfolio,
        tuple(row.pots),
        row.starts_on,
        row.ends_on,
        row.is_demo,
    )


def project_lines() -> list[ProjectLine]:
    """Return the projects by portfolio and name; one query."""
    return [_line(row) for row in Project.objects.order_by("portfolio", "name")]


PAGE = 50


def project_page(after: UUID | None = None) -> tuple[list[ProjectLine], bool]:
    """Return fifty projects by portfolio and name, after the one seen last, and whether there are more.

    One query, two with `after`.
    """
    rows = Project.objects.order_by("portfolio", "name")
    last = None if after is None else Project.objects.filter(uuid=after).first()
    if last is not None:
        later = Q(portfolio__gt=last.portfolio)
        rows = rows.filter(later | Q(portfolio=last.portfolio, name__gt=last.name))
    found = [_line(row) for row in rows[: PAGE + 1]]
    return found[:PAGE], len(found) > PAGE


def project_line(uuid: UUID) -> ProjectLine | None:
    """Return one project; one query."""
    row = Project.objects.filter(uuid=uuid).first()
    return None if row is None else _line(row)
