# SPDX-License-Identifier: EUPL-1.2
"""Scoring encoded records, so that the same way leads from there to persons and households.

Encodings are compared within blocks: the same year of birth, or the same door. Small lists are
compared whole. What two encodings have in common becomes a weight in milli-bits by a straight
line, set on synthetic towns: `NEUTRAL` thousandths in common is as likely as not one person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import duckdb
import numpy as np

from voordeur.factlab.encoding.comparing import alike, unpack
from voordeur.factlab.tabling import make_table

NEUTRAL = 700
PER_THOUSANDTH = 40
SAME_DOOR = 4_000
"""What living behind the same door adds, in milli-bits."""

LEAST = 500
"""Pairs with less in common are no candidates."""

WHOLE = 60_000_000
"""Up to so many pairs, everything is compared with everything."""

PAIRS = {"left_record": "BIGINT", "right_record": "BIGINT", "weight": "INTEGER"}

type Coded = tuple[int, str, int | None, str | None]
"""Record, encodings, year of birth, door."""


def score(link: duckdb.DuckDBPyConnection, left: str, right: str, made: str) -> None:
    """Make the table `made` (left_record, right_record, weight) of encoded records that look alike.

    `left` and `right` are standardised tables; records without encoding are passed over.
    """
    make_table(link, "coded_pairs", PAIRS, _pairs(_coded(link, left), _coded(link, right)))
    link.execute(f"CREATE OR REPLACE TABLE {made} AS {_weighed(left, right)}")
    link.execute("DROP TABLE coded_pairs")


def _weighed(left: str, right: str) -> str:
    """Weigh each pair once, by its likest encodings and its doors."""
    return (
        "SELECT left_record, right_record, (max(weight) + CASE WHEN bool_or(l.door = r.door) "
        f"THEN {SAME_DOOR} ELSE 0 END)::INTEGER AS weight FROM coded_pairs JOIN {left} AS l "
        f"ON l.record = left_record JOIN {right} AS r ON r.record = right_record "
        "GROUP BY left_record, right_record"
    )


def score_loose(link: duckdb.DuckDBPyConnection, unsure: str, made: str) -> None:
    """Add to `made` the pairs among encoded records that are not sure of the spine."""
    loose = _coded(link, unsure)
    if loose:
        make_table(
            link, "coded_pairs", PAIRS, (pair for pair in _pairs(loose, loose) if pair[0] < pair[1])
        )
        link.execute(f"INSERT INTO {made} {_weighed(unsure, unsure)}")
        link.execute("DROP TABLE coded_pairs")


def _coded(link: duckdb.DuckDBPyConnection, table: str) -> list[Coded]:
    return link.sql(
        f"SELECT record, clk, year, door FROM {table} WHERE clk IS NOT NULL ORDER BY record"
    ).fetchall()


def _pairs(left: Sequence[Coded], right: Sequence[Coded]) -> Iterator[tuple[int, int, int]]:
    if len(left) * len(right) <= WHOLE:
        yield from _compare(left, right)
        return
    for column in (2, 3):
        by_block: dict[object, list[Coded]] = defaultdict(list)
        for one in right:
            if one[column] is not None:
                by_block[one[column]].append(one)
        mine: dict[object, list[Coded]] = defaultdict(list)
        for one in left:
            if one[column] in by_block:
                mine[one[column]].append(one)
        for block, ones in mine.items():
            yield from _compare(ones, by_block[block])


def _compare(left: Sequence[Coded], right: Sequence[Coded]) -> Iterator[tuple[int, int, int]]:
    left_bits, left_places = unpack([one[1] for one in left])
    right_bits, right_places = unpack([one[1] for one in right])
    left_records = np.array([one[0] for one in left], dtype=np.int64)[left_places]
    right_records = np.array([one[0] for one in right], dtype=np.int64)[right_places]
    for rows, columns, common in alike(left_bits, right_bits, LEAST):
        yield from zip(
            left_records[rows].tolist(),
            right_records[columns].tolist(),
            ((common - NEUTRAL) * PER_THOUSANDTH).tolist(),
            strict=True,
        )
