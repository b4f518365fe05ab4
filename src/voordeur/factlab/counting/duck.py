# SPDX-License-Identifier: EUPL-1.2
"""The engine that counts in DuckDB, over the linked data of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from voordeur.factlab.counting import gathering, steps
from voordeur.factlab.counting.engine import Unit
from voordeur.factlab.counting.facts import WORD, Period
from voordeur.factlab.counting.sql import SqlEngine

STACKED = ("kinds", "laws", "sources")
"""The masks that are made of provisions."""
CODED = "coded"
"""The table with every provision of the period in whole numbers, made once."""


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
            "(set_name VARCHAR, code VARCHAR, word INTEGER, bit BIGINT, place SMALLINT)"
        )
        if given := [(*row, row[2] * WORD + row[3].bit_length() - 1) for row in rows]:
            self._link.executemany("INSERT INTO code VALUES (?, ?, ?, ?, ?)", given)

    def _stacked(self, clustering: str, unit: Unit) -> Sequence[steps.Step]:
        """Gather in arrays, some millions of provisions at a time, and keep what came of it."""
        table = f"stacked_{clustering}_{unit}"
        words = {mask: self.book.words(mask) for mask in STACKED}
        names = [f"{mask}_{word}" for mask, some in words.items() for word in range(some)]
        names += ["provisions", "household", "law_unknown", "intended", "unintended"]
        names += ["cost_cents", "cost_unknown"]
        columns = ", ".join(f"{name} BIGINT NOT NULL" for name in ("unit", *names))
        self._link.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
        if CODED not in self._ready:
            self._keep(CODED, steps.in_numbers(self.period).sql)
            self._ready.add(CODED)
        [(many,)] = self._rows(f"SELECT count(*) FROM {CODED}")
        parts = -(-many // gathering.BLOCK)
        for part in range(parts):
            block = self._link.sql(
                f"SELECT link.{unit} AS unit, link.household, {CODED}.* EXCLUDE (record) FROM {CODED} "
                f"JOIN {clustering}.link AS link USING (record) WHERE link.{unit} IS NOT NULL "
                f"AND hash(link.{unit}) % {parts} = {part}"
            ).to_arrow_table()
            rows = {name: block.column(name).to_numpy() for name in block.column_names}
            if unit == "household":
                rows["household"] = rows["unit"]
            found = gathering.stacked(rows, words)
            self._link.register("gathered", pa.table(found))
            self._link.execute(f"INSERT INTO {table} BY NAME SELECT * FROM gathered")
            self._link.unregister("gathered")
        known = "CASE WHEN provisions > cost_unknown THEN cost_cents END AS cost_cents"
        return [steps.Step("stacked", f"SELECT * REPLACE ({known}) FROM {table}")]
