# SPDX-License-Identifier: EUPL-1.2
"""Sets, surprise and sequence, each against a calculation that shares no code with it."""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.factlab.combinations import Itemset, frequent, precursors, together
from voordeur.factlab.combinations.surprise import lift_interval, upper_tail
from voordeur.factlab.counting import Starts

baskets = st.dictionaries(
    st.one_of(st.integers(0, 255), st.integers(0, 2**70)), st.integers(1, 20), max_size=25
)


@settings(max_examples=60)
@given(baskets, st.integers(1, 30), st.integers(1, 4))
def test_every_frequent_set_is_found_and_no_other(
    given_baskets: dict[int, int], least: int, largest: int
) -> None:
    narrow = {mask & (2**10 - 1 | 2**64 | 2**69): 0 for mask in given_baskets}
    for mask, many in given_baskets.items():
        narrow[mask & (2**10 - 1 | 2**64 | 2**69)] += many
    items = [at for at in range(70) if any(mask >> at & 1 for mask in narrow)]
    wanted = []
    for size in range(1, largest + 1):
        for chosen in combinations(items, size):
            both = sum(1 << at for at in chosen)
            support = sum(many for mask, many in narrow.items() if mask & both == both)
            if support >= least:
                wanted.append(Itemset(chosen, support))
    assert frequent(narrow, least, largest) == wanted


@settings(max_examples=80)
@given(st.integers(1, 60), st.data())
def test_the_chance_of_an_overlap_is_that_of_counting_all_draws(
    base: int, data: st.DataObject
) -> None:
    first, second = data.draw(st.integers(1, base)), data.draw(st.integers(1, base))
    both = data.draw(st.integers(max(0, first + second - base), min(first, second)))
    exact = sum(
        Fraction(math.comb(first, k) * math.comb(base - first, second - k), math.comb(base, second))
        for k in range(both, min(first, second) + 1)
    )
    assert math.isclose(upper_tail(both, base, first, second), float(exact), rel_tol=1e-9)
    low, high = lift_interval(both, base, first, second)
    assert 0 < low <= high


def test_planted_pairs_are_found_and_chance_is_not() -> None:
    rng = np.random.default_rng(5)
    many = 20_000
    drawn = rng.random((many, 12)) < 0.05
    # Who has the first has the second three times as often; the others come as they come.
    drawn[:, 1] |= drawn[:, 0] & (rng.random(many) < 0.15)
    masks = (drawn * (1 << np.arange(12))).sum(axis=1)
    found, numbers = np.unique(masks, return_counts=True)
    sets = frequent(dict(zip(found.tolist(), numbers.tolist(), strict=True)), least=20)
    surprising = [one for one in together(sets, many) if one.more_than_chance]
    assert [one.items for one in surprising] == [(0, 1)]
    assert surprising[0].low > 1.5
    assert surprising[0].low < surprising[0].lift < surprising[0].high


def test_three_are_no_finding_only_because_two_of_them_are() -> None:
    # 0 and 1 always together; 2 without regard to them.
    weights = {0b011: 200, 0b111: 50, 0b100: 150, 0: 600}
    found = {one.items: one for one in together(frequent(weights, 10), 1000)}
    assert found[0, 1].more_than_chance
    assert not found[0, 1, 2].more_than_chance


def _starts(rows: list[tuple[int, int, int]]) -> Starts:
    rows = sorted(rows)
    households, kinds, days = (
        np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)
    )
    return Starts(households, kinds, days, 0)


def test_what_starts_after_or_long_before_does_not_count() -> None:
    rows = [(h, 9, 1000) for h in range(30)] + [(h, 0, 1001) for h in range(30)]
    rows += [(h, 1, 100) for h in range(30)] + [(100 + h, 2, 500) for h in range(30)]
    assert precursors(_starts(rows), {9}, dict.fromkeys(range(200), "a"), least=1) == []
