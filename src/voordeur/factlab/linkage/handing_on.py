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
from voordeur.factlab.linkage.households import Door, Stay, newcomers
from voordeur.factlab.linkage.register import (
    COMMON,
    filling,
    given,
    no_register,
    places,
    register,
    write_sources,
)
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.tabling import make_table


def make_ready(
    link: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    taken: Mapping[str, Taken],
    starts: Mapping[str, int],
) -> Path | None:
    """Make what the register alone says (see `register`); return its part of the linked data.

    Reads `spine_said` of a linkage. None without a register.
    """
    places(link, "resident_places", "spine_said")
    spine = next((code for code, one in taken.items() if one.source.spine), None)
    if spine is None:
        no_register(link)
        return None
    last_year = max(one.period_to for one in manifest.sources.values()).year - 1
    return register(link, manifest, taken[spine], starts[spine], last_year)


def write(
    link: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    taken: Mapping[str, Taken | None],
    starts: Mapping[str, int],
    base: Path | None,
    out: Path,
) -> None:
    """Write the linked data to `out`, by way of another name; they begin as a copy of `base`.

    Reads `list_clusters` and `lists_said` of a linkage.
    """
    places(link, "places_of_lists", "lists_said")
    link.execute("CREATE TABLE list_places AS FROM places_of_lists")
    linked_to = " UNION ".join(f"SELECT {name} FROM list_clusters" for name in CLUSTERINGS)
    link.execute(f"CREATE TABLE homes_of_lists AS FROM homes WHERE person IN ({linked_to})")
    _neighbours(link)
    there = {code: one for code, one in taken.items() if one}
    lists = {code: one for code, one in there.items() if not one.source.spine}
    none = "" if lists else " WHERE false"
    link.execute(f"CREATE TABLE given AS FROM ({given(lists or there, starts)}){none}")
    with filling(link, out, base):
        before = linked.sizes(link)
        link.execute("DELETE FROM source")
        write_sources(link, manifest.sources.values(), taken)
        for statement in COMMON:
            link.execute(statement)
        for clustering in CLUSTERINGS:
            _clustering(link, clustering)
        linked.check(link, before)


def _neighbours(link: duckdb.DuckDBPyConnection) -> None:
    """Make `neighbours`: who of the register lives at the doors of records that are not sure of it.

    What is not linked by the strict threshold holds all that another does not link.
    """
    link.execute(
        "CREATE TABLE neighbours AS SELECT p.door, h.household, p.surname FROM resident_places AS p "
        "JOIN homes AS h ON h.person = p.record WHERE p.door IN (SELECT door FROM list_clusters "
        "JOIN list_places USING (record) WHERE strict NOT IN (SELECT person FROM homes_of_lists))"
    )


def _clustering(link: duckdb.DuckDBPyConnection, clustering: str) -> None:
    """Add to the tables of one clustering."""
    link.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS SELECT c.record, "
        f"c.{clustering} AS person, p.* EXCLUDE (record), h.household AS registered_household "
        "FROM memory.main.list_clusters AS c JOIN memory.main.list_places AS p USING (record) "
        f"LEFT JOIN memory.main.homes_of_lists AS h ON h.person = c.{clustering}"
    )
    _newcomers(link)
    link.execute(
        "CREATE OR REPLACE TEMP TABLE belongs AS SELECT placed.*, "
        "registered_household IS NOT NULL AS registered, "
        "coalesce(registered_household, n.household, placed.person) AS household FROM placed "
        "LEFT JOIN memory.main.newcomers AS n ON n.person = placed.person"
    )
    for statement in _STATEMENTS:
        link.execute(statement.replace("CLUSTERING", clustering))
    link.execute("DROP TABLE placed")
    link.execute("DROP TABLE belongs")


def _newcomers(link: duckdb.DuckDBPyConnection) -> None:
    """Make `newcomers`: the household of who is not in the register, where a door is known."""
    outside = "FROM placed WHERE registered_household IS NULL AND door IS NOT NULL"
    stays = link.sql(
        f"SELECT person, door, coalesce(surname, '') {outside} ORDER BY ALL"
    ).fetchall()
    there = link.sql(
        f"FROM memory.main.neighbours WHERE door IN (SELECT door {outside})"
    ).fetchall()
    surnames: dict[Door, dict[int, set[str]]] = {}
    for door, household, surname in there:
        surnames.setdefault(_door(door), {}).setdefault(household, set()).add(surname or "")
    made = newcomers(surnames, (Stay(person, _door(door), name) for person, door, name in stays))
    make_table(
        link, "memory.main.newcomers", {"person": "BIGINT", "household": "BIGINT"}, made.items()
    )


def _door(text: str) -> Door:
    postcode, house, addition = text.split("|")
    return Door(postcode, int(house), addition)


_STATEMENTS = (
    "INSERT INTO CLUSTERING.link SELECT record, CASE WHEN NOT of_address THEN person END, "
    "household FROM belongs ORDER BY record",
    "INSERT INTO CLUSTERING.household SELECT own.household, a.neighbourhood, a.district, "
    "a.municipality, own.area, NULL FROM (SELECT household, min(area) AS area FROM belongs "
    "WHERE NOT registered GROUP BY household) AS own "
    "LEFT JOIN memory.main.areas AS a ON a.area = own.area "
    "ANTI JOIN CLUSTERING.household AS r ON r.household = own.household ORDER BY own.household",
    "INSERT INTO CLUSTERING.person SELECT b.person, min(b.year), min(h.neighbourhood) "
    "FROM belongs AS b JOIN CLUSTERING.household AS h ON h.household = b.household "
    "WHERE NOT b.registered AND NOT b.of_address GROUP BY b.person ORDER BY b.person",
    "INSERT INTO CLUSTERING.membership SELECT person, min(household), NULL, NULL, true "
    "FROM belongs WHERE NOT registered AND NOT of_address GROUP BY person ORDER BY person",
    "INSERT INTO CLUSTERING.membership SELECT b.person, e.household, min(b.from_day), "
    "CASE WHEN bool_and(b.to_day IS NOT NULL) THEN max(b.to_day) END, false "
    "FROM memory.main.elsewhere AS e JOIN belongs AS b ON b.person = e.person "
    "AND b.door = e.door WHERE e.household <> b.household "
    "GROUP BY b.person, e.household ORDER BY b.person, e.household",
)
"""Links, households, persons and main memberships outside the register, and the second household
of children."""
