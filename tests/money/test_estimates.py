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
    cox,
    difference,
    difference_in_differences,
    matched,
    staying,
    student,
    two_way,
)

DATA = Path(__file__).parent / "data"


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
    assert (none.share, none.low, none.high) == (1, 1, 1)


def test_a_panel_with_holes_or_without_a_comparison_is_refused():
    units, years = np.repeat(np.arange(20), 2), np.tile([0, 1], 20)
    with pytest.raises(Refusal, match="holes"):
        two_way(units[:-1], years[:-1], years[:-1], years[:-1])
    with pytest.raises(Refusal, match="never differs"):
        two_way(units, years, years, years)


def test_groups_without_spread_have_a_difference_without_doubt():
    found = difference([3.0] * 10, [1.0] * 10)
    assert (found.value, found.error, found.low) == (2.0, 0.0, 2.0)
