# SPDX-License-Identifier: EUPL-1.2
"""The figures for who goes on with them: a workbook, one Parquet file, and the layout of CBS 85637NED."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from voordeur.factlab.lenses.place import AREA, TOTAL
from voordeur.factlab.lenses.provisions import law_codes
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import Block, Grid, Report, apart
from voordeur.factlab.publishing import SafeRun, SafeTable
from voordeur.factlab.wording import gettext_noop, speaker

FIGURES = pa.schema(
    [(name, pa.string()) for name in ("table_name", "lens", "measure", "unit", "period")]
    + [("codes", pa.map_(pa.string(), pa.string()))]
    + [(name, pa.int64()) for name in ("value", "low", "high")]
    + [("state", pa.string())]
)
WIDTH, LINE = 105, 16
"""How many letters a line of words holds, and how high it is, in points."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(report: Report, path: Path) -> None:
    """Write one sheet per table, and one with what was found and how the figures were made safe.

    A figure is a number; the doubt of linking stands beside it in a column of its own. Every sheet
    prints on the width of one page.
    """
    say = speaker(report.language)
    book = openpyxl.Workbook()
    first = book.active
    first.title = say(gettext_noop("About"))
    for line in (report.title, *report.lines, "", *report.brief, "", *report.rules):
        first.append([_plain(line)])
        _as_words(first, line)
    first["A1"].font = Font(bold=True, size=14)
    first.column_dimensions["A"].width = WIDTH + 5
    _one_page_wide(first)
    for section in report.sections:
        for block in section.blocks:
            if block.grid is not None:
                sheet = book.create_sheet(_sheet_name(block.title, book.sheetnames))
                _sheet(sheet, block, block.grid, say(gettext_noop("lowest–highest")))
    draft = path.with_suffix(".part")
    book.save(draft)
    draft.replace(path)


_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""What the name of a sheet may not hold."""


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return the title as far as it fits as the name of a sheet, and once only."""
    name = title.translate(_NO_NAME)[:31].strip()
    used = {one.casefold() for one in taken}
    again = (f"{name[:28].strip()} {at}" for at in count(2))
    return (
        name
        if name.casefold() not in used
        else next(one for one in again if one.casefold() not in used)
    )


