# SPDX-License-Identifier: EUPL-1.2
"""Rounding as published by those who use it, and what a rounded figure still tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.factlab.disclosure import profiles
from voordeur.factlab.fault import Fault

PUBLISHED = {
    # CBS: 0-49 becomes 0, 50-149 becomes 100.
    "cbs_income": {0: 0, 49: 0, 50: 100, 149: 100, 150: 200},
    # CBS: under 5 is left out, the rest goes to fives.
    "cbs_small_area": {0: 0, 4: None, 5: 5, 7: 5, 8: 10, 12: 10, 13: 15},
    # ehrQL: seven or fewer redacted, then to the nearest five.
    "opensafely": {0: 0, 1: None, 6: None, 7: None, 8: 10, 12: 10, 13: 15},
    # OpenSAFELY midpoint 6: 1-6 becomes 3, 7-12 becomes 9, 13-18 becomes 15, zero stays.
    "opensafely_midpoint": {0: 0, 1: 3, 6: 3, 7: 9, 12: 9, 13: 15, 18: 15},
    # ACRO: threshold 10, zeros disclosive, base 5.
    "acro": {0: None, 9: None, 10: 10, 12: 10, 13: 15},
    "voordeur": {0: 0, 1: None, 9: None, 10: 10, 12: 10, 13: 15},
}


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_profile_says_what_its_publisher_says(name: str) -> None:
    profile = profiles()[name]
    assert {value: profile.count(value) for value in PUBLISHED[name]} == PUBLISHED[name]
    assert profile.source
    assert profile.year > 2000


def test_the_overlap_table_of_cbs_comes_out_to_the_printed_percentages() -> None:
    profile = profiles()["voordeur"]
    printed = {(670, 710): 94, (770, 1210): 64, (120, 155): 77, (1225, 2385): 51, (30, 45): 67}
    assert {pair: profile.percentage(*pair) for pair in printed} == printed


def test_a_percentage_needs_a_base_that_is_large_enough() -> None:
    assert profiles()["cbs_income"].percentage(40, 99) is None
    assert profiles()["cbs_income"].percentage(40, 100) == 40
    assert profiles()["cbs_small_area"].percentage(4, 10) == 40
    assert profiles()["cbs_small_area"].percentage(47, 100) == 50
    assert profiles()["cbs_small_area"].percentage(4, 9) is None
    with pytest.raises(Fault, match="no part of"):
        profiles()["voordeur"].percentage(11, 10)


def test_a_mean_needs_enough_values_and_none_that_is_most_of_the_sum() -> None:
    profile = profiles()["cbs_income"]
    assert profile.mean([10] * 99) is None
    assert profile.mean([10] * 100) == 10
    assert profile.mean([10] * 99 + [1000]) is None


@pytest.mark.parametrize("wrong", [-1, 7.1, True])
def test_what_is_no_count_is_refused(wrong: object) -> None:
    with pytest.raises(Fault, match="no count"):
        profiles()["opensafely"].count(wrong)


@given(name=st.sampled_from(sorted(PUBLISHED)), value=st.integers(0, 10_000))
def test_the_true_figure_is_always_inside_what_a_rounded_one_tells(name: str, value: int) -> None:
    profile = profiles()[name]
    published = profile.count(value)
    if published is not None:
        lower, upper = profile.around(published)
        assert lower <= value <= upper
        # And both ends are figures that would be published just so: the interval is no wider.
        assert profile.count(int(lower)) == profile.count(int(upper)) == published
