# SPDX-License-Identifier: EUPL-1.2
"""What may be said of figures that projects claim, and who may claim which part."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Mark
from voordeur.money.scba.attribution import check_shares, pro_rata, shapley
from voordeur.money.scba.claims import (
    Claim,
    Count,
    Indicator,
    Moment,
    Support,
    as_outcome,
    difference,
    judge_positive,
    portfolio,
    total_count,
    unique_persons,
)
from voordeur.money.scba.model import Basis

claims = st.lists(
    st.tuples(
        st.integers(0, 10**7), st.integers(0, 10**6), st.sampled_from([Basis.GROSS, Basis.UNKNOWN])
    ),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        Claim(str(i), low, low + more, basis) for i, (low, more, basis) in enumerate(rows)
    ]
)


@given(claims)
def test_a_portfolio_adds_the_ends_and_never_forgets_the_range_or_a_doubt_about_costs(found):
    total = portfolio(found)
    assert (total.low, total.high) == (sum(c.low for c in found), sum(c.high for c in found))
    assert (total.basis is Basis.GROSS) == all(one.basis is Basis.GROSS for one in found)
    if total.low != total.high:
        with pytest.raises(Refusal, match="without its range"):
            total.as_one_figure()
    else:
        assert total.as_one_figure() == total.low == total.middle


def test_a_portfolio_refuses_what_is_not_alike():
    with pytest.raises(Refusal, match="Gross amounts are added to net"):
        portfolio([Claim("a", 1, 1, Basis.GROSS), Claim("b", 1, 1, Basis.NET)])
    with pytest.raises(Refusal, match="EUR/cohort, EUR/year"):
        portfolio([Claim("a", 1, 1, unit="EUR/year"), Claim("b", 1, 1, unit="EUR/cohort")])
    with pytest.raises(Refusal, match="nothing to add"):
        portfolio([])
    with pytest.raises(Refusal, match="above the high end"):
        Claim("a", 2, 1)


def test_counts_are_added_per_unit_and_unique_persons_are_unknown_without_linkage():
    assert total_count([Count("a", 3, "case"), Count("b", 4, "case")]) == 7
    with pytest.raises(Refusal, match="case, visit"):
        total_count([Count("a", 3, "case"), Count("b", 4, "visit")])
    assert unique_persons([Count("a", 3, "person", linked=True)]) == 3
    assert unique_persons([Count("a", 3, "person"), Count("b", 2, "person", linked=True)]) is None


def test_what_was_seen_at_the_start_becomes_an_outcome_only_when_that_is_measured():
    start = Indicator("no joint plan", 0.69, Moment.START)
    with pytest.raises(Refusal, match="counted at the start"):
        as_outcome(start, "perspective restored")
    assert as_outcome(start, "plan", measured=True).moment == "outcome"
    assert as_outcome(Indicator("x", 1, Moment.OUTCOME), "y").value == 1


def test_a_difference_of_shares_is_in_percentage_points():
    points, times = difference(0.22, 0.07)
    assert (round(points, 6), round(times, 1)) == (15.0, 3.1)
    assert difference(0.1, 0) == (10.0, None)


def test_a_claim_about_all_projects_is_judged_per_project():
    found = judge_positive({"a": Mark.ESTIMATED, "b": Mark.UNQUANTIFIABLE, "c": None})
    assert found == {
        Support.SUPPORTED: ["a"],
        Support.UNQUANTIFIABLE: ["b"],
        Support.NONE: ["c"],
    }


efforts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 100), min_size=1).filter(
    lambda found: sum(found.values()) > 0
)


@given(efforts)
def test_pro_rata_shares_are_the_whole_and_in_proportion(found):
    parts = pro_rata(found)
    assert sum(parts.values()) == 1
    assert all(parts[who] == Fraction(found[who], sum(found.values())) for who in found)
    check_shares({who: float(part) for who, part in parts.items()}, "x")


def test_no_effort_has_no_share_and_too_much_is_refused_with_pro_rata():
    with pytest.raises(Refusal, match="No effort"):
        pro_rata({"a": 0})
    with pytest.raises(Refusal) as refused:
        check_shares({"a": 1.0, "b": 1.0}, "work")
    assert refused.value.remedy.startswith("Pro rata it would be: a 50.0%, b 50.0%;")


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.integers(0, 100))
def test_shapley_gives_the_whole_to_who_add_it_and_nothing_to_who_do_not(alone, together):
    weights = dict(zip("abc", alone, strict=True))

    def worth(group):
        return sum(weights.get(who, 0) for who in group) + (together if {"a", "b"} <= group else 0)

    parts = shapley("abcd", worth)
    assert sum(parts.values()) == pytest.approx(sum(alone) + together)
    assert parts["d"] == pytest.approx(0)
    assert parts["a"] == pytest.approx(weights["a"] + together / 2)
    assert parts["c"] == pytest.approx(weights["c"])


def test_shapley_of_the_glove_game_and_too_many_players():
    def pairs(group):
        return min(len(group & {"left"}), len(group & {"right1", "right2"}))

    parts = shapley(["left", "right1", "right2"], pairs)
    assert [parts[who] for who in ("left", "right1", "right2")] == pytest.approx(
        [2 / 3, 1 / 6, 1 / 6]
    )
    with pytest.raises(Refusal, match="too many"):
        shapley([str(one) for one in range(13)], len)
