# SPDX-License-Identifier: EUPL-1.2
"""The Monte Carlo of a cost-benefit analysis against a plain loop, squigglepy, and drawing alone.

Ratios of processor time in one run, each the median of a few; run as `python -m benchmarks.scba`.
The loop is frozen: it is what somebody would write by hand, and does not change with the product.
It makes fewer draws, because it is slow; its time is scaled up. squigglepy is measured only where
it is installed (it is no dependency), and only for the plain sum of 40 terms, without parties,
years or discounting.
"""

import math
import os
import random
import resource
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

# One thread for everybody: the loop and squigglepy have one too, and waiting threads burn time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from voordeur.money.scba.assumption import Assumption, Mark, Version
from voordeur.money.scba.distribution import Distribution, Fixed, Gamma, Normal, Pert, Triangular
from voordeur.money.scba.households import net_of_many
from voordeur.money.scba.model import (
    Cost,
    Effect,
    Intervention,
    Model,
    Party,
    Timing,
    When,
    ZeroAlternative,
)
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.product import Product

LOOP_DRAWS = 2_000


def build(effects: int, years: int, parties: int, kind: str = "triangular") -> Model:
    """Return a model in which the price of each effect and the discount schedule matter."""
    there: dict[str, Assumption] = {"spent": _assumption("spent", Fixed(1000.0), "EUR")}
    made = []
    for place in range(effects):
        there[f"price{place}"] = _assumption(f"price{place}", _doubt(kind, place), "EUR/case/year")
        there[f"cases{place}"] = _assumption(f"cases{place}", Fixed(float(place % 7 + 1)), "case")
        made.append(
            Effect(
                id=f"effect{place}",
                about="",
                intervention="help",
                with_=(Product(names=(f"cases{place}",)),),
                price=Product(names=(f"price{place}",)),
                gains={
                    f"party{place % parties}": Product(0.6),
                    f"party{(place + 1) % parties}": None,
                },
                timings=(Timing(When.YEARLY, 0, years),),
            )
        )
    return Model(
        title="benchmark",
        start=2026,
        horizon=years,
        parties=tuple(Party(f"party{place}", "") for place in range(parties)),
        zero=ZeroAlternative("nothing", date(2026, 1, 1)),
        interventions=(Intervention("help", ""),),
        assumptions=there,
        effects=tuple(made),
        costs=(Cost("cost", "", "help", (Product(names=("spent",)),), {"party0": Product()}),),
        discount="nl_2021",
    )


def _assumption(name: str, value: Distribution, unit: str) -> Assumption:
    return Assumption(name, name, unit, (Version(value, "benchmark", 2026, Mark.ESTIMATED),))


def _doubt(kind: str, place: int) -> Distribution:
    mode = 100.0 + place
    if kind == "triangular":
        return Triangular(mode / 2, mode, mode * 2)
    return (
        Triangular(mode / 2, mode, mode * 2),
        Pert(mode / 2, mode, mode * 2),
        Gamma(4.0, mode / 4),
        Normal(mode, mode / 5),
    )[place % 4]


def plain_loop(effects: int, years: int, parties: int, draws: int) -> float:
    """Do the same sum with lists and loops, as one would by hand. Frozen."""
    factors = [1 / 1.0225**year for year in range(years)]
    chance = random.Random(1)
    total = 0.0
    for _ in range(draws):
        gained = [0.0] * parties
        for place in range(effects):
            mode = 100.0 + place
            price = chance.triangular(mode / 2, mode * 2, mode)
            yearly = (place % 7 + 1) * price
            for year in range(years):
                present = yearly * factors[year]
                for party in range(parties):
                    if party == place % parties:
                        gained[party] += 0.6 * present
                    elif party == (place + 1) % parties:
                        gained[party] += 0.4 * present
        total += math.fsum(gained) - 1000.0
    return total / draws


def squigglepy_sum(terms: int, draws: int) -> Callable[[], object] | None:
    """Return the plain sum of as many doubts in squigglepy, or None where it is not installed."""
    try:
        import squigglepy as sq
    except ImportError:
        return None

    def work() -> object:
        total: Any = 0
        for place in range(terms):
            mode = 100.0 + place
            total = total + sq.sample(sq.triangular(mode / 2, mode, mode * 2), n=draws)
        return total

    return work


def drawing_alone(model: Model, draws: int) -> float:
    """Draw the same numbers from the same distributions with NumPy, and do nothing with them."""
    rng = np.random.default_rng(1)
    total = 0.0
    for one in model.assumptions.values():
        match one.versions[0].value:
            case Triangular(low, mode, high):
                total += rng.triangular(low, mode, high, draws)[0]
            case Pert(low, mode, high, weight):
                span = high - low
                a, b = 1 + weight * (mode - low) / span, 1 + weight * (high - mode) / span
                total += (low + span * rng.beta(a, b, draws))[0]
            case Gamma(shape, scale):
                total += rng.gamma(shape, scale, draws)[0]
            case Normal(mean, sd):
                total += rng.normal(mean, sd, draws)[0]
    return total


def portfolio(households: int, effects: int, draws: int) -> float:
    """Return the expected net of a portfolio of households that share every draw."""
    model = build(effects, 10, 8)
    counts = np.random.default_rng(1).integers(0, 3, (households, effects + 1)).astype(float)
    return net_of_many(model, counts, draws=draws)[0].mean


def seconds(times: int, work: Callable[[], object]) -> float:
    """Return the median processor seconds of a piece of work, after one warm-up.

    Processor time, because what else the machine does would weigh on short and long work unlike."""
    work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return median(taken)


def run(times: int = 5) -> dict[str, Any]:
    """Measure; each claim says what was promised and whether it holds."""
    small, large = build(40, 10, 8), build(1000, 20, 12, "mixed")
    ours = seconds(times, lambda: sample(small, draws=100_000))
    loop = seconds(1, lambda: plain_loop(40, 10, 8, LOOP_DRAWS)) * 100_000 / LOOP_DRAWS
    heavy = seconds(times, lambda: sample(large, draws=10_000))
    drawing = seconds(times, lambda: drawing_alone(large, 10_000))
    many = seconds(1, lambda: portfolio(14_500, 40, 10_000))
    figures: dict[str, Any] = {
        "seconds": {
            "100k x 40 x 10 x 8": ours,
            "plain loop": loop,
            "10k x 1000 x 20 x 12": heavy,
            "drawing alone": drawing,
            "14,500 households": many,
        },
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "claims": [
            _claim("times as fast as a plain loop", loop / ours, 150, at_least=True),
            _claim("times drawing alone", heavy / drawing, 3),
            _claim("seconds for 14,500 households", many, 60),
        ],
    }
    other = squigglepy_sum(40, 100_000)
    if other is not None:
        plain = seconds(times, other)
        figures["seconds"]["squigglepy"] = plain
        figures["claims"].append(_claim("times squigglepy's plain sum", ours / plain, 1.5))
    return figures


def _claim(what: str, measured: float, limit: float, *, at_least: bool = False) -> dict[str, Any]:
    holds = measured >= limit if at_least else measured <= limit
    return {"what": what, "measured": round(measured, 2), "limit": limit, "holds": holds}


if __name__ == "__main__":
    found = run()
    for name, taken in found["seconds"].items():
        print(f"{name:<24}{taken:10.3f} s")
    print(f"{'peak memory':<24}{found['peak MB']:10.0f} MB")
    for claim in found["claims"]:
        mark = "holds" if claim["holds"] else "DOES NOT HOLD"
        print(f"{claim['what']}: {claim['measured']} (limit {claim['limit']}): {mark}")
