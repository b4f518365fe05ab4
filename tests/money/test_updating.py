# SPDX-License-Identifier: EUPL-1.2
"""A belief that meets what was observed, against the textbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import Beta, Fixed, Gamma, Normal
from voordeur.money.updating import Seen, calibrate, replaced_one_by_one, update


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 40), st.integers(0, 40))
def test_a_share_adds_what_was_seen_to_what_was_believed(a, b, went_well, others):
    if went_well + others == 0:
        return
    found = update(Beta(a, b), Seen(went_well + others, went_well))
    assert found.after == Beta(a + went_well, b + others)
    assert found.before == Beta(a, b)
    assert 0 <= found.surprise <= 1 + 1e-9


@given(st.integers(1, 20), st.integers(0, 30), st.integers(1, 20))
def test_a_rate_lies_between_what_was_believed_and_what_was_seen(shape, events, years):
    found = update(Gamma(shape, 0.5), Seen(years, events))
    ends = sorted([shape * 0.5, events / years])
    assert ends[0] - 1e-9 <= found.after.mean <= ends[1] + 1e-9
    assert found.after.mean == pytest.approx((shape + events) / (2 + years))


def test_an_amount_is_weighted_by_how_sure_each_is():
    found = update(Normal(100, 10), Seen(4, mean=120, sd=20))
    assert found.after.mean == pytest.approx(110)
    assert found.after.variance == pytest.approx(50)
    assert not found.drifted


def test_what_hardly_fits_is_flagged():
    assert update(Beta(18, 2), Seen(20, 8)).drifted
    assert not update(Beta(18, 2), Seen(20, 17)).drifted
    assert update(Gamma(100, 0.1), Seen(1, 40)).drifted
    assert not update(Gamma(100, 0.1), Seen(1, 11)).drifted
    assert update(Normal(100, 5), Seen(9, mean=150, sd=10)).drifted


def test_the_chance_of_what_was_seen_is_that_of_the_formula():
    # A flat belief makes every count of ten as likely, so nothing is a surprise.
    assert update(Beta(1, 1), Seen(10, 0)).surprise == pytest.approx(1)
    # Gamma(1, 1) over one year: the counts are geometric with one half; 3 or more has chance 1/8.
    assert update(Gamma(1, 1), Seen(1, 3)).surprise == pytest.approx(1 / 8, abs=1e-6)


@pytest.mark.parametrize(
    ("belief", "seen", "says"),
    [
        (Fixed(1), Seen(1), "cannot be updated"),
        (Beta(1, 1), Seen(0), "Nothing was observed"),
        (Beta(1, 1), Seen(2, 3), "More were counted"),
        (Gamma(1, 1), Seen(2, -1), "below zero"),
        (Normal(1, 1), Seen(2, mean=1), "spread is not known"),
        (Beta(1, 1, 0, 5), Seen(2, 1), "cannot be updated"),
    ],
)
def test_what_cannot_be_updated_is_told(belief, seen, says):
    with pytest.raises(Refusal, match=says):
        update(belief, seen)


def test_from_indicative_to_actual_one_line_at_a_time_and_the_doubt_shrinks():
    updates = [
        update(Normal(100, 20), Seen(10, mean=90, sd=10)),
        update(Normal(50, 10), Seen(5, mean=60, sd=10)),
    ]
    steps = replaced_one_by_one(updates)
    assert steps[0][0] == 150
    assert [round(one[1], 6) for one in steps] == sorted(
        (round(one[1], 6) for one in steps), reverse=True
    )


def test_foreseen_chances_are_held_against_what_happened_from_twenty_cases_on():
    assert calibrate([(0.5, True)] * 19) is None
    perfect = calibrate([(1.0, True)] * 10 + [(0.0, False)] * 10)
    assert perfect.brier == 0
    assert perfect.spread[0][2:] == (10, 0)
    assert perfect.spread[-1][2:] == (10, 10)
    assert calibrate([(0.5, True), (0.5, False)] * 10).brier == 0.25
    with pytest.raises(Refusal, match="outside"):
        calibrate([(1.5, True)] * 20)
