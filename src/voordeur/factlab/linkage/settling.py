# SPDX-License-Identifier: EUPL-1.2
"""What the rows of one list come to, apart from all other lists: who is sure of the register.

A row that is sure of a resident is settled: its person and household are the same in each
clustering, and no other list can change that. What is not sure is settled among all lists together
each time (`clusters`, `handing_on`); it goes with all that is needed for that, so that nobody reads
the register again. Both are kept beside the delivery, for as long as what they came from is the
same: the delivery, the register, the model, the thresholds and what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.linkage.register import DOOR, OF_ADDRESS, given
from voordeur.factlab.linkage.standardise import STANDARD
from voordeur.factlab.linkage.standing import ENCODED

VERSION = 1
"""Raised when rows are settled in another way, or more is kept of them."""

COMPARED = ", ".join((*STANDARD.names, *ENCODED))

_HELP = (
    "said.source, said.file, said.file_row, said.kind, said.law, said.payer, said.from_day, "
    "said.to_day, said.cost_cents, said.intended, said.life_area, said.state"
)
_SURE = (
    "CREATE OR REPLACE TABLE fresh_sure AS SELECT best.record, {help}, best.person, "
    "homes.household, best.score, here.of_address, "
    "list_filter(away.households, lambda one: one <> homes.household) AS elsewhere "
    "FROM fresh_best AS best JOIN said USING (record) JOIN here USING (record) "
    "JOIN homes ON homes.person = best.person LEFT JOIN (SELECT person, door, "
    "list(DISTINCT household ORDER BY household) AS households FROM elsewhere GROUP BY person, door) "
    "AS away ON away.person = best.person AND away.door = here.behind "
    "WHERE best.score >= {strict} ORDER BY best.record"
)
_UNSURE = (
    "CREATE OR REPLACE TABLE fresh_unsure AS SELECT here.*, {help}, best.person, "
    "homes.household, best.score FROM here JOIN said USING (record) "
    "LEFT JOIN fresh_best AS best USING (record) LEFT JOIN homes ON homes.person = best.person "
    "WHERE coalesce(best.score < {strict}, true)"
)
_NEAR = (
    "CREATE OR REPLACE TABLE fresh_unsure AS SELECT u.*, n.near FROM fresh_unsure AS u LEFT JOIN "
    "(SELECT door, list(neighbour ORDER BY neighbour) AS near FROM (SELECT DISTINCT door, "
    "struct_pack(household := household, surname := coalesce(surname, '')) AS neighbour "
    "FROM doors WHERE door IN (SELECT behind FROM fresh_unsure)) GROUP BY door) AS n "
    "ON n.door = u.behind ORDER BY u.record"
)


def settle(
    link: duckdb.DuckDBPyConnection,
    lists: str,
    taken: Mapping[str, Taken],
    starts: Mapping[str, int],
    strict: int,
) -> None:
    """Make `fresh_sure` and `fresh_unsure` of the rows of some lists, in order of record.

    `lists` are their rows as they were standardised; reads `fresh_best` (record, person, score)
    of these, and `homes`, `elsewhere` and `doors` of the register. Of each row both have where it
    stood and what it says of help, and the best resident (`person`, `household`, `score`). Sure
    rows have the other households a child was seen in (`elsewhere`), the others all that is
    compared, the door they are `behind`, and who of the register lives there (`near`).
    """
    link.execute(
        f"CREATE OR REPLACE TEMP VIEW here AS SELECT {COMPARED}, {DOOR} AS behind, "
        f"{OF_ADDRESS} AS of_address FROM {lists}"
    )
    link.execute(f"CREATE OR REPLACE TEMP VIEW said AS {given(taken, starts)}")
    for statement in (_SURE, _UNSURE):
        link.execute(statement.format(help=_HELP, strict=strict))
    link.execute(_NEAR)
    for name in ("here", "said"):
        link.execute(f"DROP VIEW {name}")
