# SPDX-License-Identifier: EUPL-1.2
"""Estimates against results that are known elsewhere, and the answer 'too few'.

The data come with packages under the MIT licence: `nsw.csv` from causaldata (nsw_mixtape), `rossi.csv`
from lifelines, `did.csv` are sixty units of pyfixest's df_het, for which pyfixest 0.60 gives the
figures below.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.money.estimates import (
    TooFew,
    difference,
    difference_in_differences,
    matched,
    student,
    two_way,
)
from voordeur.money.survival import cox, staying, staying_beside

DATA = Path(__file__).parent / "data"
LIFELINES = {
    1: (7 / 9, 0.7162437789740649, 0.8275804525051851),
    0: (25 / 36, 0.6282883075942745, 0.7511909334567406),
}
"""Share out of prison after a year, low, high; by whether they got financial aid."""


def read(name, *columns):
    with (DATA / name).open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [np.array([float(row[column]) for row in rows]) for column in columns]


def test_the_training_programme_of_lalonde_gives_its_known_difference():
    treat, income = read("nsw.csv", "treat", "re78")
    found = difference(income[treat == 1], income[treat == 0])
    assert (found.treated, found.control) == (185, 260)
    assert found.value == pytest.approx(1794.343, abs=0.002)
    assert found.error == pytest.approx(670.9966, abs=0.001)
    assert found.says_something


def test_the_released_prisoners_of_rossi_give_the_known_hazards():
    names = ("fin", "age", "race", "wexp", "mar", "paro", "prio")
    week, arrest, *traits = read("rossi.csv", "week", "arrest", *names)
    found = cox(week, arrest, dict(zip(names, traits, strict=True)))
    assert (found.cases, found.events) == (432, 114)
    assert [round(one, 4) for one in found.coefficients] == [
        -0.3794,
        -0.0574,
        0.3139,
        -0.1498,
        -0.4337,
        -0.0849,
        0.0915,
    ]
    assert round(found.errors[0], 4) == 0.1914


def test_a_panel_gives_the_effect_that_pyfixest_gives():
    found = two_way(*read("did.csv", "unit", "year", "treat", "y"))
    assert found.value == pytest.approx(2.4654564003, abs=1e-9)
    assert found.error == pytest.approx(0.0929925621, abs=1e-9)


def test_student_is_the_table_in_every_textbook():
    table = {1: 12.706, 2: 4.303, 4: 2.776, 10: 2.228, 30: 2.042, 120: 1.980}
    assert {freedom: round(student(freedom), 3) for freedom in table} == table
    with pytest.raises(Refusal, match="no freedom"):
        student(0)


def test_too_few_is_an_answer():
    assert difference([1.0] * 9, [2.0] * 50) == TooFew(9)
    assert difference_in_differences([(1, 2)] * 3, [(1, 2)] * 30) == TooFew(3)
    assert isinstance(cox([1, 2], [1, 0], {"x": [0, 1]}), TooFew)
    assert staying([1, 2], [1, 0], until=[1]) == TooFew(2)
    assert isinstance(matched([("a", 1.0)] * 5, [("a", 1.0)] * 50), TooFew)
    assert isinstance(two_way([1, 1, 2, 2], [0, 1, 0, 1], [0, 1, 0, 0], [1, 2, 3, 4]), TooFew)


def test_the_interval_holds_the_truth_about_nineteen_times_in_twenty():
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        found = difference(rng.normal(3, 2, 12), rng.normal(0, 5, 15))
        held += found.low <= 3 <= found.high
    assert 0.92 <= held / 200 <= 0.98


numbers = st.lists(st.integers(-50, 50), min_size=10, max_size=20)


@settings(max_examples=30, deadline=None)
@given(numbers, numbers, st.integers(-20, 20))
def test_what_everybody_goes_through_is_no_effect(one, other, shift):
    plain = difference(one, other)
    both = difference_in_differences(
        [(0, value + shift) for value in one], [(0, value + shift) for value in other]
    )
    assert both.value == pytest.approx(plain.value, abs=1e-9)
    assert both.error == pytest.approx(plain.error, abs=1e-9)


def test_matching_takes_away_what_comes_from_being_different():
    rng = np.random.default_rng(1)
    treated = [("heavy", one) for one in rng.normal(12, 1, 40)] + [
        ("light", one) for one in rng.normal(7, 1, 10)
    ]
    control = [("heavy", one) for one in rng.normal(10, 1, 15)] + [
        ("light", one) for one in rng.normal(5, 1, 60)
    ]
    raw = difference([one for _, one in treated], [one for _, one in control])
    found = matched([*treated, ("alone", 99.0)], control)
    assert found.treated == 50  # who has nobody alike is left out, and that shows
    assert found.value == pytest.approx(2, abs=0.6)
    assert raw.value > 4


def test_staying_well_is_counted_with_who_is_no_longer_followed():
    months = [1, 2, 3, 4, 5, 6, 6, 6, 6, 6]
    back = [1, 0, 1, 0, 1, 0, 0, 0, 0, 0]
    six, none = staying(months, back, until=[6, 0.5])
    assert six.share == pytest.approx(9 / 10 * 7 / 8 * 5 / 6)
    assert six.low < six.share < six.high
    assert six.followed == 5
    # Ten of ten is not certainty: one in forty would see it while the share is only 69 %.
    assert (none.share, none.high) == (1, 1)
    assert none.low == pytest.approx(0.025**0.1)
    (all_back,) = staying([1] * 10, [1] * 10, until=[2])
    assert (all_back.share, all_back.low) == (0, 0)
    assert all_back.high == pytest.approx(1 - 0.025**0.1)


def test_the_released_prisoners_stay_out_as_lifelines_says_with_and_without_aid():
    """KaplanMeierFitter of lifelines 0.30.3 on Rossi, at 52 weeks, by financial aid."""
    week, arrest, aid = read("rossi.csv", "week", "arrest", "fin")
    with_aid, without = (
        staying(week[aid == side], arrest[aid == side], until=[52])[0] for side in (1, 0)
    )
    assert (with_aid.share, without.share) == pytest.approx((LIFELINES[1][0], LIFELINES[0][0]))
    assert (with_aid.low, with_aid.high) == pytest.approx(LIFELINES[1][1:], abs=1e-12)
    assert (without.low, without.high) == pytest.approx(LIFELINES[0][1:], abs=1e-12)
    groups = [
        [
            (float(one), bool(fell))
            for one, fell, got in zip(week, arrest, aid, strict=True)
            if got == side
        ]
        for side in (1, 0)
    ]
    found = staying_beside(*groups, until=52)
    assert found.value == pytest.approx(with_aid.share - without.share)
    assert found.low < 0 < found.value < found.high  # the table of 1980 says as much
    assert not found.says_something


def test_staying_beside_others_needs_ten_known_on_both_sides_and_a_clock():
    well, back = (12.0, False), (3.0, True)
    assert staying_beside([well] * 9, [well] * 50, until=12) == TooFew(9)
    # Nobody was followed to month 24: the curve beyond the last look is not known.
    assert staying_beside([well] * 20, [back] * 20, until=24) == TooFew(0)
    assert staying_beside([*[well] * 2, *[back] * 10], [back] * 20, until=24) == TooFew(0)
    found = staying_beside([well] * 10, [back] * 10, until=12)
    assert (found.value, found.high) == (1, 1)
    assert found.low < 0.6  # twenty people do not make it sure
    with pytest.raises(Refusal, match="no length"):
        staying_beside([well] * 10, [well] * 10, until=0)


def test_shares_get_the_interval_of_newcombe():
    """Newcombe (1998), method 10: 56 of 70 beside 48 of 80, and 10 of 10 beside 0 of 20."""
    for (one, of_one), (other, of_other), low, high in (
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ):
        found = difference([1] * one + [0] * (of_one - one), [1] * other + [0] * (of_other - other))
        assert found.value == pytest.approx(one / of_one - other / of_other)
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


def test_a_few_alike_by_chance_are_no_certainty():
    treated = [("a", 5.0), ("a", 5.0)] + [("b", float(one)) for one in range(10)]
    control = [("a", 3.0), ("a", 3.0)] + [("b", float(one)) for one in range(10)]
    found = matched(treated, control)
    alone = difference([5.0] * 2 + list(range(10)), [3.0] * 2 + list(range(10)))
    assert found.value == pytest.approx(2 * 2 / 12)
    assert found.low < 0 < found.high
    assert found.error > 0.5 * alone.error


def test_a_panel_with_holes_or_without_a_comparison_is_refused():
    units, years = np.repeat(np.arange(20), 2), np.tile([0, 1], 20)
    with pytest.raises(Refusal, match="holes"):
        two_way(units[:-1], years[:-1], years[:-1], years[:-1])
    with pytest.raises(Refusal, match="never differs"):
        two_way(units, years, years, years)


def test_groups_without_spread_have_a_difference_without_doubt():
    found = difference([3.0] * 10, [1.0] * 10)
    assert (found.value, found.error, found.low) == (2.0, 0.0, 2.0)
