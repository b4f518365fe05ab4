# SPDX-License-Identifier: EUPL-1.2
"""How often one person may search, export or break the glass."""

from datetime import timedelta

import pytest

from tests import factories as make
from voordeur.door import limits
from voordeur.door.limits import LIMITS
from voordeur.door.middleware import read_only
from voordeur.door.models import Use
from voordeur.door.refusal import TooMany

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_the_last_one_within_the_limit_passes_and_the_next_does_not(clock, kind):
    reader = make.a_worker().reader
    for _ in range(LIMITS[kind].times):
        limits.spend(reader, kind)
    with pytest.raises(TooMany) as error:
        limits.spend(reader, kind)
    assert (error.value.status, bool(error.value.remedy)) == (429, True)


def test_after_the_window_it_goes_on_and_refused_tries_did_not_count(clock, friday):
    reader = make.a_worker().reader
    for _ in range(LIMITS["export"].times):
        limits.spend(reader, "export")
    for _ in range(5):
        with pytest.raises(TooMany):
            limits.spend(reader, "export")
    with clock(friday + LIMITS["export"].window):
        limits.spend(reader, "export")


def test_each_person_and_each_kind_counts_by_itself(clock):
    one, other = make.a_worker().reader, make.a_worker().reader
    for _ in range(LIMITS["emergency"].times):
        limits.spend(one, "emergency")
    limits.spend(other, "emergency")
    limits.spend(one, "search")


def test_a_page_that_only_reads_can_be_limited(clock):
    reader = make.a_worker().reader
    with read_only():
        limits.spend(reader, "export")
    assert Use.objects.count() == 1


def test_old_counts_are_dropped_and_fresh_ones_kept(clock, friday):
    reader = make.a_worker().reader
    limits.spend(reader, "search")
    with clock(friday + timedelta(days=3)):
        limits.spend(reader, "search")
        assert limits.forget_old() == 1
    assert Use.objects.count() == 1
