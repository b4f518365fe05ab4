# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: what a plan stands on and how somebody climbs, with real measurements through the door."""

from datetime import date

import pytest

from tests.instruments.making import a_home, measure
from voordeur.instruments import queries
from voordeur.instruments.trend import Outcome
from voordeur.instruments.words import RaterKind

pytestmark = pytest.mark.django_db
LADDER = "participation-ladder"


@pytest.fixture
def home(clock):
    return a_home()


def test_eigen_tuin_a21_a_missing_bed_is_open_for_whoever_plans(home):
    measure(home, home.her, of=home.anna, instrument="basics-check", version="1", areas={"bed": 0})
    found = queries.latest_footing(home.open(home.coordinator.reader))
    assert [area.id for area in found.basics.open] == ["bed"]
    assert found.basics_facts["bed"] is False
    assert found.basics_facts["bread"] is None


def test_eigen_tuin_a21_bed_in_order_again_warns_about_nothing(home):
    for on, level in ((date(2026, 10, 1), 0), (date(2026, 11, 1), 1)):
        measure(
            home,
            home.her,
            of=home.anna,
            instrument="basics-check",
            version="1",
            areas={"bed": level},
            on=on,
        )
    assert queries.latest_footing(home.open(home.coordinator.reader)).basics.open == ()


def test_eigen_tuin_r26_repeated_measures_with_one_version_read_as_one_line_per_rater(home):
    for on, rung in ((date(2025, 1, 10), 1), (date(2025, 7, 1), 3), (date(2026, 1, 8), 4)):
        measure(
            home,
            home.coordinator.reader,
            of=home.anna,
            instrument=LADDER,
            version="1",
            areas={"participation": rung},
            rater=RaterKind.RESIDENT,
            rater_key=f"person:{home.anna}",
            on=on,
        )
    (line,) = queries.trends(home.open(home.her), LADDER, person_id=home.anna)
    assert [step.point.level for step in line.steps] == [1, 3, 4]
    assert line.outcome is Outcome.IMPROVED
