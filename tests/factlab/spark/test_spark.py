# SPDX-License-Identifier: EUPL-1.2
"""Spark, DuckDB and the reference engine: the same households and the same tables."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from tests.machine import lacking
from voordeur.factlab import linked
from voordeur.factlab.counting import (
    Area,
    Classes,
    DuckEngine,
    Has,
    Is,
    Not,
    Number,
    Period,
    PlainEngine,
)
from voordeur.factlab.counting.plain import HouseholdRow, ProblemRow, ProvisionRow, Rows
from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage import Options, link_up
from voordeur.factlab.spark.counting import SparkEngine
from voordeur.factlab.spark.linking import SparkScorer
from voordeur.factlab.spark.saying import said
from voordeur.factlab.spark.session import alike, session
from voordeur.factlab.synthetic.town import draw
from voordeur.factlab.synthetic.writing import write

YEAR = Period.year(2025)
FOR_LITTLE_DATA = """spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.adaptive.enabled false
"""
"""As a site sets it: Spark compiles no statements and plans none anew, which pays only for many rows."""


def for_little_data(folder, patch):
    """Let Spark start as a site sets it; without Spark the calling test is skipped, or fails on CI."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        lacking("Spark", "VOORDEUR_EXTRAS=spark ./voordeur, and Java 17 or 21")
    folder.mkdir(exist_ok=True)
    (folder / "spark-defaults.conf").write_text(FOR_LITTLE_DATA, encoding="utf-8")
    patch.setenv("SPARK_CONF_DIR", str(folder))


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for_little_data(tmp_path_factory.mktemp("conf"), patch)
        with session(memory="1g") as one:
            yield one


@pytest.fixture(scope="module")
def town(spark, tmp_path_factory):
    """A small town linked twice: by DuckDB and by Spark."""
    folder, work = tmp_path_factory.mktemp("town"), tmp_path_factory.mktemp("work")
    write(folder, draw(60, 7), 7, only_csv=True)
    manifest = Manifest.read(folder)
    taken = take_in(manifest, work)
    paths = []
    for name, options in (
        ("duckdb", Options()),
        ("spark", Options(score=SparkScorer(spark, work / "spark").score)),
    ):
        for kept in (*work.rglob("links-*"), *work.rglob("*sure-*")):
            kept.unlink()
        linking = link_up(manifest, taken, work, work / f"{name}.duckdb", options)
        linking.link.close()
        paths.append(linking.path)
    return paths


def test_spark_and_duckdb_make_the_same_persons_and_households(town):
    with duckdb.connect() as link:
        for name, path in zip(("one", "other"), town, strict=True):
            link.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        for clustering in linked.CLUSTERINGS:
            for shape in linked.PER_CLUSTERING:
                ones, others = (
                    link.sql(f"FROM {name}.{clustering}.{shape.name}").fetchall()
                    for name in ("one", "other")
                )
                assert ones, (clustering, shape.name)
                assert ones == others, (clustering, shape.name)


def reference(link):
    """Return the reference engine over a database of linked data."""

    def rows(shape, table, clustering):
        columns = ", ".join(shape._fields)
        found = link.sql(f"SELECT {columns} FROM {clustering}.{table}").fetchall()
        return tuple(shape(*one) for one in found)

    sources = link.sql("SELECT source, delivered FROM main.source ORDER BY 1").fetchall()
    return PlainEngine(
        {
            clustering: Rows(
                rows(HouseholdRow, "household", clustering),
                rows(ProvisionRow, "provision", clustering),
                rows(ProblemRow, "problem", clustering),
            )
            for clustering in linked.CLUSTERINGS
        },
        [source for source, _ in sources],
        YEAR,
        [source for source, delivered in sources if not delivered],
    )


def test_three_engines_count_the_same_tables(spark, town, tmp_path):
    with duckdb.connect(str(town[0]), read_only=True) as link:
        plain = reference(link)
        engines = [DuckEngine(link, YEAR), SparkEngine(spark, link, YEAR, tmp_path)]
        kinds = plain.book.sets["kinds"]
        area = Area("area", "neighbourhood", ("district", "municipality"))
        stack = Classes(
            "stack",
            (("3+", Number("kinds", 3)), ("2", Number("kinds", 2)), ("1", Number("kinds", 1))),
            "0",
        )
        mixed = Classes(
            "mixed",
            (
                ("dear", Number("cost_rank", 1, 20)),
                ("some", Has("kinds", kinds[:5])),
                ("not", Not(Is("kind", ("couple", "single")))),
            ),
            "rest",
        )
        asked = (
            lambda one: (one.book, one.gaps),
            lambda one: one.cells("middle", [area, stack, mixed]),
            lambda one: one.cells("middle", [mixed], "person"),
            lambda one: one.amounts("middle", [area]),
            lambda one: one.baskets("middle", "open", area),
            lambda one: one.seen("strict"),
            lambda one: one.given("lenient"),
            lambda one: one.places("middle", [mixed]),
            lambda one: one.prices("middle"),
        )
        for question in asked:
            answers = [question(one) for one in engines]
            assert answers == [question(plain)] * 2
        right = plain.starts("middle")
        for one in engines:
            found = one.starts("middle")
            assert found.unknown == right.unknown
            for column in ("households", "kinds", "days"):
                assert np.array_equal(getattr(found, column), getattr(right, column))


def test_texts_are_compared_by_one_function_on_both_engines():
    names = ["jansen", "janssen", "de vries", "müller", "", "kaya"]
    pairs = [(left, right) for left in names for right in names] + [("jansen", None)]
    with duckdb.connect() as link:
        theirs = [
            link.execute("SELECT jaro_winkler_similarity(?, ?)", pair).fetchall()[0][0]
            for pair in pairs
        ]
    left, right = (pa.array(list(side), pa.string()) for side in zip(*pairs, strict=True))
    assert alike(left, right).to_pylist() == theirs


def test_a_table_in_a_schema_is_a_view_of_the_session():
    query = "SELECT left_text FROM middle.link AS a JOIN main.record USING (record), code"
    found = said(query)
    assert "middle_link AS a" in found
    assert "main_record" in found
    assert "middle.link" not in found


def test_a_java_that_is_not_there_is_said_in_a_sentence(spark):
    """In a process of its own: this one has a Spark."""
    words = "from voordeur.factlab.spark.session import session\nwith session(): pass"
    done = subprocess.run(
        [sys.executable, "-c", words],
        env=os.environ | {"JAVA_HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith(
        f"{Fault.__module__}.Fault: engine spark, local[2]: Spark does not start."
    )
    assert "Java 17 or 21" in last


def test_nothing_imports_spark_before_it_is_asked_for():
    """Not at the top of a module, nor in a class; for a checker of types only."""
    folder = Path(linked.__file__).parent
    asked = {
        (path.name, name)
        for path in folder.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.Try)
        for one in ast.walk(node)
        if isinstance(one, ast.Import | ast.ImportFrom)
        for name in [getattr(one, "module", None), *(alias.name for alias in one.names)]
        if name and name.partition(".")[0] in {"pyspark", "sqlglot"}
    }
    assert not asked
