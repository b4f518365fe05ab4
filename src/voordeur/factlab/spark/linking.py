# SPDX-License-Identifier: EUPL-1.2
"""Comparing records on Spark, by Splink: what linking spends its time on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from voordeur.factlab.linkage.comparisons import BLOCKS, Blocks
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.scoring import Scale
from voordeur.factlab.spark.saying import said
from voordeur.factlab.tabling import quoted

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class SparkScorer:
    """Scores pairs of records on Spark: Splink's pairs and vectors, the same weights as on DuckDB.

    Records go there and pairs come back as Parquet in `folder`, which workers see.
    """

    spark: SparkSession
    folder: Path

    def score(
        self,
        link: duckdb.DuckDBPyConnection,
        left: str,
        right: str,
        made: str,
        model: Model,
        scale: Scale,
        least: int,
        *,
        within: bool = False,
        blocks: Blocks = BLOCKS,
    ) -> None:
        """Make the table `made` as `scoring.score` does."""
        # Here and not above: Splink is a second of starting up that only who links needs.
        from splink.backends.spark import SparkAPI

        from voordeur.factlab.linkage import vectors

        self.folder.mkdir(parents=True, exist_ok=True)
        for table in {left, right}:
            path = self.folder / f"{table}.parquet"
            query = vectors.given(table, scale)
            link.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet)")
            self.spark.read.parquet(str(path)).createOrReplaceTempView(table)
        database = SparkAPI(
            spark_session=self.spark,
            # Splink's own functions, of a jar, are not what texts are compared with (`session.alike`).
            register_udfs_automatically=False,
            break_lineage_method="persist",
        )
        found = vectors.compared(database, left, right, model, within=within, blocks=blocks)
        # What Splink keeps of each pair is wide; two numbers and a weight are wanted of it.
        found.as_spark_dataframe().unpersist()
        pairs = self.folder / f"{made}.parquet"
        query = said(vectors.weighed(found.physical_name, model, scale, least))
        self.spark.sql(query).write.mode("overwrite").parquet(str(pairs))
        database.delete_tables_created_by_splink_from_db()
        link.execute(
            f"CREATE OR REPLACE TABLE {made} AS SELECT left_record, right_record, "
            f"weight::INTEGER AS weight FROM read_parquet({quoted(pairs / '*.parquet')})"
        )
