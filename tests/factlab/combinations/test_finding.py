# SPDX-License-Identifier: EUPL-1.2
"""What comes together and what comes before, from linked data to the words of a report."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.factlab.lenses.city import YEAR
from voordeur.factlab.combinations.surprise import lift_interval
from voordeur.factlab.counting import PlainEngine, Rows
from voordeur.factlab.counting.plain import HouseholdRow, ProvisionRow
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.outputs import pictures, questions
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import Told, times_chance, together
from voordeur.factlab.telling import Options, gather
from voordeur.factlab.wording import speaker

MANY, CARED = 1_600, 400


def given(household: int) -> Iterator[tuple[str, date, int]]:
    """Yield what a household has: debt help comes before care, home help and transport together."""
    cared = household < CARED
    if cared:
        yield "residential", date(2025, 6, 1), 90_000_00
    if household % (2 if cared else 8) == 0:
        yield "debt", date(2024, 6, 1), 2_000_00
    if household % 10 < 2 or household % 51 == 3:
        yield "home_help", date(2025, 2, 1), 3_000_00
    if household % 10 < 2 or household % 53 == 4:
        yield "transport", date(2025, 2, 1), 1_000_00


@cache
def told() -> Told:
    """Everything that may be told of that city, worked out once."""
    households, provisions = [], []
    for one in range(MANY):
        households.append(HouseholdRow(one, "n1", "d1", "city", "single"))
        for kind, start, cost in given(one):
            provisions.append(ProvisionRow(one, one, "s0", kind, "wmo", start, None, cost))
    rows = Rows(tuple(households), tuple(provisions))
    engine = PlainEngine(dict.fromkeys(CLUSTERINGS, rows), ("s0",), YEAR)
    options = Options("City", YEAR, expensive=("residential",))
    return gather(engine, [("s0", "Institution", True)], Path("nowhere"), options)


def grids(of: Told) -> dict[str, tuple[tuple[str, ...], ...]]:
    say = speaker("nl")
    section = questions.combinations(of, say, Labels(say, "nl", of.parameters))
    return {one.name: one.grid.rows for one in section.blocks if one.grid}


def test_what_comes_before_expensive_care_is_told_from_figures_of_the_release() -> None:
    (row,) = grids(told())["before"]
    # By hand: 200 of 400 with care; of the 1,200 without, those who have any provision are compared.
    others = [{kind for kind, *_ in given(one)} for one in range(CARED, MANY)]
    compared = [kinds for kinds in others if kinds]
    exposed = sum("debt" in kinds for kinds in compared)
    assert row[1] == "200 / 400"
    assert row[2] == f"{5 * round(exposed / 5)} / {5 * round(len(compared) / 5)}"
    odds = (200 / 200) / (exposed / (len(compared) - exposed))
    assert row[3].startswith(f"{odds:.1f} (".replace(".", ","))
    # A figure of the release like every other: later releases are tried with it.
    names = {key.measure for key in told().run.release.figures}
    assert "households compared" in names


def test_how_much_more_than_chance_follows_from_what_is_told_and_says_no_more() -> None:
    found = {row[0]: row[1:] for row in grids(told())["together"]}
    (one,) = [one for one in told().combinations if set(one.kinds) == {"home_help", "transport"}]
    safe, stacking = told().run.table(one.asked.name), told().run.table("stacking")
    assert safe
    assert stacking
    base = stacking.value(stack="1+")
    at = [{f"kind {kind}": "yes"} for kind in one.kinds]
    first, second, both = safe.value(**at[0]), safe.value(**at[1]), safe.value(**at[0], **at[1])
    assert base
    assert first
    assert second
    assert both
    lift, low, high = times_chance(safe, one.kinds, base) or pytest.fail("not told")
    assert lift == pytest.approx(both * base / (first * second))
    assert (low, high) == lift_interval(both, base, first, second)
    words = f"{lift:.1f} ({low:.1f}–{high:.1f})".replace(".", ",")
    # Not of the true figures, of which it would tell more than their roundings do.
    assert lift != pytest.approx(one.result.lift)
    assert words in [times for _, times in found.values()]


def test_the_picture_has_a_bar_per_combination_that_is_told_and_its_dots() -> None:
    say = speaker("nl")
    labels = Labels(say, "nl", told().parameters)
    found = together(told(), labels)
    picture = pictures.come_together(found, say)
    assert picture
    for one in found:
        assert f">{one.households}</text>" in picture.svg
        assert all(f">{name}</text>" in picture.svg for name in one.names)
    kinds = {name for one in found for name in one.names}
    dark = sum(len(one.names) for one in found)
    dots = re.findall(r'<path transform="[^"]*" d="[^"]*" fill="([^"]*)"', picture.svg)
    assert dots.count(pictures.BAR) == dark
    assert dots.count(pictures.GREY) == len(kinds) * len(found) - dark
    assert pictures.come_together([], say) is None


def test_how_much_more_than_chance_is_not_told_where_one_of_its_figures_is_not() -> None:
    (one,) = [one for one in told().combinations if set(one.kinds) == {"home_help", "transport"}]
    safe = told().run.table(one.asked.name)
    assert safe
    for codes in safe.figures:
        if codes.count("yes") == 1 and codes.count("total") == 1:
            figures = dict(safe.figures)
            figures[codes] = type(figures[codes])(None, 0, 0, "protecting")
            hidden = type(safe)(safe.asked, figures, safe.doubt)
            assert times_chance(hidden, one.kinds, 1_000) is None
