# SPDX-License-Identifier: EUPL-1.2
"""What must be true, and which doubt matters: against closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.money.models import belief, cost, effect, gains, model, named
from voordeur.door.refusal import Refusal
from voordeur.money.scba.breakeven import (
    BreakEven,
    Interval,
    Stands,
    break_even,
    break_evens,
    quantity_needed,
    stands,
)
from voordeur.money.scba.distribution import Normal, Range
from voordeur.money.scba.model import Correlation, Timing, When
from voordeur.money.scba.sensitivity import influences, research_agenda, sobol, tornado


def test_the_quantity_at_which_benefits_equal_costs_is_an_interval():
    needed = quantity_needed(Interval(80, 120), Interval(10, 12), Interval(0, 20))
    assert (needed.low, needed.high) == (5.0, 12.0)
    assert quantity_needed(Interval(1, 2), Interval(1, 1), Interval(5, 9)) == Interval(0.0, 0.0)
    with pytest.raises(Refusal, match="worth nothing"):
        quantity_needed(Interval(1, 2), Interval(0, 1), Interval(0, 0))
    with pytest.raises(Refusal, match="above the high end"):
        Interval(2, 1)


@given(*[st.floats(1, 1000) for _ in range(6)])
def test_any_point_of_the_intervals_needs_a_quantity_inside_the_answer(a, b, c, d, e, f):
    costs, value, other = (Interval(min(x), max(x)) for x in ((a, b), (c, d), (e, f)))
    needed = quantity_needed(costs, value, other)
    for cost_, value_, other_ in ((a, c, e), (b, d, f), (a, d, f), (b, c, e)):
        assert needed.low - 1e-9 <= max(0, (cost_ - other_) / value_) <= needed.high + 1e-9


def test_what_is_seen_stands_above_below_or_across():
    needed = Interval(10, 10)
    assert stands(needed, Interval(12, 14)) is Stands.ABOVE
    assert stands(needed, Interval(6, 12)) is Stands.CROSSES
    assert stands(needed, Interval(6, 6)) is Stands.BELOW
    assert stands(needed, Interval(10, 10)) is Stands.ABOVE


def test_break_even_of_each_figure_of_a_linear_model_is_the_algebra():
    found = {one.name: one for one in break_evens(model())}
    assert {name: (one.at, one.must_be) for name, one in found.items()} == {
        "cases": (4.0, "at least"),
        "price": (40.0, "at least"),
        "spent": (1000.0, "at most"),
    }
    assert all(one.between is None for one in found.values())


def test_break_even_is_an_interval_when_the_others_are_uncertain():
    made = model(assumptions=[belief("price", Range(50, 150), "EUR/case")])
    found = break_even(made, "cases")
    assert found.at == pytest.approx(4.0)
    assert found.between.low == pytest.approx(400 / 145, rel=0.02)
    assert found.between.high == pytest.approx(400 / 55, rel=0.02)
    assert found.never == 0


def test_no_value_is_enough_or_the_figure_does_not_matter():
    dear = model(
        costs=(cost(amount=named("1000 * spent")),), assumptions=[belief("due", 0.5, "share")]
    )
    assert break_even(dear, "due").must_be == ""
    assert break_even(dear, "cases").at is None
    assert break_even(dear, "cases").never == 1
    with pytest.raises(Refusal, match="is unknown"):
        break_even(model(assumptions=[belief("x", None, "EUR")]), "x")


def test_break_even_of_a_rate_that_works_through_the_years_is_found_by_halving():
    made = model(
        effect(timings=(Timing(When.ONCE, 2),), relapse=""),
        discount="rate",
        assumptions=[belief("rate", 0.03, "share/year")],
    )
    assert break_even(made, "rate").at == pytest.approx((1000 / 400) ** 0.5 - 1, rel=1e-6)


def test_seen_by_one_party_something_else_must_be_true():
    made = model(
        effect(gains=gains(insurer=0.75, town="rest")), perspectives={"municipality": ("town",)}
    )
    assert break_even(made, "cases", view="municipality").at == pytest.approx(16.0)


def test_the_tornado_puts_the_widest_first_and_says_what_turns_the_sign():
    made = model(
        assumptions=[belief("cases", Range(3, 17), "case"), belief("spent", Range(390, 410), "EUR")]
    )
    bars = tornado(made)
    assert [bar.name for bar in bars] == ["cases", "spent"]
    assert bars[0].net_at_low == pytest.approx(100 * (3 + 14 * 0.05) - 400, abs=15)
    assert [bar.turns for bar in bars] == [True, False]


def test_sobol_of_a_linear_model_is_each_share_of_the_variance():
    made = model(
        effect(with_=named("a", "b"), price=named("price")[0]),
        assumptions=[belief("a", Normal(10, 3), "case"), belief("b", Normal(10, 1), "case")],
    )
    found = {one.names[0]: one for one in influences(made, draws=40_000)}
    assert found["a"].alone == pytest.approx(0.9, abs=0.02)
    assert found["a"].total == pytest.approx(0.9, abs=0.02)
    assert found["b"].total == pytest.approx(0.1, abs=0.02)


def test_sobol_of_a_product_shows_what_two_do_together():
    made = model(
        effect(),
        assumptions=[
            belief("cases", Range(0, 2), "case"),
            belief("price", Range(0, 2), "EUR/case"),
        ],
        costs=(),
    )
    # f = xy on [0, 2]²: V = 16/9 - 1 = 7/9, each alone 1/3 / (7/9) = 3/7, together 1/7.
    for one in influences(made, draws=60_000):
        assert one.alone == pytest.approx(3 / 7, abs=0.02)
        assert one.total == pytest.approx(4 / 7, abs=0.02)


def test_figures_that_go_together_are_judged_as_one():
    made = model(
        assumptions=[
            belief("cases", Range(5, 15), "case"),
            belief("price", Range(50, 150), "EUR/case"),
        ],
        correlations=(Correlation("cases", "price", 0.8),),
    )
    (both,) = influences(made)
    assert both.names == ("cases", "price")
    assert both.total == pytest.approx(1.0, abs=0.1)


@settings(max_examples=10, deadline=None)
@given(st.floats(0.5, 5), st.floats(0.5, 5))
def test_the_indices_of_what_adds_up_add_up_to_one(sd_a, sd_b):
    made = model(
        effect(with_=named("a", "b")),
        assumptions=[belief("a", Normal(10, sd_a), "case"), belief("b", Normal(9, sd_b), "case")],
    )
    assert sum(one.total for one in influences(made)) == pytest.approx(1, abs=0.12)


def test_what_to_find_out_first_is_what_is_unknown_and_then_what_carries_the_doubt():
    made = model(
        effect(),
        effect("quiet", price=named("value_of_quiet")[0]),
        assumptions=[
            belief("cases", Range(3, 17), "case"),
            belief("spent", Range(399, 401), "EUR"),
            belief("value_of_quiet", None, "EUR/case"),
        ],
    )
    agenda = research_agenda(made)
    assert [one.name for one in agenda] == ["value_of_quiet", "cases"]
    assert agenda[1].turns
    assert agenda[1].share > 0.95
    assert research_agenda(model()) == ()


def test_nothing_uncertain_has_no_influence_and_a_view_must_exist():
    assert influences(model()) == ()
    with pytest.raises(Refusal, match="No perspective"):
        tornado(model(), view="moon")
    still = model(effect(price=None), assumptions=[belief("cases", Range(1, 2), "case")])
    assert np.all([one.total == 0 for one in influences(still)])


ISHIGAMI = {"x1": (0.31683154, 0.3139), "x2": (0.44376306, 0.4424), "x3": (0.01220312, 0.0)}
"""First-order indices: what SALib prints in its guide (1,024 base samples), and the closed form."""


def _ishigami(x):
    return np.sin(x["x1"]) * (1 + 0.1 * x["x3"] ** 4) + 7 * np.sin(x["x2"]) ** 2


def test_the_indices_of_the_ishigami_function_are_those_salib_publishes():
    """f = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on (-π, π)³ (Ishigami and Homma 1990)."""
    rng = np.random.default_rng(1)
    a, b = ({name: rng.uniform(-np.pi, np.pi, 200_000) for name in ISHIGAMI} for _ in range(2))

    found = {one.names[0]: one for one in sobol(_ishigami, a, b, [(name,) for name in ISHIGAMI])}
    for name, (published, closed) in ISHIGAMI.items():
        assert found[name].alone == pytest.approx(published, abs=0.02)
        assert found[name].alone == pytest.approx(closed, abs=0.01)
    totals = [found[name].total for name in ISHIGAMI]
    assert totals == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)


def test_on_the_same_evaluations_the_indices_equal_those_of_salib():
    """SALib 1.6.0, `analyze.sobol`, without second order, over 512 points of a Weyl sequence."""
    steps = np.arange(1, 513)[:, None]
    a, b = (
        dict(zip(ISHIGAMI, (2 * np.pi * (steps * np.sqrt(primes) % 1) - np.pi).T, strict=True))
        for primes in ([2, 3, 5], [7, 11, 13])
    )
    found = {one.names[0]: one for one in sobol(_ishigami, a, b, [(name,) for name in ISHIGAMI])}
    assert [found[name].total for name in ISHIGAMI] == pytest.approx(
        [0.4337634891285003, 0.43799456205007153, 0.23854064563493266], rel=1e-12
    )
    # SALib gives -0.0166 for the third: noise about nothing, which is shown as nothing.
    assert [found[name].alone for name in ISHIGAMI] == pytest.approx(
        [0.26839235101520165, 0.4578830752016776, 0.0], rel=1e-12
    )


def test_each_figure_says_whether_what_is_believed_of_it_is_enough():
    """4 cases are needed, or a price of 40, or costs of at most 1,000."""
    found = {one.name: one for one in break_evens(model())}
    assert found["cases"].stands(Interval(5, 7)) is Stands.ABOVE
    assert found["cases"].stands(Interval(3, 7)) is Stands.CROSSES
    assert found["cases"].stands(Interval(1, 3)) is Stands.BELOW
    assert found["spent"].stands(Interval(300, 900)) is Stands.ABOVE
    assert found["spent"].stands(Interval(900, 1100)) is Stands.CROSSES
    assert found["spent"].stands(Interval(1200, 1300)) is Stands.BELOW
    assert BreakEven("idle", 1.0, "", None, None, 0.0).stands(Interval(0, 1)) is None
    often_none = BreakEven("x", 1.0, "at least", 0.5, Interval(0.4, 0.6), 0.2)
    assert often_none.stands(Interval(0.8, 0.9)) is Stands.CROSSES
