# SPDX-License-Identifier: EUPL-1.2
"""The application's role on PostgreSQL cannot change history, with or without triggers or permit."""

from importlib.resources import files

import pytest
from django.db import DatabaseError, connection, transaction

from tests.history.writing import intruder, some
from voordeur.history.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_role(clock):
    """Run the block as a role with the rights of `roles.sql`."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    some(2)
    sql = files("voordeur.history").joinpath("roles.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor, intruder():
        cursor.execute("CREATE ROLE voordeur_app_under_test")
        cursor.execute(sql.replace(':"app"', "voordeur_app_under_test"))
        cursor.execute("SET LOCAL ROLE voordeur_app_under_test")
        cursor.execute("SELECT set_config('voordeur.purge', 'on', true)")
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "table", ["history_event", "history_seal", "history_sealedend", "ledger_entry", "ledger_line"]
)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"]
)
def test_the_role_may_not_change_history_even_where_the_triggers_are_gone(
    app_role, table, statement
):
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
    ):
        app_role.execute(statement.format(table))


def test_the_role_can_do_the_work(app_role):
    some(1)
    assert Event.objects.count() == 3
