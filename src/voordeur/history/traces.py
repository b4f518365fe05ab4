# SPDX-License-Identifier: EUPL-1.2
"""What a database file still holds after a row is gone: SQLite's write-ahead log, dead rows."""

from collections.abc import Iterable

from django.db import connections


def wipe(tables: Iterable[str] = ()) -> None:
    """Take the traces of erased rows out of the three databases; call it outside a transaction.

    SQLite erases on the page (`secure_delete`) but the write-ahead log keeps the old page until it
    is emptied. PostgreSQL keeps dead rows until a vacuum: the keys' table is vacuumed always,
    `tables` of the state database as named. Its own archive of the write-ahead log, where there is
    one, ends by the term that the operator set for it.

    Inside a transaction nothing can be wiped; then this does nothing and the nightly tick does.
    """
    for alias in ("keys", "default", "log"):
        connection = connections[alias]
        if connection.in_atomic_block:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                names = ["history_subjectkey"] if alias == "keys" else []
                names += sorted(tables) if alias == "default" else []
                for name in names:
                    cursor.execute(f"VACUUM {connection.ops.quote_name(name)}")
