# SPDX-License-Identifier: EUPL-1.2
"""Private counts are paid from a budget, and nothing is told that cannot be paid."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.factlab.counting.worlds import SOURCES
from tests.machine import lacking
from voordeur.cli import main
from voordeur.factlab.counting import Period, PlainEngine
from voordeur.factlab.counting.plain import HouseholdRow, ProvisionRow, Rows
from voordeur.factlab.disclosure.private import Budget, private_counts
from voordeur.factlab.fault import Fault
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.privately import tell_privately


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
    try:
        import opendp  # noqa: F401
    except ImportError:
        lacking("OpenDP", "VOORDEUR_EXTRAS=privacy ./voordeur")
    budget = Budget(tmp_path / "budget.json")
    budget.allow("wmo", "1")
    told = private_counts({str(at): 1000 for at in range(2000)}, ["wmo"], "0.5", budget)
    off = [abs(value - 1000) for value in told.values()]
    # Discrete Laplace of scale 2: the mean distance is 2 / sinh(1/2) / 2, about 1.92.
    assert 1.7 < sum(off) / len(off) < 2.15


def test_counts_of_a_run_are_told_with_noise_only_and_every_source_that_delivered_pays(
    tmp_path: Path,
) -> None:
    rows = Rows(
        (HouseholdRow(1, "n1", "d1", "m"), HouseholdRow(2, "n2", "d1", "m")),
        (ProvisionRow(1, 10, SOURCES[0], "aid"),),
    )
    engine = PlainEngine(dict.fromkeys(CLUSTERINGS, rows), SOURCES, Period.year(2025), [SOURCES[2]])
    budget, out = Budget(tmp_path / "budget.json"), tmp_path / "private.csv"
    budget.allow(SOURCES[0], "1")
    with pytest.raises(Fault, match="has no budget"):
        tell_privately(engine, out, "0.5", budget, lambda value, scale: value)
    assert not out.exists()
    budget.allow(SOURCES[1], "0.5")
    assert tell_privately(engine, out, "0.5", budget, lambda value, scale: value + 7) == 4
    assert out.read_text(encoding="utf-8").splitlines() == [
        "district;provisions;households;epsilon",
        "d1;3+;7;0.5",
        "d1;2;7;0.5",
        "d1;1;8;0.5",
        "d1;0;8;0.5",
    ]
    assert [budget.left(one) for one in SOURCES[:2]] == [Fraction(1, 2), 0]


def test_what_a_source_allows_is_noted_from_the_command_line(tmp_path: Path) -> None:
    example = Path(__file__).parents[3] / "examples" / "factlab"
    books = tmp_path / "budget.json"
    words = ["factlab", "private", str(example), "--budget", str(books)]
    assert main([*words, "--allow", "ggz=1.5"]) == 0
    assert Budget(books).left("ggz") == Fraction(3, 2)
    assert main([*words, "--allow", "nobody=1"]) != 0
    assert main([*words, "--allow", "ggz=much"]) != 0
