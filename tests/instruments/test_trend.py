# SPDX-License-Identifier: EUPL-1.2
"""How a series went, read with the direction before it."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.instruments.builders import COACH, NEIGHBOUR, SASKIA, evenly, line, taken
from voordeur.instruments.errors import NotComparableError
from voordeur.instruments.trend import Outcome, Series, outcome, series_of, step_readings
from voordeur.instruments.words import Direction, SkipReason

UP, DOWN = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER

levels = st.integers(min_value=0, max_value=10)
gaps = st.integers(min_value=1, max_value=900)


@st.composite
def lines(draw: st.DrawFn, least: int = 0, missing: bool = True) -> Series:
    """A series with days apart by any gap, some levels missing."""
    size = draw(st.integers(min_value=least, max_value=7))
    value = st.one_of(st.none(), levels) if missing else levels
    days, day = [], 0
    for gap in draw(st.lists(gaps, min_size=size, max_size=size)):
        day += gap
        days.append(day)
    return line(*zip(days, draw(st.lists(value, min_size=size, max_size=size)), strict=True))


def points(series: Series) -> list[tuple[int, int | None]]:
    """The (day, level) pairs of a series, to build changed copies with."""
    start = date(2020, 1, 1)
    return [((point.on - start).days, point.level) for point in series.points]


@pytest.mark.parametrize(
    ("levels_in_order", "expected"),
    [
        ((2, 3), Outcome.IMPROVED),
        ((3, 3), Outcome.STABLE),
        ((3, 2), Outcome.WORSENED),
        ((2, 3, 4), Outcome.IMPROVED),
        ((2, 3, 3), Outcome.STABLE),
        ((2, 3, 2), Outcome.WORSENED),
        ((3, 3, 4), Outcome.IMPROVED),
        ((3, 3, 3), Outcome.STABLE),
        ((3, 3, 2), Outcome.WORSENED),
        ((3, 2, 3), Outcome.IMPROVED),
        ((3, 2, 2), Outcome.DOWNWARD_LINE_BROKEN),
        ((5, 3, 2), Outcome.DECLINE_SLOWED),
        ((4, 3, 2), Outcome.WORSENED),
        ((4, 3, 1), Outcome.WORSENED),
    ],
)
def test_every_cell_of_the_table(levels_in_order: tuple[int, ...], expected: Outcome) -> None:
    assert outcome(evenly(*levels_in_order), UP) is expected


def test_a_level_stretch_of_any_length_after_a_decline_keeps_the_line_broken() -> None:
    assert outcome(evenly(4, 2, 2, 2, 2), UP) is Outcome.DOWNWARD_LINE_BROKEN


def test_a_level_stretch_after_a_recovery_is_stable_again() -> None:
    assert outcome(evenly(4, 2, 3, 3), UP) is Outcome.STABLE


def test_a_fall_after_a_pause_is_worsened_not_slowed() -> None:
    assert outcome(evenly(5, 2, 2, 1), UP) is Outcome.WORSENED


def test_slower_is_per_day_and_not_per_measurement() -> None:
    assert outcome(line((0, 4), (30, 3), (330, 2)), UP) is Outcome.DECLINE_SLOWED
    assert outcome(line((0, 4), (300, 3), (330, 2)), UP) is Outcome.WORSENED


def test_a_period_is_read_as_one_step_with_what_came_before_it() -> None:
    declining_then_helped = line((0, 5), (100, 3), (200, 4), (300, 3))
    start_of_help = date(2020, 1, 1) + timedelta(days=100)
    assert outcome(declining_then_helped, UP) is Outcome.WORSENED
    assert outcome(declining_then_helped, UP, start_of_help) is Outcome.DOWNWARD_LINE_BROKEN


def test_a_period_that_starts_before_the_first_point_starts_at_that_point() -> None:
    assert outcome(line((10, 2), (20, 3), (30, 3)), UP, date(2019, 1, 1)) is Outcome.IMPROVED


def test_a_period_without_a_later_known_point_is_unknown() -> None:
    assert outcome(line((0, 2), (10, 3), (20, None)), UP, date(2020, 1, 15)) is Outcome.UNKNOWN


def test_each_measurement_can_be_read_with_what_came_before() -> None:
    readings = step_readings(evenly(4, 2, None, 2, 3), UP)
    assert [(reading.point.level, reading.outcome) for reading in readings] == [
        (4, Outcome.UNKNOWN),
        (2, Outcome.WORSENED),
        (2, Outcome.DOWNWARD_LINE_BROKEN),
        (3, Outcome.IMPROVED),
    ]


def test_an_empty_series_has_no_readings_and_an_unknown_outcome() -> None:
    assert step_readings(line(), UP) == ()
    assert outcome(line(), UP) is Outcome.UNKNOWN


@given(lines())
def test_fewer_than_two_known_points_is_unknown_and_more_never_is(series: Series) -> None:
    known = sum(point.level is not None for point in series.points)
    assert (outcome(series, UP) is Outcome.UNKNOWN) == (known < 2)


@given(lines(), st.integers(min_value=-50, max_value=50))
def test_shifting_all_levels_changes_nothing(series: Series, shift: int) -> None:
    moved = [(day, None if level is None else level + shift) for day, level in points(series)]
    assert outcome(line(*moved), UP) is outcome(series, UP)


@given(lines(), st.integers(min_value=1, max_value=5))
def test_stretching_all_levels_changes_nothing(series: Series, factor: int) -> None:
    wider = [(day, None if level is None else level * factor) for day, level in points(series)]
    assert outcome(line(*wider), UP) is outcome(series, UP)


@given(lines(), st.integers(min_value=2, max_value=9))
def test_stretching_time_changes_nothing(series: Series, factor: int) -> None:
    slower = [(day * factor, level) for day, level in points(series)]
    assert outcome(line(*slower), UP) is outcome(series, UP)


@given(lines())
def test_lower_is_better_is_the_mirror_of_higher_is_better(series: Series) -> None:
    mirrored = [(day, None if level is None else -level) for day, level in points(series)]
    assert outcome(line(*mirrored), DOWN) is outcome(series, UP)


@given(lines())
def test_a_missing_level_is_as_if_it_was_never_there(series: Series) -> None:
    known = [(day, level) for day, level in points(series) if level is not None]
    assert outcome(line(*known), UP) is outcome(series, UP)
    assert step_readings(line(*known), UP) == step_readings(series, UP)


@given(lines(least=1, missing=False), gaps)
def test_holding_the_last_level_is_always_a_result(series: Series, gap: int) -> None:
    day, level = points(series)[-1]
    held = outcome(line(*points(series), (day + gap, level)), UP)
    assert held in {Outcome.STABLE, Outcome.DOWNWARD_LINE_BROKEN}
    assert held.is_result


@given(lines(least=1, missing=False), gaps, levels)
def test_one_more_point_means_what_its_direction_says(series: Series, gap: int, level: int) -> None:
    """The outcomes exclude each other and together cover every possible next level."""
    day, last = points(series)[-1]
    assert last is not None
    now = outcome(line(*points(series), (day + gap, level)), UP)
    if level > last:
        assert now is Outcome.IMPROVED
    elif level < last:
        assert now in {Outcome.WORSENED, Outcome.DECLINE_SLOWED}
    else:
        assert now in {Outcome.STABLE, Outcome.DOWNWARD_LINE_BROKEN}


@given(lines(least=2, missing=False), gaps, st.integers(min_value=1, max_value=5))
def test_falling_further_in_the_same_time_never_reads_better(
    series: Series, gap: int, fall: int
) -> None:
    day, last = points(series)[-1]
    assert last is not None
    less = outcome(line(*points(series), (day + gap, last - fall)), UP)
    more = outcome(line(*points(series), (day + gap, last - fall - 1)), UP)
    assert not (less is Outcome.WORSENED and more is Outcome.DECLINE_SLOWED)


@given(levels, st.integers(min_value=1, max_value=5), gaps, gaps)
def test_the_same_fall_over_more_days_is_slower_and_over_fewer_or_as_many_is_not(
    start: int, fall: int, first: int, second: int
) -> None:
    series = line((0, start), (first, start - fall), (first + second, start - 2 * fall))
    slowed = outcome(series, UP) is Outcome.DECLINE_SLOWED
    assert slowed == (second > first)


@given(lines(least=2, missing=False))
def test_the_last_step_reading_is_the_outcome_of_the_series(series: Series) -> None:
    assert step_readings(series, UP)[-1].outcome is outcome(series, UP)


@given(lines(least=2, missing=False))
def test_a_period_from_the_last_point_but_one_is_the_last_step(series: Series) -> None:
    assert outcome(series, UP, series.points[-2].on) is outcome(series, UP)


@given(lines(least=3, missing=False))
def test_a_period_asks_only_where_it_started_and_where_it_ended(series: Series) -> None:
    start, *_, end = points(series)
    assert outcome(series, UP, series.points[0].on) is outcome(line(start, end), UP)


@given(st.permutations(range(5)), st.lists(levels, min_size=5, max_size=5))
def test_the_order_in_which_measurements_arrive_does_not_matter(
    order: list[int], values: list[int]
) -> None:
    measurements = [
        taken(f"2026-0{month + 1}-01", finance=value) for month, value in enumerate(values)
    ]
    assert series_of(measurements) == series_of([measurements[place] for place in order])


@given(st.lists(levels, min_size=2, max_size=4), st.lists(levels, min_size=1, max_size=4))
def test_what_another_rater_says_never_changes_a_series(
    coach: list[int], saskia: list[int]
) -> None:
    own = [taken(f"2026-0{month + 1}-01", finance=said) for month, said in enumerate(coach)]
    hers = [
        taken(f"2026-0{month + 1}-15", SASKIA, finance=said) for month, said in enumerate(saskia)
    ]
    alone, together = series_of(own), series_of(own + hers)
    assert {key: series for key, series in together.items() if key.rater == COACH} == alone


def test_versions_subjects_areas_and_raters_are_series_of_their_own() -> None:
    found = series_of(
        [
            taken("2026-01-01", finance=3, housing=2),
            taken("2026-02-01", version="2013", finance=4),
            taken("2026-03-01", subject="jeffrey", finance=5),
            taken("2026-04-01", NEIGHBOUR, finance=1),
        ]
    )
    assert len(found) == 5
    assert {len(series.points) for series in found.values()} == {1}


def test_a_skipped_area_is_a_point_without_a_level_and_an_untouched_one_is_no_point() -> None:
    (series,) = series_of(
        [taken("2026-01-01", finance=SkipReason.NOT_WANTED), taken("2026-02-01")]
    ).values()
    assert [point.level for point in series.points] == [None]


def test_two_ratings_of_one_rater_on_one_day_are_refused() -> None:
    with pytest.raises(NotComparableError, match="one measurement a day"):
        series_of([taken("2026-01-01", finance=3), taken("2026-01-01", finance=4)])


def test_every_outcome_but_worsened_is_a_result_and_unknown_is_neither() -> None:
    assert {each for each in Outcome if each.is_result} == {
        Outcome.IMPROVED,
        Outcome.STABLE,
        Outcome.DOWNWARD_LINE_BROKEN,
        Outcome.DECLINE_SLOWED,
    }
    assert Outcome.WORSENED.is_result is False
    assert Outcome.UNKNOWN.is_result is None


def test_the_dutch_names_are_those_of_the_glossary() -> None:
    assert [each.label.nl for each in Outcome] == [
        "verbeterd",
        "stabiel",
        "neerwaartse lijn doorbroken",
        "achteruitgang vertraagd",
        "verslechterd",
        "onbekend",
    ]


@given(lines(least=3, missing=False))
def test_a_rise_to_the_top_of_the_scale_is_named_no_otherwise_than_any_rise(
    series: Series,
) -> None:
    day, last = points(series)[-1]
    assume(last is not None and last < 9)
    assert last is not None
    one_up = outcome(line(*points(series), (day + 1, last + 1)), UP)
    to_the_top = outcome(line(*points(series), (day + 1, 10)), UP)
    assert one_up is to_the_top
