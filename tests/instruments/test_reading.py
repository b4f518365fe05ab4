# SPDX-License-Identifier: EUPL-1.2
"""Several raters side by side, how long a rating holds, and what was left open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.instruments.builders import COACH, NEIGHBOUR, SASKIA, taken
from voordeur.instruments.catalogue import shipped_catalogue
from voordeur.instruments.errors import NotComparableError
from voordeur.instruments.reading import (
    AreaReading,
    ValidityState,
    add_months,
    conversation_of_difference,
    coverage,
    side_by_side,
    validity,
)
from voordeur.instruments.words import SkipReason

MATRIX = shipped_catalogue().get("self-sufficiency-matrix", "2017")
GUIDE = shipped_catalogue().get("kitchen-table-conversation", "1")
TODAY = date(2026, 6, 1)


def area(readings: tuple[AreaReading, ...], area_id: str) -> AreaReading:
    """The reading of one area."""
    return next(reading for reading in readings if reading.area.id == area_id)


def test_each_rater_keeps_their_own_level_and_day() -> None:
    readings = side_by_side(
        MATRIX,
        [taken("2026-01-10", finance=2), taken("2026-03-05", SASKIA, finance=4)],
        TODAY,
    )
    assert [
        (each.rater, each.level, each.rated_on) for each in area(readings, "finance").raters
    ] == [
        (COACH, 2, date(2026, 1, 10)),
        (SASKIA, 4, date(2026, 3, 5)),
    ]


def test_the_newest_level_of_a_rater_stands() -> None:
    readings = side_by_side(
        MATRIX, [taken("2026-03-01", finance=3), taken("2026-01-01", finance=1)], TODAY
    )
    assert [each.level for each in area(readings, "finance").raters] == [3]


def test_a_newer_skip_stands_beside_the_older_level_and_does_not_wipe_it_out() -> None:
    readings = side_by_side(
        MATRIX,
        [taken("2026-01-01", finance=3), taken("2026-03-01", finance=SkipReason.NOT_ASKED)],
        TODAY,
    )
    (coach,) = area(readings, "finance").raters
    assert (coach.level, coach.rated_on) == (3, date(2026, 1, 1))
    assert (coach.skipped, coach.skipped_on) == (SkipReason.NOT_ASKED, date(2026, 3, 1))


def test_a_newer_level_takes_the_place_of_an_older_skip() -> None:
    readings = side_by_side(
        MATRIX,
        [taken("2026-01-01", finance=SkipReason.LATER), taken("2026-03-01", finance=3)],
        TODAY,
    )
    (coach,) = area(readings, "finance").raters
    assert (coach.level, coach.skipped, coach.skipped_on) == (3, None, None)


def test_an_area_nobody_touched_is_there_without_raters_or_difference() -> None:
    readings = side_by_side(MATRIX, [taken("2026-01-01", finance=3)], TODAY)
    assert len(readings) == 13
    assert area(readings, "justice").raters == ()
    assert area(readings, "justice").difference is None


def test_what_was_measured_today_is_known_today() -> None:
    readings = side_by_side(MATRIX, [taken("2026-06-01", finance=3)], TODAY)
    assert [each.level for each in area(readings, "finance").raters] == [3]


def test_what_was_measured_later_is_not_known_yet() -> None:
    readings = side_by_side(MATRIX, [taken("2026-07-01", finance=3)], TODAY)
    assert area(readings, "finance").raters == ()


@pytest.mark.parametrize(
    ("other", "difference", "asks"), [(2, 0, False), (3, 1, False), (4, 2, True), (5, 3, True)]
)
def test_two_levels_apart_is_a_question_to_talk_about(
    other: int, difference: int, asks: bool
) -> None:
    readings = side_by_side(
        MATRIX, [taken("2026-01-10", finance=2), taken("2026-03-05", SASKIA, finance=other)], TODAY
    )
    assert area(readings, "finance").difference == difference
    assert bool(conversation_of_difference(readings)) is asks


def test_the_question_names_the_area_and_no_number() -> None:
    readings = side_by_side(
        MATRIX, [taken("2026-01-10", finance=1), taken("2026-03-05", SASKIA, finance=5)], TODAY
    )
    (difference,) = conversation_of_difference(readings)
    assert difference.area.id == "finance"
    assert "financiën" in difference.question.nl
    assert difference.question.nl.endswith("?")
    assert not any(sign.isdigit() for sign in difference.question.nl + difference.question.en)


def test_on_a_list_with_two_states_one_apart_is_a_question() -> None:
    basics = shipped_catalogue().get("basics-check", "1")
    readings = side_by_side(
        basics,
        [
            taken("2026-01-10", instrument="basics-check", version="1", bed=0),
            taken("2026-01-10", SASKIA, instrument="basics-check", version="1", bed=1),
        ],
        TODAY,
    )
    assert [each.area.id for each in conversation_of_difference(readings)] == ["bed"]


def test_an_expired_rating_is_shown_but_starts_no_talk() -> None:
    readings = side_by_side(
        MATRIX, [taken("2025-05-01", finance=1), taken("2026-03-05", SASKIA, finance=5)], TODAY
    )
    finance = area(readings, "finance")
    assert [each.level for each in finance.raters] == [1, 5]
    assert finance.difference is None
    assert conversation_of_difference(readings) == ()


def test_a_third_rater_who_has_expired_is_left_out_of_the_talk() -> None:
    readings = side_by_side(
        MATRIX,
        [
            taken("2026-01-10", finance=1),
            taken("2026-03-05", SASKIA, finance=5),
            taken("2024-03-05", NEIGHBOUR, finance=3),
        ],
        TODAY,
    )
    (difference,) = conversation_of_difference(readings)
    assert [each.rater for each in difference.raters] == [COACH, SASKIA]


@given(st.lists(st.integers(min_value=1, max_value=5), min_size=2, max_size=3))
def test_raters_are_never_averaged(said: list[int]) -> None:
    raters = (COACH, SASKIA, NEIGHBOUR)
    readings = side_by_side(
        MATRIX,
        [
            taken("2026-01-10", rater, finance=level)
            for rater, level in zip(raters, said, strict=False)
        ],
        TODAY,
    )
    shown = {each.rater: each.level for each in area(readings, "finance").raters}
    assert shown == dict(zip(raters, said, strict=False))
    assert area(readings, "finance").difference == max(said) - min(said)


def test_another_version_or_subject_cannot_stand_beside() -> None:
    with pytest.raises(NotComparableError, match="2013"):
        side_by_side(MATRIX, [taken("2026-01-01", version="2013", finance=3)], TODAY)
    with pytest.raises(NotComparableError, match="more than one subject"):
        side_by_side(MATRIX, [taken("2026-01-01"), taken("2026-01-01", subject="jeffrey")], TODAY)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 3, 15), ValidityState.VALID),
        (date(2026, 2, 14), ValidityState.VALID),
        (date(2026, 2, 15), ValidityState.EXPIRES_SOON),
        (date(2026, 3, 14), ValidityState.EXPIRES_SOON),
        (date(2026, 3, 15), ValidityState.EXPIRED),
    ],
)
def test_a_rating_holds_twelve_months_and_warns_from_the_eleventh(
    on: date, state: ValidityState
) -> None:
    holds = validity(MATRIX, date(2025, 3, 15), on)
    assert holds.state is state
    assert (holds.warn_from, holds.until) == (date(2026, 2, 15), date(2026, 3, 15))


def test_a_conversation_does_not_expire() -> None:
    holds = validity(GUIDE, date(2000, 1, 1), date(2026, 1, 1))
    assert (holds.state, holds.until) == (ValidityState.VALID, None)


def test_a_rating_says_nothing_about_the_days_before_it() -> None:
    with pytest.raises(ValueError, match="before the measurement"):
        validity(MATRIX, date(2026, 1, 2), date(2026, 1, 1))


def test_a_month_without_that_day_ends_on_its_last_day() -> None:
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 2, 28)


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
    st.integers(min_value=0, max_value=3000),
)
def test_a_rating_only_ever_gets_older(taken_on: date, days: int) -> None:
    order = list(ValidityState)
    first = validity(MATRIX, taken_on, date.fromordinal(taken_on.toordinal() + days))
    next_day = validity(MATRIX, taken_on, date.fromordinal(taken_on.toordinal() + days + 1))
    assert order.index(first.state) <= order.index(next_day.state)


def test_coverage_says_what_is_filled_skipped_and_untouched() -> None:
    covered = coverage(
        MATRIX, taken("2026-01-01", housing=SkipReason.NOT_RELEVANT, justice=5, finance=3)
    )
    assert covered.filled == ("finance", "justice")
    assert covered.skipped == (("housing", SkipReason.NOT_RELEVANT),)
    assert len(covered.untouched) == 10


@given(
    st.dictionaries(
        st.sampled_from([each.id for each in MATRIX.areas]),
        st.one_of(st.integers(min_value=1, max_value=5), st.sampled_from(list(SkipReason))),
    )
)
def test_every_area_is_in_exactly_one_place_of_the_coverage(
    said: dict[str, int | SkipReason],
) -> None:
    covered = coverage(MATRIX, taken("2026-01-01", **said))
    places = [*covered.filled, *(area_id for area_id, _ in covered.skipped), *covered.untouched]
    assert sorted(places) == sorted(each.id for each in MATRIX.areas)
