# SPDX-License-Identifier: EUPL-1.2
"""A delivery as its records stand while it is linked: standardised, and kept beside it."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet

from voordeur.factlab.deliveries.converting import SCHEMA
from voordeur.factlab.linkage.standardise import DELIVERED, STANDARD, Standardiser

ENCODED = ("clk", "door")
"""What encoded records are compared by."""

REGISTERED = (
    "key",
    "partner_key",
    "parent_keys",
    "neighbourhood",
    "district",
    "municipality",
    "from_day",
    "to_day",
)
"""What is handed on of a record beside what is compared."""

TOGETHER = 500_000
"""Rows standardised together."""

_NAMES = {
    "surname": ("prefix", "surname"),
    "partner_surname": ("partner_prefix", "partner_surname"),
}
_KEPT = (*ENCODED, *REGISTERED)
_READ = ("rank", *dict.fromkeys((*DELIVERED, "prefix", "partner_prefix", *_KEPT)))
_SCHEMA = pa.schema([*STANDARD, *(SCHEMA.field(name) for name in _KEPT)])


def keep_standard(reader: Standardiser, rows: Path, path: Path, start: int) -> None:
    """Standardise the rows of a delivery and write them to `path`; records are numbered from `start`.

    Columns: `STANDARD`, `ENCODED` and `REGISTERED`.
    """
    draft = path.with_suffix(".part")
    # Written once and read at every linking: not compressed, that costs more time than it saves.
    target = parquet.ParquetWriter(draft, _SCHEMA, compression="none")
    with parquet.ParquetFile(rows) as source, target as writer:
        for batch in source.iter_batches(TOGETHER, columns=list(_READ)):
            said = pa.Table.from_batches([batch])
            said = said.append_column("record", pc.add(said["rank"], start))
            for name, parts in _NAMES.items():
                place = said.column_names.index(name)
                said = said.set_column(place, name, _joined(*(said[part] for part in parts)))
            writer.write_table(reader.read(said, _KEPT).cast(_SCHEMA))
    draft.replace(path)


def _joined(prefix: pa.ChunkedArray, surname: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a surname behind its prefix; one of the two where the other is not there."""
    if prefix.null_count == len(prefix):
        return surname
    return pc.coalesce(pc.binary_join_element_wise(prefix, surname, " "), surname, prefix)
