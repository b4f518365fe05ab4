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
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.converting import SCHEMA, Converter
from voordeur.factlab.deliveries.fields import FIELDS
from voordeur.factlab.deliveries.manifest import Manifest, Source
from voordeur.factlab.deliveries.messages import open_message
from voordeur.factlab.deliveries.opening import Opened, open_file
from voordeur.factlab.deliveries.reasons import Reason, Refused
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.keeping import Kept
from voordeur.factlab.standard.addresses import postcode_of
from voordeur.factlab.standard.births import birth_of

VERSION = 2
"""Raised when rows are read in another way: what was taken in before is then read again."""

MEMORY = "500MB"
"""What DuckDB holds of a delivery at a time; the rest spills beside it."""

SIDE_BY_SIDE = 2
"""Deliveries taken in at the same time: they have nothing to do with each other yet."""

TOGETHER = 100_000
"""Rows ranked and written together."""

LOOKED_AT = 2_000
"""Cells of a column that are looked at to see whether it holds what it should."""

ENOUGH = 20
"""A column is not judged by fewer filled cells than this."""


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


def take_in(
    manifest: Manifest, work: Path, faults: dict[str, Fault] | None = None
) -> Mapping[str, Taken | None]:
    """Take in all deliveries of a folder; None for a source that did not deliver.

    Raises Fault at the first file that cannot be used at all; what was finished stays. With `faults`
    it goes on, and leaves there what is wrong with which source.
    """
    taken: dict[str, Taken | None] = {}
    seen: dict[str, str] = {}
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        coming = {
            source.code: pool.submit(_delivered, source, source.files(manifest.folder), work)
            for source in manifest.sources.values()
        }
        try:
            for code, one in coming.items():
                try:
                    taken[code], files, prints = one.result()
                    found = taken[code]
                    if found and found.rows_in:
                        _check_same(found.source, files, prints, seen)
                except Fault as fault:
                    if faults is None:
                        raise
                    taken[code], faults[code] = None, fault
        finally:
            pool.shutdown(cancel_futures=True)
    return taken


def _delivered(
    source: Source, files: Sequence[Path], work: Path
) -> tuple[Taken | None, Sequence[Path], Sequence[str]]:
    """Take in one source; return it with its files and their fingerprints."""
    kept = Kept(work / source.code)
    prints = [kept.fingerprint(path) for path in files]
    return (_taken(source, files, prints, work) if files else None), files, prints


def _check_same(
    source: Source, files: Sequence[Path], prints: Sequence[str], seen: dict[str, str]
) -> None:
    for path, digest in zip(files, prints, strict=True):
        name = f"{source.code}/{path.name}"
        if seen.setdefault(digest, name) != name:
            raise Fault(
                gettext_noop("This is the same file as {other}."),
                path.name,
                gettext_noop("Ask which of the two was meant, and put the right file there."),
                other=seen[digest],
            )


def _taken(
    source: Source,
    files: Sequence[Path],
    prints: Sequence[str],
    work: Path,
) -> Taken:
    """Take in the files of one source, or find them taken in already."""
    digest = _digest(source, prints)
    folder = work / source.code / digest
    done = folder / "done.json"
    kept, parts = Kept(folder), (folder / "rows.parquet", folder / "refused.jsonl", done)
    if not kept.whole(*parts):
        folder.mkdir(parents=True, exist_ok=True)
        rows, refused = _write_rows(source, files, folder)
        _write_refused(folder / "refused.jsonl", refused)
        counts = {"rows_in": rows + len(refused), "rows_rejected": len(refused)}
        _write(done, json.dumps(counts))
        kept.note(*parts)
    counts = json.loads(done.read_text(encoding="utf-8"))
    return Taken(source, digest, folder, counts["rows_in"], counts["rows_rejected"])


def _digest(source: Source, prints: Sequence[str]) -> str:
    meant = [VERSION, source.columns, source.fields, source.codes, source.dates, source.sheet]
    meant += [str(source.period_from), str(source.period_to), list(prints)]
    return hashlib.sha256(json.dumps(meant, sort_keys=True).encode()).hexdigest()[:20]


