# SPDX-License-Identifier: EUPL-1.2
"""Dice fall the same everywhere, and numbers drawn as citizen numbers belong to nobody."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as official

from voordeur.town import bsn
from voordeur.town.chance import Dice, Weighted


def test_a_stream_is_known_by_its_name_alone() -> None:
    assert [round(Dice(7, "x").fraction(), 12) for _ in range(2)] == [0.629728501458] * 2
    assert Dice(7, "x").fraction() != Dice(7, "y").fraction()


@given(st.integers(), st.integers(-50, 50), st.integers(0, 50))
def test_a_whole_number_stays_between_its_bounds(seed: int, low: int, more: int) -> None:
    assert low <= Dice(seed).between(low, low + more) <= low + more


@given(st.integers(), st.lists(st.integers(0, 3), min_size=1, max_size=8).filter(any))
def test_what_has_no_weight_never_comes_out(seed: int, weights: list[int]) -> None:
    picked = Weighted(range(len(weights)), weights).pick(Dice(seed))
    assert weights[picked] > 0


@given(st.integers(), st.integers(0, 9))
def test_some_are_all_different(seed: int, count: int) -> None:
    picked = Dice(seed).some(range(6), count)
    assert len(picked) == len(set(picked)) == min(count, 6)


@pytest.mark.parametrize("weights", [[], [1], [0, 0], [1, -1]])
def test_weights_that_make_no_sense_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Weighted(("a", "b"), weights)


@given(st.from_regex(r"[0-9]{7,10}", fullmatch=True))
def test_the_11_test_agrees_with_the_library(number: str) -> None:
    expected = len(number) == 9 and number != "000000000" and official.is_valid(number)
    assert bsn.passes(number) == (expected or number == "000000000")


def test_every_synthetic_number_passes_is_new_and_lies_where_none_is_issued() -> None:
    numbers = list(islice(bsn.synthetic_numbers(), 200_000))
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("99") for number in numbers)
    assert all(bsn.passes(number) for number in numbers[::97])
    assert all(number.startswith("9999") for number in numbers[:9_000])
