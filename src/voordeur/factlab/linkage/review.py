# SPDX-License-Identifier: EUPL-1.2
"""The grey zone: links of which a person should say whether they are right, and what they said.

What was decided is kept by what the two records say, not by their number, so that it holds in
later runs for the same two records, and for no other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage.clusters import CERTAIN, Thresholds
from voordeur.factlab.linkage.comparisons import COMPARISONS
from voordeur.factlab.tabling import make_table

_SAYS = (
    "first, initials, surname, other, birth, year, month, day, sex, postcode, area, house, "
    "addition, street, bsn, clk, door"
)

type Pair = tuple[str, str]
"""The marks of two records."""


@dataclass(frozen=True)
class Decisions:
    """What was decided about pairs of records: one person or two, by whom and when."""

    made: Mapping[Pair, bool] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """Read decisions that were kept; none when there is no file. Of two, the last holds."""
        made: dict[Pair, bool] = {}
        if path.exists():
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                try:
                    one = json.loads(line)
                    made[one["left"], one["right"]] = bool(one["same"])
                except (ValueError, KeyError, TypeError) as error:
                    raise Fault(
                        "This is no decision.", f"{path.name}:{number}", "Take the line out."
                    ) from error
        return cls(made)

    def apply(self, link: duckdb.DuckDBPyConnection, records: str, pairs: str) -> None:
        """Make pairs (left_record, right_record, weight) say what was decided.

        Two persons: the pair is taken out. One person: the pair weighs `CERTAIN`.
        """
        if not self.made:
            return
        make_table(
            link,
            "decided",
            {"left_mark": "VARCHAR", "right_mark": "VARCHAR", "same": "BOOLEAN"},
            ((*pair, same) for pair, same in self.made.items()),
        )
        left, right = (
            marks(f"{records} WHERE record IN (SELECT {side} FROM {pairs})")
            for side in ("left_record", "right_record")
        )
        link.execute(
            f"CREATE TEMP TABLE decided_pairs AS SELECT left_record, right_record, same "
            f"FROM {pairs} JOIN ({left}) AS l ON l.record = left_record "
            f"JOIN ({right}) AS r ON r.record = right_record "
            "JOIN decided ON l.mark = left_mark AND r.mark = right_mark"
        )
        for change in (
            f"DELETE FROM {pairs} AS p USING decided_pairs AS d WHERE NOT d.same",
            f"UPDATE {pairs} AS p SET weight = {CERTAIN} FROM decided_pairs AS d WHERE d.same",
        ):
            link.execute(
                f"{change} AND p.left_record = d.left_record AND p.right_record = d.right_record"
            )
        link.execute("DROP TABLE decided_pairs")
        link.execute("DROP TABLE decided")


def keep(path: Path, pair: Pair, *, same: bool, by: str, on: date) -> None:
    """Write a decision down behind those that were made before."""
    line = {"left": pair[0], "right": pair[1], "same": same, "by": by, "on": on.isoformat()}
    with path.open("a", encoding="utf-8") as target:
        target.write(json.dumps(line) + "\n")


def marks(records: str) -> str:
    """Return the query that gives each of these records its mark, by what it says.

    `records`: a table, with WHERE behind it when it is about some of them.
    """
    texts = ", ".join(f"coalesce({one}::VARCHAR, '')" for one in _SAYS.split(", "))
    return f"SELECT record, md5(concat_ws('|', {texts})) AS mark FROM {records}"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A link in the grey zone, without what the records say: how sure, and how each part agrees."""

    pair: Pair
    record: int
    person: int
    score: int
    agrees: Mapping[str, str]
    """Per comparison the level it fell in; "unknown" where one of the two says nothing."""


def grey(link: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> tuple[Doubtful, ...]:
    """Return the links that not every clustering makes, the most doubtful first.

    Reads `records` and `best` of a finished linkage.
    """
    levels = ", ".join(
        f"CASE WHEN {one.unknown} THEN 'unknown' "
        + " ".join(
            f"ELSE '{level.name}'"
            if level.condition == "ELSE"
            else f"WHEN {level.condition} THEN '{level.name}'"
            for level in one.levels
        )
        + " END"
        for one in COMPARISONS
    )
    doubtful = (
        f"SELECT * FROM best WHERE score < {thresholds.strict} AND score >= {thresholds.lenient}"
    )
    left, right = (
        f"records WHERE record IN (SELECT {side} FROM ({doubtful}))"
        for side in ("record", "person")
    )
    found = link.sql(
        f"SELECT lm.mark, rm.mark, b.record, b.person, b.score, {levels} FROM ({doubtful}) AS b "
        f"JOIN (SELECT * FROM {left}) AS l ON l.record = b.record "
        f"JOIN (SELECT * FROM {right}) AS r ON r.record = b.person "
        f"JOIN ({marks(left)}) AS lm ON lm.record = b.record "
        f"JOIN ({marks(right)}) AS rm ON rm.record = b.person "
        f"ORDER BY abs(b.score - {thresholds.middle}), b.record"
    ).fetchall()
    names = [one.name for one in COMPARISONS]
    return tuple(
        Doubtful((left, right), record, person, score, dict(zip(names, agrees, strict=True)))
        for left, right, record, person, score, *agrees in found
    )
