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
    # Of figures without doubt there is no chance; that the source prints one is said beside it.
    assert whole.chance in (0, 1, None)
    assert any("cannot be worked out again" in note for note in made.notes)


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


def test_the_overlap_in_grave_is_the_printed_percentage_row_by_row():
    found = exact(read_model(EXAMPLES / "cbs_overlap_grave.toml"))
    shares = [found.benefit(f"row_{row}") / found.cost(f"row_{row}") for row in range(1, 6)]
    assert [round(100 * float(share)) for share in shares] == [94, 64, 77, 51, 67]


@pytest.mark.parametrize(
    ("schedule", "printed"),
    [
        ("nl_2021", {5: 4.679453, 10: 8.866216, 20: 15.963712}),
        ("green_book", {20: 14.2124}),
    ],
)
def test_the_annuities_of_the_discount_schedules_are_those_that_are_printed(schedule, printed):
    found = exact(read_model(EXAMPLES / f"discount_{schedule}.toml"))
    for years, factor in printed.items():
        digits = len(str(factor).partition(".")[2])
        assert round(float(found.benefit(f"years_{years}")) / 1e6, digits) == factor


def test_what_is_paid_beforehand_and_on_result_shifts_by_year():
    found = exact(read_model(EXAMPLES / "troubled_families_payment_years.toml"))
    paid = [
        [float(found.lines[f"{part}_{year}"]) for part in ("before", "result")]
        for year in (1, 2, 3)
    ]
    for one, printed in zip(paid, ([3200, 800], [2400, 1600], [1600, 2400]), strict=True):
        assert one == pytest.approx(printed)
    assert paid[0][1] == pytest.approx(700 + 100)  # crime and education, progress to work; or a job
    second = exact(read_model(EXAMPLES / "troubled_families_payment_phase_2.toml"))
    assert (second.benefit("council"), second.benefit("state")) == (1800, -1800)
