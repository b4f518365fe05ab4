# SPDX-License-Identifier: EUPL-1.2
"""A town that is played twice holds the same facts, whatever ids and keys it was given."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connections

from tests.conftest import THREE
from tests.town.dumping import dump
from tests.town.playing import played, told

pytestmark = pytest.mark.django_db


def count_from_one() -> None:
    """Let a new town number its rows from one, as on SQLite: PostgreSQL goes on counting."""
    ours = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("voordeur.")
    }
    for alias in THREE:
        connection = connections[alias]
        with connection.cursor() as cursor:
            sequences = [
                one for one in connection.introspection.sequence_list() if one["table"] in ours
            ]
            for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
                cursor.execute(statement)


def test_the_same_seed_and_day_give_the_same_facts_in_the_tables(
    django_db_blocker: Any,
) -> None:
    chosen = told("gladys", "berend", "dismissed-father", drawn_first=12)
    dumps = []
    for _ in range(2):
        with django_db_blocker.unblock():
            count_from_one()
        with played(django_db_blocker, chosen):
            dumps.append(dump())
    assert dumps[0] == dumps[1]
    assert sum(len(rows) for rows in dumps[0].values()) > 500
