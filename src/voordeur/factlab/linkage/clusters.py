# SPDX-License-Identifier: EUPL-1.2
"""From scored pairs to persons, three times: from few and sure links to many.

Each record is linked to at most one person of the spine (the register to which all lists are
linked), to the best candidate, and the lead over the second best counts: of twins that look alike
neither is sure. What is linked to nobody there is brought together with its like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from voordeur.factlab.fault import Fault
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.tabling import make_table

CERTAIN = 1_000_000
"""The score of a link that somebody decided on, in milli-bits."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score records are linked, in milli-bits (1000: twice as likely as not)."""

    strict: int = 6000
    middle: int = 0
    lenient: int = -4000

    def __post_init__(self) -> None:
        """Refuse thresholds in another order."""
        if not self.strict >= self.middle >= self.lenient:
            raise Fault(
                "The strict threshold must be the highest and the lenient one the lowest.",
                "thresholds",
                "Put them in order.",
            )

    def __getitem__(self, clustering: str) -> int:
        """Return the threshold of a clustering."""
        value: int = getattr(self, clustering)
        return value


def best_of(link: duckdb.DuckDBPyConnection, scored: str, made: str) -> None:
    """Make `made` (record, person, score): per record the best candidate and how sure that is.

    The score is the weight of the best, or its lead over the second best when that is less. Equal
    weights: the candidate that comes first in the spine, with score 0.
    """
    link.execute(
        f"CREATE OR REPLACE TABLE {made} AS SELECT left_record AS record, right_record AS person, "
        "least(weight, coalesce(weight - next_weight, weight)) AS score "
        "FROM (SELECT *, row_number() OVER best AS place, lead(weight) OVER best AS next_weight "
        f"FROM {scored} WINDOW best AS (PARTITION BY left_record ORDER BY weight DESC, "
        "right_record)) WHERE place = 1 ORDER BY record"
    )


def cluster(
    link: duckdb.DuckDBPyConnection,
    records: str,
    best: str,
    pairs: str,
    made: str,
    thresholds: Thresholds,
) -> None:
    """Make `made` (record, strict, middle, lenient): the person of each of `records`, three times.

    `pairs` (left_record, right_record, weight) are of records that are not sure of the spine. A
    person outside the spine has the number of the first record about them.
    """
    loose = {name: _loose(link, best, pairs, thresholds[name]) for name in CLUSTERINGS}
    make_table(
        link,
        "loose_persons",
        {"record": "BIGINT", "clustering": "VARCHAR", "person": "BIGINT"},
        ((record, name, person) for name in CLUSTERINGS for record, person in loose[name].items()),
    )
    columns = ", ".join(
        f"coalesce(CASE WHEN best.score >= {thresholds[name]} THEN best.person END, "
        f"loose_{name}.person, all_records.record) AS {name}"
        for name in CLUSTERINGS
    )
    joins = " ".join(
        f"LEFT JOIN (SELECT record, person FROM loose_persons WHERE clustering = '{name}') "
        f"AS loose_{name} ON all_records.record = loose_{name}.record"
        for name in CLUSTERINGS
    )
    link.execute(
        f"CREATE OR REPLACE TABLE {made} AS SELECT all_records.record, {columns} FROM {records} "
        f"AS all_records LEFT JOIN {best} AS best ON all_records.record = best.record {joins} "
        "ORDER BY all_records.record"
    )
    link.execute("DROP TABLE loose_persons")


def _loose(link: duckdb.DuckDBPyConnection, best: str, pairs: str, least: int) -> Mapping[int, int]:
    """Return the person of each record that is not linked to the spine but to another record."""
    linked = f"SELECT record FROM {best} WHERE score >= {least}"
    found = link.sql(
        f"SELECT left_record, right_record FROM {pairs} WHERE weight >= {least} "
        f"AND left_record NOT IN ({linked}) AND right_record NOT IN ({linked})"
    ).fetchall()
    return components(found)


def components(edges: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Return for each number that is tied to another the lowest number it is tied to, in steps.

    >>> components([(5, 3), (3, 8), (1, 2)])
    {5: 3, 3: 3, 8: 3, 1: 1, 2: 1}
    """
    above: dict[int, int] = {}

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for left, right in edges:
        above.setdefault(left, left)
        above.setdefault(right, right)
        low, high = sorted((top(left), top(right)))
        above[high] = low
    return {one: top(one) for one in above}
