# SPDX-License-Identifier: EUPL-1.2
"""Shares carry their base, impossible figures are refused, estimates say what they rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses.lens import Share, check_nested
from voordeur.factlab.lenses.target import INDEPENDENT, many_lists, two_lists


def test_overlap_shares_are_those_of_the_graves_table() -> None:
    # CBS overlap table: part, base, printed percentage.
    printed = [(670, 710, 94), (770, 1210, 64), (120, 155, 77), (1225, 2385, 51), (30, 45, 67)]
    assert [Share("overlap", part, base, "clients").percentage for part, base, _ in printed] == [
        percent for *_, percent in printed
    ]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_only_figures_that_go_down_are_nested(numbers: list[int]) -> None:
    named = [(str(at), number) for at, number in enumerate(numbers)]
    if numbers == sorted(numbers, reverse=True):
        check_nested(named, "x")
    else:
        with pytest.raises(Fault):
            check_nested(named, "x")


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 5000))
def test_an_estimate_from_two_lists_is_never_under_what_is_known(
    first: int, second: int, both: int
) -> None:
    both = min(both, first, second)
    found = two_lists(first, second, both)
    assert found.known <= found.low <= found.value + 1e-9
    assert found.value <= found.high + 1e-9
    assert INDEPENDENT in found.assumptions


@given(st.dictionaries(st.integers(1, 6), st.integers(0, 500)))
def test_an_estimate_from_many_lists_never_under_what_is_known(seen: dict[int, int]) -> None:
    found = many_lists(seen)
    if seen.get(2, 0) == 0:
        assert found is None
        return
    assert found is not None
    assert found.known <= found.low <= found.value + 1e-9 <= found.high + 2e-9
