# SPDX-License-Identifier: EUPL-1.2
"""Writing the linked data (`voordeur.factlab.linked`) from records, clusters and households."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb

from voordeur.factlab import linked
from voordeur.factlab.deliveries.manifest import Manifest, Source
from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.linkage.households import Door, Resident, Stay, homes, newcomers
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.tabling import make_table, quoted

VERSION = 1
"""Raised when households are made in another way."""

_DOOR = (
    "CASE WHEN r.door IS NOT NULL THEN r.door || '|0|' WHEN r.postcode IS NOT NULL "
    "AND r.house IS NOT NULL THEN r.postcode || '|' || r.house || '|' || coalesce(r.addition, '') "
    "END"
)
"""An address as one text; NULL when it is not known well enough."""


def write(
    link: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    taken: Mapping[str, Taken | None],
    starts: Mapping[str, int],
    out: Path,
) -> None:
    """Write the linked data to `out`, by way of another name; reads `records` and `clusters`."""
    last_year = max(one.period_to for one in manifest.sources.values()).year - 1
    _rows(link, taken, starts)
    _places(link)
    spine = next((one for one in taken.values() if one and one.source.spine), None)
    _homes(link, last_year, spine, starts)
    for statement in _ONCE:
        link.execute(statement.replace("LAST_YEAR", str(int(last_year))))
    draft = out.with_name(out.name + ".part")
    for old in (draft, draft.with_name(draft.name + ".wal")):
        old.unlink(missing_ok=True)
    link.execute(f"ATTACH {quoted(draft)} AS written")
    link.execute("USE written")
    try:
        linked.create(link)
        _sources(link, manifest.sources.values(), taken)
        for statement in _COMMON:
            link.execute(statement)
        for clustering in CLUSTERINGS:
            _clustering(link, clustering)
        linked.check(link)
    finally:
        link.execute("USE memory")
        link.execute("DETACH written")
    draft.replace(out)


def _rows(
    link: duckdb.DuckDBPyConnection, taken: Mapping[str, Taken | None], starts: Mapping[str, int]
) -> None:
    """Make `given`: all delivered rows with their record number and source."""
    parts = [
        f"SELECT rank + {starts[code]} AS record, '{code}' AS source, {one.source.spine} AS spine, "
        f"* EXCLUDE (rank) FROM read_parquet({quoted(one.rows)})"
        for code, one in taken.items()
        if one
    ]
    link.execute(f"CREATE OR REPLACE VIEW given AS {' UNION ALL '.join(parts)}")


def _places(link: duckdb.DuckDBPyConnection) -> None:
    """Make `places`: the door of each record, and what the register says of ties and areas."""
    link.execute(
        f"CREATE OR REPLACE TABLE places AS SELECT r.record, {_DOOR} AS door, r.surname, r.year, "
        "coalesce(r.surname, r.first, r.bsn, r.clk, r.year::VARCHAR) IS NULL AS of_address, "
        "coalesce(r.area, left(g.postcode, 4)) AS area, g.key, g.partner_key, g.parent_keys, "
        "g.neighbourhood, g.district, g.municipality, g.spine, g.from_day, g.to_day "
        "FROM records AS r JOIN given AS g USING (record)"
    )


def _homes(
    link: duckdb.DuckDBPyConnection,
    last_year: int,
    spine: Taken | None,
    starts: Mapping[str, int],
) -> None:
    """Make `homes` and `kinds`: the households of the register, kept beside its delivery.

    Ages are those at the end of `last_year`, the last year that is looked at.
    """
    link.execute("CREATE OR REPLACE TABLE homes (person BIGINT, household BIGINT, kind VARCHAR)")
    if spine is None:
        return
    kept = spine.folder / f"homes-{VERSION}-{last_year}.parquet"
    start = starts[spine.source.code]
    if not kept.exists():
        made = homes(_residents(link, last_year))
        columns = {"person": "BIGINT", "household": "BIGINT", "kind": "VARCHAR"}
        rows = ((one - start, of - start, made.kinds[of]) for one, of in made.of_person.items())
        make_table(link, "fresh_homes", columns, rows)
        draft = kept.with_suffix(".part")
        link.execute(f"COPY fresh_homes TO {quoted(draft)} (FORMAT parquet)")
        draft.replace(kept)
    link.execute(
        f"INSERT INTO homes SELECT person + {start}, household + {start}, kind "
        f"FROM read_parquet({quoted(kept)})"
    )


def _residents(link: duckdb.DuckDBPyConnection, last_year: int) -> Iterator[Resident]:
    found = link.sql(
        f"SELECT record, door, {int(last_year)} - year, key, partner_key, parent_keys "
        "FROM places WHERE spine ORDER BY record"
    ).fetchall()
    for person, door, age, key, partner, parents in found:
        yield Resident(person, door, age, key, partner, tuple(parents.split()) if parents else ())


def _door(text: str | None) -> Door | None:
    if text is None:
        return None
    postcode, house, addition = text.split("|")
    return Door(postcode, int(house), addition)


def _sources(
    link: duckdb.DuckDBPyConnection, sources: Iterable[Source], taken: Mapping[str, Taken | None]
) -> None:
    rows = []
    for source in sources:
        one = taken[source.code]
        rows.append(
            (
                source.code,
                source.institution,
                source.purpose,
                source.legal_basis,
                source.period_from,
                source.period_to,
                one is not None,
                one.rows_in if one else None,
                one.rows_rejected if one else None,
            )
        )
    columns = {column.name: column.type for column in linked.SOURCE.columns}
    make_table(link, "memory.main.sources", columns, rows)
    link.execute("INSERT INTO source FROM memory.main.sources")


_COMMON = (
    "INSERT INTO record SELECT record, source, file, file_row FROM memory.main.given "
    "ORDER BY record",
    "INSERT INTO provision_row SELECT row_number() OVER (ORDER BY record), record, kind, law, "
    "payer, from_day, to_day, cost_cents, intended FROM memory.main.given WHERE kind IS NOT NULL "
    "ORDER BY record",
    "INSERT INTO problem_row SELECT row_number() OVER (ORDER BY record), record, area, state "
    "FROM memory.main.given WHERE area IS NOT NULL ORDER BY record",
)
"""What does not depend on linkage: where each row stood, and what it says about help."""


def _clustering(link: duckdb.DuckDBPyConnection, clustering: str) -> None:
    """Fill the tables of one clustering."""
    persons = f"SELECT record, {clustering} AS person FROM memory.main.clusters"
    _newcomers(link, persons)
    link.execute(
        "CREATE OR REPLACE TEMP TABLE belongs AS SELECT c.record, c.person, p.of_address, p.door, "
        "p.spine, p.year, p.area, p.from_day, p.to_day, h.person IS NOT NULL AS registered, "
        "coalesce(h.household, n.household, c.person) AS household FROM "
        f"({persons}) AS c JOIN memory.main.places AS p USING (record) "
        "LEFT JOIN memory.main.homes AS h ON h.person = c.person "
        "LEFT JOIN memory.main.newcomers AS n ON n.person = c.person"
    )
    for statement in _STATEMENTS:
        link.execute(statement.replace("CLUSTERING", clustering))
    link.execute("DROP TABLE belongs")


def _newcomers(link: duckdb.DuckDBPyConnection, persons: str) -> None:
    """Make `newcomers`: the household of who is not in the register, where a door is known."""
    outside = (
        f"SELECT c.person, p.door, coalesce(p.surname, '') AS surname FROM ({persons}) AS c "
        "JOIN memory.main.places AS p USING (record) "
        "ANTI JOIN memory.main.homes AS h ON h.person = c.person WHERE p.door IS NOT NULL"
    )
    stays = link.sql(f"{outside} ORDER BY ALL").fetchall()
    there = link.sql(
        "SELECT p.door, h.household, p.surname FROM memory.main.places AS p "
        "JOIN memory.main.homes AS h ON h.person = p.record "
        f"WHERE p.door IN (SELECT door FROM ({outside}))"
    ).fetchall()
    surnames: dict[Door, dict[int, set[str]]] = {}
    for door, household, surname in there:
        place = _door(door)
        if place:
            surnames.setdefault(place, {}).setdefault(household, set()).add(surname or "")
    made = newcomers(
        surnames,
        (
            Stay(person, place, surname)
            for person, door, surname in stays
            if (place := _door(door)) is not None
        ),
    )
    make_table(
        link, "memory.main.newcomers", {"person": "BIGINT", "household": "BIGINT"}, made.items()
    )


_ONCE = (
    # Where each area lies, by the register: the neighbourhood most of its residents live in.
    "CREATE OR REPLACE TABLE memory.main.areas AS SELECT area, mode(neighbourhood) AS "
    "neighbourhood, mode(district) AS district, mode(municipality) AS municipality FROM "
    "memory.main.places WHERE spine GROUP BY area",
    "CREATE OR REPLACE TABLE memory.main.registered AS SELECT h.household, "
    "min(p.neighbourhood) AS neighbourhood, min(p.district) AS district, "
    "min(p.municipality) AS municipality, min(p.area) AS area FROM memory.main.homes AS h "
    "JOIN memory.main.places AS p ON p.record = h.person GROUP BY h.household",
    "CREATE OR REPLACE TABLE memory.main.residents AS SELECT p.record AS person, h.household, "
    "p.year, r.neighbourhood, p.from_day, p.to_day FROM memory.main.homes AS h "
    "JOIN memory.main.places AS p ON p.record = h.person "
    "JOIN memory.main.registered AS r ON r.household = h.household",
    # Children, and the doors of their parents elsewhere.
    "CREATE OR REPLACE TABLE memory.main.elsewhere AS SELECT child.record AS person, p.door, "
    "h.household FROM (SELECT record, door, unnest(string_split(parent_keys, ' ')) AS parent "
    "FROM memory.main.places WHERE spine AND year > LAST_YEAR - 18) AS child "
    "JOIN memory.main.places AS p ON p.spine AND p.key = child.parent AND p.door <> child.door "
    "JOIN memory.main.homes AS h ON h.person = p.record",
)
"""What the register says, the same for each clustering."""

_STATEMENTS = (
    "INSERT INTO CLUSTERING.link SELECT record, CASE WHEN NOT of_address THEN person END, "
    "household FROM belongs ORDER BY record",
    "INSERT INTO CLUSTERING.household SELECT r.household, r.neighbourhood, r.district, "
    "r.municipality, r.area, h.kind FROM memory.main.registered AS r "
    "JOIN memory.main.homes AS h ON h.person = r.household ORDER BY r.household",
    "INSERT INTO CLUSTERING.household SELECT own.household, a.neighbourhood, a.district, "
    "a.municipality, own.area, NULL FROM (SELECT household, min(area) AS area FROM belongs "
    "WHERE NOT registered GROUP BY household) AS own "
    "LEFT JOIN memory.main.areas AS a ON a.area = own.area "
    "ANTI JOIN memory.main.registered AS r ON r.household = own.household ORDER BY own.household",
    "INSERT INTO CLUSTERING.person SELECT person, year, neighbourhood FROM memory.main.residents "
    "ORDER BY person",
    "INSERT INTO CLUSTERING.membership SELECT person, household, from_day, to_day, true "
    "FROM memory.main.residents ORDER BY person",
    "INSERT INTO CLUSTERING.person SELECT b.person, min(b.year), min(h.neighbourhood) "
    "FROM belongs AS b JOIN CLUSTERING.household AS h ON h.household = b.household "
    "WHERE NOT b.registered AND NOT b.of_address GROUP BY b.person ORDER BY b.person",
    "INSERT INTO CLUSTERING.membership SELECT person, min(household), NULL, NULL, true "
    "FROM belongs WHERE NOT registered AND NOT of_address GROUP BY person ORDER BY person",
    "INSERT INTO CLUSTERING.membership SELECT b.person, e.household, min(b.from_day), "
    "CASE WHEN bool_and(b.to_day IS NOT NULL) THEN max(b.to_day) END, false "
    "FROM memory.main.elsewhere AS e JOIN belongs AS b ON b.person = e.person "
    "AND NOT b.spine AND b.door = e.door WHERE e.household <> b.household "
    "GROUP BY b.person, e.household ORDER BY b.person, e.household",
)
"""Link, households, persons, main memberships, and the second household of children."""
