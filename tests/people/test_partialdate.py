# SPDX-License-Identifier: EUPL-1.2
"""What is not known of a date stays not known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.people.partialdate import PartialDate, PartialDateError

days = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@st.composite
def partial_dates(draw):
    day = draw(days)
    return draw(
        st.sampled_from(
            [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate.of(day)]
        )
    )


@given(partial_dates())
def test_text_and_date_go_to_and_fro(given_date):
    assert PartialDate.parse(str(given_date)) == given_date


@pytest.mark.parametrize("text", ["1987", "1987-03", "1987-03-12"])
def test_the_three_forms_are_written_as_they_are_read(text):
    assert str(PartialDate.parse(f" {text} ")) == text


@pytest.mark.parametrize(
    "text", ["", "87", "1987-3", "12-03-1987", "1987-13", "1987-02-30", "0000", "1987-00", "١٩٨٧"]
)
def test_what_is_no_date_is_refused_with_the_forms_to_use(text):
    with pytest.raises(PartialDateError) as refused:
        PartialDate.parse(text)
    assert "1987-03" in refused.value.remedy


def test_a_day_needs_a_month_and_zero_is_not_unknown():
    for wrong in ((1987, None, 3), (1987, 0, None), (1987, 3, 0)):
        with pytest.raises(PartialDateError):
            PartialDate(*wrong)


@given(partial_dates(), partial_dates(), days)
def test_before_is_only_said_when_it_is_certain(one, other, day):
    answer = one.is_before(other)
    if answer:
        assert not one.may_be(other)
        assert other.is_before(one) is False
    if answer is None:
        assert one.may_be(other)
    assert one.may_be(PartialDate.of(day)) == (one.earliest <= day <= one.latest)
    assert one.may_be(other) == other.may_be(one)


def test_a_month_runs_from_its_first_to_its_last_day():
    month = PartialDate(2024, 2)
    assert (month.earliest, month.latest) == (date(2024, 2, 1), date(2024, 2, 29))
    assert PartialDate(2024, 12).latest == PartialDate(2024).latest == date(2024, 12, 31)


def test_whether_a_year_comes_before_one_of_its_months_is_not_known():
    assert PartialDate(1987).is_before(PartialDate(1987, 3)) is None
    assert PartialDate(1986).is_before(PartialDate(1987, 3)) is True
    assert PartialDate(1987, 3, 1).is_before(PartialDate(1987, 3, 1)) is False
    with pytest.raises(TypeError):
        sorted([PartialDate(1987), PartialDate(1986)])


def test_an_age_is_a_range_until_the_day_is_known():
    on = date(2026, 3, 12)
    assert PartialDate.parse("2010").age_range(on) == (15, 16)
    assert PartialDate.parse("2010-03-12").age_range(on) == (16, 16)
    assert PartialDate.parse("2010-03-13").age_range(on) == (15, 15)
    assert PartialDate.parse("2026").age_range(on) == (0, 0)
    with pytest.raises(PartialDateError):
        PartialDate.parse("2027").age_range(on)


def test_who_was_born_on_29_february_turns_a_year_older_on_1_march():
    leap = PartialDate(2008, 2, 29)
    assert leap.age_range(date(2026, 2, 28)) == (17, 17)
    assert leap.age_range(date(2026, 3, 1)) == (18, 18)


@given(partial_dates(), days)
def test_the_age_of_every_day_it_can_be_lies_in_the_range(born, on):
    if on < born.earliest:
        return
    low, high = born.age_range(on)
    for day in (born.earliest, born.latest):
        if day <= on:
            assert PartialDate.of(day).age_range(on)[0] in range(low, high + 1)
