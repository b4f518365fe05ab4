# SPDX-License-Identifier: EUPL-1.2
"""Transformatie: how many there are is a range with its assumptions; stacking per type of household."""

import pytest

from tests.factlab.lenses.city import told, value
from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses.target import national, two_lists
from voordeur.factlab.outputs import build


def test_transformatie_r23_two_lists_of_a_known_city_find_its_size() -> None:
    # 10,000 households, lists of 30 % and 40 % drawn without regard to each other.
    found = two_lists(3000, 4000, 1200)
    assert abs(found.value - 10_000) < 10
    assert found.low < 10_000 < found.high


def test_transformatie_r23_a_national_share_stays_a_range() -> None:
    found = national(6_866_600, 0.5, 1.0)
    assert (found.low, found.high) == (34_333.0, 68_666.0)
    with pytest.raises(Fault, match="low to high"):
        national(100, 2, 1)
    with pytest.raises(Fault, match="no overlap"):
        two_lists(3, 4, 5)


def test_transformatie_r25_stacking_is_shown_per_type_of_household() -> None:
    tables = [one.asked for one in told().run.tables]
    stacked = [
        one
        for one in tables
        if {"stack", "household_kind"} <= {each.name for each in one.table.dimensions}
    ]
    (table,) = stacked
    kinds = next(one for one in table.table.dimensions if one.name == "household_kind").leaves
    assert sum(value(table, household_kind=kind, stack="2+") for kind in kinds) == value(
        table, stack="2+"
    )


def test_transformatie_i13_the_size_of_the_group_under_several_definitions_with_assumptions() -> (
    None
):
    report = build(told(), "nl")
    blocks = {block.name: block for section in report.sections for block in section.blocks}
    estimates, definitions = blocks["estimates"], blocks["definitions"]
    assert len(estimates.lines) == len(estimates.grid.rows) >= 2
    for _name, middle, interval in estimates.grid.rows:
        low, high = (int(one.replace(".", "")) for one in interval.split("–"))
        assert low <= int(middle.replace(".", "")) <= high
        assert low < high
    assert len(definitions.grid.rows) >= 3
