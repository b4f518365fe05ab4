# SPDX-License-Identifier: EUPL-1.2
"""Pages: a task while it is busy and how it ended, the report, and the files of a run."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from voordeur.door.language import language
from voordeur.door.limits import spend
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import press
from voordeur.factlab import actions
from voordeur.factlab.house.words import FILES, KINDS, STATES, STEPS, TONES, fault_words
from voordeur.factlab.outputs.page import FOLDED_FROM
from voordeur.factlab.outputs.report import Block, Grid, Section, apart
from voordeur.factlab.queries import (
    TaskLine,
    file_names,
    file_of,
    provenance_of,
    report_of,
    standing_of,
    task_of,
)
from voordeur.history import clock

ROLE = "analyst"
PATIENCE = timedelta(minutes=2)
"""How long a task may wait before the page says that perhaps nobody works."""


@dataclass(frozen=True, slots=True)
class TaskShown:
    """One task with its words."""

    line: TaskLine
    kind: str
    state: str
    tone: str
    step: str
    took: str


def _duration(took: timedelta | None) -> str:
    """Return how long something took in words; "" when that is not known."""
    if took is None:
        return ""
    seconds = int(took.total_seconds())
    if not seconds:
        return _("less than a second")
    if seconds < 120:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def shown(line: TaskLine) -> TaskShown:
    """Return a task with its words."""
    return TaskShown(
        line,
        str(KINDS[line.kind]),
        str(STATES[line.state]),
        TONES.get(line.state, ""),
        str(STEPS.get(line.step, "")),
        _duration(line.took),
    )


def _task(uuid: UUID) -> TaskLine:
    found = task_of(uuid)
    if found is None:
        raise NoEntry(_("There is no such task."))
    return found


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file of a run to take along."""

    stem: str
    suffix: str
    label: str


@require_safe
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_task(request: HttpRequest, task: UUID) -> HttpResponse:
    """Show how far a task is, how it ended, where its figures come from, and what can be had."""
    line = _task(task)
    context: dict[str, Any] = {
        "task": shown(line),
        "fault": fault_words(line.fault) if line.fault else None,
        "nobody": line.state == "waiting" and clock.now() - line.asked_at > PATIENCE,
    }
    if line.told:
        report, names = report_of(task, language()), file_names(task)
        context |= {
            "provenance": provenance_of(task),
            "rules": report.rules if report else (),
            "lines": report.lines if report else (),
            "files": [
                FileShown(Path(name).stem, Path(name).suffix[1:], str(label))
                for name, (_type, label) in FILES.items()
                if name in names
            ],
            "standing": standing_of(task, who_asks(request).key),
        }
    return render(request, "factlab/task.html", context)


@require_POST
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_stop(request: HttpRequest, task: UUID) -> HttpResponse:
    """Stop a task."""
    return press(
        request,
        lambda: actions.stop_task(who_asks(request), task=task),
        then=reverse("factlab_task", args=[task]),
        said=_("It will stop."),
    )


@dataclass(frozen=True, slots=True)
class GridShown:
    """A table of the report."""

    grid: Grid
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Per row its name, and of each figure what it is and what it may be instead."""


@dataclass(frozen=True, slots=True)
class BlockShown:
    """One block of the report: `svg` was drawn by this house and holds no script and no style."""

    block: Block
    grid: GridShown | None
    svg: SafeString | None
    folded: bool


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One lens of the report, with its purpose."""

    section: Section
    blocks: tuple[BlockShown, ...]


def _block(block: Block) -> BlockShown:
    svg = mark_safe(block.picture.svg) if block.picture else None  # noqa: S308 - drawn by outputs.pictures
    grid = block.grid
    if grid is None:
        return BlockShown(block, None, svg, folded=False)
    rows = tuple(
        (row[0], tuple(apart(one) if grid.unit else (one, "") for one in row[1:]))
        for row in grid.rows
    )
    return BlockShown(block, GridShown(grid, rows), svg, len(rows) >= FOLDED_FROM)


@require_safe
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_report(request: HttpRequest, task: UUID) -> HttpResponse:
    """Show the report of a run: three lenses, each with its purpose, and how it was made safe."""
    line = _task(task)
    report = report_of(task, language())
    if report is None:
        raise NoEntry(_("This task told nothing."))
    context = {
        "task": shown(line),
        "report": report,
        "sections": [
            SectionShown(one, tuple(_block(block) for block in one.blocks))
            for one in report.sections
        ],
    }
    return render(request, "factlab/report.html", context)


@require_safe
@page(ROLE, purpose=Purpose.FIGURES)
def factlab_file(request: HttpRequest, task: UUID, stem: str, suffix: str) -> HttpResponse:
    """Give one file of a run."""
    name = f"{stem}.{suffix}"
    content = file_of(task, name) if name in FILES else None
    if content is None:
        raise Http404
    spend(who_asks(request), "export")
    answer = HttpResponse(content, content_type=FILES[name][0])
    answer["Content-Disposition"] = f'attachment; filename="factlab-{name}"'
    return answer
