# SPDX-License-Identifier: EUPL-1.2
"""The figures for who goes on with them: a workbook, one Parquet file, and the layout of CBS 85637NED."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from voordeur.factlab.lenses.place import AREA, TOTAL
from voordeur.factlab.lenses.provisions import law_codes
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import Report
from voordeur.factlab.publishing import SafeRun, SafeTable
from voordeur.factlab.wording import gettext_noop, speaker

FIGURES = pa.schema(
    [(name, pa.string()) for name in ("table_name", "lens", "measure", "unit", "period")]
    + [("codes", pa.map_(pa.string(), pa.string()))]
    + [(name, pa.int64()) for name in ("value", "low", "high")]
    + [("state", pa.string())]
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(report: Report, path: Path) -> None:
    """Write one sheet per table, and one with how the figures were made safe."""
    say = speaker(report.language)
    book = openpyxl.Workbook()
    first = book.active
    first.title = say(gettext_noop("About"))
    for line in (report.title, *report.lines, "", *report.rules):
        first.append([_plain(line)])
    first["A1"].font = Font(bold=True, size=14)
    first.column_dimensions["A"].width = 110
    for section in report.sections:
        for block in section.blocks:
            if block.grid is None:
                continue
            sheet = book.create_sheet(block.name[:31])
            sheet.append([_plain(block.title)])
            sheet["A1"].font = Font(bold=True)
            for line in block.lines:
                sheet.append([_plain(line)])
            sheet.append([])
            sheet.append([_plain(one) for one in block.grid.head])
            for cell in sheet[sheet.max_row]:
                cell.font = Font(bold=True)
            for row in block.grid.rows:
                sheet.append([_plain(row[0]), *(_number(one) for one in row[1:])])
            for column in range(1, len(block.grid.head) + 1):
                sheet.column_dimensions[get_column_letter(column)].width = 34 if column == 1 else 18
    draft = path.with_suffix(".part")
    book.save(draft)
    draft.replace(path)


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _number(text: str) -> int | str:
    digits = text.replace(".", "")
    return int(digits) if digits.isdigit() else _plain(text)


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
