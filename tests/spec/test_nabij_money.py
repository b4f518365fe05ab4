# SPDX-License-Identifier: EUPL-1.2
"""Nabij is beter: who makes the effort, who gains, and what nobody wrote down."""

from pathlib import Path

import pytest

from voordeur.money.scba.breakeven import break_even
from voordeur.money.scba.formula import exact
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.spread import outcome_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "scba"


def read(name):
    return read_model(EXAMPLES / f"nabij_{name}.toml")


def test_nabij_f3_karima_solving_costs_as_much_as_73_days_of_waiting():
    karima = read("karima")
    assert break_even(karima, "days").at == pytest.approx(73.0)
    assert round(karima.value("day"), 2) == 164.38
    assert float(exact(karima).benefit() / exact(karima).cost()) == pytest.approx(5.0)


def test_nabij_f2_gladys_the_bill_is_168000_and_who_bears_it_changed_in_2015():
    gladys = read("gladys")
    now, before = exact(gladys, "vanaf 2015"), exact(gladys, "tot 2015")
    assert now.cost() == before.cost() == 168_000
    assert (before.cost("municipality"), now.cost("municipality")) == (16_800, 151_200)
    assert [one.id for one in now.unpriced] == ["own_circle"]


def test_nabij_f4_detention_costs_and_takes_no_debt_away():
    detention = read("detention")
    assert [exact(detention, one).cost() for one in detention.readings] == [1_330, 3_990]
    assert all(exact(detention, one).benefit("household") == 0 for one in detention.readings)


def test_nabij_f5_youth_care_the_ministry_gains_and_what_the_maker_lost_is_unknown():
    amsterdam = read("youth_care_amsterdam")
    before, after = (exact(amsterdam, one) for one in amsterdam.readings)
    assert before.benefit("ministry") == 3_300_000
    assert after.benefit("ministry") == 2_300_000
    assert after.benefit() == before.benefit()
    assert [one.id for one in sample(amsterdam).unpriced] == ["lost"]
    assert outcome_of(sample(amsterdam), "society").net is None


def test_nabij_a8_leeuwarden_two_million_over_a_period_nobody_wrote_down():
    leeuwarden = read("leeuwarden")
    found = outcome_of(sample(leeuwarden), "society")
    assert (found.benefits.mean, found.net, found.ratio) == (2_000_000, None, None)
    assert any("periode" in note for note in leeuwarden.notes)


def test_nabij_a9_the_insurer_gains_the_town_works_and_no_amount_is_made_up():
    elderly = read("elderly_insurer")
    found = find(elderly)
    assert {one.id for one in found.sample.unpriced} == {"longer_home", "welfare"}
    assert found.society.net is None
    codes = {(one.code, one.about) for one in found.objections}
    assert ("gains_without_paying", "Zorgverzekeraar") in codes
    assert ("pays_without_gaining", "Gemeente, welzijn") in codes
