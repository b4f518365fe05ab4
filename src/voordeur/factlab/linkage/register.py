# SPDX-License-Identifier: EUPL-1.2
"""What the register alone says: households, areas, and its part of the linked data.

All of it is kept beside the delivery of the register. The linked data of a run start as a copy of
that part, so that a new delivery of another list writes what the lists say and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from voordeur.factlab import linked
from voordeur.factlab.deliveries.manifest import Manifest, Source
from voordeur.factlab.deliveries.taking_in import Taken
from voordeur.factlab.keeping import Kept
from voordeur.factlab.linkage.households import ADULT, homes
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.tabling import make_table, quoted, write_query

VERSION = 3
"""Raised when households are made in another way."""

DOOR = (
    "CASE WHEN door IS NOT NULL THEN door || '|0|' WHEN postcode IS NOT NULL "
    "AND house IS NOT NULL THEN postcode || '|' || house || '|' || coalesce(addition, '') END"
)
"""An address as one text; NULL when it is not known well enough."""

OF_ADDRESS = "coalesce(surname, first, bsn, clk, year::VARCHAR) IS NULL"
"""Whether a record is about an address and not about a person."""

COMMON = (
    "INSERT INTO record SELECT record, source, file, file_row FROM memory.main.ROWS",
    "INSERT INTO provision_row SELECT record, record, kind, law, payer, from_day, to_day, "
    "cost_cents, intended FROM memory.main.ROWS WHERE kind IS NOT NULL",
    "INSERT INTO problem_row SELECT record, record, life_area, state "
    "FROM memory.main.ROWS WHERE life_area IS NOT NULL",
)
"""What does not depend on linkage: where each row stood, and what it says about help; of ROWS."""

_STATEMENTS = (
    "INSERT INTO sure_link SELECT record, CASE WHEN NOT of_address THEN record END, household "
    "FROM memory.main.lives",
    "INSERT INTO sure_household SELECT household, neighbourhood, district, municipality, area, kind "
    "FROM memory.main.registered",
    "INSERT INTO sure_person SELECT record, year, r.neighbourhood FROM memory.main.lives "
    "JOIN memory.main.registered AS r USING (household) ORDER BY record",
    "INSERT INTO sure_membership SELECT record, household, from_day, to_day, true "
    "FROM memory.main.lives",
)
"""Link, households, persons and main memberships of who is in the register: sure in each."""

_PLACES = (
    f"CREATE OR REPLACE VIEW resident_places AS SELECT record, {DOOR} AS door, surname, year, "
    f"{OF_ADDRESS} AS of_address, area, key, partner_key, parent_keys, neighbourhood, "
    "district, municipality, from_day, to_day FROM spine_said"
)
"""The doors of the register, and its ties and areas."""

_RESIDENTS = (
    "CREATE OR REPLACE VIEW residents AS SELECT record AS person, door, "
    "LAST_YEAR - year AS age, key, partner_key AS partner, parent_keys AS parents "
    "FROM resident_places"
)
_LIVES = (
    "CREATE OR REPLACE TABLE lives AS SELECT p.*, h.household, h.kind FROM resident_places AS p "
    "JOIN homes AS h ON h.person = p.record ORDER BY p.record"
)
"""Each resident with the household they live in, put in order once."""

_KEPT = {
    # Where each area lies: the neighbourhood most of its residents live in, the first among equals.
    "areas": "SELECT area, arg_max(neighbourhood, (people, neighbourhood)) AS neighbourhood, "
    "arg_max(district, (people, neighbourhood)) AS district, "
    "arg_max(municipality, (people, neighbourhood)) AS municipality FROM (SELECT area, "
    "neighbourhood, district, municipality, count(*) AS people FROM lives GROUP BY ALL) "
    "GROUP BY area ORDER BY area",
    # Children, and the doors of their parents elsewhere.
    "elsewhere": "SELECT child.record AS person, p.door, p.household FROM (SELECT record, door, "
    "unnest(string_split(parent_keys, ' ')) AS parent FROM lives "
    f"WHERE year > LAST_YEAR - {ADULT}) AS child "
    "JOIN lives AS p ON p.key = child.parent AND p.door <> child.door ORDER BY ALL",
    # Who lives behind which door: newcomers join them.
    "doors": "SELECT door, household, surname FROM lives WHERE door IS NOT NULL",
}
_REGISTERED = (
    "CREATE OR REPLACE TABLE registered AS SELECT household, min(neighbourhood) AS neighbourhood, "
    "min(district) AS district, min(municipality) AS municipality, min(area) AS area, "
    "any_value(kind) AS kind FROM lives GROUP BY household ORDER BY household"
)


_SAID = (
    "file, file_row, kind, law, payer, from_day, to_day, cost_cents, intended, "
    "area AS life_area, state"
)


def given(taken: Mapping[str, Taken], starts: Mapping[str, int]) -> str:
    """Return the query of what delivered rows say of help, with their record number and source."""
    return " UNION ALL ".join(
        f"SELECT rank + {starts[code]} AS record, '{code}' AS source, {_SAID} "
        f"FROM read_parquet({quoted(one.rows)})"
        for code, one in taken.items()
    )


SOURCES = ("DELETE FROM source", "INSERT INTO source FROM memory.main.sources")
"""Write down the sources that `delivered` made, instead of those that stood there."""


def no_register(link: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of `register` when no register was delivered: empty."""
    link.execute("CREATE TABLE homes (person BIGINT, household BIGINT, kind VARCHAR)")
    link.execute(
        "CREATE TABLE areas "
        "(area VARCHAR, neighbourhood VARCHAR, district VARCHAR, municipality VARCHAR)"
    )
    link.execute("CREATE TABLE elsewhere (person BIGINT, door VARCHAR, household BIGINT)")
    link.execute("CREATE TABLE doors (door VARCHAR, household BIGINT, surname VARCHAR)")


