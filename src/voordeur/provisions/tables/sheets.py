# SPDX-License-Identifier: EUPL-1.2
"""Opening .xlsx and .csv files of unknown origin as rows of cells."""

import codecs
import csv
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from voordeur.papers.escaping import unescaped
from voordeur.provisions.tables.faults import Cell, Unreadable, fault
from voordeur.provisions.tables.values import Raw

SIZE_LIMIT = 256 * 1024 * 1024
"""Bytes, of the file and of what a spreadsheet unpacks to."""
_SAMPLE_LINES = 20
_DELIMITERS = ";,\t|"
LONGEST_LINE = 1_000_000
"""Characters; no row of a table is longer, and a longer one is not read to its end."""
LONGEST_CELL = 131_072
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins that is an old spreadsheet, or one that is encrypted with a password."""
_PROLOG = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that has no value to read: a formula or an error of the spreadsheet."""

    code: str
    shown: str


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file; `number` is what the spreadsheet shows (1-based)."""

    number: int
    cells: tuple[Raw | Broken, ...]


def kind(path: Path) -> str:
    """ "xlsx" or "csv", by the name; raises Unreadable for another kind, also with macros."""
    found = path.suffix.lower().lstrip(".")
    if found in ("csv", "txt", "tsv"):
        return "csv"
    if found == "xlsx":
        return "xlsx"
    raise Unreadable((fault("unknown_kind", Cell(path.name)),))


def sheet_names(path: Path) -> tuple[str, ...]:
    """The sheets of a spreadsheet in order; one empty name for a CSV file."""
    if kind(path) == "csv":
        return ("",)
    with _workbook(path) as book:
        return tuple(book.sheetnames)


@contextmanager
def open_rows(path: Path, sheet: str = "") -> Iterator[Iterator[RawRow]]:
    """The rows of a file, read while you go; the first sheet when none is named.

    Raises Unreadable. Rows without any filled cell are left out, their numbers stay.
    """
    if kind(path) == "csv":
        with delimited_rows(path, form_of(path)) as rows:
            yield rows
        return
    with _workbook(path) as book:
        if sheet and sheet not in book.sheetnames:
            raise Unreadable((fault("no_sheet", Cell(path.name), sheet=sheet),))
        yield _sheet_rows(book[sheet or book.sheetnames[0]], path.name)


def _checked_size(path: Path) -> None:
    try:
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise Unreadable((fault("unreadable", Cell(path.name)),)) from error
    if size > SIZE_LIMIT:
        raise Unreadable((fault("too_large", Cell(path.name), limit=SIZE_LIMIT),))
    if not size:
        raise Unreadable((fault("empty", Cell(path.name)),))


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    """An open workbook, after a look at what the package unpacks to and declares."""
    # Here and not above: a server starts sooner without.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _checked_size(path)
    with path.open("rb") as source:
        if source.read(len(_OLE)) == _OLE:
            raise Unreadable((fault("password", Cell(path.name)),))
    active = Unreadable((fault("active", Cell(path.name)),))
    damaged = Unreadable((fault("damaged", Cell(path.name)),))
    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > SIZE_LIMIT:
                raise Unreadable((fault("too_large", Cell(path.name), limit=SIZE_LIMIT),))
            for entry in package.infolist():
                if "vbaproject" in entry.filename.lower():
                    raise active
                if entry.filename.endswith((".xml", ".rels")):
                    with package.open(entry) as part:
                        if _PROLOG.search(part.read(4096)):
                            raise active
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise damaged from error
    try:
        yield book
    finally:
        book.close()


def _sheet_rows(sheet: Any, name: str) -> Iterator[RawRow]:
    number = 0
    try:
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = tuple(_cell(cell) for cell in row)
            if any(cell not in (None, "") for cell in cells):
                yield RawRow(number, cells)
    # A part of the package can be damaged while the rest opens; XML errors are SyntaxErrors.
    except (SyntaxError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        where = Cell(name, sheet.title, number + 1)
        raise Unreadable((fault("damaged", where),)) from error


def _cell(cell: Any) -> Raw | Broken:
    value = cell.value
    kind_ = getattr(cell, "data_type", "n")
    if kind_ == "f":
        return Broken("formula", str(value))
    if kind_ == "e":
        return Broken("error_cell", str(value))
    if isinstance(value, str):
        return unescaped(value)
    if value is None or isinstance(value, int | float | bool | date | datetime):
        return value
    return str(value)


@dataclass(frozen=True, slots=True)
class Form:
    """How a CSV file is written: its encoding, its delimiter, and the lines before its table."""

    encoding: str
    delimiter: str
    skip: int


def form_of(path: Path) -> Form:
    """Return how a CSV file is written, by its first lines; raises Unreadable."""
    _checked_size(path)
    encoding = encoding_of(path)
    if encoding != "utf-16":
        with path.open("rb") as raw:
            start = raw.read(4096)
            # Every other byte is zero in UTF-16 without its mark; one zero is a bad cell.
            if start.count(0) * 4 > len(start):
                raise Unreadable((fault("encoding", Cell(path.name)),))
    with path.open(encoding=encoding, newline="") as source:
        try:
            sample = [
                line for _ in range(_SAMPLE_LINES + 1) if (line := source.readline(LONGEST_LINE))
            ]
        except UnicodeDecodeError as error:
            raise Unreadable((fault("damaged", Cell(path.name)),)) from error
    for number, line in enumerate(sample, start=1):
        _not_too_long(line, path.name, number)
    return Form(encoding, *delimiter_of(sample))


@contextmanager
def delimited_rows(path: Path, form: Form) -> Iterator[Iterator[RawRow]]:
    """The rows of a CSV file written in this form, read while you go."""
    with path.open(encoding=form.encoding, newline="") as source:
        reader = csv.reader(_lines(source, path.name), delimiter=form.delimiter)
        yield _delimited(reader, form.skip, path.name)


def _not_too_long(line: str, name: str, number: int) -> None:
    if len(line) >= LONGEST_LINE:
        where = Cell(name, row=number)
        raise Unreadable((fault("long_line", where, longest=LONGEST_LINE),))


def _lines(source: Any, name: str) -> Iterator[str]:
    """The lines of a text file, each read no further than a line may be long."""
    number = 0
    while line := source.readline(LONGEST_LINE):
        number += 1
        _not_too_long(line, name, number)
        yield line


def _delimited(reader: Any, skip: int, name: str) -> Iterator[RawRow]:
    try:
        for number, row in enumerate(reader, start=1):
            if number > skip and "".join(row).strip():
                yield RawRow(
                    number, tuple([unescaped(cell) if cell[:1] == "'" else cell for cell in row])
                )
    except csv.Error as error:
        where = Cell(name, row=reader.line_num)
        code = "long_line" if "field limit" in str(error) else "damaged"
        raise Unreadable((fault(code, where, longest=LONGEST_CELL),)) from error
    except UnicodeDecodeError as error:
        raise Unreadable((fault("damaged", Cell(name, row=reader.line_num)),)) from error


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without mark) or UTF-16 by its mark when the whole file is; else cp1252."""
    with path.open("rb") as source:
        start = source.read(3)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        source.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := source.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            # Five bytes mean nothing in cp1252; latin-1 reads them rather than losing the file.
            return _western(path)
    return "utf-8-sig"


def _western(path: Path) -> str:
    with path.open("rb") as source:
        while chunk := source.read(1 << 20):
            try:
                chunk.decode("cp1252")
            except UnicodeDecodeError:
                return "latin-1"
    return "cp1252"


def delimiter_of(lines: list[str]) -> tuple[str, int]:
    """The delimiter of a CSV file and how many lines to skip.

    Excel may say it itself in a first line `sep=;`. Else the one that most lines have equally
    often, and often, outside quotes.
    """
    if lines and (said := re.match(r"\ufeff?sep=(.)\r?\n?\Z", lines[0])):
        return said[1], 1
    best, best_score = ";", 0
    for delimiter in _DELIMITERS:
        counts = Counter(
            re.sub(r'"[^"]*"', "", line).count(delimiter) for line in lines if line.strip()
        )
        score = max((times * number for number, times in counts.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best, 0
