# SPDX-License-Identifier: EUPL-1.2
"""The sums of a zero scenario: what it comes to, when an outcome can be said, how well it was foreseen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.money.updating import LEAST_CASES, calibrate
from voordeur.money.zeroscenario import (
    LEAST_IN_CLASS,
    Came,
    Expectation,
    Known,
    foresight,
    share_between,
    too_early,
    without_help,
)

expectations = st.lists(
    st.builds(
        Expectation,
        st.integers(0, 100),
        st.none() | st.integers(0, 10**9),
        st.none() | st.sampled_from(Came),
    ),
    max_size=8,
)


@given(expectations)
def test_what_is_expected_lies_between_nothing_and_all_and_unknown_stays_unknown(rows):
    found = without_help(rows)
    assert 0 <= found.came_true.sum <= found.most.sum
    assert 0 <= found.expected.sum <= found.most.sum + len(rows)
    assert 0 <= found.stayed_away.sum <= found.most.sum - found.came_true.sum
    counted = [one for one in rows if one.came is not Came.MISTAKE]
    missing = sum(one.cents is None for one in counted)
    assert found.expected.unknown == found.most.unknown == missing
    assert found.expected.known + missing == len(counted)
    assert found.open == sum(one.came is None for one in counted)


def test_a_mistake_is_in_no_sum_and_certainty_costs_all():
    certain = Expectation(100, 500_00, Came.HAPPENED)
    wrong = Expectation(90, 9_000_00, Came.MISTAKE)
    found = without_help([certain, wrong, Expectation(0, 700_00)])
    assert (found.expected.sum, found.most.sum, found.came_true.sum) == (500_00, 1_200_00, 500_00)


def test_that_it_did_not_happen_is_known_after_the_last_day_and_a_mistake_only_on_the_first():
    days = {"sealed_on": date(2026, 1, 5), "by_date": date(2026, 6, 30)}
    assert too_early(Came.NOT, **days, today=date(2026, 6, 30)) == "running"
    assert too_early(Came.NOT, **days, today=date(2026, 7, 1)) == ""
    assert too_early(Came.HAPPENED, **days, today=date(2026, 1, 5)) == ""
    assert too_early(Came.MISTAKE, **days, today=date(2026, 1, 5)) == ""
    assert too_early(Came.MISTAKE, **days, today=date(2026, 1, 6)) == "late"


knowns = st.lists(
    st.builds(
        Known, st.integers(1, 45), st.integers(0, 100).map(lambda one: one / 100), st.booleans()
    ),
    max_size=90,
)


@given(knowns)
def test_over_too_few_households_nothing_is_told_and_the_order_of_cases_tells_nothing(known):
    found = foresight(known)
    cases = len({one.household for one in known})
    assert (found is None) == (cases < LEAST_CASES)
    if found is None:
        return
    assert found == foresight(known[::-1]) or found.brier == pytest.approx(
        foresight(known[::-1]).brier
    )
    assert found.cases == cases
    whole = calibrate([(one.chance, one.happened) for one in known])
    for shown, (low, high, there, true) in zip(found.classes, whole.spread, strict=True):
        inside = {
            one.household for one in known if low <= one.chance < high or one.chance == high == 1.0
        }
        told = (
            (low, high, there, true) if len(inside) >= LEAST_IN_CLASS else (low, high, None, None)
        )
        assert shown == told


def test_many_expectations_of_few_households_are_still_too_few():
    assert foresight([Known(one % 19, 0.5, True) for one in range(200)]) is None


@given(st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_the_interval_of_a_share_holds_the_share_and_narrows_with_more(seen):
    true, base = seen
    low, high = share_between(true, base)
    assert 0 <= low <= true / base + 1e-9
    assert true / base - 1e-9 <= high <= 1
    tenfold = share_between(10 * true, 10 * base)
    assert tenfold[1] - tenfold[0] < high - low
    assert share_between(base - true, base) == pytest.approx((1 - high, 1 - low))
