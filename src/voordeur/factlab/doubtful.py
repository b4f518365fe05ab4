# SPDX-License-Identifier: EUPL-1.2
"""What somebody needs to say whether two rows are about one person: both, side by side.

No citizen number, no help, no cost and no problem: only what tells two people apart. The row of the
register is the one on the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.linkage.clusters import Thresholds
from voordeur.factlab.linkage.linking import SPAN, Linking
from voordeur.factlab.linkage.review import Pair, grey
from voordeur.factlab.tabling import quoted

SHOWN = ("name", "birth", "sex", "address")
"""What is shown of a row, in order."""

_ROW = (
    "SELECT rank, concat_ws(' ', coalesce(first, initials), prefix, surname, "
    "CASE WHEN partner_surname IS NOT NULL THEN '(' || concat_ws(' ', partner_prefix, "
    "partner_surname) || ')' END, name) AS name, birth, sex, "
    "concat_ws(' ', concat_ws(' ', street, number, addition) || CASE WHEN postcode IS NOT NULL "
    "THEN ',' ELSE '' END, postcode) AS address"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rows: which source it is of, and what it says, by `SHOWN`; "" is not said."""

    source: str
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two rows of which it is not sure whether they are about one person.

    `score` in milli-bits: 0 is as likely as not. `agrees`: per comparison how they compare.
    """

    pair: Pair
    score: int
    left: Side
    right: Side
    agrees: Mapping[str, str]

    def plain(self) -> dict[str, Any]:
        """Return this as plain values."""
        return asdict(self)


def doubts(
    linking: Linking, taken: Mapping[str, Taken | None], thresholds: Thresholds, most: int = 500
) -> list[Doubt]:
    """Return the links in the grey zone with both rows, the most doubtful first, at most so many.

    Rows whose names were encoded at the institution are left out: nobody can compare those by eye.
    """
    codes = list(taken)
    found = [
        one
        for one in grey(linking.link, thresholds)
        if not any(
            _taken(taken, codes, number).source.encoded for number in (one.record, one.person)
        )
    ][:most]
    wanted = {number for one in found for number in (one.record, one.person)}
    sides = _sides(linking, taken, codes, sorted(wanted))
    return [
        Doubt(one.pair, one.score, sides[one.record], sides[one.person], one.agrees)
        for one in found
    ]


def _taken(taken: Mapping[str, Taken | None], codes: Sequence[str], number: int) -> Taken:
    one = taken[codes[number // SPAN]]
    assert one is not None
    return one


def _sides(
    linking: Linking,
    taken: Mapping[str, Taken | None],
    codes: Sequence[str],
    numbers: Sequence[int],
) -> Mapping[int, Side]:
    by_source: dict[int, list[int]] = {}
    for number in numbers:
        by_source.setdefault(number // SPAN, []).append(number % SPAN)
    sides = {}
    for place, ranks in by_source.items():
        one = _taken(taken, codes, place * SPAN)
        rows = linking.link.execute(
            f"{_ROW} FROM read_parquet({quoted(one.rows)}) WHERE rank IN "
            f"({', '.join('?' for _ in ranks)})",
            ranks,
        ).fetchall()
        for rank, *cells in rows:
            says = {name: (cell or "").strip() for name, cell in zip(SHOWN, cells, strict=True)}
            sides[place * SPAN + rank] = Side(one.source.institution, says)
    return sides
