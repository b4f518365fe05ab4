# SPDX-License-Identifier: EUPL-1.2
"""Each database gets the tables of what is kept in it, all of them and no others."""

import pytest
from django.apps import apps
from django.db import connections, router

from voordeur.cli.migrate import behind
from voordeur.history.management.commands.migrate import kept_in

pytestmark = pytest.mark.django_db


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
