# SPDX-License-Identifier: EUPL-1.2
"""Taking a delivery in: files to rows that can be linked, with what was refused beside them.

What was taken in is kept under the fingerprint of the files and of what the manifest says about
them. A run that was killed finds what was finished and goes on; a file is written under another
name and then renamed, so that nothing half-written is ever found.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.converting import Converter, Reason, Refused
from voordeur.factlab.deliveries.fields import FIELDS
from voordeur.factlab.deliveries.manifest import Manifest, Source
from voordeur.factlab.deliveries.messages import open_message
from voordeur.factlab.deliveries.opening import Opened, open_file
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.standard.addresses import postcode_of
from voordeur.factlab.standard.births import birth_of
from voordeur.factlab.tabling import ARROW, quoted

VERSION = 1
"""Raised when rows are read in another way: what was taken in before is then read again."""

CHUNK = 20_000
LOOKED_AT = 2_000
"""Cells of a column that are looked at to see whether it holds what it should."""

ENOUGH = 20
"""A column is not judged by fewer filled cells than this."""

_COLUMNS = {field.column: field.type for field in FIELDS.values()}
SCHEMA = pa.schema(
    [("file", pa.string()), ("file_row", pa.int64())]
    + [(column, ARROW[kind]) for column, kind in _COLUMNS.items()]
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that was taken in: its fingerprint, where it is kept, and how many rows."""

    source: Source
    digest: str
    folder: Path
    rows_in: int
    rows_rejected: int

    @property
    def rows(self) -> Path:
        """The rows that can be used, as Parquet: `SCHEMA` and a `rank` that only depends on
        what the rows say.
        """
        return self.folder / "rows.parquet"

    @property
    def refused(self) -> Path:
        """The rows that cannot be used, with the reason, as JSON lines."""
        return self.folder / "refused.jsonl"

    def refusals(self) -> Iterator[Refused]:
        """Yield the rows that cannot be used."""
        for line in self.refused.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            reason = Reason(one["code"], one["field"], one["details"])
            yield Refused(one["file"], one["file_row"], reason, one["cells"])


def take_in(manifest: Manifest, work: Path) -> Mapping[str, Taken | None]:
    """Take in all deliveries of a folder; None for a source that did not deliver.

    Raises Fault at the first file that cannot be used at all; what was finished stays.
    """
    taken: dict[str, Taken | None] = {}
    seen: dict[str, str] = {}
    with duckdb.connect() as link:
        for source in manifest.sources.values():
            files = source.files(manifest.folder)
            prints = [fingerprint(path) for path in files]
            one = _taken(link, source, files, prints, work) if files else None
            if one and one.rows_in:
                _check_same(source, files, prints, seen)
            taken[source.code] = one
    return taken


def _check_same(
    source: Source, files: Sequence[Path], prints: Sequence[str], seen: dict[str, str]
) -> None:
    for path, print_ in zip(files, prints, strict=True):
        name = f"{source.code}/{path.name}"
        if seen.setdefault(print_, name) != name:
            raise Fault(
                gettext_noop("This is the same file as {other}."),
                path.name,
                gettext_noop("Ask which of the two was meant, and put the right file there."),
                other=seen[print_],
            )


def _taken(
    link: duckdb.DuckDBPyConnection,
    source: Source,
    files: Sequence[Path],
    prints: Sequence[str],
    work: Path,
) -> Taken:
    """Take in the files of one source, or find them taken in already."""
    digest = _digest(source, prints)
    folder = work / source.code / digest
    done = folder / "done.json"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        refused = _write_rows(link, source, files, folder)
        _write_refused(folder / "refused.jsonl", refused)
        counted = parquet.read_metadata(folder / "rows.parquet").num_rows
        counts = {"rows_in": counted + len(refused), "rows_rejected": len(refused)}
        _write(done, json.dumps(counts))
    counts = json.loads(done.read_text(encoding="utf-8"))
    return Taken(source, digest, folder, counts["rows_in"], counts["rows_rejected"])


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _digest(source: Source, prints: Sequence[str]) -> str:
    meant = [VERSION, source.columns, source.fields, source.codes, source.dates, source.sheet]
    meant += [str(source.period_from), str(source.period_to), list(prints)]
    return hashlib.sha256(json.dumps(meant, sort_keys=True).encode()).hexdigest()[:20]


def _write_rows(
    link: duckdb.DuckDBPyConnection, source: Source, files: Sequence[Path], folder: Path
) -> list[Refused]:
    refused: list[Refused] = []
    draft = folder / "rows.part"
    watch = _Watch(source)
    with parquet.ParquetWriter(draft, SCHEMA) as writer:
        for path in files:
            with _open(source, path) as opened:
                converter = Converter(_meant(source, opened), opened.headers)
                for chunk in batched(opened.rows, CHUNK):
                    said = converter.convert(path.name, chunk)
                    watch.look(said)
                    writer.write_table(_table(said))
                refused += converter.refused
    watch.judge(files[0].name, refused)
    refused += _rank(link, watch.names, draft, folder / "rows.parquet")
    draft.unlink()
    return refused