def _write_rows(source: Source, files: Sequence[Path], folder: Path) -> tuple[int, list[Refused]]:
    """Write the rows that can be used; return how many those are, and the others."""
    refused: list[Refused] = []
    watch = _Watch(source)
    draft = folder / "rows.draft"
    with pa.ipc.new_file(draft, SCHEMA) as writer:
        for path in files:
            with _open(source, path) as opened:
                meant = _meant(source, opened)
                converter = Converter(meant, opened.headers)
                watch.names |= {*meant.columns, *meant.fields}
                for block in opened.blocks:
                    table = converter.convert(path.name, block)
                    watch.look(table)
                    writer.write_table(table)
                refused += converter.refused
    watch.judge(files[0].name, refused)
    rows, again = _rank(watch.names, draft, folder / "rows.parquet")
    draft.unlink()
    return rows, refused + again


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


def _rank(names: Collection[str], draft: Path, path: Path) -> tuple[int, list[Refused]]:
    """Number the rows in an order that depends on what they say, not on how they came.

    A row that says the same as an earlier one is left out, and returned.
    """
    columns = [FIELDS[name].column for name in FIELDS if name in names] or ["kind"]
    spill = str(path.parent / "spill")
    with duckdb.connect(
        config={"threads": 1, "memory_limit": MEMORY, "temp_directory": spill}
    ) as link:
        ranks = _ranks(link, columns, draft)
    again: list[Refused] = []
    part, start = path.with_suffix(".part"), 0
    with parquet.ParquetWriter(part, SCHEMA.insert(0, pa.field("rank", pa.int64()))) as writer:
        for table in _tables(draft):
            rank = pa.array(ranks[start : start + len(table)])
            start += len(table)
            once = pc.greater(rank, 0)
            if not pc.all(once).as_py():
                for one in table.filter(pc.invert(once)).to_pylist():
                    cells = ["" if one[name] is None else str(one[name]) for name in columns]
                    again.append(Refused(one["file"], one["file_row"], Reason("twice"), cells))
                table, rank = table.filter(once), rank.filter(once)
            writer.write_table(table.add_column(0, "rank", rank))
    part.replace(path)
    return int(ranks.max(initial=0)), again


def _tables(draft: Path) -> Iterator[pa.Table]:
    """Yield what was written down so far, so many rows at a time."""
    with pa.OSFile(str(draft)) as source:
        waiting: list[pa.RecordBatch] = []
        written = pa.ipc.open_file(source)
        for place in range(written.num_record_batches):
            waiting.append(written.get_batch(place))
            if sum(map(len, waiting)) >= TOGETHER:
                yield pa.Table.from_batches(waiting)
                waiting = []
        yield pa.Table.from_batches(waiting, SCHEMA)


def _ranks(
    link: duckdb.DuckDBPyConnection, columns: Sequence[str], draft: Path
) -> npt.NDArray[np.int64]:
    """Return the number of each row; 0 for one that says the same as an earlier one."""
    said = ", ".join(f"coalesce({column}::VARCHAR, '')" for column in columns)
    link.execute("CREATE OR REPLACE TEMP TABLE marked (place BIGINT, mark UHUGEINT)")
    start = 0
    for table in _tables(draft):
        link.register("waiting", table)
        link.execute(
            f"INSERT INTO marked SELECT {start} + row_number() OVER () - 1, "
            f"md5_number(concat_ws('\t', {said})) FROM waiting"
        )
        link.unregister("waiting")
        start += len(table)
    found = link.sql(
        "SELECT min(place) AS place, row_number() OVER (ORDER BY mark) AS rank "
        "FROM marked GROUP BY mark"
    ).fetchnumpy()
    link.execute("DROP TABLE marked")
    ranks = np.zeros(start, dtype=np.int64)
    ranks[found["place"]] = found["rank"]
    return ranks


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

    def look(self, said: pa.Table) -> None:
        """Count in some usable rows what is filled, and what of it cannot be meant."""
        self.rows += len(said)
        for name, meant in self._MEANT.items():
            if name not in self.names or self.filled[name] >= LOOKED_AT:
                continue
            values = Counter(said.column(name).slice(0, LOOKED_AT).to_pylist())
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
