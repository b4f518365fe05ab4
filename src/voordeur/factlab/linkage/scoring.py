# SPDX-License-Identifier: EUPL-1.2
"""Scoring pairs of records: the weights of the model added up in whole milli-bits.

Splink's arithmetic with whole numbers: for each comparison the weight of the first level that
holds; agreeing on a rare value weighs log2(m / share of the value) instead of log2(m / u).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import duckdb

from voordeur.factlab.linkage.comparisons import BLOCKS, COMPARISONS, Blocks, Comparison, Level
from voordeur.factlab.linkage.model import Model, milli_bits
from voordeur.factlab.tabling import make_table

RARE = ("first", "surname")
"""Columns of which a rare value says more when it agrees."""

FEWEST = 3
"""A value counts as at least this often among the records it is counted in: one writer's slip
is not the rarest name of the town."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How rare values are, counted once in one table of records and then kept.

    `records` is how many records there are to choose from: the first doubt about any pair.
    """

    counted_in: str
    records: int

    @property
    def prior(self) -> int:
        """The weight against any two records being of one person, in milli-bits."""
        return -milli_bits(max(1, self.records))


def count_rare(link: duckdb.DuckDBPyConnection, records: str) -> Scale:
    """Count how rare values are in a standardised table; makes `rare_<column>` tables."""
    [(size,)] = link.sql(f"SELECT count(*) FROM {records}").fetchall()
    for column in RARE:
        found = link.sql(
            f"SELECT {column}, count(*) FROM {records} WHERE {column} IS NOT NULL "
            f"GROUP BY {column} ORDER BY {column}"
        ).fetchall()
        known = sum(times for _, times in found)
        make_table(
            link,
            f"rare_{column}",
            {column: "VARCHAR", "rarity": "INTEGER"},
            ((value, milli_bits(known / max(times, FEWEST))) for value, times in found),
        )
    return Scale(records, size)


def rarest(scale: Scale) -> int:
    """Return the rarity of a value that was never counted, in milli-bits."""
    return milli_bits(max(scale.records, FEWEST) / FEWEST)


class Scorer(Protocol):
    """Scores pairs of records as `score` does, on whatever engine."""

    def __call__(
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
        """Make the table `made`."""


def score(
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
    """Make the table `made` (left, right, weight) of pairs that weigh at least `least` milli-bits.

    `within`: left and right are the same table, and each pair stands there once.
    """
    query = question(left, right, model, scale, least, within=within, blocks=blocks)
    link.execute(f"CREATE OR REPLACE TABLE {made} AS {query}")


def question(
    left: str,
    right: str,
    model: Model,
    scale: Scale,
    least: int,
    *,
    within: bool = False,
    blocks: Blocks = BLOCKS,
) -> str:
    """Return the query of `score`, in words that every engine knows; reads `rare_<column>` too."""
    weights = " + ".join(_weight(comparison, model, scale) for comparison in COMPARISONS)
    return (
        "SELECT * FROM (SELECT l.record AS left_record, "
        f"r.record AS right_record, CAST({scale.prior} + {weights} AS INTEGER) AS weight "
        f"FROM ({_pairs(left, right, within, blocks)}) AS pairs "
        f"JOIN {left} AS l ON pairs.left_record = l.record "
        f"JOIN {right} AS r ON pairs.right_record = r.record {rarities('l')}) AS weighed "
        f"WHERE weight >= {int(least)}"
    )


def rarities(records: str) -> str:
    """Return the joins that bring how rare the values of records are."""
    return " ".join(
        f"LEFT JOIN rare_{column} AS rare_{column} ON {records}.{column} = rare_{column}.{column}"
        for column in RARE
    )


def _pairs(left: str, right: str, within: bool, blocks: Blocks) -> str:
    order = " AND l.record < r.record" if within else ""
    # Blocks that begin with the same column take one look at the records together.
    by_first: dict[str, list[Sequence[str]]] = {}
    for first, *rest in blocks:
        by_first.setdefault(first, []).append(rest)
    return " UNION ".join(
        f"SELECT l.record AS left_record, r.record AS right_record FROM {left} AS l JOIN {right} "
        f"AS r ON l.{first} = r.{first}{_one_of(rests)}{order}"
        for first, rests in by_first.items()
    )


def _one_of(rests: Sequence[Sequence[str]]) -> str:
    """Return the condition that all columns of one of these agree; nothing when one has no columns."""
    if not all(rests):
        return ""
    same = (" AND ".join(f"l.{column} = r.{column}" for column in rest) for rest in rests)
    return f" AND ({' OR '.join(f'({one})' for one in same)})"


def _weight(comparison: Comparison, model: Model, scale: Scale) -> str:
    cases = " ".join(
        f"ELSE {weight}" if level.condition == "ELSE" else f"WHEN {level.condition} THEN {weight}"
        for level, weight in weights(
            comparison, model, lambda column: rarity(f"rare_{column}", scale)
        )
    )
    return f"CASE WHEN {comparison.unknown} THEN 0 {cases} END"


def weights(
    comparison: Comparison, model: Model, rare: Callable[[str], str]
) -> Iterator[tuple[Level, str]]:
    """Yield what each level weighs, in milli-bits, as SQL.

    `rare`: the SQL for how rare a value of a column is.
    """
    for level in comparison.levels:
        odds = model.odds[comparison.name][level.name]
        yield (
            level,
            f"{milli_bits(odds.m)} + {rare(level.rare)}" if level.rare else str(odds.weight),
        )


def rarity(table: str, scale: Scale) -> str:
    """Return how rare a value is, in SQL over its table of `count_rare`."""
    return f"coalesce({table}.rarity, {rarest(scale)})"