def _table(said: Mapping[str, list[Any]]) -> pa.Table:
    by_column = {FIELDS[name].column if name in FIELDS else name: said[name] for name in said}
    nothing = [None] * len(said["file"])
    return pa.table(
        [pa.array(by_column.get(one.name, nothing), one.type) for one in SCHEMA], schema=SCHEMA
    )


@contextmanager
def _open(source: Source, path: Path) -> Iterator[Opened]:
    if path.suffix.lower() == ".xml":
        yield open_message(path)
        return
    with open_file(path, tuple(source.columns.values()), source.sheet) as opened:
        yield opened


def _meant(source: Source, opened: Opened) -> Source:
    """Return the source with the columns of a message when the manifest names none."""
    if source.columns:
        return source
    columns = {
        name: name for name in opened.headers if name in FIELDS and name not in source.fields
    }
    return replace(source, columns=columns)


def _rank(
    link: duckdb.DuckDBPyConnection, names: Collection[str], draft: Path, path: Path
) -> list[Refused]:
    """Number the rows in an order that depends on what they say, not on how they came.

    A row that says the same as an earlier one is left out, and returned.
    """
    columns = [FIELDS[name].column for name in FIELDS if name in names] or ["kind"]
    said = ", ".join(f"coalesce({column}::VARCHAR, '')" for column in columns)
    link.execute(
        "CREATE OR REPLACE TEMP TABLE ranked AS SELECT *, row_number() OVER (PARTITION BY said "
        f"ORDER BY file, file_row) AS time FROM (SELECT md5(concat_ws('\t', {said})) AS said, * "
        f"FROM read_parquet({quoted(draft)}))"
    )
    part = path.with_suffix(".sorting")
    link.execute(
        "COPY (SELECT row_number() OVER (ORDER BY said) AS rank, * EXCLUDE (said, time) "
        f"FROM ranked WHERE time = 1 ORDER BY rank) TO {quoted(part)} (FORMAT parquet)"
    )
    again = link.sql(
        f"SELECT file, file_row, {', '.join(columns)} FROM ranked WHERE time > 1 "
        "ORDER BY file, file_row"
    ).fetchall()
    part.replace(path)
    return [
        Refused(
            file,
            number,
            Reason("twice"),
            ["" if cell is None else str(cell) for cell in cells],
        )
        for file, number, *cells in again
    ]


def _write_refused(path: Path, refused: Sequence[Refused]) -> None:
    lines = [
        json.dumps(
            {
                "file": one.file,
                "file_row": one.file_row,
                **one.reason._asdict(),
                "cells": list(one.cells),
            },
            ensure_ascii=False,
        )
        for one in refused
    ]
    _write(path, "".join(line + "\n" for line in lines))


def _write(path: Path, text: str) -> None:
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


class _Watch:
    """Looks whether columns hold what they should: when they do not, they were shifted."""

    _MEANT = {
        "birth": lambda text: birth_of(text).year is not None,
        "postcode": lambda text: bool(postcode_of(text)),
        "sex": lambda text: len(text) <= 8,
        "number": lambda text: any(sign.isdigit() for sign in text),
    }

    def __init__(self, source: Source) -> None:
        self.source, self.rows = source, 0
        self.names: set[str] = set()
        self.filled: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()

    def look(self, said: Mapping[str, list[Any]]) -> None:
        """Count in some usable rows what is filled, and what of it cannot be meant."""
        self.rows += len(said["file"])
        self.names |= said.keys()
        for name, meant in self._MEANT.items():
            if self.filled[name] >= LOOKED_AT:
                continue
            values = Counter(said.get(name, ())[:LOOKED_AT])
            self.filled[name] += values.total() - values[None]
            self.wrong[name] += sum(
                times for text, times in values.items() if text and not meant(text)
            )

    def judge(self, file: str, refused: Sequence[Refused]) -> None:
        """Raise Fault when most of a column, or most of the rows, cannot be used."""
        for name, filled in self.filled.items():
            if filled >= ENOUGH and self.wrong[name] * 2 > filled:
                raise Fault(
                    gettext_noop(
                        "Of {filled} cells in {column!r}, {wrong} are no {name}: the columns seem "
                        "to be shifted."
                    ),
                    file,
                    gettext_noop("Ask for the file anew, or change `columns` in the manifest."),
                    filled=filled,
                    column=self.source.columns.get(name, name),
                    wrong=self.wrong[name],
                    name=name,
                )
        if len(refused) >= ENOUGH and len(refused) > self.rows:
            first = refused[0]
            raise Fault(
                gettext_noop("{n} rows cannot be used; here {why}."),
                f"{first.file}:{first.file_row}",
                first.reason.remedy,
                n=len(refused),
                why=first.reason.what(),
            )
