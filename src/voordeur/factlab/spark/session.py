# SPDX-License-Identifier: EUPL-1.2
"""A Spark session with what Factlab needs set, on this machine or on a cluster."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from voordeur.factlab.fault import Fault

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[2]"
"""Two cores of this machine."""

_SMALL_JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
"""On one machine for a short run: a virtual machine that starts quickly instead of running long."""


@contextmanager
def session(master: str = LOCAL, memory: str = "2g") -> Iterator[SparkSession]:
    """Yield a Spark session; it ends with the block. Raises Fault when Spark does not start.

    `master`: as Spark writes it. On a cluster the folder of the run lies where every worker sees
    it, and every worker has this version of Voordeur with the extra `factlab`. What a site sets in
    its own Spark configuration stays.
    """
    alone = master.startswith("local")
    if alone:
        # Spark finds its own machine by name, which not every machine knows.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = _builder().master(master).appName("voordeur factlab")
    settings: dict[str, Any] = {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": False,
        "spark.ui.showConsoleProgress": False,
        "spark.driver.memory": memory,
        "spark.sql.catalogImplementation": "in-memory",
    }
    if alone:
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.extraJavaOptions": _SMALL_JAVA,
            "spark.sql.shuffle.partitions": 2,
        }
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = _started(builder, master)
    try:
        made.sparkContext.setLogLevel("ERROR")
        made.udf.register("jarowinkler_similarity", _alike_for_spark())
        yield made
    finally:
        made.stop()


def _builder() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Fault(
            "Spark is not installed.", "engine spark", "Install voordeur[spark], or use duckdb."
        ) from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise Fault("Spark needs Java.", "engine spark", "Install Java 17 or 21, or use duckdb.")
    return SparkSession.builder


def _started(builder: Any, master: str) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkRuntimeError

    try:
        made: SparkSession = builder.getOrCreate()
    except (PySparkRuntimeError, Py4JError) as error:
        raise Fault(
            "Spark does not start.",
            f"engine spark, {master}",
            "Its own words stand above. It needs Java 17 or 21 (see JAVA_HOME and `java -version`) "
            "and a master that answers; or use duckdb.",
        ) from error
    return made


def alike(left: pa.Array, right: pa.Array) -> pa.Array:
    """Return the Jaro-Winkler similarity of two columns of texts, worked out by DuckDB.

    Spark's own and those of its libraries differ from DuckDB's in the last digits and beyond, and
    so would the households. NULL where either is.
    """
    texts = pa.table({"left_text": left, "right_text": right})
    with duckdb.connect(config={"threads": 1}) as link:
        link.register("texts", texts)
        found = link.sql(
            "SELECT jaro_winkler_similarity(left_text, right_text) AS alike FROM texts"
        ).to_arrow_table()
    return found.column("alike").combine_chunks()


def _alike_for_spark() -> Any:
    from pyspark.sql.functions import arrow_udf

    # "Not deterministic" keeps Spark from working it out twice, in the column and in the filter.
    return arrow_udf(alike, "double").asNondeterministic()
