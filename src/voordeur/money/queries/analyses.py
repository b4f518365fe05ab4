# SPDX-License-Identifier: EUPL-1.2
"""Questions about analyses: which there are, what one says, who put what in, and what came out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from voordeur.door.widening import called
from voordeur.money.models import (
    Analysis,
    AnalysisResult,
    AnalysisVersion,
    FigureSeen,
    GroupOutcome,
    ZeroCalibration,
)
from voordeur.money.scba.model import Model
from voordeur.money.scba.reading import model_from
from voordeur.money.zeroscenario import ClassOfChance


@dataclass(frozen=True, slots=True)
class AnalysisLine:
    """An analysis as lists show it; `net` is what its newest worked-out version came to."""

    id: int
    uuid: UUID
    title: str
    project: str
    project_uuid: UUID | None
    version: int
    sealed: bool
    sealed_at: datetime | None
    is_demo: bool
    net: dict[str, Any] | None = None
    worked_out: int | None = None
    """The number of the newest version that was worked out."""


def _line(row: Analysis, result: AnalysisResult | None = None) -> AnalysisLine:
    return AnalysisLine(
        row.pk,
        row.uuid,
        row.title,
        row.project.name if row.project else "",
        row.project.uuid if row.project else None,
        row.version,
        bool(row.seal),
        row.sealed_at,
        row.is_demo,
        result.net if result else None,
        result.version.number if result else None,
    )


def analysis_lines(limit: int = 100) -> list[AnalysisLine]:
    """Return the analyses by name with what they came to; two queries."""
    rows = list(Analysis.objects.select_related("project").order_by("title", "pk")[:limit])
    results = (
        AnalysisResult.objects.filter(version__analysis__in=[row.pk for row in rows])
        .select_related("version")
        .defer("report", "version__text")
        .order_by("version__number")
    )
    newest = {one.version.analysis_id: one for one in results}
    return [_line(row, newest.get(row.pk)) for row in rows]


@dataclass(frozen=True, slots=True)
class AnalysisNow:
    """An analysis with what it says now; `text` is the model file."""

    line: AnalysisLine
    model: Model
    text: str


def analysis_now(uuid: UUID) -> AnalysisNow | None:
    """Return an analysis as it is now, or None; two queries."""
    row = Analysis.objects.select_related("project").filter(uuid=uuid).first()
    if row is None:
        return None
    text = AnalysisVersion.objects.get(analysis=row, number=row.version).text
    return AnalysisNow(_line(row), model_from(text, ""), text)


def version_text(uuid: UUID, number: int) -> str | None:
    """Return the model file of one version, or None; one query."""
    rows = AnalysisVersion.objects.filter(analysis__uuid=uuid, number=number)
    return rows.values_list("text", flat=True).first()


@dataclass(frozen=True, slots=True)
class Change:
    """One version of an analysis: what was changed, on which side of the table, by whom, when."""

    number: int
    what: str
    piece: str
    side: str
    by: str
    at: datetime
    worked_out: bool


def changes(analysis_id: int, before: int | None = None, limit: int = 100) -> list[Change]:
    """Return the versions of an analysis, the newest first; two queries."""
    rows = AnalysisVersion.objects.filter(analysis=analysis_id).order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(
        rows.values_list("number", "what", "piece", "side", "made_by", "made_at", "result")[:limit]
    )
    names = called({row[4] for row in found})
    return [
        Change(number, what, piece, side, names.get(by, ""), at, result is not None)
        for number, what, piece, side, by, at, result in found
    ]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who put a piece in first: on which side of the table, and whose account typed it."""

    side: str
    by: str
    at: datetime


PUT_IN = ("drawn", "figure_written")


def hands(analysis_id: int) -> dict[str, Hand]:
    """Return per piece who put it in; a piece that came with a file has nobody. Two queries."""
    rows = list(
        AnalysisVersion.objects.filter(analysis=analysis_id, what__in=PUT_IN)
        .order_by("-number")
        .values_list("piece", "side", "made_by", "made_at")
    )
    names = called({row[2] for row in rows})
    return {piece: Hand(side, names.get(by, ""), at) for piece, side, by, at in rows}


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What the newest worked-out version came to, in one language."""

    number: int
    report: dict[str, Any]
    net: dict[str, Any] | None
    draws: int
    seed: int
    made_at: datetime


def result(analysis_id: int, language: str) -> ResultPage | None:
    """Return what the newest worked-out version came to, or None; one query."""
    row = (
        AnalysisResult.objects.filter(version__analysis=analysis_id)
        .select_related("version")
        .defer("version__text")
        .order_by("-version__number")
        .first()
    )
    if row is None:
        return None
    return ResultPage(
        row.version.number,
        row.report["en" if language.startswith("en") else "nl"],
        row.net,
        row.draws,
        row.seed,
        row.made_at,
    )


@dataclass(frozen=True, slots=True)
class SeenLine:
    """What the town saw of one figure, with the belief before and after as plain values."""

    figure: str
    base: float
    count: float
    mean: float
    sd: float
    before: dict[str, Any]
    after: dict[str, Any]
    surprise: float
    source: str
    at: datetime


def seen(analysis_id: int) -> list[SeenLine]:
    """Return what was seen of the figures of an analysis, the oldest first; one query."""
    return [
        SeenLine(
            row.figure,
            row.base,
            row.count,
            row.mean,
            row.sd,
            row.before,
            row.after,
            row.surprise,
            row.source,
            row.made_at,
        )
        for row in FigureSeen.objects.filter(analysis=analysis_id).order_by("pk")[:200]
    ]


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """How a group differs; without a value there were too few to say."""

    about: str
    unit: str
    design: str
    is_effect: bool
    until: float | None
    value: float | None
    low: float | None
    high: float | None
    helped: int | None
    compared: int | None
    source: str
    at: datetime


def outcomes(analysis_id: int) -> list[OutcomeLine]:
    """Return what was found by comparing groups, the newest first; one query."""
    return [
        OutcomeLine(
            row.about,
            row.unit,
            row.design,
            row.is_effect,
            row.until,
            row.value,
            row.low,
            row.high,
            row.helped,
            row.compared,
            row.source,
            row.made_at,
        )
        for row in GroupOutcome.objects.filter(analysis=analysis_id).order_by("-pk")[:100]
    ]


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """How well zero scenarios foresaw; without cases there were too few to say."""

    cases: int | None
    brier: float | None
    spread: tuple[ClassOfChance, ...]
    source: str
    at: datetime


def calibrations(analysis_id: int) -> list[CalibrationLine]:
    """Return how well zero scenarios foresaw, the newest first; one query.

    Those of the whole town stand with every analysis.
    """
    rows = ZeroCalibration.objects.filter(Q(analysis=analysis_id) | Q(analysis=None))
    return [
        CalibrationLine(
            row.cases,
            row.brier,
            tuple((low, high, there, true) for low, high, there, true in row.spread),
            row.source,
            row.made_at,
        )
        for row in rows.order_by("-pk")[:20]
    ]
