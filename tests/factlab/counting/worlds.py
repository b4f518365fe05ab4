# SPDX-License-Identifier: EUPL-1.2
"""Made-up linked data, in memory and in a database of the contract."""

from datetime import date

import duckdb
from hypothesis import strategies as st

from voordeur.factlab.counting import Rows
from voordeur.factlab.counting.plain import HouseholdRow, ProblemRow, ProvisionRow
from voordeur.factlab.linked import CLUSTERINGS, HOUSEHOLD_KINDS, create

SOURCES = ("care", "debt_desk", "school")
KINDS = tuple(f"k{number:02}" for number in range(70))
"""More than fit in one word of 63 bits."""
LAWS = ("jeugdwet", "participatiewet", "wmo")
AREAS = ("health", "money", "safety")
PLACES = (("n1", "d1", "m"), ("n2", "d1", "m"), ("n3", "d2", "m"), (None, None, None))

days = st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2026, 12, 31)))


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    """Return a few households with provisions and problems."""
    many = draw(st.integers(1, 6))
    households = tuple(
        HouseholdRow(
            at, *draw(st.sampled_from(PLACES)), draw(st.sampled_from([*HOUSEHOLD_KINDS, None]))
        )
        for at in range(1, many + 1)
    )
    home = st.integers(1, many)
    # A person belongs to one household: their number says which.
    provisions = []
    for _ in range(draw(st.integers(0, 12))):
        household = draw(home)
        start, until = draw(days), draw(days)
        if start and until and until < start:
            start, until = until, start
        provisions.append(
            ProvisionRow(
                household,
                draw(
                    st.one_of(st.none(), st.integers(0, 1).map(lambda n, h=household: h * 10 + n))
                ),
                draw(st.sampled_from(SOURCES[:2])),
                draw(st.sampled_from(KINDS)),
                draw(st.sampled_from([*LAWS, None])),
                start,
                until,
                draw(st.one_of(st.none(), st.integers(0, 500))),
                draw(st.sampled_from([None, True, False])),
            )
        )
    problems = tuple(
        ProblemRow(
            draw(home),
            draw(st.sampled_from(AREAS)),
            draw(st.sampled_from(["open", "solved"])),
            draw(st.sampled_from(SOURCES[:2])),
        )
        for _ in range(draw(st.integers(0, 6)))
    )
    return Rows(households, tuple(provisions), problems)


def database(given: Rows, clusterings: tuple[str, ...] = CLUSTERINGS) -> duckdb.DuckDBPyConnection:
    """Return a database of the contract that holds these rows in every clustering."""
    link = duckdb.connect()
    create(link)
    fill(link, given, clusterings)
    return link


def fill(
    link: duckdb.DuckDBPyConnection, given: Rows, clusterings: tuple[str, ...] = CLUSTERINGS
) -> None:
    """Write rows into an empty database of the contract."""
    _insert(
        link,
        "main.source",
        [
            (one, one, "figures", "law", date(2025, 1, 1), date(2026, 1, 1), *state)
            for one, state in zip(
                SOURCES, [(True, 9, 0), (True, 9, 0), (False, None, None)], strict=True
            )
        ],
    )
    records, provisions, problems, links = [], [], [], []
    for number, one in enumerate(given.provisions):
        records.append((number, one.source, "a.csv", number + 2))
        links.append((number, one.person, one.household))
        provisions.append(
            (
                number,
                number,
                one.kind,
                one.law,
                None,
                one.from_day,
                one.to_day,
                one.cost_cents,
                one.intended,
            )
        )
    for number, trouble in enumerate(given.problems, len(records)):
        records.append((number, trouble.source, "b.csv", number + 2))
        links.append((number, None, trouble.household))
        problems.append((number, number, trouble.area, trouble.state))
    _insert(link, "main.record", records)
    _insert(link, "main.provision_row", provisions)
    _insert(link, "main.problem_row", problems)
    for clustering in clusterings:
        _insert(link, f"{clustering}.link", links)
        _insert(
            link,
            f"{clustering}.household",
            [
                (one.household, one.neighbourhood, one.district, one.municipality, None, one.kind)
                for one in given.households
            ],
        )


def _insert(link: duckdb.DuckDBPyConnection, table: str, values: list[tuple[object, ...]]) -> None:
    if values:
        marks = ", ".join("?" * len(values[0]))
        link.executemany(f"INSERT INTO {table} VALUES ({marks})", values)


def emptied(link: duckdb.DuckDBPyConnection) -> None:
    """Take all rows out of a database of the contract."""
    names = ["main.source", "main.record", "main.provision_row", "main.problem_row"]
    names += [f"{one}.{table}" for one in CLUSTERINGS for table in ("link", "household")]
    for name in names:
        link.execute(f"DELETE FROM {name}")
