# SPDX-License-Identifier: EUPL-1.2
"""What linkage hands on to everything that counts: one DuckDB database with a fixed shape.

Linking leaves doubt, and the doubt stays visible. The same records are brought together three
times, from few and sure links to many and less sure ones, and each outcome has a schema of its own
in the database with the same tables: `strict.provision`, `middle.provision`, `lenient.provision`.
A figure is counted in `middle`, and again in `strict` and `lenient` for its interval; a query is
written once, with the name of the clustering filled in. What does not depend on linkage (`source`,
and the rows as they were delivered) stands once, in `main`.

    link = duckdb.connect(path)
    create(link)
    check(link)                     # raises Fault when the contents contradict each other
    for clustering in CLUSTERINGS:
        link.sql(f"SELECT household, count(*) FROM {clustering}.provision GROUP BY household")

Rules that hold in every schema:

- ids of persons and households mean nothing outside their own schema and their own run;
- a person can be a member of two households, but has exactly one main membership at a time.
  A provision of a person counts in the main household (`provision.household`), so that totals over
  households and over persons are the same total. Whoever counts members per household uses
  `membership`, and says that some persons count twice;
- days are half open: `to_day` is the first day that no longer counts, NULL is open;
- NULL is not known, never zero. A source that did not deliver has `delivered` false, no rows, and
  NULL for its counts.

Most of it is the same in each clustering: who stands in the register, and the rows that are sure of
somebody there. Linkage writes that once (`create(link, apart=True)`): what is sure in tables of
`main` (`sure_link`), what is not in those of the clustering (`strict.unsure_link`), and
`strict.link` shows both. Who reads sees no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from voordeur.factlab.fault import Fault

STRICT, MIDDLE, LENIENT = "strict", "middle", "lenient"
CLUSTERINGS = (STRICT, MIDDLE, LENIENT)
"""From few and sure links to many; figures are those of `middle`, the others their interval."""

HOUSEHOLD_KINDS = ("single", "couple", "lone_parent", "couple_children", "other")
"""What a household is made of, by age and number of its members; NULL where that is not known."""

PROBLEM_STATES = ("open", "solved")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its DuckDB type, whether it may be unknown, and what it says."""

    name: str
    type: str
    about: str
    unknown: bool = False
    among: tuple[str, ...] = ()
    """The only values it may hold; empty: any."""

    def __post_init__(self) -> None:
        """Refuse a name that SQL would have to quote."""
        if not self.name.isidentifier() or not self.name.islower():
            raise Fault(
                f"{self.name!r} is no plain name.", "schema of linked data", "Rename the column."
            )

    @property
    def ddl(self) -> str:
        """The column in a CREATE TABLE."""
        return f"{self.name} {self.type}{'' if self.unknown else ' NOT NULL'}"


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table of the contract. `key` names the columns that tell one row from another."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        """Refuse a key of columns that are not there, and a column that is there twice."""
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names) or not set(self.key) <= set(names):
            raise Fault("The columns contradict each other.", f"table {self.name}", "Mend them.")

    def ddl(self, place: str) -> str:
        """Return the CREATE TABLE of a table that is called `place`."""
        return f"CREATE TABLE {place} ({', '.join(column.ddl for column in self.columns)})"


_PROVENANCE = (
    Column("source", "VARCHAR", "the source this row came from"),
    Column("file", "VARCHAR", "the file of the data delivery it stood in"),
    Column("file_row", "BIGINT", "the row in that file as a spreadsheet shows it (1-based)"),
)
_PERIOD = (
    Column("from_day", "DATE", "first day", unknown=True),
    Column("to_day", "DATE", "first day that no longer counts; NULL: goes on", unknown=True),
)
_PROVISION = (
    Column("kind", "VARCHAR", "kind of provision, code of the manifest"),
    Column("law", "VARCHAR", "law it is given under", unknown=True),
    Column("payer", "VARCHAR", "who pays", unknown=True),
    *_PERIOD,
    Column("cost_cents", "BIGINT", "cost in the period of the source, eurocents", unknown=True),
    Column("intended", "BOOLEAN", "whether a team marked the stacking as intended", unknown=True),
)
_PROBLEM = (
    Column("area", "VARCHAR", "life area, code of the manifest"),
    Column("state", "VARCHAR", "open or solved", among=PROBLEM_STATES),
)
_HOUSEHOLD = Column("household", "BIGINT", "household in this clustering")
_PERSON = Column("person", "BIGINT", "person in this clustering")

SOURCE = TableShape(
    "source",
    "One row per source that was agreed, also when it did not deliver: then a gap, not a zero.",
    ("source",),
    (
        Column("source", "VARCHAR", "code of the source in the manifest"),
        Column("institution", "VARCHAR", "name of the institution"),
        Column("purpose", "VARCHAR", "what the data may be used for"),
        Column("legal_basis", "VARCHAR", "the law that allows it"),
        Column("period_from", "DATE", "first day the delivery is about"),
        Column("period_to", "DATE", "first day it is no longer about"),
        Column("delivered", "BOOLEAN", "false: a gap"),
        Column("rows_in", "BIGINT", "rows in the file; NULL when not delivered", unknown=True),
        Column("rows_rejected", "BIGINT", "rows refused, kept aside with reason", unknown=True),
    ),
)
RECORD = TableShape(
    "record",
    "One row per delivered row about a person or an address: where it stood.",
    ("record",),
    (Column("record", "BIGINT", "number of the row in this run"), *_PROVENANCE),
)
PROVISION_ROW = TableShape(
    "provision_row",
    "Provisions as delivered, before anything was linked.",
    ("provision",),
    (
        Column("provision", "BIGINT", "number of the provision in this run"),
        Column("record", "BIGINT", "the row it stood in"),
        *_PROVISION,
    ),
)
PROBLEM_ROW = TableShape(
    "problem_row",
    "Problems as delivered, before anything was linked; also those without any provision.",
    ("problem",),
    (
        Column("problem", "BIGINT", "number of the problem in this run"),
        Column("record", "BIGINT", "the row it stood in"),
        *_PROBLEM,
    ),
)
LINK = TableShape(
    "link",
    "Which person and household a delivered row belongs to, in this clustering.",
    ("record",),
    (
        Column("record", "BIGINT", "the delivered row"),
        Column("person", "BIGINT", "NULL: the row is about an address, not a person", unknown=True),
        _HOUSEHOLD,
    ),
)
PERSON = TableShape(
    "person",
    "Persons.",
    ("person",),
    (
        _PERSON,
        Column("birth_year", "INTEGER", "year of birth", unknown=True),
        Column("neighbourhood", "VARCHAR", "of the main household", unknown=True),
    ),
)
MEMBERSHIP = TableShape(
    "membership",
    "Who is in which household and when; one main membership per person at a time.",
    ("person", "household", "from_day"),
    (
        _PERSON,
        _HOUSEHOLD,
        *_PERIOD,
        Column("main", "BOOLEAN", "whether the provisions of the person count here"),
    ),
)
HOUSEHOLD = TableShape(
    "household",
    "Households, also those without any provision.",
    ("household",),
    (
        _HOUSEHOLD,
        Column("neighbourhood", "VARCHAR", "code of the neighbourhood", unknown=True),
        Column("district", "VARCHAR", "code of the district", unknown=True),
        Column("municipality", "VARCHAR", "code of the municipality", unknown=True),
        Column("postcode", "VARCHAR", "four digits of the postcode", unknown=True),
        Column("kind", "VARCHAR", "what it is made of", unknown=True, among=HOUSEHOLD_KINDS),
    ),
)
PROVISION = TableShape(
    "provision",
    "Provisions with the person and household they belong to in this clustering.",
    ("provision",),
    (
        Column("provision", "BIGINT", "number of the provision in this run"),
        Column("source", "VARCHAR", "the source this row came from"),
        Column("person", "BIGINT", "NULL: given to the household", unknown=True),
        _HOUSEHOLD,
        *_PROVISION,
        *_PROVENANCE[1:],
    ),
)
PROBLEM = TableShape(
    "problem",
    "Problems with the person and household they belong to in this clustering.",
    ("problem",),
    (
        Column("problem", "BIGINT", "number of the problem in this run"),
        Column("source", "VARCHAR", "the source this row came from"),
        Column("person", "BIGINT", "NULL: of the household", unknown=True),
        _HOUSEHOLD,
        *_PROBLEM,
        *_PROVENANCE[1:],
    ),
)

COMMON = (SOURCE, RECORD, PROVISION_ROW, PROBLEM_ROW)
"""Tables in `main`, the same for all clusterings."""
PER_CLUSTERING = (LINK, PERSON, MEMBERSHIP, HOUSEHOLD)
"""Tables in the schema of each clustering."""
VIEWS: Mapping[str, tuple[TableShape, TableShape]] = {
    "provision": (PROVISION, PROVISION_ROW),
    "problem": (PROBLEM, PROBLEM_ROW),
}
"""Views in the schema of each clustering: what they show, and the delivered rows under them."""


def sure(shape: TableShape) -> str:
    """Return the table of rows that are the same in each clustering, where those stand apart."""
    return f"main.sure_{shape.name}"


def unsure(clustering: str, shape: TableShape) -> str:
    """Return the table of the other rows of a clustering, where those stand apart."""
    return f"{clustering}.unsure_{shape.name}"


def create(link: duckdb.DuckDBPyConnection, *, apart: bool = False) -> None:
    """Make the empty tables and views; raises Fault when they are there already.

    `apart`: what is the same in each clustering stands apart, and once (`sure`, `unsure`).
    """
    for statement in statements(apart=apart):
        try:
            link.execute(statement)
        except duckdb.CatalogException as error:
            raise Fault(
                "This database holds linked data already.", "linked data", "Give a new file."
            ) from error


def statements(*, apart: bool = False) -> Iterator[str]:
    """Yield the statements that make the empty database, in order."""
    for shape in COMMON:
        yield shape.ddl(f"main.{shape.name}")
    if apart:
        for shape in PER_CLUSTERING:
            yield shape.ddl(sure(shape))
    for clustering in CLUSTERINGS:
        yield f"CREATE SCHEMA {clustering}"
        for shape in PER_CLUSTERING:
            whole = f"{clustering}.{shape.name}"
            if apart:
                yield shape.ddl(unsure(clustering, shape))
                parts = f"FROM {sure(shape)} UNION ALL FROM {unsure(clustering, shape)}"
                yield f"CREATE VIEW {whole} AS {parts}"
            else:
                yield shape.ddl(whole)
        for shape, rows in VIEWS.values():
            query = joined_to_link(clustering, shape, rows)
            yield f"CREATE VIEW {clustering}.{shape.name} AS {query}"


def joined_to_link(clustering: str, shape: TableShape, rows: TableShape) -> str:
    """Return the query that joins delivered rows to where they stood and to whom they belong."""
    of_rows = {column.name for column in rows.columns}
    of_link = {column.name for column in LINK.columns} - {"record"}
    columns = ", ".join(
        f"{'rows' if name in of_rows else 'link' if name in of_link else 'record'}.{name}"
        for name in (column.name for column in shape.columns)
    )
    return (
        f"SELECT {columns} FROM main.{rows.name} AS rows "
        f"JOIN main.record AS record USING (record) JOIN {clustering}.link AS link USING (record)"
    )


def check(
    link: duckdb.DuckDBPyConnection,
    fresh: Mapping[str, str] | None = None,
    clusterings: Sequence[str] = CLUSTERINGS,
) -> None:
    """Raise Fault at the first thing in a filled database that contradicts the contract.

    `fresh`: per table a query of its rows that were not checked before; only what those can
    contradict is looked at. `clusterings`: which of them are looked at.
    """
    asked = list(_contradictions(fresh or {}, clusterings))
    # Of a few new rows each question is small: all at once they take half the time.
    at_once = len(asked) if fresh else 1
    for start in range(0, len(asked), at_once):
        some = asked[start : start + at_once]
        counts = " UNION ALL ".join(
            f"SELECT {at} AS number, count(*) AS found FROM ({query})"
            for at, (_, _, query) in enumerate(some)
        )
        for at, found in link.sql(f"FROM ({counts}) WHERE found > 0 ORDER BY number").fetchall():
            where, what, _ = some[at]
            raise Fault(
                f"{found} row(s): {what}", f"linked data, {where}", "Run the linkage again."
            )


def _contradictions(
    fresh: Mapping[str, str], clusterings: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield place, meaning and a query that must find nothing."""
    for shape in COMMON:
        yield from _of_shape(f"main.{shape.name}", shape, fresh)
    yield (
        "main.source",
        "a source that did not deliver has counts, or one that did has none.",
        "SELECT source FROM main.source WHERE delivered <> "
        "(rows_in IS NOT NULL AND rows_rejected IS NOT NULL) OR rows_rejected > rows_in",
    )
    yield _missing("main.record", "source", "main.source", fresh)
    for place in ("main.provision_row", "main.problem_row"):
        yield _missing(place, "record", "main.record", fresh)
    provisions = fresh.get("main.provision_row", "FROM main.provision_row")
    yield (
        "main.provision_row",
        "a provision ends before it starts, or costs less than nothing.",
        f"SELECT provision FROM ({provisions}) WHERE to_day < from_day OR cost_cents < 0",
    )
    for clustering in clusterings:
        for shape in PER_CLUSTERING:
            yield from _of_shape(f"{clustering}.{shape.name}", shape, fresh)
        yield _missing("main.record", "record", f"{clustering}.link", fresh)
        for name in ("link", "membership"):
            place = f"{clustering}.{name}"
            for column in ("household", "person"):
                yield _missing(place, column, f"{clustering}.{column}", fresh)
        yield _main_households(clustering, fresh)