def _sheet(sheet: Worksheet, block: Block, grid: Grid, doubt: str) -> None:
    columns = _columns(grid, doubt)
    for line in (block.title, *block.lines):
        sheet.append([_plain(line)])
        sheet.merge_cells(
            start_row=sheet.max_row,
            end_row=sheet.max_row,
            start_column=1,
            end_column=max(6, len(columns)),
        )
        _as_words(sheet, line)
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append([_plain(head) for head, _ in columns])
    top = sheet.max_row
    sheet.row_dimensions[top].height = LINE * max(-(-len(head) // 12) for head, _ in columns[1:])
    for at, cell in enumerate(sheet[top]):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="right" if at and grid.unit else "left"
        )
    for row in range(len(grid.rows)):
        sheet.append([values[row] for _, values in columns])
        for cell in sheet[sheet.max_row][1:]:
            if isinstance(cell.value, float):
                cell.number_format = "0.0%" if round(cell.value * 100, 1) % 1 else "0%"
            elif isinstance(cell.value, int):
                cell.number_format = "#,##0"
            cell.alignment = Alignment(
                horizontal="right" if grid.unit else "left", vertical="top", wrap_text=not grid.unit
            )
    for at in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = (
            34 if at == 1 else 30 if not grid.unit else 15
        )
    sheet.freeze_panes = sheet.cell(top + 1, 2)
    sheet.print_title_rows = f"{top}:{top}"
    _one_page_wide(sheet)


def _as_words(sheet: Worksheet, line: str) -> None:
    """Let the last row be as high as its words, which a cell does not do by itself everywhere."""
    sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[sheet.max_row].height = LINE * max(1, -(-len(line) // WIDTH))


def _columns(grid: Grid, doubt: str) -> list[tuple[str, list[int | float | str]]]:
    """Return each column with its heading, the doubt of its figures apart where there is any."""
    columns: list[tuple[str, list[int | float | str]]] = []
    for at, head in enumerate(grid.head):
        texts = [row[at] for row in grid.rows]
        if at == 0:
            columns.append((head, [_plain(one) for one in texts]))
            continue
        split = [apart(one) if grid.unit else (one, "") for one in texts]
        columns.append((head, [_number(value) for value, _ in split]))
        if any(around for _, around in split):
            columns.append((doubt, [_plain(around) for _, around in split]))
    return columns


def _one_page_wide(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _number(text: str) -> int | float | str:
    """Return the number a text stands for, a percentage as its share; the text where it is none."""
    digits = text.replace(".", "")
    if digits.isdigit():
        return int(digits)
    share = text.removesuffix(" %").replace(",", ".")
    if text.endswith(" %") and share.replace(".", "").isdigit():
        return float(share) / 100
    return _plain(text)


def parquet(run: SafeRun, path: Path) -> None:
    """Write every published figure as a row: table, unit, codes, value, doubt and state."""
    columns = zip(*(row for safe in run.tables for row in _rows(safe)), strict=True)
    # Column by column: put into a database row by row, this took longer than all of linking.
    arrays = [pa.array(values, one.type) for one, values in zip(FIGURES, columns, strict=True)]
    draft = path.with_suffix(".part")
    pq.write_table(pa.Table.from_arrays(arrays, schema=FIGURES), draft)
    draft.replace(path)


def _rows(safe: SafeTable) -> Iterator[tuple[object, ...]]:
    table = safe.asked.table
    for codes, figure in safe.figures.items():
        low, high = safe.doubt.get(codes, (None, None))
        at = [(one.name, code) for one, code in zip(table.dimensions, codes, strict=True)]
        yield (
            safe.asked.name,
            safe.asked.lens,
            table.measure,
            safe.asked.unit,
            table.period,
            at,
            figure.value,
            low,
            high,
            figure.state,
        )


CBS_HEAD = (
    "Aantal voorzieningen",
    "Soort voorzieningen",
    "Wijken",
    "Perioden",
    "Cliënten (aantal)",
    "Huishoudens (aantal)",
)
"""The columns of CBS 85637NED, in its own words."""
CBS_NUMBER = {
    TOTAL: "Totaal",
    "any": "Totaal",
    "1": "1 voorziening",
    "2": "2 voorzieningen",
    "3+": "3 of meer voorzieningen",
}
CBS_LAWS = {
    "any": "Totaal",
    "J": "Alleen Jeugd",
    "P": "Alleen P-wet",
    "W": "Alleen Wmo",
    "J+P": "Jeugd en P-wet",
    "J+W": "Jeugd en Wmo",
    "P+W": "P-wet en Wmo",
    "J+P+W": "Jeugd, P-wet en Wmo",
}


def cbs_layout(run: SafeRun, labels: Labels) -> list[tuple[str, ...]]:
    """Return households and clients by combination of laws in the rows and columns of CBS 85637NED.

    A figure that is left out is a point, as CBS writes it. Empty without the table.
    """
    households, persons = run.table("laws_households"), run.table("laws_persons")
    if households is None:
        return []
    areas = next(one for one in households.asked.table.dimensions if one.name == AREA)
    rows: list[tuple[str, ...]] = []
    for number in ("any", "1", "2", "3+"):
        for laws in ("any", *law_codes()):
            for area in areas.codes:
                at = {"number": number, "laws": laws, "area": area}
                rows.append(
                    (
                        CBS_NUMBER[number],
                        CBS_LAWS[laws],
                        labels.code(AREA, area),
                        households.asked.table.period,
                        _cbs(persons, at),
                        _cbs(households, at),
                    )
                )
    return rows


def _cbs(safe: SafeTable | None, at: dict[str, str]) -> str:
    if safe is None:
        return "."
    known = {one.name: set(one.codes) for one in safe.asked.table.dimensions}
    if any(code not in known[name] and code != TOTAL for name, code in at.items()):
        return "."
    value = safe.value(**at)
    return "." if value is None else str(value)


def write_cbs(run: SafeRun, labels: Labels, path: Path) -> bool:
    """Write the layout of CBS 85637NED as CSV; False when there is no such table."""
    rows = cbs_layout(run, labels)
    if not rows:
        return False
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(CBS_HEAD)
        writer.writerows(rows)
    draft.replace(path)
    return True
