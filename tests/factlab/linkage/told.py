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
    rows = [
        (one.person, one.door and "|".join(map(str, one.door)), *one[2:5], " ".join(one.parents))
        for one in residents
    ]
    make_table(LINK, "residents", columns, rows)
    households.homes(LINK, "residents", "homes")
    found = LINK.sql("SELECT person, household, kind FROM homes").fetchall()
    assert len(found) == len(residents)
    return Homes(
        {person: household for person, household, _ in found},
        {household: kind for _, household, kind in found},
    )
