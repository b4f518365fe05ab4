# SPDX-License-Identifier: EUPL-1.2
"""A city of households that share every draw is as unsure as one household, times their number."""

import numpy as np
import pytest

from tests.money.models import belief, model
from voordeur.door.refusal import Refusal
from voordeur.money.scba.distribution import Normal
from voordeur.money.scba.households import net_of_many
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.spread import outcome_of

MADE = model(assumptions=[belief("price", Normal(100, 30), "EUR/case")])


def test_the_doubt_of_one_price_does_not_cancel_over_households():
    one = outcome_of(sample(MADE, draws=4000), "society").net
    many, above = net_of_many(MADE, np.ones((1_200, 2)), draws=4000)
    assert many.mean == pytest.approx(1_200 * one.mean)
    assert many.sd == pytest.approx(1_200 * one.sd)
    assert above == 1.0


def test_each_household_has_its_own_counts_and_the_whole_is_their_sum():
    counts = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0]])
    many, above = net_of_many(MADE, counts, draws=4000)
    one = outcome_of(sample(MADE, draws=4000), "society")
    assert many.mean == pytest.approx(3 * one.benefits.mean - 2 * one.costs.mean)
    assert above == pytest.approx(2 / 3)


def test_counts_of_another_shape_are_refused_with_the_names():
    with pytest.raises(Refusal) as refused:
        net_of_many(MADE, np.ones((4, 3)))
    assert refused.value.remedy == "Give a count for each of: gain, work."
