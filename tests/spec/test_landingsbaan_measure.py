# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: outcomes read from real measurements; staying level after a fall is a result."""

from datetime import date

import pytest

from tests.instruments.making import MATRIX, a_home, measure
from voordeur.instruments import queries
from voordeur.instruments.trend import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(clock):
    return a_home()


def line_of(home, levels, version="2017"):
    """Take a measurement a year and return the line of that area."""
    for place, level in enumerate(levels):
        measure(
            home,
            home.coordinator.reader,
            of=home.anna,
            version=version,
            areas={"housing": level},
            on=date(2026 - len(levels) + place, 6, 1),
        )
    (line,) = queries.trends(
        home.open(home.coordinator.reader), MATRIX, version=version, person_id=home.anna
    )
    return line


@pytest.mark.parametrize(
    ("levels", "outcome"),
    [
        ((3, 4), Outcome.IMPROVED),
        ((3, 3), Outcome.STABLE),
        ((4, 2, 2), Outcome.DOWNWARD_LINE_BROKEN),
        ((5, 3, 2), Outcome.DECLINE_SLOWED),
        ((3, 2), Outcome.WORSENED),
        ((3,), Outcome.UNKNOWN),
    ],
)
def test_landingsbaan_r020_the_five_outcomes_and_unknown_from_what_was_measured(
    home, levels, outcome
):
    assert line_of(home, levels).outcome is outcome


def test_landingsbaan_r021_each_measurement_is_read_with_the_direction_before_it(home):
    assert [step.outcome for step in line_of(home, (4, 2, 2), version="2013").steps] == [
        Outcome.UNKNOWN,
        Outcome.WORSENED,
        Outcome.DOWNWARD_LINE_BROKEN,
    ]


def test_landingsbaan_r022_years_of_needing_help_are_stable_and_a_result(home):
    line = line_of(home, (1, 1, 1, 1, 1))
    assert line.outcome is Outcome.STABLE
    assert line.outcome.is_result is True
