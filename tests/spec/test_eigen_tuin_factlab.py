# SPDX-License-Identifier: EUPL-1.2
"""Eigen tuin: households, addresses and families in Factlab, units that are not added, small groups."""

import pytest

from tests.factlab.lenses.city import CITY, told
from tests.factlab.linkage.plain_households import Resident
from tests.factlab.linkage.told import homes
from voordeur.factlab.disclosure import Dimension, counts
from voordeur.factlab.disclosure.release import publish
from voordeur.factlab.disclosure.rounding import profiles as rounding
from voordeur.factlab.lenses import Geography, problems, profiles, provisions
from voordeur.factlab.lenses.typing import Parameters


def test_eigen_tuin_r1_address_family_and_household_are_three_things() -> None:
    """Two families behind one door are two households; a child of parents apart has two doors."""
    door, other = "3311AB|1|", "3311AB|3|"
    found = homes(
        [
            Resident(1, door, 40, "a", "b", ()),
            Resident(2, door, 38, "b", "a", ()),
            Resident(3, door, 9, "c", None, ("a", "b")),
            Resident(4, door, 70, "d", None, ()),
            Resident(5, other, 12, "e", None, ("a",)),
        ]
    )
    family = {found.of_person[one] for one in (1, 2, 3)}
    assert len(family) == 1
    assert found.of_person[5] not in family


def test_eigen_tuin_r28_every_count_of_a_run_has_a_unit_and_no_sum_goes_across_units() -> None:
    geography, parameters = Geography.of(CITY), Parameters.load()
    tables = [one.asked for one in told().run.tables]
    unit_of: dict[str, set[str]] = {}
    for one in tables:
        assert one.unit in {"household", "person", "provision", "problem", "eurocent"}, one.name
        unit_of.setdefault(one.table.measure, set()).add(one.unit)
    assert all(len(units) == 1 for units in unit_of.values()), unit_of
    areas = geography.dimension("district").codes
    for total, parts in [
        *provisions.relations(areas, "2025"),
        *problems.relations(areas, "2025"),
        *profiles.relations(parameters, "2025"),
    ]:
        units = {unit for key in (total, *parts) for unit in unit_of.get(key.measure, ())}
        assert len(units) <= 1


@pytest.mark.parametrize("many", [12, 15])
def test_eigen_tuin_r56_a_group_of_twelve_or_fifteen_is_not_broken_down(many: int) -> None:
    group = Dimension.flat("outcome", ["better", "level", "worse"])
    leaves = {("better",): many - 5, ("level",): 3, ("worse",): 2}
    told = publish("group", [counts("households", "2025", [group], leaves)], rounding()["voordeur"])
    values = {key.at: figure.value for key, figure in told.figures.items() if key.at}
    shown = [value for value in values.values() if value is not None]
    assert not [value for value in shown if 0 < value < 10]
    assert len(shown) <= 1
