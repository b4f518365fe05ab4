# SPDX-License-Identifier: EUPL-1.2
"""Households as the statements of the product tell them of residents that a test names."""

import duckdb

from tests.factlab.linkage.plain_households import Homes
from voordeur.factlab.linkage import households
from voordeur.factlab.tabling import make_table

LINK = duckdb.connect(config={"threads": 1})


def homes(residents):
    """Return the households of residents, by the statements of DuckDB."""
    columns = {"person": "BIGINT", "door": "VARCHAR", "age": "INTEGER"}
    columns |= dict.fromkeys(("key", "partner", "parents"), "VARCHAR")
    rows = [(one.person, one.door, *one[2:5], " ".join(one.parents)) for one in residents]
    make_table(LINK, "residents", columns, rows)
    households.homes(LINK, "residents", "homes")
    found = LINK.sql("SELECT person, household, kind FROM homes").fetchall()
    assert len(found) == len(residents)
    return Homes(
        {person: household for person, household, _ in found},
        {household: kind for _, household, kind in found},
    )


def newcomers(neighbours, stays):
    """Return the household of each newcomer, by the statement of DuckDB."""
    columns = {"door": "VARCHAR", "household": "BIGINT", "surname": "VARCHAR"}
    there = (
        (door, household, surname)
        for door, households in neighbours.items()
        for household, surnames in households.items()
        for surname in surnames
    )
    make_table(LINK, "there", columns, there)
    columns = {"person": "BIGINT", "door": "VARCHAR", "surname": "VARCHAR"}
    make_table(LINK, "stays", columns, stays)
    households.newcomers(LINK, "stays", "there", "newcomers")
    return dict(LINK.sql("FROM newcomers").fetchall())
