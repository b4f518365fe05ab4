# SPDX-License-Identifier: EUPL-1.2
"""A whole run on Spark tells what the same run on DuckDB tells, to the last figure."""

import shutil
from pathlib import Path

import pytest

from tests.factlab.spark.test_spark import for_little_data
from voordeur.cli import main

EXAMPLE = Path(__file__).parents[3] / "examples" / "factlab"

pytestmark = pytest.mark.long


def test_a_run_on_spark_tells_the_same_figures(tmp_path, monkeypatch):
    for_little_data(tmp_path / "conf", monkeypatch)
    for engine in ("duckdb", "spark"):
        shutil.copytree(EXAMPLE, tmp_path / engine)
        words = ["factlab", "run", str(tmp_path / engine), "--out", str(tmp_path / f"{engine}-out")]
        assert main([*words, "--engine", engine]) == 0
    one, other = (
        (tmp_path / f"{engine}-out" / "figures.parquet").read_bytes()
        for engine in ("duckdb", "spark")
    )
    assert one == other
