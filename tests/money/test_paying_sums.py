# SPDX-License-Identifier: EUPL-1.2
"""Ways of paying beside each other, shadow budgets of areas, terms and bars: the sums."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.money.areas import TableError, read_table, shadow
from voordeur.money.bars import Bar, Group, signed_bars
from voordeur.money.contractfile import contract_of, read_asks, terms_of, written_asks
from voordeur.money.contracts import may_be_signed
from voordeur.money.paying import Case, Leaning, Way, leaning, risks, side_by_side, usual
from voordeur.money.regimes import Course

CASES = st.builds(
    lambda units, fewer, cost, prevention, result: Case(
        Course(units, cost),
        Course(max(0, units - fewer), cost, prevention, result),
    ),
    st.integers(1, 200),
    st.integers(0, 200),
    st.integers(1, 10**7),
    st.integers(0, 10**8),
    st.fractions(0, 1, max_denominator=100),
)


@given(CASES)
def test_how_one_pays_moves_money_between_parties_and_makes_none(case):
    whole = case.before.cost - case.after.cost
    rows = side_by_side(case, usual(case))
    assert {one.whole for one in rows} == {whole}
    assert [one.way for one in rows] == [
        *(Way.NEED, Way.PRODUCT, Way.AREA, Way.RESULT, Way.RESULT, Way.BOND)
    ]
    by_way = {one.way: one for one in rows}
    # At cost price without pay for prevention its cost is a loss of the provider, in an area budget a
    # gain as soon as it saves more than it costs; the bond lays that risk with the financier.
    assert by_way[Way.NEED].provider == -case.after.prevention
    assert by_way[Way.AREA].payer == 0
    assert by_way[Way.AREA].provider == whole
    assert by_way[Way.BOND].provider == 0
    assert by_way[Way.BOND].financier >= -case.after.prevention


@given(CASES, st.fractions(0, 1, max_denominator=100))
def test_a_share_on_result_is_a_risk_on_both_sides_and_the_shipped_shares_are_always_there(
    case, share
):
    found = risks(replace(usual(case), share=share))
    assert {Fraction(1, 5), Fraction(1, 2), share} == {one.share for one in found}
    for one in found:
        assert one.at_nothing <= one.agreed <= one.at_all
        assert abs((one.agreed - one.at_nothing) - (one.at_all - one.agreed)) <= 1


def test_an_amount_leans_one_way_or_none():
    assert [leaning(one) for one in (-1, 0, 1)] == [Leaning.LOSES, Leaning.EVEN, Leaning.GAINS]


TABLE = "Area;Children;Low incomes;Costs;Very expensive\nEast;100;50;4.000;\nWest;300;50;5.000;3.000+2.000"


@given(st.integers(1, 10**9), st.integers(0, 20), st.integers(0, 20), st.integers(0, 10**6))
def test_a_shadow_budget_divides_the_whole_and_sharing_moves_what_is_above_the_cap(
    total, children, incomes, cap
):
    table = read_table(TABLE)
    weights = {"Children": children, "Low incomes": incomes}
    found = shadow(table, total, weights, cap=cap, avoided=Fraction(1, 10))
    assert sum(one.budget for one in found.areas) == total
    rooms = [one.room for one in found.areas]
    assert sum(one.pooled for one in found.areas) == sum(rooms)
    assert found.shared == sum(max(0, one - cap) for one in (300_000, 200_000))
    assert [one.freed - one.pooled for one in found.areas] == [40_000, 50_000]
    assert all(0 <= one.chance <= 1 for one in found.areas)


def test_an_area_of_which_costs_are_unknown_has_no_room_to_tell_and_no_weight_is_equal_parts():
    table = read_table(TABLE.replace("4.000", ""))
    found = shadow(table, 1_000_000, {}, cap=10**9, avoided=Fraction(0))
    east, west = found.areas
    assert (east.room, east.pooled, east.freed, east.chance) == (None, None, None, None)
    assert east.budget == west.budget
    assert found.together is None
    short = shadow(read_table(TABLE), 100, {"Children": 1}, cap=10**9, avoided=Fraction(0))
    assert {one.chance for one in short.areas} == {1.0}
    quiet = read_table(TABLE.replace("3.000+2.000", ""))
    assert shadow(quiet, 10**9, {"Children": 1}, cap=0, avoided=Fraction(0)).together == 0.0


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("Area;Children;Costs;Very expensive", 0, ""),
        ("Area;Costs;Very expensive\nEast;1;2", 0, ""),
        ("Area;Children;Costs;Very expensive\nEast;many;1;", 2, "Children"),
        ("Area;Children;Costs;Very expensive\nEast;1;dear;", 2, "Costs"),
        ("Area;Children;Costs;Very expensive\nEast;1;1;dear", 2, "Very expensive"),
        ("Area;Children;Costs;Very expensive\nEast;1;1", 2, ""),
        ("Area;Children;Costs;Very expensive\nEast;1;1;\nEast;1;1;", 0, ""),
        ("A;B;C;D\n" + "\n".join(f"{n};1;1;" for n in range(41)), 0, ""),
    ],
)
def test_a_table_that_cannot_be_read_says_in_which_row_and_column(text, row, column):
    with pytest.raises(TableError) as refused:
        read_table(text)
    assert (refused.value.row, refused.value.column) == (row, column)


SAID = {
    "pays_for": ["result"],
    "result_percent": 20,
    "relapse_months": 12,
    "indicators": 4,
    "outcome_indicators": 2,
    "creaming_check": True,
    "cap": True,
    "steerable": True,
    "watched": ["poverty"],
    "asks": [("days waited", "who waits"), ("turnover", "")],
}


def test_terms_are_kept_as_they_were_said_and_what_cannot_be_is_refused():
    kept = terms_of(SAID)
    assert terms_of(kept) == kept
    made = contract_of("Proef", kept)
    assert made.result_share == 0.2
    assert may_be_signed(made)
    assert read_asks(written_asks(made.asks)) == tuple(SAID["asks"])
    assert not may_be_signed(contract_of("Proef", terms_of(SAID | {"relapse_months": 0})))
    with pytest.raises(Refusal):
        terms_of(SAID | {"pays_for": []})
    with pytest.raises(Refusal):
        contract_of("Proef", terms_of(SAID | {"outcome_indicators": 5}))


@given(st.lists(st.one_of(st.none(), st.integers(-(10**12), 10**12)), max_size=6))
def test_a_picture_has_a_bar_for_what_is_known_and_not_nothing_and_says_every_amount(values):
    bars = tuple(Bar(f"<b{place}>", one, f"word {place}") for place, one in enumerate(values))
    drawn = signed_bars("Title & more", "What it shows", [Group("Group", bars)])
    assert drawn.count("<rect") == sum(1 for one in values if one)
    assert all(f"word {place}" in drawn for place in range(len(values)))
    assert "&lt;b0&gt;" in drawn or not values
    assert "<title>Title &amp; more</title>" in drawn
