# SPDX-License-Identifier: EUPL-1.2
"""The engine that counts in DuckDB, over the linked data of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np

from voordeur.factlab.counting.facts import Period
from voordeur.factlab.counting.sql import SqlEngine


class DuckEngine(SqlEngine):
    """Counts in an open DuckDB database of linked data.

    What it makes for itself are temporary tables; the linked data are only read.
    """

    def __init__(self, link: duckdb.DuckDBPyConnection, period: Period) -> None:
        self._link = link
        super().__init__(period)

    def _rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        return self._link.execute(query).fetchall()

    def _columns(self, query: str) -> Mapping[str, np.ndarray]:
        return self._link.execute(query).fetchnumpy()

    def _keep(self, table: str, query: str) -> None:
        self._link.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {query}")

    def _keep_codes(self, rows: Iterable[tuple[str, str, int, int]]) -> None:
        self._link.execute(
            "CREATE OR REPLACE TEMP TABLE code "
            "(set_name VARCHAR, code VARCHAR, word INTEGER, bit BIGINT)"
        )
        if given := list(rows):
            self._link.executemany("INSERT INTO code VALUES (?, ?, ?, ?)", given)
