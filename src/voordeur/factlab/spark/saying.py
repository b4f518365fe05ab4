# SPDX-License-Identifier: EUPL-1.2
"""Saying the SQL of DuckDB in the words of Spark."""

from __future__ import annotations


def name_of(schema: str, table: str) -> str:
    """Return the name of a view for a table in a schema: views of a session have no schema.

    >>> name_of("middle", "link")
    'middle_link'
    """
    return f"{schema}_{table}"


def said(query: str) -> str:
    """Return a query of DuckDB as Spark says it; tables in a schema become views of the session.

    >>> said("SELECT kind, count(*) FROM main.provision_row GROUP BY kind")
    'SELECT kind, COUNT(*) FROM main_provision_row GROUP BY kind'
    """
    from sqlglot import exp, parse_one

    tree = parse_one(query, read="duckdb")
    for table in tree.find_all(exp.Table):
        if table.db:
            table.set("this", exp.to_identifier(name_of(table.db, table.name)))
            table.set("db", None)
    return tree.sql(dialect="spark")
