# SPDX-License-Identifier: EUPL-1.2
"""Reading a table with a mapping: each row a set of values, or the reasons why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from voordeur.provisions.tables.faults import Cell, Fault, Unreadable, fault
from voordeur.provisions.tables.headers import SEARCHED_ROWS, find_header, headers_of
from voordeur.provisions.tables.mapping import Column, Mapping
from voordeur.provisions.tables.sheets import Broken, RawRow, open_rows
from voordeur.provisions.tables.targets import Field, Target, targets
from voordeur.provisions.tables.values import Unusable, Value, read_value, tidy


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A row that can be brought in: values by field, None for a field that is empty.

    Fields without a column are not in `values`: not delivered is not the same as empty.
    """

    number: int
    values: dict[str, Value | None]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Rejected:
    """A row that cannot be brought in, with its cells as they were and every fault in it."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The head of a table: the number of the header row, its names and a few rows as text."""

    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(path: Path, sheet: str = "", rows: int = 5) -> Preview:
    """Show the head of a table, to make or check a mapping; raises Unreadable."""
    with open_rows(path, sheet) as source:
        head = list(islice(source, SEARCHED_ROWS + rows))
    at = find_header(head)
    if at is None:
        raise Unreadable((fault("no_header", Cell(path.name, sheet)),))
    shown = tuple(_shown(row, 0) for row in head[at + 1 : at + 1 + rows])
    return Preview(head[at].number, headers_of(head[at]), shown)


def read_rows(path: Path, mapping: Mapping) -> Iterator[Row | Rejected]:
    """Read every row of a table, lazily; raises Unreadable at the first row asked for.

    All faults of a row are found, not only the first. Row numbers are those of the spreadsheet
    (in CSV: of the record).
    """
    wrong = mapping.faults()
    if wrong:
        raise Unreadable(wrong)
    target = targets()[mapping.target]
    with open_rows(path, mapping.sheet) as source:
        headers, rest = _headed(source, mapping, path.name)
        places = _places(headers, mapping, path.name)
        for raw in rest:
            yield _read(raw, places, target, Cell(path.name, mapping.sheet), len(headers))


def column_names(path: Path, mapping: Mapping) -> tuple[str, ...]:
    """The headers of a table under a mapping, for the file of rejected rows."""
    with open_rows(path, mapping.sheet) as source:
        return _headed(source, mapping, path.name)[0]


def _headed(
    source: Iterator[RawRow], mapping: Mapping, name: str
) -> tuple[tuple[str, ...], Iterator[RawRow]]:
    """The headers and the rows below them."""
    if mapping.header_row is not None:
        for raw in source:
            if raw.number == mapping.header_row:
                return headers_of(raw), source
            if raw.number > mapping.header_row:
                break
        raise Unreadable((fault("no_header", Cell(name, mapping.sheet)),))
    head = list(islice(source, SEARCHED_ROWS))
    at = _with_columns(head, mapping)
    if at is None:
        at = find_header(head)
    if at is None:
        raise Unreadable((fault("no_header", Cell(name, mapping.sheet)),))
    return headers_of(head[at]), chain(head[at + 1 :], source)


def _with_columns(head: list[RawRow], mapping: Mapping) -> int | None:
    """The first row that holds every mapped header."""
    wanted = {tidy(column.header) for column in mapping.columns}
    for position, raw in enumerate(head):
        if wanted <= set(headers_of(raw)):
            return position
    return None


def _places(headers: tuple[str, ...], mapping: Mapping, name: str) -> list[tuple[int, Column]]:
    found: list[tuple[int, Column]] = []
    wrong: list[Fault] = []
    for column in mapping.columns:
        header = tidy(column.header)
        where = Cell(name, mapping.sheet, None, header)
        if header not in headers:
            wrong.append(fault("no_column", where, column=header))
        elif headers.count(header) > 1:
            wrong.append(fault("double_column", where, column=header))
        else:
            found.append((headers.index(header), column))
    if wrong:
        raise Unreadable(tuple(wrong))
    return found


def _read(
    raw: RawRow, places: list[tuple[int, Column]], target: Target, where: Cell, width: int
) -> Row | Rejected:
    values: dict[str, Value | None] = {}
    faults: list[Fault] = []
    for position, column in places:
        wanted = target.fields[column.field]
        cell = raw.cells[position] if position < len(raw.cells) else None
        try:
            values[wanted.name] = _value(cell, wanted, column)
        except Unusable as unusable:
            place = Cell(where.file, where.sheet, raw.number, column.header)
            faults.append(fault(unusable.code, place, **unusable.details))
    if any(cell not in (None, "") for cell in raw.cells[width:]):
        faults.append(fault("shifted", Cell(where.file, where.sheet, raw.number)))
    cells = _shown(raw, width)
    if faults:
        return Rejected(raw.number, cells, tuple(faults))
    return Row(raw.number, values, cells)


def _value(cell: object, wanted: Field, column: Column) -> Value | None:
    if isinstance(cell, Broken):
        raise Unusable(cell.code)
    value = read_value(cell, wanted, column.translations, column.date_order)  # type: ignore[arg-type]
    if value is None and wanted.required:
        raise Unusable("required")
    return value


def _shown(raw: RawRow, width: int) -> tuple[str, ...]:
    cells = tuple(
        cell.shown if isinstance(cell, Broken) else cell if isinstance(cell, str) else tidy(cell)
        for cell in raw.cells
    )
    return cells + ("",) * (width - len(cells))
