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
            _clustering(link, clustering, last_year)
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
        yield Resident(person, _door(door), age, key, partner, tuple((parents or "").split()))


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
    "INSERT INTO record SELECT record, source, file, file_row FROM memory.main.given",
    "INSERT INTO provision_row SELECT row_number() OVER (ORDER BY record), record, kind, law, "
    "payer, from_day, to_day, cost_cents, intended FROM memory.main.given WHERE kind IS NOT NULL",
    "INSERT INTO problem_row SELECT row_number() OVER (ORDER BY record), record, area, state "
    "FROM memory.main.given WHERE area IS NOT NULL",
)
"""What does not depend on linkage: where each row stood, and what it says about help."""


def _clustering(link: duckdb.DuckDBPyConnection, clustering: str, last_year: int) -> None:
    """Fill the tables of one clustering."""
    persons = f"SELECT record, {clustering} AS person FROM memory.main.clusters"
    _newcomers(link, persons)
    link.execute(
        "CREATE OR REPLACE TEMP TABLE belongs AS SELECT c.record, c.person, p.of_address, "
        "coalesce(h.household, n.household, c.person) AS household FROM "
        f"({persons}) AS c JOIN memory.main.places AS p USING (record) "
        "LEFT JOIN memory.main.homes AS h ON h.person = c.person "
        "LEFT JOIN memory.main.newcomers AS n ON n.person = c.person"
    )
    for statement in _STATEMENTS:
        filled = statement.replace("CLUSTERING", clustering)
        link.execute(filled.replace("LAST_YEAR", str(int(last_year))))
    link.execute("DROP TABLE belongs")


def _newcomers(link: duckdb.DuckDBPyConnection, persons: str) -> None:
    """Make `newcomers`: the household of who is not in the register, where a door is known."""
    outside = (
        f"SELECT c.person, p.door, coalesce(p.surname, '') AS surname FROM ({persons}) AS c "
        "JOIN memory.main.places AS p USING (record) WHERE p.door IS NOT NULL AND c.person "
        "NOT IN (SELECT person FROM memory.main.homes)"
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


_STATEMENTS = (
    "INSERT INTO CLUSTERING.link SELECT record, CASE WHEN NOT of_address THEN person END, "
    "household FROM belongs ORDER BY record",
    # Areas by the register, else by where the household was seen, else by its postcode.
    "INSERT INTO CLUSTERING.household WITH seen AS (SELECT b.household, p.* FROM belongs AS b "
    "JOIN memory.main.places AS p USING (record)), known AS (SELECT area, mode(neighbourhood) AS "
    "neighbourhood, mode(district) AS district, mode(municipality) AS municipality FROM (SELECT * "
    "FROM memory.main.places WHERE spine ORDER BY record) GROUP BY area), own AS (SELECT household,"
    " max(spine) AS registered, min(neighbourhood) FILTER (spine) AS neighbourhood, "
    "min(district) FILTER (spine) AS district, min(municipality) FILTER (spine) AS municipality, "
    "min(area) FILTER (spine) AS area, min(area) AS seen_area FROM seen GROUP BY household) "
    "SELECT own.household, coalesce(own.neighbourhood, known.neighbourhood), "
    "coalesce(own.district, known.district), coalesce(own.municipality, known.municipality), "
    "coalesce(own.area, own.seen_area), kinds.kind FROM own LEFT JOIN known ON NOT own.registered "
    "AND own.seen_area = known.area LEFT JOIN memory.main.homes AS kinds "
    "ON kinds.person = own.household ORDER BY own.household",
    "INSERT INTO CLUSTERING.person SELECT b.person, coalesce(min(p.year) FILTER (p.spine), "
    "min(p.year)), min(h.neighbourhood) FROM belongs AS b JOIN memory.main.places AS p "
    "USING (record) JOIN CLUSTERING.household AS h ON h.household = b.household "
    "WHERE NOT b.of_address GROUP BY b.person ORDER BY b.person",
    "INSERT INTO CLUSTERING.membership SELECT b.person, min(b.household), "
    "min(p.from_day) FILTER (p.spine), min(p.to_day) FILTER (p.spine), true FROM belongs AS b "
    "JOIN memory.main.places AS p USING (record) WHERE NOT b.of_address "
    "GROUP BY b.person ORDER BY b.person",
    "INSERT INTO CLUSTERING.membership SELECT child.record, h.household, min(s.from_day), "
    "CASE WHEN bool_and(s.to_day IS NOT NULL) THEN max(s.to_day) END, false FROM "
    "(SELECT record, door, unnest(string_split(parent_keys, ' ')) AS parent FROM "
    "memory.main.places WHERE spine AND year > LAST_YEAR - 18) AS child "
    "JOIN memory.main.places AS p ON p.spine AND p.key = child.parent AND p.door <> child.door "
    "JOIN memory.main.homes AS h ON h.person = p.record "
    "JOIN belongs AS b ON b.person = child.record "
    "JOIN memory.main.places AS s ON s.record = b.record AND NOT s.spine AND s.door = p.door "
    "WHERE h.household <> b.household GROUP BY child.record, h.household ORDER BY ALL",
)
"""Link, households, persons, main memberships, and the second household of children."""
