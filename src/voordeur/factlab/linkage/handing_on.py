# SPDX-License-Identifier: EUPL-1.2
"""Writing the linked data (`voordeur.factlab.linked`) from records, clusters and households.

What the register says lies ready (`register`); here is added what the lists say.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from voordeur.factlab import linked
from voordeur.factlab.deliveries.manifest import Manifest
from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.linkage.households import newcomers
from voordeur.factlab.linkage.register import COMMON, SOURCES, add, delivered, filling
from voordeur.factlab.linked import CLUSTERINGS, LINK, PER_CLUSTERING, sure, unsure


def write(
    link: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    taken: Mapping[str, Taken | None],
    base: Path | None,
    out: Path,
    is_new: str,
) -> None:
    """Write the linked data to `out`, by way of another name; they begin as a copy of `base`.

    Reads `sure_rows`, `unsure_rows` and `unsure_clusters` of a linkage. `is_new`: which records
    are of lists whose rows were never checked, as a condition.
    """
    link.execute(
        "CREATE TABLE neighbours AS SELECT DISTINCT behind AS door, near.household, near.surname "
        "FROM (SELECT behind, unnest(near) AS near FROM unsure_rows)"
    )
    link.execute(
        "CREATE TABLE sure_stays AS SELECT person, unnest(elsewhere) AS household, from_day, to_day "
        "FROM sure_rows WHERE elsewhere IS NOT NULL"
    )
    with filling(link, out, base):
        delivered(link, manifest.sources.values(), taken)
        for clustering in CLUSTERINGS:
            _place(link, clustering)
        add(
            link,
            [
                *SOURCES,
                *(
                    one.replace("ROWS", rows)
                    for rows in ("sure_rows", "unsure_rows")
                    for one in COMMON
                ),
                _SURE_LINK,
                *(one.replace("CLUSTERING", each) for each in CLUSTERINGS for one in _STATEMENTS),
            ],
        )
        linked.check(link, _fresh(is_new))


def _fresh(is_new: str) -> Mapping[str, str]:
    """Return the rows that were not checked when they were kept, per table (see `linked.check`)."""
    fresh = {
        f"main.{shape.name}": f"FROM main.{shape.name} WHERE {is_new}"
        for shape in linked.COMMON
        if shape is not linked.SOURCE
    }
    # Who is not sure is linked anew each time.
    fresh["main.record"] += (
        " UNION ALL SELECT record, source, file, file_row FROM memory.main.unsure_rows"
    )
    for clustering in CLUSTERINGS:
        for shape in PER_CLUSTERING:
            fresh[f"{clustering}.{shape.name}"] = f"FROM {unsure(clustering, shape)}"
    # What is sure is shown by each clustering, and looked at in one.
    fresh[f"{CLUSTERINGS[0]}.link"] += f" UNION ALL FROM {sure(LINK)} WHERE {is_new}"
    return fresh


def _place(link: duckdb.DuckDBPyConnection, clustering: str) -> None:
    """Make `belongs_…`: who is not sure, with the household in which they stand in one clustering."""
    link.execute(
        f"CREATE OR REPLACE TEMP TABLE placed AS SELECT u.record, c.{clustering} AS person, "
        "u.behind, u.surname, u.year, u.area, u.of_address, u.from_day, u.to_day, "
        f"CASE WHEN c.{clustering} = u.person THEN u.household END AS registered_household "
        "FROM memory.main.unsure_rows AS u JOIN memory.main.unsure_clusters AS c USING (record)"
    )
    link.execute(
        "CREATE OR REPLACE TEMP TABLE stays AS SELECT person, behind AS door, "
        "coalesce(surname, '') AS surname FROM placed "
        "WHERE registered_household IS NULL AND behind IS NOT NULL"
    )
    newcomers(link, "stays", "memory.main.neighbours", "memory.main.newcomers")
    link.execute(
        f"CREATE OR REPLACE TEMP TABLE belongs_{clustering} AS SELECT placed.*, "
        "registered_household IS NOT NULL AS registered, "
        "coalesce(registered_household, n.household, placed.person) AS household FROM placed "
        "LEFT JOIN memory.main.newcomers AS n ON n.person = placed.person"
    )
    for name in ("placed", "stays"):
        link.execute(f"DROP TABLE {name}")


_SURE_LINK = (
    "INSERT INTO sure_link SELECT record, CASE WHEN NOT of_address THEN person END, household "
    "FROM memory.main.sure_rows"
)
_STATEMENTS = (
    "INSERT INTO CLUSTERING.unsure_link SELECT record, CASE WHEN NOT of_address THEN person END, "
    "household FROM belongs_CLUSTERING ORDER BY record",
    "INSERT INTO CLUSTERING.unsure_household SELECT own.household, a.neighbourhood, a.district, "
    "a.municipality, own.area, NULL FROM (SELECT household, min(area) AS area FROM belongs_CLUSTERING "
    "WHERE NOT registered GROUP BY household) AS own "
    "LEFT JOIN memory.main.areas AS a ON a.area = own.area "
    "ANTI JOIN sure_household AS r ON r.household = own.household ORDER BY own.household",
    "INSERT INTO CLUSTERING.unsure_person SELECT b.person, min(b.year), min(h.neighbourhood) "
    "FROM belongs_CLUSTERING AS b JOIN CLUSTERING.household AS h ON h.household = b.household "
    "WHERE NOT b.registered AND NOT b.of_address GROUP BY b.person ORDER BY b.person",
    "INSERT INTO CLUSTERING.unsure_membership SELECT person, min(household), NULL, NULL, true "
    "FROM belongs_CLUSTERING WHERE NOT registered AND NOT of_address GROUP BY person ORDER BY person",
    "INSERT INTO CLUSTERING.unsure_membership SELECT person, household, min(from_day), "
    "CASE WHEN bool_and(to_day IS NOT NULL) THEN max(to_day) END, false FROM "
    "(SELECT b.person, e.household, b.from_day, b.to_day FROM memory.main.elsewhere AS e "
    "JOIN belongs_CLUSTERING AS b ON b.person = e.person AND b.behind = e.door "
    "WHERE e.household <> b.household UNION ALL FROM memory.main.sure_stays) "
    "GROUP BY person, household ORDER BY person, household",
)
"""Links, households, persons and main memberships outside the register, and the second household
of children, also of those who are sure: how long they were seen there depends on all lists."""
