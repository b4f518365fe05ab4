# SPDX-License-Identifier: EUPL-1.2
"""Opening a delivered file of unknown origin: rows of text out, or a fault that names the row.

Nothing in a file is trusted: how large it is and becomes, how long its lines are, what an XML
declares, whether a cell is a formula, whether its encoding was mangled on the way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.blocks import Block, Line
from voordeur.factlab.deliveries.pieces import MANGLED, pieces_of, starts_a_formula
from voordeur.factlab.deliveries.reasons import Reason
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.provisions.tables.faults import Unreadable
from voordeur.provisions.tables.headers import SEARCHED_ROWS, headers_of
from voordeur.provisions.tables.sheets import (
    Broken,
    RawRow,
    delimited_rows,
    form_of,
    kind,
    open_rows,
)
from voordeur.provisions.tables.values import tidy

MOST_SHOWN = 300
"""Signs of the names of columns that a message shows."""
LONGEST_LINE = 1 << 20
"""Bytes; a line of a delivery is a few hundred."""


@dataclass(frozen=True)
class Opened:
    """The header of a file and its rows as text."""

    headers: tuple[str, ...]
    blocks: Iterator[Block]


@contextmanager
def open_file(path: Path, wanted: Collection[str], sheet: str = "") -> Iterator[Opened]:
    """Open a CSV, XLSX or Parquet file; raises Fault naming file, row and remedy.

    The row of column names is the one, among the first twenty, that has all `wanted` names.
    """
    if path.suffix.lower() == ".parquet":
        opened = _parquet(path)
        _check_names(path, opened.headers, wanted)
        yield opened
        return
    try:
        if path.suffix.lower() == ".xlsx":
            with open_rows(path, sheet) as rows:
                headers, _, rest = _table(path, rows, wanted)
                yield Opened(headers, Block.of_lines(_rows(path, rest, len(headers))))
            return
        simple = _check_lines(path)
        _check_is_text(path)
        kind(path)
        form = form_of(path)
        with delimited_rows(path, form) as rows:
            headers, at, rest = _table(path, rows, wanted)
            if not simple or form.encoding == "utf-16":
                yield Opened(headers, Block.of_lines(_rows(path, rest, len(headers))))
                return
        in_lines = partial(_rows, path, width=len(headers))
        yield Opened(headers, pieces_of(path, form, at, len(headers), in_lines))
    except Unreadable as unreadable:
        fault = unreadable.faults[0]
        raise Fault(fault.what, str(fault.where), fault.remedy) from unreadable


_NO_TEXT = {
    b"%PDF": gettext_noop("a PDF"),
    b"PK\x03\x04": gettext_noop("a spreadsheet or a package"),
    b"PAR1": gettext_noop("a Parquet file"),
    b"\xd0\xcf\x11\xe0": gettext_noop("an old spreadsheet"),
}
"""How files begin that are something else than their name says."""


def _check_is_text(path: Path) -> None:
    """Refuse a file that is called CSV and is something else."""
    with path.open("rb") as source:
        start = source.read(4)
    if start in _NO_TEXT:
        raise Fault(
            gettext_noop("The file is no CSV: it is {form}."),
            path.name,
            gettext_noop("Ask for the table as CSV, or give the file its own name."),
            form=_NO_TEXT[start],
        )


def _check_lines(path: Path) -> bool:
    """Refuse a line that is longer than any delivery has, without holding it in memory.

    Return whether each line is a row: there is no quote, and no return without a line feed.
    """
    row, length, simple, last = 1, 0, True, b""
    try:
        with path.open("rb") as source:
            while chunk := source.read(1 << 18):
                ends = chunk.count(b"\n")
                length = len(chunk) - chunk.rfind(b"\n") - 1 if ends else length + len(chunk)
                row += ends
                if length > LONGEST_LINE:
                    raise Fault(
                        gettext_noop("The line is longer than {most} bytes."),
                        f"{path.name}:{row}",
                        gettext_noop("Ask for a file with one line per row."),
                        most=LONGEST_LINE,
                    )
                if simple:
                    returns = (last + chunk).removesuffix(b"\r")
                    simple = b'"' not in chunk and returns.count(b"\r") == returns.count(b"\r\n")
                    last = b"\r" if chunk.endswith(b"\r") else b""
    except OSError as error:
        raise Fault(
            gettext_noop("The file cannot be opened."),
            path.name,
            gettext_noop("Check that it is there and readable."),
        ) from error
    return simple and not last


def _table(
    path: Path, rows: Iterator[RawRow], wanted: Collection[str]
) -> tuple[tuple[str, ...], int, Iterator[RawRow]]:
    """Return the names of the columns, the number of the row they stand in, and the rows below."""
    head = list(islice(rows, SEARCHED_ROWS))
    named = [len(set(headers_of(row)) & set(wanted)) for row in head]
    if not head:
        raise Fault(
            gettext_noop("The file is empty."), path.name, gettext_noop("Ask for the file anew.")
        )
    at = named.index(max(named))
    headers = headers_of(head[at])
    _check_names(path, headers, wanted)
    return headers, head[at].number, chain(head[at + 1 :], rows)


def _check_names(path: Path, headers: tuple[str, ...], wanted: Collection[str]) -> None:
    for name in wanted:
        if headers.count(name) != 1:
            raise Fault(
                gettext_noop("The column {name!r} is not there; the file has: {headers}.")
                if name not in headers
                else gettext_noop(
                    "The column {name!r} is there more than once; the file has: {headers}."
                ),
                path.name,
                gettext_noop(
                    "Ask for a file with this column, or change `columns` in the manifest."
                ),
                name=name,
                headers=_shown(headers),
            )


def _shown(headers: Iterable[str]) -> str:
    """Return names of columns as they can be shown: a file may have anything there."""
    said = ", ".join(headers)
    plain = "".join(sign if sign.isprintable() else "?" for sign in said[:MOST_SHOWN])
    return plain + ("…" if len(said) > MOST_SHOWN else "")


def _rows(path: Path, rows: Iterable[RawRow], width: int) -> Iterator[Line]:
    for row in rows:
        yield row.number, *_as_text(path, row.number, row.cells, width)


def _as_text(
    path: Path, number: int, cells: Any, width: int
) -> tuple[tuple[str, ...], Reason | None]:
    plain = set(map(type, cells)) == {str}
    texts = cells if plain else tuple([_text(cell) for cell in cells])
    whole = "\t".join(texts)
    if not whole.isascii() and MANGLED.search(whole):
        raise Fault(
            gettext_noop(
                "Letters with marks were mangled: the file was read in one encoding and written "
                "in another."
            ),
            f"{path.name}:{number}",
            gettext_noop("Ask for the file anew, saved as UTF-8."),
        )
    wrong = None
    if len(texts) > width and any(texts[width:]):
        wrong = Reason("cells")
    if starts_a_formula(whole, "\t"):
        wrong = Reason("formula")
    if path.suffix.lower() != ".xlsx" and "\n" in whole:
        # A quote that was opened and not closed swallows the rows below it.
        wrong = Reason("lines", details={"lines": str(whole.count("\n") + 1)})
    broken = [] if plain else [cell for cell in cells if type(cell) is Broken]
    if broken:
        wrong = Reason(broken[0].code)
    if len(texts) != width:
        texts = texts[:width] + ("",) * (width - len(texts))
    return texts, wrong


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    return cell.shown if isinstance(cell, Broken) else tidy(cell)


def _parquet(path: Path) -> Opened:
    try:
        opened = parquet.ParquetFile(path)
        headers = tuple(opened.schema_arrow.names)
    except (OSError, pa.ArrowException) as error:
        raise Fault(
            gettext_noop("This is no Parquet file, or it is damaged."),
            path.name,
            gettext_noop("Ask for the file anew."),
        ) from error
    return Opened(headers, Block.of_lines(_parquet_rows(path, opened)))


def _parquet_rows(path: Path, opened: parquet.ParquetFile) -> Iterator[Line]:
    number = 0
    try:
        for batch in opened.iter_batches():
            columns = [[_cell(value) for value in column.to_pylist()] for column in batch.columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, cells, None
    except (OSError, pa.ArrowException) as error:
        raise Fault(
            gettext_noop("The file is damaged."),
            f"{path.name}:{number + 1}",
            gettext_noop("Ask for the file anew."),
        ) from error


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return tidy(value)
