# SPDX-License-Identifier: EUPL-1.2
"""Reading a CSV file in which each line is a row, in pieces, by column.

A piece in which nothing stands out is taken apart by Arrow; a piece in which something does (a
formula, mangled letters, a row that is too wide, an unprintable sign) is read line by line, so
that what is found there is found in the same way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from voordeur.factlab.deliveries.blocks import Block, Line
from voordeur.papers.escaping import unescaped
from voordeur.provisions.tables.sheets import Form, RawRow
from voordeur.provisions.tables.values import LONGEST

PIECE = 1 << 22
"""Bytes read at a time."""

MANGLED = re.compile(
    r"Ã[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]|â€|\ufffd|[A-Za-z][‚‰‹‡ˆ](?=[A-Za-z\t]|$)"
)
"""UTF-8 that was read as Western and written again (Ã« for ë), and that of DOS read so (‰ for ë)."""

_MAY_BE_MANGLED = ("Ã", "â€", "\ufffd", *"‚‰‹‡ˆ")
_ASCII = bytes(range(128))


def starts_a_formula(text: str, delimiter: str) -> bool:
    """Say whether a cell in a row or in more rows starts as a formula does."""
    return text.startswith("=") or f"{delimiter}=" in text or "\n=" in text


def pieces_of(
    path: Path,
    form: Form,
    header: int,
    width: int,
    in_lines: Callable[[Iterable[RawRow]], Iterator[Line]],
) -> Iterator[Block]:
    """Yield the rows below the row `header` of a file, of `width` columns.

    `in_lines` judges the rows of a piece in which something stands out.
    """
    number = header + 1
    for raw in _pieces(path, header):
        if form.encoding != "utf-8-sig":
            raw = raw.decode(form.encoding).encode()
        rows = raw.count(b"\n") + (not raw.endswith(b"\n"))
        block = _block(raw, form.delimiter, number, rows, width)
        if block is None:
            yield from Block.of_lines(in_lines(_raw_rows(raw.decode(), form, number)))
        elif len(block):
            yield block
        number += rows


def _pieces(path: Path, skipped: int) -> Iterator[bytes]:
    """Yield pieces of whole lines, without the first ones."""
    with path.open("rb") as source:
        for _ in range(skipped):
            source.readline()
        rest = b""
        while raw := source.read(PIECE):
            raw = rest + raw
            end = raw.rfind(b"\n") + 1
            rest = raw[end:]
            if end:
                yield raw[:end]
        if rest:
            yield rest


def _raw_rows(text: str, form: Form, first: int) -> Iterator[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter)
    for number, row in enumerate(reader, start=first):
        if "".join(row).strip():
            yield RawRow(number, tuple(map(unescaped, row)))


def _block(raw: bytes, delimiter: str, first: int, rows: int, width: int) -> Block | None:
    """Return a piece by column; None when something in it stands out."""
    signs = np.frombuffer(raw, dtype=np.uint8)
    ends = (signs == _LINE) | (signs == _RETURN)
    if _stands_out(raw, signs, ends, ord(delimiter)):
        return None
    table = _taken_apart(raw, delimiter, width)
    if table is None or len(table) != rows:
        return None
    given = [column.combine_chunks() for column in table.columns]
    numbers = pa.array(np.arange(first, first + rows))
    texts = given
    if _spaced(signs, ends | (signs == ord(delimiter))):
        trimmed = [pc.utf8_trim(column, characters=" ") for column in given]
        texts = [pc.if_else(pc.equal(column, ""), None, column) for column in trimmed]
    filled = reduce(pc.or_, (column.is_valid() for column in texts))
    if not pc.all(filled).as_py():
        numbers = numbers.filter(filled)
        given, texts = ([one.filter(filled) for one in columns] for columns in (given, texts))
    return Block(numbers, given, texts, plain=True)


type Signs = npt.NDArray[np.uint8]
type Places = npt.NDArray[np.bool_]

_LINE, _RETURN, _SPACE, _DELETE, _APOSTROPHE, _EQUALS = b"\n\r \x7f'="


def _stands_out(raw: bytes, signs: Signs, ends: Places, delimiter: int) -> bool:
    """Say whether something in a piece can only be judged row by row."""
    breaks = ends | (signs == delimiter)
    unprintable = ((signs < _SPACE) & ~breaks) | (signs == _DELETE)
    formula = (signs[1:] == _EQUALS) & breaks[:-1]
    empty = (signs[:-1] == _LINE) & ends[1:]
    lines = np.flatnonzero(signs == _LINE)
    return bool(
        unprintable.any()
        or formula.any()
        or empty.any()
        or ends[0]
        or raw[:1] == b"="
        or np.diff(lines, prepend=-1, append=len(raw)).max() > LONGEST
        or (_APOSTROPHE in raw and _ESCAPED.search(raw))
        or _marks_stand_out(raw)
    )


_ESCAPED = re.compile(rb"'[=+\-@\t\r]")


def _marks_stand_out(raw: bytes) -> bool:
    """Say whether a letter outside ASCII is unprintable, or may have been mangled."""
    marked = raw.translate(None, _ASCII).decode()
    return not marked.isprintable() or any(sign in marked for sign in _MAY_BE_MANGLED)


def _spaced(signs: Signs, breaks: Places) -> bool:
    """Say whether any cell has space around it."""
    space = signs == _SPACE
    return bool(
        (space[1:] & breaks[:-1]).any() or (space[:-1] & breaks[1:]).any() or space[0] or space[-1]
    )


def _taken_apart(raw: bytes, delimiter: str, width: int) -> pa.Table | None:
    """Return the cells as columns, NULL when empty; None when a row is not so wide."""
    names = [f"column_{place}" for place in range(width)]
    try:
        return arrow_csv.read_csv(
            pa.py_buffer(raw),
            arrow_csv.ReadOptions(column_names=names, block_size=1 << 20),
            arrow_csv.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
