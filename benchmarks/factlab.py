# SPDX-License-Identifier: EUPL-1.2
"""Counting and combinations as ratios: the same question, the same table, side by side, in turn.

    python -m benchmarks.factlab [--provisions 3200000] [--times 5]

pandas and mlxtend are needed only here: `uv sync --group bench`. What is compared:

- stacking: distinct kinds per household, then households per area with one, two, three or more;
  ours (words of bits) next to DuckDB's count(distinct) and pandas' nunique. All three read the same
  columns: household, kind as a number, area; pandas has them in memory, we fetch them each time.
- combinations: sets of at most four kinds at 0.2 % support; both start at the table of provisions and
  make what they need of it with DuckDB: ours distinct baskets, mlxtend's fpgrowth a table of booleans.
  The sets must be equal.
"""

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import duckdb
import numpy

from voordeur.factlab.combinations.itemsets import frequent_words
from voordeur.factlab.counting.gathering import THREADS, apart, numbered, union

KINDS = 60
AREAS = 83

DISTINCT = (
    "SELECT area, least(kinds, 3) AS stack, count(*) FROM (SELECT household, any_value(area) AS area, "
    "count(DISTINCT kind) AS kinds FROM given GROUP BY household) GROUP BY ALL ORDER BY ALL"
)


def ours(link: duckdb.DuckDBPyConnection) -> list[tuple[int, int, int]]:
    """Return our stacking: kinds as bits by what the product gathers them with, then per area."""
    rows = link.sql("SELECT household, kind, area FROM given").to_arrow_table()
    columns = {name: rows.column(name).to_numpy() for name in rows.column_names}
    units, _ = numbered(columns.pop("household"))
    with ThreadPoolExecutor(THREADS) as threads:
        found = sum(threads.map(_stacks, apart(units, columns)))
    return [(*divmod(int(at), 4), int(found[at])) for at in numpy.flatnonzero(found)]


def _stacks(part: dict[str, numpy.ndarray]) -> numpy.ndarray:
    """Count households of one part per area and number of kinds."""
    units = part["unit"]
    many = int(units.max()) + 1
    stack = numpy.minimum(numpy.bitwise_count(union(units, part["kind"], many)), 3)
    area = numpy.empty(many, dtype=part["area"].dtype)
    area[units] = part["area"]
    return numpy.bincount(area * 4 + stack, minlength=AREAS * 4)


def made(provisions: int) -> duckdb.DuckDBPyConnection:
    """Return a database with provisions of made-up households, a few kinds much commoner than others."""
    link = duckdb.connect(config={"threads": 2})
    link.execute("SET enable_progress_bar = false")
    link.execute("CREATE MACRO chance(a, b) AS (hash(a * 1000003 + b) % 1000003) / 1000003.0")
    link.execute(
        "CREATE TABLE given AS SELECT household, kind, (hash(household) % $areas)::INTEGER AS area FROM "
        "(SELECT floor(power(chance(i, 1), 1.5) * $households)::BIGINT AS household, "
        "floor(power(chance(i, 2), 1.6) * $kinds)::INTEGER AS kind FROM range($many) t(i))",
        {"areas": AREAS, "households": provisions * 100 // 220, "kinds": KINDS, "many": provisions},
    )
    return link


def in_turn(
    times: int, works: dict[str, Callable[[], Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what each work took, and its answer; they take turns, after one warm-up each.

    Medians: seconds by the clock, processor seconds of all threads, and how many times the first
    work goes into each other one in both.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    answers = {}
    for turn in range(times + 1):
        for name, work in works.items():
            start, used = time.perf_counter(), time.process_time()
            answers[name] = work()
            if turn:
                taken[name].append((time.perf_counter() - start, time.process_time() - used))
    first = next(iter(works))
    found: dict[str, Any] = {}
    for at, clock in enumerate(("seconds", "processor_seconds")):
        found[clock] = {name: median(one[at] for one in some) for name, some in taken.items()}
        found[f"times_{clock}"] = {
            name: median(other[at] / own[at] for own, other in zip(taken[first], some, strict=True))
            for name, some in taken.items()
            if name != first
        }
    return found, answers


def stacking(link: duckdb.DuckDBPyConnection, times: int) -> dict[str, Any]:
    """Measure stacking three ways."""
    frame = link.execute("SELECT * FROM given").df()

    def pandas() -> list[tuple[int, int, int]]:
        per = frame.groupby("household").agg(area=("area", "first"), kinds=("kind", "nunique"))
        found = per.assign(stack=per["kinds"].clip(upper=3)).groupby(["area", "stack"]).size()
        return [(area, stack, many) for (area, stack), many in found.items()]

    taken, answers = in_turn(
        times,
        {
            "ours": lambda: ours(link),
            "count_distinct": lambda: link.execute(DISTINCT).fetchall(),
            "pandas": pandas,
        },
    )
    assert answers["ours"] == answers["count_distinct"] == answers["pandas"]
    return taken


def combinations(link: duckdb.DuckDBPyConnection, times: int) -> dict[str, Any]:
    """Measure frequent sets two ways; the sets must be equal."""
    import pandas
    from mlxtend.frequent_patterns import fpgrowth

    baskets = (
        "SELECT kinds, count(*) FROM (SELECT household, bit_or(CAST(1 AS BIGINT) << kind) AS kinds "
        "FROM given GROUP BY household) GROUP BY kinds"
    )
    [(households,)] = link.execute("SELECT count(DISTINCT household) FROM given").fetchall()
    least = -(-households * 2 // 1000)
    per_household = "SELECT bit_or(CAST(1 AS BIGINT) << kind) FROM given GROUP BY household"

    def mine() -> dict[tuple[int, ...], int]:
        columns = list(link.execute(baskets).fetchnumpy().values())
        words = numpy.asarray(columns[0]).astype(numpy.uint64)[:, None]
        return dict(frequent_words(words, numpy.asarray(columns[1]), least, 4))

    def theirs() -> dict[tuple[int, ...], int]:
        (masks,) = link.execute(per_household).fetchnumpy().values()
        bits = numpy.asarray(masks)[:, None] >> numpy.arange(KINDS) & 1
        table = pandas.DataFrame(bits.astype(bool), columns=list(range(KINDS)))
        found = fpgrowth(
            table, min_support=(least - 0.5) / households, max_len=4, use_colnames=True
        )
        return {
            tuple(sorted(items)): round(support * households)
            for items, support in zip(found["itemsets"], found["support"], strict=True)
        }

    taken, answers = in_turn(times, {"ours": mine, "mlxtend": theirs})
    assert answers["ours"] == answers["mlxtend"]
    return taken | {"sets": len(answers["ours"])}


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provisions", type=int, default=3_200_000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    link = made(given.provisions)
    print(json.dumps({"stacking": stacking(link, given.times)}, indent=2), flush=True)
    print(json.dumps({"combinations": combinations(link, given.times)}, indent=2))


if __name__ == "__main__":
    main()
