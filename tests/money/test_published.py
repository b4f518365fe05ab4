# SPDX-License-Identifier: EUPL-1.2
"""Tables that others published, worked out again to their printed digits from the model files."""

from pathlib import Path

import pytest

from voordeur.money.scba.formula import exact
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.spread import outcome_of, party_outcomes

EXAMPLES = Path(__file__).parents[2] / "examples" / "scba"
# Per table: taxpayers, participants, others, indirect; total, net cost, benefits less cost, ratio.
WSIPP = {
    "fft_probation_2017": (8017, 1507, 19378, 1890, 30792, 3470, 27322, 8.87),
    "fft_later": (974, 188, 2247, -1846, 1563, 4574, -3011, 0.34),
    "mst_2017": (4651, 786, 15280, -1782, 18935, 7834, 11102, 2.42),
    "mtfc_2016": (4168, 873, 11130, -2074, 14097, 8282, 5815, 1.70),
    "mtfc_2017": (4575, 881, 14092, -2116, 17432, 8379, 9054, 2.08),
    "fft_sud": (35, 117, 56, -1709, -1501, 4231, -5732, -0.35),
    "homebuilders_2022": (11704, 6289, 582, 2506, 21081, 4109, 16971, 5.13),
    "homebuilders_2023": (12163, 6535, 602, 2610, 21910, 4259, 17651, 5.14),
    "hfa": (3165, 3845, 291, -1489, 5811, 4797, 1015, 1.21),
}


@pytest.mark.parametrize("table", WSIPP)
def test_the_stakeholders_of_a_washington_table_add_up_to_its_total_and_ratio(table):
    """The source rounds each printed amount by itself, so that a sum may differ by one."""
    *parts, total, cost, less_cost, ratio = WSIPP[table]
    made = read_model(EXAMPLES / f"wsipp_{table}.toml")
    found = sample(made)
    assert [round(one.benefits.mean) for one in party_outcomes(found)] == parts
    whole = outcome_of(found, "society")
    assert abs(whole.benefits.mean - total) <= 1
    assert whole.costs.mean == cost
    assert abs(whole.net.mean - less_cost) <= 1
    assert round(whole.ratio, 2) == ratio


@pytest.mark.parametrize(("council", "millions"), [("a", 13.93), ("b", 8.77), ("c", 5.60)])
def test_payment_by_results_takes_a_sixth_off_as_deadweight(council, millions):
    found = exact(read_model(EXAMPLES / f"troubled_families_payment_{council}.toml"))
    assert round(float(found.benefit("council")) / 1e6, 2) == millions
    assert found.benefit() == 0  # what the council gets, the department pays


def test_a_gross_benefit_is_no_net_and_no_effect():
    made = read_model(EXAMPLES / "troubled_families_gross.toml")
    found = outcome_of(sample(made), "society")
    assert round(found.ratio, 3) == 2.148
    assert found.net.mean == 11_200 - 5_214
    assert round(105_000 * found.benefits.mean / 1e9, 1) == 1.2
    assert made.effects[0].evidence == "few cases"


def test_stacking_counts_the_households_that_have_one_scheme_or_more():
    found = exact(read_model(EXAMPLES / "cbs_stacking_2011.toml"))
    assert found.benefit() == 7_732_400 - 674_335
    assert round(100 * float(found.benefit()) / float(found.cost()), 2) == 91.28
