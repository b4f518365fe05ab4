# SPDX-License-Identifier: EUPL-1.2
"""Private counts are paid from a budget, and nothing is told that cannot be paid."""

from pathlib import Path

import pytest

from voordeur.factlab.disclosure.private import Budget, private_counts
from voordeur.factlab.fault import Fault


def test_every_source_pays_and_none_pays_when_one_cannot(tmp_path: Path) -> None:
    budget = Budget(tmp_path / "budget.json")
    budget.allow("wmo", "1.0")
    budget.allow("youth", "0.3")
    told = private_counts({"a": 40, "b": 0}, ["wmo", "youth"], "0.1", budget, lambda v, s: v - 3)
    assert told == {"a": 37, "b": 0}
    private_counts({"a": 40}, ["wmo", "youth"], "0.2", budget, lambda v, s: v)
    # Ten tenths are one, and three tenths are three tenths: no floats in the books.
    assert (float(budget.left("wmo")), budget.left("youth")) == (0.7, 0)
    asked = []
    with pytest.raises(Fault, match=r"budget of youth: 0\.1 is asked and 0 is left"):
        private_counts(
            {"a": 40}, ["wmo", "youth"], "0.1", budget, lambda v, s: asked.append(v) or v
        )
    assert not asked
    assert float(Budget(tmp_path / "budget.json").left("wmo")) == 0.7


def test_a_source_without_a_budget_and_a_price_of_nothing_are_refused(tmp_path: Path) -> None:
    budget = Budget(tmp_path / "budget.json")
    with pytest.raises(Fault, match="has no budget"):
        budget.left("wmo")
    budget.allow("wmo", "0.5")
    with pytest.raises(Fault, match="no price"):
        budget.spend(["wmo"], "0")
    budget.spend(["wmo"], "0.4")
    with pytest.raises(Fault, match="spent already"):
        budget.allow("wmo", "0.3")


def test_the_noise_is_as_wide_as_the_price_says(tmp_path: Path) -> None:
    pytest.importorskip("opendp", reason="OpenDP is an extra: voordeur[privacy]")
    budget = Budget(tmp_path / "budget.json")
    budget.allow("wmo", "1")
    told = private_counts({str(at): 1000 for at in range(2000)}, ["wmo"], "0.5", budget)
    off = [abs(value - 1000) for value in told.values()]
    # Discrete Laplace of scale 2: the mean distance is 2 / sinh(1/2) / 2, about 1.92.
    assert 1.7 < sum(off) / len(off) < 2.15
