# SPDX-License-Identifier: EUPL-1.2
"""The controller's sheet as a spreadsheet whose formulas close it again, and as a PDF."""

from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from voordeur.door.language import language
from voordeur.history.clock import AMSTERDAM
from voordeur.ledger.words import amount
from voordeur.money.closing import KINDS, Closing, LineSum
from voordeur.money.queries.sheets import SignedLine
from voordeur.money.words import DIFFERENCE_WORDS, summed
from voordeur.papers.typeset import typeset

_BOLD = Font(bold=True)
_EURO = "#,##0.00"
_LAST_KIND = get_column_letter(3 + len(KINDS))
"""After line, costs and ledger each kind of difference has a column."""


def _text(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """Write a text as text, also when it begins as a formula would."""
    cell = sheet.cell(row, column, text)
    cell.data_type = "s"
    if bold:
        cell.font = _BOLD


def _euro(sheet: Worksheet, row: int, column: int, value: str | float) -> None:
    sheet.cell(row, column, value).number_format = _EURO


def spreadsheet(one: SignedLine) -> bytes:
    """Return a signed sheet as .xlsx: single costs and differences as values, all sums as formulas."""
    book = Workbook()
    book.remove(book.active)
    sheet = book.create_sheet(_("Sheet"))
    items, named = book.create_sheet(_("Costs")), book.create_sheet(_("Differences"))
    for place, width in zip("ABCDEFGHI", (52, 16, 16, *(18,) * len(KINDS), 16), strict=True):
        sheet.column_dimensions[place].width = width
    for other in (items, named):
        for place, width in zip("ABCD", (52, 40, 52, 16), strict=True):
            other.column_dimensions[place].width = width
    costs, differences = _items(items, one.made), _differences(named, one.made)
    _lines(sheet, one, costs, differences)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _name(line: LineSum) -> str:
    return line.name or _("Costs without a budget line")


def _heads(sheet: Worksheet, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, start=1):
        _text(sheet, 1, column, head, bold=True)


def _sum(sheet: Worksheet, column: str, first: int, last: int) -> str:
    """Return the formula that adds some rows of a sheet; of no rows it is nothing."""
    return f"=SUM('{sheet.title}'!{column}{first}:{column}{last})" if last >= first else "=0"


def _items(sheet: Worksheet, made: Closing) -> list[str]:
    """Write the single costs; return per budget line the formula that adds its own."""
    _heads(sheet, (_("Budget line"), _("What"), _("Amount in euros")))
    row, formulas = 1, []
    for line in made.lines:
        first = row + 1
        for item in line.items:
            row += 1
            _text(sheet, row, 1, _name(line))
            _text(sheet, row, 2, item.what)
            _euro(sheet, row, 3, (item.cents or 0) / 100)
        formulas.append(_sum(sheet, "C", first, row))
    return formulas


def _differences(sheet: Worksheet, made: Closing) -> list[list[str]]:
    """Write the named differences; return per budget line and kind the formula that adds its own."""
    _heads(sheet, (_("Budget line"), _("Difference"), _("Why"), _("Amount in euros")))
    row, formulas = 1, []
    for line in made.lines:
        of_line = []
        for kind in KINDS:
            first = row + 1
            for each in line.differences:
                if each.kind != kind:
                    continue
                row += 1
                _text(sheet, row, 1, _name(line))
                _text(sheet, row, 2, str(DIFFERENCE_WORDS[kind]))
                _text(sheet, row, 3, each.why)
                _euro(sheet, row, 4, each.cents / 100)
            of_line.append(_sum(sheet, "D", first, row))
        formulas.append(of_line)
    return formulas


def _lines(
    sheet: Worksheet, one: SignedLine, costs: Sequence[str], differences: Sequence[Sequence[str]]
) -> None:
    """Write a row per budget line and one for all; what is left open is worked out in each."""
    named = [str(DIFFERENCE_WORDS[kind]) for kind in KINDS]
    _heads(sheet, (_("Budget line"), _("Costs"), _("Ledger"), *named, _("Left open")))
    row = 1
    for line, cost, kinds in zip(one.made.lines, costs, differences, strict=True):
        row += 1
        _text(sheet, row, 1, _name(line))
        values: tuple[str | float, ...] = (cost, line.ledger / 100, *kinds)
        for column, value in enumerate(values, start=2):
            _euro(sheet, row, column, value)
        _euro(sheet, row, 4 + len(KINDS), f"=B{row}-C{row}-SUM(D{row}:{_LAST_KIND}{row})")
    total = row + 1
    _text(sheet, total, 1, _("Together"), bold=True)
    for column in range(2, 5 + len(KINDS)):
        letter = get_column_letter(column)
        _euro(sheet, total, column, f"=SUM({letter}2:{letter}{row})")
        sheet.cell(total, column).font = _BOLD
    notes = (
        f"{one.project}, {one.year}, {_('version')} {one.number}",
        _("Signed by {who}").format(who=one.signer),
        f"SHA-256 {one.digest}",
    )
    for place, note in enumerate(notes, start=total + 2):
        _text(sheet, place, 1, note)
    sheet.freeze_panes = "B2"


def pdf(one: SignedLine, *, is_demo: bool) -> bytes:
    """Return a signed sheet as an accessible PDF."""
    data: dict[str, Any] = {
        "title": _("Controller's sheet"),
        "project": one.project,
        "year": str(one.year),
        "version": _("version {n}").format(n=one.number),
        "demo": _("The amounts are made up, to show how it works.") if is_demo else "",
        "heads": [_("Budget line"), _("Costs"), _("Ledger"), _("Differences"), _("Left open")],
        "rows": [
            [
                _name(line),
                summed(line.costs),
                amount(line.ledger),
                amount(line.explained),
                amount(line.open),
            ]
            for line in one.made.lines
        ],
        "total": [
            _("Together"),
            summed(one.made.costs),
            amount(one.made.ledger),
            amount(sum(one.made.differences().values())),
            amount(sum(line.open or 0 for line in one.made.lines)),
        ],
        "named_title": _("Differences by name"),
        "named": [
            f"{_name(line)}: {DIFFERENCE_WORDS[each.kind]}, {amount(each.cents)}. {each.why}"
            for line in one.made.lines
            for each in line.differences
        ],
        "cashed_title": _("Cashed"),
        "cashed": _("{cents} cashed; that is what went off budget lines in the ledger.").format(
            cents=amount(one.made.cashed)
        ),
        "signed": _("Signed by {who} on {day}.").format(
            who=one.signer,
            day=date_format(one.signed_at.astimezone(AMSTERDAM), "j F Y"),
        ),
        "remark": one.remark,
        "digest": f"SHA-256 {one.digest}",
    }
    template = Path(str(files("voordeur.money").joinpath("typst/sheet.typ")))
    return typeset(template, data, language())
