# SPDX-License-Identifier: EUPL-1.2
"""The sum over draws against the exact formula, against known means and variances, and its laws."""

import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.money.models import (
    amounts,
    belief,
    cost,
    doubts,
    effect,
    fixed_models,
    gains,
    model,
    named,
)
from voordeur.door.refusal import Refusal
from voordeur.money.scba import montecarlo
from voordeur.money.scba.distribution import (
    Beta,
    Empirical,
    Fixed,
    Gamma,
    LogNormal,
    Normal,
    Pert,
    Range,
    Triangular,
    scaled,
)
from voordeur.money.scba.drawing import Source, stream
from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Correlation, Party, Timing, When
from voordeur.money.scba.montecarlo import NEVER, line_values, sample
from voordeur.money.scba.product import Product
from voordeur.money.scba.rates import schedules
from voordeur.money.scba.spread import net_draws, outcome_of, party_outcomes, with_each_party

KINDS = [
    Range(2, 5),
    Triangular(1, 2, 6),
    Pert(1, 2, 6),
    Beta(3, 7),
    Gamma(4, 2.5),
    Normal(10, 3),
    LogNormal(10, 3),
    Empirical((1.0, 2.0, 2.0, 9.0)),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_each_distribution_draws_the_mean_and_variance_it_says(kind):
    drawn = kind.draw(stream(5, "x"), 200_000)
    assert drawn.mean() == pytest.approx(kind.mean, rel=0.01)
    assert drawn.var() == pytest.approx(kind.variance, rel=0.03)
    ten = scaled(kind, 10)
    assert (ten.mean, ten.variance) == pytest.approx((10 * kind.mean, 100 * kind.variance))


def test_a_lognormal_is_the_exponent_of_a_normal_with_the_moments_worked_out_by_hand():
    drawn = np.log(LogNormal(10, 3).draw(stream(1, "y"), 100_000))
    spread = math.log(1 + 0.09)
    assert drawn.mean() == pytest.approx(math.log(10) - spread / 2, abs=0.005)
    assert drawn.std() == pytest.approx(math.sqrt(spread), rel=0.01)


@settings(max_examples=60, deadline=None)
@given(fixed_models())
def test_without_doubt_the_draws_equal_the_formula(made):
    found, wanted = sample(made), exact(made)
    assert found.draws == 1
    for row, party in enumerate(made.society):
        assert found.benefits[row, 0] == pytest.approx(
            float(wanted.benefit(party)), rel=1e-12, abs=1e-9
        )
        assert found.costs[row, 0] == pytest.approx(float(wanted.cost(party)), rel=1e-12, abs=1e-9)
        flows = [float(one) for one in wanted.benefits[party]]
        assert found.yearly[0, :, row] == pytest.approx(flows, rel=1e-12, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(fixed_models(doubts))
def test_both_ways_of_summing_agree_whatever_the_size_of_the_pieces(made):
    """Lines one by one, the folded matrix, and the walk over the years are three programs."""
    at_once = sample(made, draws=700, seed=3)
    _, by_line = line_values(made, draws=700, seed=3)
    count = at_once.draws
    assert net_draws(at_once) == pytest.approx(by_line.sum(axis=0)[:count], rel=1e-9, abs=1e-6)
    room, montecarlo._ROOM = montecarlo._ROOM, 1
    try:
        in_pieces = sample(made, draws=700, seed=3)
    finally:
        montecarlo._ROOM = room
    assert net_draws(in_pieces) == pytest.approx(net_draws(at_once), rel=1e-9, abs=1e-6)
    assert in_pieces.yearly == pytest.approx(at_once.yearly, rel=1e-9, abs=1e-6)


def slow_net(made, values):
    """Return the net over all parties with nothing but loops; written apart."""
    total = 0.0
    rates = [0.0] + [schedules()["nl_2021"].rate(year) for year in range(1, made.horizon)]
    for one in (*made.effects, *made.costs):

        def worth(product):
            return product.number * math.prod(values[name] for name in product.names)

        if hasattr(one, "amount"):
            base, sign, relapse = sum(map(worth, one.amount)), -1, 0.0
        else:
            base = sum(map(worth, one.with_)) - sum(map(worth, one.zero))
            base *= worth(one.price) * worth(one.attribution)
            base *= math.prod(1 - values[name] for name in one.less)
            sign, relapse = 1, values[one.relapse] if one.relapse else 0.0
        timing, factor = one.timings[0], 1.0
        for year in range(made.horizon):
            factor /= 1 + rates[year]
            part = timing.shape(made.horizon)[year]
            growth = (1 + values[one.growth]) ** year if one.growth else 1.0
            total += (
                sign * base * part * growth * (1 - relapse) ** (year - timing.first) * factor
                if part
                else 0
            )
    return total


@settings(max_examples=15, deadline=None)
@given(fixed_models(doubts))
def test_every_draw_equals_a_plain_loop_over_that_draw(made):
    made = replace(made, discount="nl_2021")
    found = net_draws(sample(made, draws=20, seed=9))
    values = Source(made, seed=9, draws=20).take(20)
    for place in range(len(found)):
        one = {name: v if isinstance(v, float) else float(v[place]) for name, v in values.items()}
        assert found[place] == pytest.approx(slow_net(made, one), rel=1e-9, abs=1e-6)


def test_a_doubt_in_the_rate_and_in_relapse_is_worked_out_per_draw():
    made = model(
        effect(
            price=Product.read("price", "t"),
            timings=(Timing(When.SPREAD, 0, shares=(0.5, 0.5)),),
            relapse="falls",
        ),
        assumptions=[
            belief("falls", Range(0, 0.5), "share/year"),
            belief("rate", Range(0, 0.1), "share/year"),
        ],
        discount="rate",
    )
    values = Source(made, seed=1, draws=50).take(50)
    wanted = 500 + 500 * (1 - values["falls"]) / (1 + values["rate"]) - 400
    assert net_draws(sample(made, draws=50)) == pytest.approx(wanted)


def test_a_linear_model_has_the_mean_and_variance_of_the_algebra():
    made = model(
        effect(with_=named("leavers", "0.5 * part_timers"), price=Product.read("price", "t")),
        assumptions=[
            belief("leavers", Normal(20, 4), "case"),
            belief("part_timers", Range(0, 12), "case"),
        ],
    )
    found = outcome_of(sample(made, draws=200_000), "society").net
    assert found.mean == pytest.approx(100 * (20 + 3) - 400, rel=0.002)
    assert found.sd**2 == pytest.approx(100**2 * (16 + 0.25 * 12), rel=0.01)


def test_a_product_of_two_doubts_has_the_variance_of_the_algebra():
    made = model(
        effect(),
        assumptions=[
            belief("cases", Normal(20, 4), "case"),
            belief("price", Gamma(25, 4), "EUR/case"),
        ],
    )
    found = outcome_of(sample(made, draws=400_000), "society").net
    variance = 16 * 400 + 16 * 100**2 + 400 * 20**2
    assert found.mean == pytest.approx(20 * 100 - 400, rel=0.003)
    assert found.sd**2 == pytest.approx(variance, rel=0.02)


@settings(max_examples=20, deadline=None)
@given(fixed_models(doubts), st.integers(2, 9))
def test_scaling_every_price_scales_every_result(made, factor):
    bigger = {}
    for name, one in made.assumptions.items():
        if "EUR" in one.unit:
            version = replace(one.versions[0], value=scaled(one.versions[0].value, factor))
            one = replace(one, versions=(version,))
        bigger[name] = one
    found = sample(replace(made, assumptions=bigger), draws=300).benefits
    assert found == pytest.approx(factor * sample(made, draws=300).benefits, rel=1e-9, abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(fixed_models(doubts), st.randoms())
def test_permuting_parties_permutes_results_and_together_they_are_the_whole(made, chance):
    before = {one.name: one for one in party_outcomes(sample(made, draws=200))}
    parties = list(made.parties)
    chance.shuffle(parties)
    after = sample(replace(made, parties=tuple(parties)), draws=200)
    for one in party_outcomes(after):
        assert one.net.mean == pytest.approx(before[one.name].net.mean, rel=1e-9, abs=1e-6)
    whole = outcome_of(after, "society").net.mean
    assert sum(one.net.mean for one in party_outcomes(after)) == pytest.approx(
        whole, rel=1e-9, abs=1e-5
    )


@settings(max_examples=15, deadline=None)
@given(fixed_models(doubts))
def test_adding_an_effect_of_nothing_changes_nothing(made):
    nothing = effect("nothing", with_=named("nobody"), price=Product.read("fee", "t"))
    there = {**made.assumptions}
    there |= {"nobody": belief("nobody", 0, "case"), "fee": belief("fee", Range(1, 2), "EUR/case")}
    more = replace(made, effects=(*made.effects, nothing), assumptions=there)
    before, after = sample(made, draws=200), sample(more, draws=200)
    assert np.allclose(after.benefits, before.benefits, rtol=1e-12, atol=1e-9)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    made = model(assumptions=[belief("cases", Range(5, 15), "case")])
    first, again, other = (net_draws(sample(made, draws=99, seed=seed)) for seed in (4, 4, 5))
    assert (first == again).all()
    assert (first != other).any()


def test_without_discounting_the_sum_is_plain_and_a_transfer_cancels_for_society():
    made = model(
        effect(timings=(Timing(When.SPREAD, 0, shares=(0.2,) * 5),)),
        effect("moved", gains=gains(town=-1.0, insurer=1.0), transfer=True),
    )
    found = sample(made)
    assert float(exact(made).benefit()) == 1000
    assert outcome_of(found, "society").net.mean == pytest.approx(600)
    assert [round(one.net.mean) for one in party_outcomes(found)] == [-400, 1000]


def test_figures_that_go_together_keep_their_own_shape_and_get_the_ranks_asked_for():
    made = model(
        assumptions=[
            belief("cases", Gamma(4, 2.5), "case"),
            belief("price", Range(50, 150), "EUR/case"),
        ],
        correlations=(Correlation("cases", "price", 0.7),),
    )
    both = Source(made, seed=2, draws=20_000).take(20_000)
    ranks = [np.argsort(np.argsort(both[name])) for name in ("cases", "price")]
    assert np.corrcoef(*ranks)[0, 1] == pytest.approx(0.7, abs=0.02)
    assert both["cases"].var() == pytest.approx(25, rel=0.05)
    apart = outcome_of(sample(replace(made, correlations=()), draws=20_000), "society").net
    assert outcome_of(sample(made, draws=20_000), "society").net.sd > 1.15 * apart.sd


def test_three_figures_that_cannot_all_go_together_are_refused():
    made = model(
        assumptions=[belief(name, Range(1, 2), "EUR") for name in ("spent", "b", "c")],
        costs=(cost(amount=named("spent", "b", "c")),),
        correlations=(
            Correlation("spent", "b", 0.9),
            Correlation("b", "c", 0.9),
            Correlation("spent", "c", -0.9),
        ),
    )
    with pytest.raises(Refusal, match="cannot all go together"):
        sample(made)


def test_payback_is_the_year_from_which_the_sum_so_far_stays_above_zero():
    made = model(effect(timings=(Timing(When.SPREAD, 1, shares=(0.2, 0.2, 0.6)),)))
    assert outcome_of(sample(made), "society").payback == 2
    never = replace(made, costs=(cost(amount=named("3 * spent")),))
    assert sample(never).payback[0, 0] == NEVER
    assert outcome_of(sample(never), "society").payback is None
    assert outcome_of(sample(never), "society").chance == 0.0


@given(amounts, amounts)
def test_the_chance_that_benefits_exceed_costs_never_rises_with_the_costs(less, more):
    def chance(spent):
        made = model(
            assumptions=[
                belief("spent", float(spent), "EUR"),
                belief("cases", Range(0, 15), "case"),
            ]
        )
        return outcome_of(sample(made, draws=400), "society").chance

    assert chance(max(less, more)) <= chance(min(less, more))


def test_relapse_lowers_what_is_realised_and_the_forecast_stays_beside_it():
    forecast = model(
        effect(timings=(Timing(When.YEARLY, 0, years=3),), price=Product.read("yearly", "t")),
        assumptions=[belief("yearly", 100, "EUR/case/year"), belief("falls", 0.1, "share/year")],
    )
    realised = replace(forecast, effects=(replace(forecast.effects[0], relapse="falls"),))
    assert float(exact(forecast).benefit()) == 3000
    assert float(exact(realised).benefit()) == pytest.approx(1000 * (1 + 0.9 + 0.81))


def test_what_nobody_knows_is_listed_and_is_no_nought():
    unknown = model(
        effect(),
        effect("health", price=None),
        effect("rest", price=Product.read("value_of_rest", "t")),
        assumptions=[belief("value_of_rest", None, "EUR/case")],
    )
    found = sample(unknown)
    assert {one.id: one.unknown for one in found.unpriced} == {
        "health": (),
        "rest": ("value_of_rest",),
    }
    assert outcome_of(found, "society").benefits.mean == 1000
    assert exact(unknown).unpriced == found.unpriced


@pytest.mark.parametrize("costs", [(), (cost(), cost("more", amount=named("dear")))])
def test_no_return_is_shown_while_costs_are_missing_or_unknown(costs):
    made = model(costs=costs, assumptions=[belief("dear", None, "EUR")])
    found = outcome_of(sample(made), "society")
    assert (found.net, found.ratio, found.chance) == (None, None, None)


def test_a_price_index_brings_a_price_to_the_year_of_the_model():
    from voordeur.money.scba.model import Index

    made = model(
        assumptions=[belief("price", 100, "EUR/case", index="prices")],
        indexes={"prices": Index("prices", "test", {2025: 120.0, 2027: 126.0})},
        price_year=2027,
    )
    assert float(exact(made).benefit()) == pytest.approx(1050)
    assert outcome_of(sample(made), "society").benefits.mean == pytest.approx(1050)
    with pytest.raises(Refusal, match="no figure for 2030"):
        exact(replace(made, price_year=2030))


def test_a_perspective_holds_its_own_parties_and_full_time_counts_part_time_by_half():
    made = model(
        effect(with_=named("full", "0.5 * part"), gains=gains(insurer="share", town="rest")),
        assumptions=[
            belief("full", 22, "case"),
            belief("part", 4, "case"),
            belief("share", 0.25, "share"),
        ],
        perspectives={"municipality": ("town",)},
        parties=("town", "insurer"),
    )
    assert outcome_of(sample(made), "municipality").benefits.mean == pytest.approx(0.75 * 2400)
    assert (
        outcome_of(
            sample(replace(made, parties=(*made.parties, Party("x", "x")))), "society"
        ).benefits.mean
        == 2400
    )


def test_a_value_that_differs_per_reading_is_worked_out_in_each():
    from voordeur.money.scba.assumption import Mark, Version

    versions = tuple(
        Version(Fixed(v), "s", 2025, Mark.ESTIMATED, r) for v, r in ((10.0, "few"), (12.0, "many"))
    )
    made = model(assumptions=[replace(belief("cases", 1, "case"), versions=versions)])
    assert made.readings == ("few", "many")
    assert [float(exact(made, one).benefit()) for one in made.readings] == [1000, 1200]
    assert made.assumptions["cases"].is_disputed


def test_a_share_in_doubt_divides_each_draw_and_the_parties_add_up_to_the_whole():
    made = sample(
        model(
            effect(gains=gains(town="split", insurer="rest")),
            effect("more", gains=gains(town=1.0)),
            assumptions=(belief("split", Range(0.2, 0.6), "share"),),
        ),
        draws=4000,
    )
    town, insurer = made.benefits
    assert town + insurer == pytest.approx(np.full(4000, town[0] + insurer[0]))
    half = (town[0] + insurer[0]) / 2  # two effects of the same worth
    split = (town - half) / half
    assert split.min() >= 0.2
    assert split.max() <= 0.6
    assert split.std() == pytest.approx(0.4 / math.sqrt(12), rel=0.05)
    assert insurer / half == pytest.approx(1 - split)


def test_deadweight_and_displacement_are_taken_off_and_growth_is_that_of_the_zero_alternative():
    """10 cases at 100 euros a year; a fifth anyway, a tenth displaced; what is avoided grows 10 %."""
    made = model(
        effect(
            price=Product.read("yearly", "test"),
            less=("anyway", "displaced"),
            growth="second_line",
            timings=(Timing(When.YEARLY, 0, 3),),
        ),
        assumptions=[
            belief("yearly", 100, "EUR/case/year"),
            belief("anyway", 0.2, "share"),
            belief("displaced", 0.1, "share"),
            belief("second_line", 0.1, "share/year"),
        ],
    )
    first = 10 * 100 * 0.8 * 0.9
    assert float(exact(made).benefit()) == pytest.approx(first * (1 + 1.1 + 1.21))
    assert outcome_of(sample(made), "society").benefits.mean == pytest.approx(first * 3.31)


def test_each_party_has_a_payback_of_its_own_when_that_is_asked_for():
    """The town pays 400 at once; the insurer gains from the start, the town in year 3 again."""
    made = model(
        effect("hers", gains=gains(insurer=1.0)),
        effect("ours", timings=(Timing(When.ONCE, 3),)),
    )
    assert [one.payback for one in party_outcomes(sample(made))] == [None, None]
    town, insurer = party_outcomes(sample(with_each_party(made)))
    assert (town.payback, insurer.payback) == (3, 0)
    assert outcome_of(sample(with_each_party(made)), "society").payback == 0
    assert party_outcomes(sample(made))[0].net == town.net


def test_memory_grows_with_draws_and_parties_and_not_with_effects():
    """Draws of 40 prices lie in room for one piece; what stays is two amounts a party and a draw."""
    names = [f"price{place}" for place in range(40)]
    made = model(
        *(effect(name, price=Product.read(name, "test")) for name in names),
        assumptions=[belief(name, Triangular(1, 2, 6), "EUR/case") for name in names],
    )
    peaks = []
    for draws in (10_000, 60_000):
        tracemalloc.start()
        sample(made, draws=draws)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    kept = 50_000 * (2 * len(made.parties) * 8 + len(made.views) * 2)
    assert peaks[1] - peaks[0] < 1.5 * kept < 50_000 * len(names) * 8 / 5
