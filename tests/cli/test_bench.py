# SPDX-License-Identifier: EUPL-1.2
"""`voordeur bench` in small: pages ask, read and weigh the same in a town ten times as large.

How long things take is measured by the command alone: a test machine has other work.
"""

import pytest
from benchmarks import filling, pages
from django.db import connection

from tests import guard
from voordeur.history import clock as product_clock

pytestmark = pytest.mark.django_db

SIZES = (110, 1_100)


def test_queries_rows_and_bytes_of_a_page_do_not_grow_with_the_town():
    if connection.vendor != "postgresql":
        pytest.skip("the town for measuring is copied in the SQL of PostgreSQL")
    found: list[pages.Measured] = []
    with guard.unguarded():
        scene, done = filling.prepare(), 1
        with product_clock.at(filling.NOON):
            for size in SIZES:
                filling.fill(scene, done, size)
                done = size
                found += pages.measure(scene, size, times=1)
    assert {one.page for one in found} == {"today", "list of 100", "household", "search"}
    claims = [one for one in pages.judge(found, SIZES) if ": time " not in one.what]
    assert [one for one in claims if not one.holds] == []
    assert len(claims) == 20
    for one in found:
        assert one.rows >= one.raw_rows > 0, one
