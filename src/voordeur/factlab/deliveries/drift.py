# SPDX-License-Identifier: EUPL-1.2
"""This delivery against the last: what changed so much that somebody should look before it counts.

A change is shown when it is both large enough to matter and larger than chance: shares are
compared with a test of two proportions. What is not shown has not been proved equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import duckdb

from voordeur.factlab.deliveries.converting import SCHEMA
from voordeur.factlab.deliveries.fields import CODED
from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.tabling import quoted

LARGE = 0.05
"""Difference of a share, in parts of one, from which it matters."""

SURE = 4.0
"""How many standard errors a difference must be to be no chance."""

VOLUME = 0.20
"""Part by which the number of rows may differ."""

OVERLAP = 0.50
"""Of the persons of the smaller delivery at least this part is expected in the other one."""

_WHERE_FROM = ("file", "file_row")
_PERSON = "lower(concat_ws('|', coalesce(bsn, ''), coalesce(surname, name, clk, ''), birth))"


class About(StrEnum):
    """What of a delivery changed."""

    COLUMN = "column"
    CODE = "code"
    VOLUME = "volume"
    REFUSED = "refused"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `now`: rows for volume, else parts of one of `base` rows."""

    about: About
    name: str
    before: float
    now: float
    base: tuple[int, int]


@dataclass(frozen=True)
class Drift:
    """All changes that somebody should look at; none: nothing stands out."""

    source: str
    changes: tuple[Change, ...]

    def about(self, about: About) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(one for one in self.changes if one.about is about)


def drift(link: duckdb.DuckDBPyConnection, last: Taken, now: Taken) -> Drift:
    """Compare a delivery with the last one of the same source that was accepted."""
    tables = tuple(f"read_parquet({quoted(one.rows)})" for one in (last, now))
    used = (last.rows_in - last.rows_rejected, now.rows_in - now.rows_rejected)
    changes = [
        *_columns(link, tables, used),
        *_codes(link, tables, used),
        *_volume(last, now),
        *_overlap(link, tables),
    ]
    return Drift(now.source.code, tuple(changes))


def differs(before: float, now: float, base: tuple[int, int]) -> bool:
    """Say whether two shares differ by more than chance, and by enough to matter.

    >>> differs(0.10, 0.30, (1000, 1000)), differs(0.10, 0.30, (10, 10))
    (True, False)
    """
    if abs(now - before) < LARGE or not all(base):
        return False
    pooled = (before * base[0] + now * base[1]) / sum(base)
    error = math.sqrt(pooled * (1 - pooled) * (1 / base[0] + 1 / base[1]))
    return error > 0 and abs(now - before) >= SURE * error


def _columns(
    link: duckdb.DuckDBPyConnection, tables: tuple[str, ...], used: tuple[int, int]
) -> Iterator[Change]:
    names = [one for one in SCHEMA.names if one not in _WHERE_FROM]
    counts = ", ".join(f"count({name})" for name in names)
    before, now = (link.sql(f"SELECT {counts} FROM {table}").fetchall()[0] for table in tables)
    for name, one, other in zip(names, before, now, strict=True):
        shares = (one / max(1, used[0]), other / max(1, used[1]))
        if differs(*shares, used) or (bool(one) != bool(other) and min(used) > 0):
            yield Change(About.COLUMN, name, *shares, used)


def _codes(
    link: duckdb.DuckDBPyConnection, tables: tuple[str, ...], used: tuple[int, int]
) -> Iterator[Change]:
    for name in CODED:
        before, now = (_counted(link, name, table) for table in tables)
        if not before or not now:
            continue
        base = (sum(before.values()), sum(now.values()))
        for code in sorted(before.keys() | now.keys()):
            shares = (before.get(code, 0) / base[0], now.get(code, 0) / base[1])
            new = code not in before or code not in now
            if differs(*shares, base) or new:
                yield Change(About.CODE, f"{name} {code}", *shares, base)


def _counted(link: duckdb.DuckDBPyConnection, name: str, table: str) -> Mapping[str, int]:
    return dict(
        link.sql(
            f"SELECT {name}, count(*) FROM {table} WHERE {name} IS NOT NULL GROUP BY {name}"
        ).fetchall()
    )


def _volume(last: Taken, now: Taken) -> Iterator[Change]:
    base = (last.rows_in, now.rows_in)
    if abs(base[1] - base[0]) > VOLUME * max(1, base[0]):
        yield Change(About.VOLUME, "rows", *base, base)
    shares = (last.rows_rejected / max(1, base[0]), now.rows_rejected / max(1, base[1]))
    if differs(*shares, base):
        yield Change(About.REFUSED, "rows", *shares, base)


def _overlap(link: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> Iterator[Change]:
    persons = [f"SELECT DISTINCT {_PERSON} AS who FROM {table}" for table in tables]
    [(both, before, now)] = link.sql(
        f"SELECT (SELECT count(*) FROM ({persons[0]} INTERSECT {persons[1]})), "
        f"(SELECT count(*) FROM ({persons[0]})), (SELECT count(*) FROM ({persons[1]}))"
    ).fetchall()
    least = min(before, now)
    if least and both < OVERLAP * least:
        yield Change(About.OVERLAP, "persons", 1.0, both / least, (before, now))
