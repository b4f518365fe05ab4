# SPDX-License-Identifier: EUPL-1.2
"""A town that is played twice holds the same facts, whatever ids and keys it was given."""

from typing import Any

import pytest

from tests.town.dumping import dump
from tests.town.playing import played, told

pytestmark = pytest.mark.django_db


def test_the_same_seed_and_day_give_the_same_facts_in_the_tables(
    django_db_blocker: Any,
) -> None:
    chosen = told("gladys", "berend", "dismissed-father", drawn_first=12)
    dumps = []
    for _ in range(2):
        with played(django_db_blocker, chosen):
            dumps.append(dump())
    assert dumps[0] == dumps[1]
    assert sum(len(rows) for rows in dumps[0].values()) > 500
