# SPDX-License-Identifier: EUPL-1.2
"""Each database gets the tables of what is kept in it, all of them and no others."""

import os
import re
import sqlite3
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connection, connections, router

from voordeur.cli.migrate import behind
from voordeur.history.management.commands.migrate import kept_in

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


@pytest.mark.parametrize("alias", ["default", "log", "keys"])
def test_a_database_holds_the_tables_of_what_is_kept_in_it(alias):
    models = apps.get_models(include_auto_created=True)
    expected = {m._meta.db_table for m in models if router.allow_migrate_model(alias, m)}
    assert set(connections[alias].introspection.table_names()) - {"django_migrations"} == expected


def test_after_migrating_no_database_is_behind():
    assert behind() == []
    assert kept_in("keys") == ["history"]
    assert set(kept_in("log")) == {"door", "sessions"}


def test_a_migration_that_was_not_run_is_seen_where_it_matters():
    with connections["keys"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'history'")
    assert behind() == ["keys"]


def tables_of(folder, *options):
    """Make the main database in a folder; return each piece of each of its tables."""
    environment = {**os.environ, "VOORDEUR_DATA_DIR": str(folder)}
    environment |= {"DJANGO_SETTINGS_MODULE": "voordeur.conf.settings"}
    for name in (
        "VOORDEUR_DATABASE_URL",
        "VOORDEUR_LOG_DATABASE_URL",
        "VOORDEUR_KEYS_DATABASE_URL",
    ):
        environment.pop(name, None)
    words = [sys.executable, "-m", "django", "migrate", "-v", "0", *options]
    subprocess.run(words, env=environment, check=True)
    database = sqlite3.connect(folder / "state.sqlite3")
    found = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    pieces = {(name, piece) for name, sql in found for piece in re.split(r",\s*", sql)}
    done = database.execute("SELECT app, name FROM django_migrations")
    pieces |= {("django_migrations", f"{app}.{name}") for app, name in done}
    database.close()
    return pieces


def test_an_empty_database_gets_at_once_what_the_migrations_make_step_by_step(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the two ways are compared on one engine")
    (tmp_path / "once").mkdir()
    (tmp_path / "steps").mkdir()
    once, steps = tables_of(tmp_path / "once"), tables_of(tmp_path / "steps", "--steps")

    def bare(pieces):
        # A column may stand in another place: then a table ends with another piece.
        ends = re.compile(r'^CREATE TABLE "\w+" \(|\)$')
        return {(name, ends.sub("", piece).strip(") ")) for name, piece in pieces}

    assert bare(once) == bare(steps)
    assert len(once) > 2000
