# SPDX-License-Identifier: EUPL-1.2
"""How analyses stand: what was foreseen beside what is believed now, per project and per portfolio."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from voordeur.money.living import from_record
from voordeur.money.models import Analysis, AnalysisResult, FigureSeen, Project
from voordeur.money.scba.distribution import Distribution
from voordeur.money.updating import DRIFT


def first_beliefs(analysis_id: int) -> list[tuple[str, Distribution]]:
    """Return the first belief of each figure that was seen since; one query."""
    rows = FigureSeen.objects.filter(analysis=analysis_id).order_by("-pk")
    first = {row.figure: from_record(row.before) for row in rows}
    return list(first.items())


def figures_that_follow() -> list[FigureSeen]:
    """Return what was seen last of each figure that follows a published row; two queries."""
    newest = FigureSeen.objects.order_by().values("analysis", "figure").annotate(last=Max("pk"))
    rows = FigureSeen.objects.filter(pk__in=[one["last"] for one in newest], follows=True)
    return list(rows.order_by("pk"))


@dataclass(frozen=True, slots=True)
class AnalysisStanding:
    """An analysis as a project shows it; both nets as kept with the newest version worked out.

    `indicative` is None while nothing was seen: then there is only what was foreseen (`actual`).
    """

    uuid: UUID
    title: str
    project_id: int
    is_demo: bool
    worked_out: int | None
    version: int
    indicative: dict[str, Any] | None
    actual: dict[str, Any] | None
    seen: int
    """How many figures learned from what the town saw."""
    drifted: int
    """Of how many of them what was seen last hardly fits what was believed."""


def standings(project_ids: Collection[int], limit: int = 100) -> list[AnalysisStanding]:
    """Return how the analyses of some projects stand, by title; four queries."""
    rows = list(Analysis.objects.filter(project__in=project_ids).order_by("title", "pk")[:limit])
    numbers = [row.pk for row in rows]
    results = AnalysisResult.objects.filter(version__analysis__in=numbers)
    kept = {
        one.version.analysis_id: one
        for one in results.select_related("version")
        .defer("report", "version__text")
        .order_by("version__number")
    }
    newest = (
        FigureSeen.objects.filter(analysis__in=numbers)
        .order_by()
        .values("analysis", "figure")
        .annotate(last=Max("pk"))
    )
    last = FigureSeen.objects.filter(pk__in=[one["last"] for one in newest]).order_by()
    counted = {
        one["analysis"]: (one["seen"], one["drifted"])
        for one in last.values("analysis").annotate(
            seen=Count("pk"), drifted=Count("pk", filter=Q(surprise__lt=DRIFT))
        )
    }

    def line(row: Analysis) -> AnalysisStanding:
        result = kept.get(row.pk)
        seen, drifted = counted.get(row.pk, (0, 0))
        return AnalysisStanding(
            row.uuid,
            row.title,
            row.project_id or 0,
            row.is_demo,
            result.version.number if result else None,
            row.version,
            result.indicative if result else None,
            result.net if result else None,
            seen,
            drifted,
        )

    return [line(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A portfolio with its projects, by name."""

    name: str
    projects: tuple[tuple[int, UUID, str], ...]
    """Of each its number, address and name."""


PORTFOLIOS = 20


def portfolios(after: str = "") -> tuple[list[Portfolio], bool]:
    """Return twenty portfolios by name, after the one seen last, and whether there are more.

    Two queries.
    """
    rows = Project.objects.exclude(portfolio="").filter(portfolio__gt=after)
    names = rows.order_by("portfolio").values_list("portfolio", flat=True).distinct()
    found = list(names[: PORTFOLIOS + 1])
    here = Project.objects.filter(portfolio__in=found[:PORTFOLIOS]).order_by("name")
    projects = list(here.values_list("portfolio", "pk", "uuid", "name"))
    made = [Portfolio(name, tuple(_of(name, projects))) for name in found[:PORTFOLIOS]]
    return made, len(found) > PORTFOLIOS


def _of(
    name: str, projects: Iterable[tuple[str, int, UUID, str]]
) -> Iterable[tuple[int, UUID, str]]:
    return ((pk, uuid, called) for portfolio, pk, uuid, called in projects if portfolio == name)