@contextmanager
def filling(
    link: duckdb.DuckDBPyConnection, path: Path, base: Path | None = None
) -> Iterator[None]:
    """Write linked data to `path`, by way of another name: statements are about them meanwhile.

    They begin as a copy of `base`, or empty.
    """
    draft = path.with_name(path.name + ".part")
    for old in (draft, draft.with_name(draft.name + ".wal")):
        old.unlink(missing_ok=True)
    if base:
        shutil.copyfile(base, draft)
    link.execute(f"ATTACH {quoted(draft)} AS written")
    # Rows go into the file at once, and not by way of a journal that is written and read first.
    link.execute("SET checkpoint_threshold='1KB'")
    link.execute("USE written")
    try:
        if base is None:
            linked.create(link, apart=True)
        yield
    finally:
        link.execute("USE memory")
        link.execute("DETACH written")
    draft.replace(path)


def add(link: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    """Add rows to linked data that are being filled, in one go: they go to disk once."""
    link.execute("BEGIN")
    try:
        for statement in statements:
            link.execute(statement)
    except duckdb.Error:
        link.execute("ROLLBACK")
        raise
    link.execute("COMMIT")


def mark(manifest: Manifest, start: int) -> str:
    """Return what the households of a register depend on beside its delivery.

    Ages are those at the end of the last year that is looked at.
    """
    return f"{VERSION}-{start}-{last_year(manifest)}"


def last_year(manifest: Manifest) -> int:
    """Return the last year that is looked at."""
    return max(one.period_to for one in manifest.sources.values()).year - 1


def register(
    link: duckdb.DuckDBPyConnection, manifest: Manifest, spine: Taken, start: int, kept: Kept
) -> Path:
    """Make `homes`, `areas`, `elsewhere` and `doors` of the register; return its part of the linked
    data. Reads `spine_said`, its rows as they were standardised.
    """
    said_by = mark(manifest, start)
    names = ("homes", *_KEPT)
    paths = {name: spine.folder / f"{name}-{said_by}.parquet" for name in names}
    base = spine.folder / f"linked-{said_by}.duckdb"
    there = kept.whole(base, *paths.values())
    if not there:
        year = str(last_year(manifest))
        for statement in (_PLACES, _RESIDENTS.replace("LAST_YEAR", year)):
            link.execute(statement)
        homes(link, "residents", "homes")
        link.execute(_LIVES)
        write_query(link, "FROM homes", paths["homes"])
        for name, query in _KEPT.items():
            write_query(link, query.replace("LAST_YEAR", year), paths[name])
        link.execute("DROP TABLE homes")
    for name, path in paths.items():
        link.execute(f"CREATE VIEW {name} AS FROM read_parquet({quoted(path)})")
    if not there:
        said = given({spine.source.code: spine}, {spine.source.code: start})
        link.execute(f"CREATE VIEW given AS {said} ORDER BY record")
        _write_base(link, manifest, spine, base)
        link.execute("DROP VIEW given")
        kept.note(base, *paths.values())
    return base


def _write_base(
    link: duckdb.DuckDBPyConnection, manifest: Manifest, spine: Taken, base: Path
) -> None:
    link.execute(_REGISTERED)
    with filling(link, base):
        delivered(link, [manifest.sources[spine.source.code]], {spine.source.code: spine})
        add(link, [*SOURCES, *(one.replace("ROWS", "given") for one in COMMON), *_STATEMENTS])
        # Who is in the register is there whatever the threshold: one clustering shows all of it.
        linked.check(link, clusterings=CLUSTERINGS[:1])
    for name in ("registered", "lives"):
        link.execute(f"DROP TABLE {name}")


def delivered(
    link: duckdb.DuckDBPyConnection, sources: Iterable[Source], taken: Mapping[str, Taken | None]
) -> None:
    """Make `sources`: which were agreed, and what each delivered; a gap has no counts."""
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
