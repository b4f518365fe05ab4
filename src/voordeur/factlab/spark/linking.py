# SPDX-License-Identifier: EUPL-1.2
"""Comparing records on Spark: what linking spends its time on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from voordeur.factlab.linkage.comparisons import BLOCKS
from voordeur.factlab.linkage.model import Model
from voordeur.factlab.linkage.scoring import RARE, Blocks, Scale, question
from voordeur.factlab.spark.saying import said
from voordeur.factlab.tabling import quoted

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class SparkScorer:
    """Scores pairs of records on Spark, with the same question and the same weights as DuckDB.

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
        self.folder.mkdir(parents=True, exist_ok=True)
        for table in {left, right, *(f"rare_{column}" for column in RARE)}:
            path = self.folder / f"{table}.parquet"
            link.execute(f"COPY (FROM {table}) TO {quoted(path)} (FORMAT parquet)")
            self.spark.read.parquet(str(path)).createOrReplaceTempView(table)
        pairs = self.folder / f"{made}.parquet"
        query = said(question(left, right, model, scale, least, within=within, blocks=blocks))
        self.spark.sql(query).write.mode("overwrite").parquet(str(pairs))
        link.execute(
            f"CREATE OR REPLACE TABLE {made} AS SELECT left_record, right_record, "
            f"weight::INTEGER AS weight FROM read_parquet({quoted(pairs / '*.parquet')})"
        )
