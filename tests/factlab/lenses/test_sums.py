# SPDX-License-Identifier: EUPL-1.2
"""Shares carry their base, impossible figures are refused, estimates say what they rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses.lens import Share, check_claims, check_nested
from voordeur.factlab.lenses.target import INDEPENDENT, many_lists, national, two_lists

SIZES = {"all": 60_417.0, "with_provision": 14_500.0}


def test_the_printed_figures_of_zaanstad_hold_only_with_the_base_that_fits() -> None:
    good = {
        "one or more": (24.0, "all"),
        "two or more": (59.0, "with_provision"),
        "three or more": (33.0, "with_provision"),
    }
    numbers = check_claims(good, SIZES, "Factlab")
    assert round(numbers["three or more"]) == 4_785
    assert round(numbers["two or more"] / SIZES["all"] * 100) == 14
    with pytest.raises(Fault, match=r"three or more .* cannot be more than two or more"):
        check_claims(good | {"three or more": (33.0, "all")}, SIZES, "Factlab")


def test_a_percentage_without_a_base_that_holds_it_is_refused() -> None:
    assert Share("two or more", 14, 24, "households").percentage == 58
    assert Share("none", 0, 0, "households").percentage is None
    with pytest.raises(Fault, match="24 is no part of 14"):
        Share("two or more", 24, 14, "households")
    with pytest.raises(Fault, match=r"110.* % of all cannot be"):
        check_claims({"one": (110.0, "all")}, SIZES, "Factlab")


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


def test_two_lists_of_a_known_city_find_its_size() -> None:
    # 10,000 households, lists of 30 % and 40 % drawn without regard to each other.
    found = two_lists(3000, 4000, 1200)
    assert abs(found.value - 10_000) < 10
    assert found.low < 10_000 < found.high


def test_a_national_share_stays_a_range() -> None:
    found = national(6_866_600, 0.5, 1.0)
    assert (found.low, found.high) == (34_333.0, 68_666.0)
    with pytest.raises(Fault, match="low to high"):
        national(100, 2, 1)
    with pytest.raises(Fault, match="no overlap"):
        two_lists(3, 4, 5)