def _main_households(clustering: str, fresh: Mapping[str, str]) -> tuple[str, str, str]:
    place, people = f"{clustering}.membership", f"{clustering}.person"
    several = f"SELECT person FROM {place} WHERE main GROUP BY person HAVING count(*) > 1"
    if place in fresh:
        touched = f"SELECT person FROM ({fresh[place]})"
        several = several.replace("WHERE main", f"WHERE main AND person IN ({touched})")
    return (
        place,
        "a person has two main households on one day, or none at all.",
        f"SELECT p.person FROM ({fresh.get(people, f'FROM {people}')}) AS p ANTI JOIN {place} AS m "
        "ON m.person = p.person AND m.main UNION ALL "
        "SELECT one.person FROM (SELECT person, from_day, lag(coalesce(to_day, "
        "DATE '9999-12-31')) OVER (PARTITION BY person ORDER BY from_day NULLS FIRST) AS "
        f"earlier FROM {place} WHERE main AND person IN ({several})) AS one WHERE "
        "earlier > coalesce(from_day, DATE '0001-01-01')",
    )


def _of_shape(
    place: str, shape: TableShape, fresh: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    key, rows = ", ".join(shape.key), f"FROM {place}"
    keys = place
    if place in fresh:
        rows, first = fresh[place], shape.key[0]
        keys += f" WHERE {first} IN (SELECT {first} FROM ({rows}))"
    yield (
        place,
        f"{key} stands there more than once.",
        f"SELECT {key} FROM {keys} GROUP BY {key} HAVING count(*) > 1",
    )
    for column in shape.columns:
        if column.among:
            known = ", ".join(f"'{value}'" for value in column.among)
            yield (
                place,
                f"{column.name} is none of {known}.",
                f"SELECT {column.name} FROM ({rows}) WHERE {column.name} NOT IN ({known})",
            )


def _missing(
    place: str, column: str, target: str, fresh: Mapping[str, str]
) -> tuple[str, str, str]:
    rows = fresh.get(place, f"FROM {place}")
    return (
        place,
        f"{column} is not in {target}.",
        f"SELECT here.{column} FROM ({rows}) AS here ANTI JOIN {target} AS there "
        f"ON there.{column} = here.{column} WHERE here.{column} IS NOT NULL",
    )
