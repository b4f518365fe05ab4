# SPDX-License-Identifier: EUPL-1.2
"""Triggers that keep the history, and what other rooms ask for, append-only on both engines.

They are installed after every migration, not in one: a trigger made in a migration breaks `flush`
and is dropped in silence when SQLite rebuilds the table. UPDATE is never permitted; DELETE only
inside `purge_permit()`, which retention uses.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PROTECTED = ["history_event", "history_seal", "history_sealedend"]
_permit: ContextVar[bool] = ContextVar("history_purge_permit", default=False)


def protect(*tables: str) -> None:
    """Put more tables under the triggers; a room calls this when it starts, before migrations."""
    PROTECTED.extend(table for table in tables if table not in PROTECTED)


@contextmanager
def purge_permit(using: str = "default") -> Iterator[None]:
    """Allow DELETE on the protected tables inside the block; UPDATE stays forbidden."""
    token = _permit.set(True)
    connection = connections[using]
    postgres = connection.vendor == "postgresql"
    if postgres:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('voordeur.purge', 'on', false)")
    try:
        yield
    finally:
        _permit.reset(token)
        if postgres and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('voordeur.purge', 'off', false)")


def register_permit(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give each new SQLite connection the function that its DELETE triggers ask."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "voordeur_purge_permit", 0, lambda: int(_permit.get())
        )


def install(using: str = "default", **_: object) -> None:
    """Install the triggers on the protected tables that exist; safe to run again and again."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    tables = [table for table in PROTECTED if table in present]
    with connection.cursor() as cursor:
        for table in tables:
            statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
            for statement in statements:
                cursor.execute(statement.replace("{table}", table))


def installed(using: str = "default") -> set[str]:
    """Return the names of the triggers that are there, for the test that they all are."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


_SQLITE = (
    "DROP TRIGGER IF EXISTS {table}_no_update",
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END",
    "DROP TRIGGER IF EXISTS {table}_no_delete",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "WHEN voordeur_purge_permit() = 0 "
    "BEGIN SELECT RAISE(ABORT, 'this table is append-only'); END",
)
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION voordeur_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF TG_OP <> 'UPDATE' AND current_setting('voordeur.purge', true) = 'on' THEN "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NULL; END IF; "
    "RAISE EXCEPTION 'this table is append-only'; END $$",
    "DROP TRIGGER IF EXISTS {table}_no_update ON {table}",
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION voordeur_append_only()",
    "DROP TRIGGER IF EXISTS {table}_no_delete ON {table}",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION voordeur_append_only()",
    "DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION voordeur_append_only()",
)
