# SPDX-License-Identifier: EUPL-1.2
"""Sums in eurocents: nothing lost, nothing hidden."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from voordeur.ledger.eurocents import (
    KnownSum,
    MoneyError,
    Share,
    euro_text,
    known_sum,
    round_half_up,
    split,
    total_of,
)

cents = st.integers(-(10**12), 10**12)
maybe_cents = st.none() | cents
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


def test_an_unknown_amount_is_counted_and_not_taken_for_zero():
    assert known_sum([100, None, 0]) == KnownSum(sum=100, known=2, unknown=1)
    assert known_sum([0]) != known_sum([None])


@given(st.lists(maybe_cents), st.lists(maybe_cents))
def test_summing_in_two_parts_gives_the_same_as_summing_at_once(first, second):
    assert known_sum(first) + known_sum(second) == known_sum(first + second)
    assert total_of([known_sum(first), known_sum(second)]) == known_sum(first + second)


@given(st.lists(maybe_cents))
def test_every_amount_is_either_known_or_unknown(amounts):
    result = known_sum(amounts)
    assert result.known + result.unknown == len(amounts)
    assert result.is_complete == (None not in amounts)


@pytest.mark.parametrize("wrong", [1.5, True, "12"])
def test_only_whole_cents_are_amounts(wrong):
    with pytest.raises(MoneyError) as refused:
        known_sum([100, wrong])
    assert refused.value.where == "amount 2"
    assert refused.value.remedy


def test_a_sum_of_nothing_known_cannot_be_more_than_zero():
    with pytest.raises(MoneyError):
        KnownSum(sum=5, known=0, unknown=1)
    with pytest.raises(MoneyError):
        KnownSum(sum=0, known=0, unknown=-1)


def test_sums_have_no_order():
    with pytest.raises(TypeError):
        sorted([known_sum([2]), known_sum([1])])


@pytest.mark.parametrize(
    ("amount", "dutch", "english"),
    [
        (16_800_000, "€\xa0168.000", "€168,000"),
        (16_438, "€\xa0164,38", "€164.38"),
        (-1205, "€\xa0-12,05", "-€12.05"),
        (0, "€\xa00", "€0"),
        (123_456_789_00, "€\xa0123.456.789", "€123,456,789"),
    ],
)
def test_an_amount_is_written_as_each_language_writes_it(amount, dutch, english):
    assert euro_text(amount, "nl") == dutch
    assert euro_text(amount, "en") == english


def test_a_sum_with_something_missing_says_at_least_and_nothing_known_says_unknown():
    assert known_sum([16_800_000, None]).text("nl") == "minstens €\xa0168.000"
    assert known_sum([16_800_000, None]).text("en") == "at least €168,000"
    assert known_sum([None]).text("nl") == "onbekend"
    assert known_sum([]).text("nl") == "€\xa00"


def test_a_percentage_carries_its_base():
    tenth = Share(known_sum([1_680_000]), known_sum([16_800_000]))
    assert tenth.fraction == Fraction(1, 10)
    assert tenth.text("nl") == "10% van €\xa0168.000"
    assert tenth.text("en") == "10% of €168,000"
    partly = Share(known_sum([1_680_000]), known_sum([16_800_000, None]))
    assert partly.text("nl") == "10% van wat bekend is (€\xa0168.000)"
    assert Share(known_sum([1]), known_sum([16_800_000])).text("nl").startswith("minder dan 1%")


@pytest.mark.parametrize("base", [KnownSum(), known_sum([None]), known_sum([0])])
def test_there_is_no_percentage_of_nothing_or_of_the_unknown(base):
    assert Share(known_sum([100]), base).fraction is None
    assert Share(known_sum([100]), base).text("nl") == "onbekend deel"


@given(cents, weights)
def test_a_division_never_loses_a_cent(amount, shares):
    assume(sum(shares) > 0)
    parts = split(amount, shares)
    assert sum(parts) == amount
    assert len(parts) == len(shares)


@given(cents, weights)
def test_each_part_is_within_a_cent_of_its_exact_share(amount, shares):
    assume(sum(shares) > 0)
    for part, weight in zip(split(amount, shares), shares, strict=True):
        assert abs(part - Fraction(amount * weight, sum(shares))) < 1
        if weight == 0:
            assert part == 0


@given(cents, weights)
def test_a_refund_is_divided_like_the_payment(amount, shares):
    assume(sum(shares) > 0)
    assert split(-amount, shares) == tuple(-part for part in split(amount, shares))


def test_the_left_over_cents_go_to_the_largest_remainders():
    assert split(1000, [1, 1, 1]) == (334, 333, 333)
    assert split(100, [1, 2, 4]) == (14, 29, 57)
    assert split(-1000, [1, 1, 1]) == (-334, -333, -333)


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1]])
def test_a_division_over_nothing_is_refused(shares):
    with pytest.raises(MoneyError) as refused:
        split(100, shares)
    assert refused.value.where == ("weight 2" if -1 in shares else "weights")


def test_halves_round_away_from_zero_on_both_sides():
    assert round_half_up(Fraction(5, 2)) == 3
    assert round_half_up(Fraction(-5, 2)) == -3
    assert round_half_up(Fraction(7, 3)) == 2
