# SPDX-License-Identifier: EUPL-1.2
"""The engine that counts on Spark, over the linked data of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from voordeur.factlab import linked
from voordeur.factlab.counting.facts import Period
from voordeur.factlab.counting.sql import SqlEngine
from voordeur.factlab.spark.saying import name_of, said
from voordeur.factlab.tabling import quoted

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_COUNTED = {"link", "household"}
"""The tables of a clustering that counting reads."""


class SparkEngine(SqlEngine):
    """Counts on Spark; the linked data are handed over as Parquet in a folder that workers see."""

    def __init__(
        self, spark: SparkSession, link: duckdb.DuckDBPyConnection, period: Period, folder: Path
    ) -> None:
        self._spark = spark
        hand_over(link, folder)
        for path in folder.glob("*.parquet"):
            spark.read.parquet(str(path)).createOrReplaceTempView(path.stem)
        for clustering in linked.CLUSTERINGS:
            for shape, rows in linked.VIEWS.values():
                query = said(linked.joined_to_link(clustering, shape, rows))
                spark.sql(query).createOrReplaceTempView(name_of(clustering, shape.name))
        super().__init__(period)

    def _rows(self, query: str) -> Sequence[tuple[Any, ...]]:
        return [tuple(row) for row in self._spark.sql(said(query)).collect()]

    def _columns(self, query: str) -> Mapping[str, np.ndarray]:
        found = self._spark.sql(said(query)).toArrow()
        return {name: found.column(name).to_numpy() for name in found.column_names}

    def _keep(self, table: str, query: str) -> None:
        self._spark.sql(said(query)).cache().createOrReplaceTempView(table)

    def _keep_codes(self, rows: Iterable[tuple[str, str, int, int]]) -> None:
        self._spark.createDataFrame(
            list(rows), "set_name string, code string, word int, bit bigint"
        ).createOrReplaceTempView("code")


def hand_over(link: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the linked data that are counted to a folder, one Parquet file per table."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [("main", shape.name) for shape in linked.COMMON]
    tables += [(schema, name) for schema in linked.CLUSTERINGS for name in sorted(_COUNTED)]
    for schema, name in tables:
        path = folder / f"{name_of(schema, name)}.parquet"
        link.execute(f"COPY {schema}.{name} TO {quoted(path)} (FORMAT parquet)")
