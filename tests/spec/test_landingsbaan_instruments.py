# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: staying level can be a result, and needing help for life is no fault."""

import pytest

from tests.instruments.builders import SASKIA, evenly, series_from
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.trend import Outcome, outcome, step_readings
from voordeur.instruments.words import Direction


def test_landingsbaan_r020_five_outcomes_and_unknown() -> None:
    assert [each.label.nl for each in Outcome] == [
        "verbeterd",
        "stabiel",
        "neerwaartse lijn doorbroken",
        "achteruitgang vertraagd",
        "verslechterd",
        "onbekend",
    ]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((3, 4), Outcome.IMPROVED),
        ((3, 3), Outcome.STABLE),
        ((4, 2, 2), Outcome.DOWNWARD_LINE_BROKEN),
        ((5, 3, 2), Outcome.DECLINE_SLOWED),
    ],
)
def test_landingsbaan_r020_stabilising_counts_as_a_result_just_as_rising_does(
    levels: tuple[int, ...], expected: Outcome
) -> None:
    found = outcome(evenly(*levels), Direction.HIGHER_IS_BETTER)
    assert found is expected
    assert found.is_result


@pytest.mark.parametrize("instrument", ["self-sufficiency-matrix", "participation-ladder"])
def test_landingsbaan_r021_staying_level_after_a_decline_reads_as_positive_on_any_scale(
    instrument: str,
) -> None:
    scale = shipped_catalogue().latest(instrument)
    first, second, third = (level.value for level in scale.levels[2::-1])
    series = series_from(scale, [first, second, third, third], SASKIA)
    assert [each.outcome for each in step_readings(series, scale.direction)] == [
        Outcome.UNKNOWN,
        Outcome.WORSENED,
        Outcome.WORSENED,
        Outcome.DOWNWARD_LINE_BROKEN,
    ]


@pytest.mark.parametrize("years", [2, 5, 12])
def test_landingsbaan_r022_years_on_the_lowest_level_is_stable_and_a_result(years: int) -> None:
    scale = shipped_catalogue().latest("self-sufficiency-matrix")
    lowest = scale.levels[0].value
    found = outcome(series_from(scale, [lowest] * years, SASKIA), scale.direction)
    assert found is Outcome.STABLE
    assert found.is_result
