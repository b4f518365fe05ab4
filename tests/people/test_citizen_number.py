# SPDX-License-Identifier: EUPL-1.2
"""The citizen number is checked, never shown whole, and found by a keyed value only."""

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.people.citizen_number import CitizenNumberError, checked, lookup_value, masked

KEY = b"k" * 32
TEST_NUMBER = "111222333"  # passes the 11-test and belongs to nobody


@st.composite
def numbers(draw):
    digits = draw(st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any))
    total = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True))
    last = total % 11
    return None if last == 10 else "".join(map(str, digits)) + str(last)


@given(numbers().filter(bool))
def test_a_number_that_passes_the_11_test_is_accepted_and_another_last_digit_is_not(number):
    assert checked(number) == number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(CitizenNumberError):
        checked(wrong)


@given(numbers().filter(bool))
def test_no_more_than_four_digits_are_ever_shown(number):
    assert masked(number) == "•••••" + number[-4:]
    assert number not in masked(number)


@pytest.mark.parametrize("wrong", ["123456789", "abc", "", "1112223334"])
def test_an_error_never_repeats_what_was_typed(wrong):
    with pytest.raises(CitizenNumberError) as refused:
        checked(wrong)
    shown = "".join(traceback.format_exception(refused.value))
    assert refused.value.remedy
    assert not wrong or repr(wrong) not in shown
    assert refused.value.__context__ is None


@given(numbers().filter(bool), numbers().filter(bool))
def test_the_lookup_value_is_equal_exactly_for_the_same_number(one, other):
    assert (lookup_value(one, KEY) == lookup_value(other, KEY)) == (one == other)
    assert len(lookup_value(one, KEY)) == 64
    assert one not in lookup_value(one, KEY)


def test_the_way_of_writing_does_not_matter_and_the_key_does():
    assert lookup_value("1112.22.333", KEY) == lookup_value(TEST_NUMBER, KEY)
    assert lookup_value(TEST_NUMBER, KEY) != lookup_value(TEST_NUMBER, b"x" * 32)
    with pytest.raises(CitizenNumberError, match="key"):
        lookup_value(TEST_NUMBER, b"short")
