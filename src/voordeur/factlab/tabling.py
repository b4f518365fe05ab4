# SPDX-License-Identifier: EUPL-1.2
"""Tables in DuckDB made out of rows of Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

ARROW = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
}
"""The Arrow type of each DuckDB type that is used."""


def make_table(
    link: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Make (or make anew) a table with these columns (name to DuckDB type) out of rows."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = pa.table(
        {
            column: pa.array(value, ARROW[kind])
            for (column, kind), value in zip(columns.items(), values, strict=True)
        }
    )
    link.register("rows_of_python", table)
    link.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM rows_of_python")
    link.unregister("rows_of_python")


def quoted(path: Path) -> str:
    """Return a path as SQL text."""
    return "'" + str(path).replace("'", "''") + "'"


def parquet_of(paths: Iterable[Path]) -> str:
    """Return files of the same columns as a table of SQL."""
    return f"read_parquet([{', '.join(map(quoted, paths))}])"


def write_query(link: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write what a query finds as Parquet, by way of another name.

    Not compressed: what is kept between runs is read far more often than it is written.
    """
    draft = path.with_suffix(".part")
    link.execute(f"COPY ({query}) TO {quoted(draft)} (FORMAT parquet, COMPRESSION uncompressed)")
    draft.replace(path)
