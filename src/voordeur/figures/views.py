# SPDX-License-Identifier: EUPL-1.2
"""The page *Figures* of five roles, and each table as a spreadsheet with the rules used on it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from voordeur.door.language import language
from voordeur.door.limits import spend
from voordeur.door.matrix import Purpose
from voordeur.door.pages import page, who_asks
from voordeur.figures.queries import FigureTable, Week, frozen, weeks
from voordeur.figures.words import SELECTIONS, TABLES, Selection, TableWords, code_words, rules_of
from voordeur.ledger.eurocents import euro_text
from voordeur.papers.sheets import Cell, Sheet, file_response

ROLES = tuple(SELECTIONS)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands on the page: value as text, '' when not shown."""

    label: str
    value: str
    share: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One table as it stands on the page."""

    code: str
    words: TableWords
    since: str
    lines: tuple[Line, ...]
    total: str
    counted: bool
    """Whether there is anything to take a share of."""
    zeros: int = 0
    """Rows left off the page because they are 0; the spreadsheet has them."""


def _selection(request: HttpRequest) -> Selection:
    """Return what the reader's role comes for; with several roles the first in order of the list."""
    roles = who_asks(request).roles
    return next(chosen for role, chosen in SELECTIONS.items() if role in roles)


def _number(measure: str, value: int | None) -> str:
    if value is None:
        return ""
    if measure == "cost":
        return euro_text(value // 100 * 100, language())
    return number_format(value, force_grouping=True)


FEW = 8
"""Rows; a longer table leaves out those that are 0."""


def _shown(table: FigureTable) -> Shown:
    rows = table.rows
    if len(rows) > FEW:
        rows = tuple(row for row in rows if row.value != 0)
    return Shown(
        code=table.code,
        words=TABLES[table.code],
        since=table.since,
        lines=tuple(
            Line(
                code_words(table.dimension, row.code),
                _number(table.measure, row.value),
                "" if row.share is None else f"{row.share} %",
            )
            for row in rows
        ),
        total=_number(table.measure, table.total),
        counted=bool(table.total),
        zeros=len(table.rows) - len(rows),
    )


@require_safe
@page(*ROLES, purpose=Purpose.FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the frozen figures that serve the reader's role, with unit, base and what they do not say."""
    known = weeks()
    chosen = request.GET.get("week", "")
    found = frozen(chosen if chosen in known else "")
    selection = _selection(request)
    tables = {one.code: one for one in found.tables} if found else {}
    context = {
        "selection": selection,
        "week": found,
        "weeks": known,
        "tables": [_shown(tables[code]) for code in selection.tables if code in tables],
        "rules": rules_of(found.threshold) if found else [],
    }
    return render(request, "figures/figures.html", context)


def _sheets(found: Week, table: FigureTable) -> list[Sheet]:
    words = TABLES[table.code]
    by, unit = _("Row"), str(words.unit)

    def cell(value: int | None) -> Cell:
        if value is None:
            return _("not shown")
        return value // 100 if table.measure == "cost" else value

    rows: list[tuple[Cell, ...]] = [
        (code_words(table.dimension, row.code), cell(row.value), row.share) for row in table.rows
    ]
    return [
        Sheet(
            str(words.title),
            (by, unit, _("Share of the total, in percent")),
            (*rows, (_("Total: %(base)s") % {"base": words.base}, cell(table.total), None)),
        ),
        Sheet(
            _("About this table"),
            (_("What"), _("Answer")),
            (
                (_("Unit"), unit),
                (_("Base"), str(words.base)),
                (_("What it does not say"), str(words.explain)),
                (_("Frozen in week"), found.week),
                (_("Stands since week"), table.since),
                *((_("Rule"), rule) for rule in rules_of(found.threshold)),
            ),
        ),
    ]


@require_safe
@page(*ROLES, purpose=Purpose.FIGURES)
def figures_file(request: HttpRequest, week: str, code: str) -> HttpResponse:
    """Give one table of one week as a spreadsheet, with the rules that were used on it."""
    if code not in _selection(request).tables:
        raise Http404
    found = frozen(week)
    table = next((one for one in found.tables if one.code == code), None) if found else None
    if found is None or table is None:
        raise Http404
    spend(who_asks(request), "export")
    return file_response(_sheets(found, table), "xlsx", str(TABLES[code].title))
