# SPDX-License-Identifier: EUPL-1.2
"""Tables as a file: XLSX, JSON or PDF; what somebody typed never runs as a formula."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.door.language import language
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.papers.escaping import escaped
from voordeur.papers.typeset import typeset

TEMPLATE = Path(__file__).parent / "typst" / "sheets.typ"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_TAB = re.compile(r"[\[\]:*?/\\]")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "pdf": "application/pdf",
}
type Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a title, columns, and rows of plain values; None is what is not known."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _text(value: Cell) -> str:
    if value is None:
        return _("unknown")
    if isinstance(value, datetime):
        return date_format(value.astimezone(AMSTERDAM), "j F Y H:i")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def _cell(value: Cell) -> Cell:
    """Return a value as a spreadsheet takes it; text that would run gets an apostrophe in front."""
    if isinstance(value, datetime):
        return value.astimezone(AMSTERDAM).replace(tzinfo=None)
    if value is None or isinstance(value, str):
        return escaped(_UNPRINTABLE.sub("\ufffd", _text(value)))
    return value


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook with one tab a table."""
    # Here and not above: a server starts sooner without.
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    for number, sheet in enumerate(sheets, 1):
        tab = book.create_sheet(f"{number} {_NO_TAB.sub(' ', sheet.title)}"[:31])
        tab.append([_cell(one) for one in sheet.columns])
        for row in sheet.rows:
            tab.append([_cell(one) for one in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def as_json(sheets: Sequence[Sheet]) -> bytes:
    """Return the tables as JSON: dates as ISO 8601, unknown as null."""

    def plain(value: Cell) -> str | int | None:
        return value.isoformat() if isinstance(value, date) else value

    tables = [
        {
            "title": sheet.title,
            "rows": [dict(zip(sheet.columns, map(plain, row), strict=True)) for row in sheet.rows],
        }
        for sheet in sheets
    ]
    return json.dumps({"tables": tables}, ensure_ascii=False, indent=1).encode()


def pdf(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the tables as an accessible PDF."""
    data = {
        "title": title,
        "nothing": _("Nothing is written down here that you may see."),
        "closing": _("This holds what you may see. There may be more."),
        "sheets": [
            {
                "title": sheet.title,
                "columns": list(sheet.columns),
                "rows": [[_text(one) for one in row] for row in sheet.rows],
            }
            for sheet in sheets
        ],
    }
    return typeset(TEMPLATE, data, language())


def file_response(sheets: Sequence[Sheet], kind: str, title: str) -> HttpResponse:
    """Return the tables as a file to save; its name says nothing. Raises Refusal for another kind."""
    if kind == "xlsx":
        made = xlsx(sheets)
    elif kind == "json":
        made = as_json(sheets)
    elif kind == "pdf":
        made = pdf(sheets, title)
    else:
        raise Refusal(_("Choose a spreadsheet, JSON or PDF."), "soort")
    return HttpResponse(
        made,
        content_type=TYPES[kind],
        headers={
            "Content-Disposition": f'attachment; filename="voordeur.{kind}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
