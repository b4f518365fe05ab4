# SPDX-License-Identifier: EUPL-1.2
"""Nabij: cost adds up to an area and to how concentrated it is, and no small street is told."""

from collections import Counter

from tests.factlab.lenses.city import CITY, PLAIN, YEAR, rows, value
from voordeur.factlab.counting import PlainEngine
from voordeur.factlab.lenses import Geography, problems, profiles, provisions
from voordeur.factlab.lenses.typing import Parameters
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.publishing import Safety, make_safe


def test_nabij_r4_the_ranking_by_cost_adds_up_and_its_ends_give_no_number_away() -> None:
    households, costs = profiles.ranked(CITY, Parameters.load().pyramid)
    per_household: Counter[int] = Counter()
    for one in PLAIN.provisions:
        if one.cost_cents is not None:
            per_household[one.household] += one.cost_cents
    dearest = sorted(per_household.values(), reverse=True)
    codes = households.table.dimensions[0].children["ranked"]
    assert all(int(code.split("-")[1]) % 10 == 0 for code in codes[:-1])
    assert codes[-1].endswith("-")
    first = int(codes[0].split("-")[1])
    assert value(costs, rank=codes[0]) == sum(dearest[:first])
    assert value(costs, rank="ranked") == sum(dearest)
    assert value(households, rank="no_known_cost") == 800 - len(dearest)


def test_nabij_pr3_everything_of_a_city_is_made_safe_together_and_small_streets_are_not_told() -> (
    None
):
    small = rows(60)
    one = PlainEngine(dict.fromkeys(CLUSTERINGS, small), ("s0", "s1", "s2"), YEAR)
    geography = Geography.of(one)
    asked = [provisions.stacking(one, geography, "neighbourhood"), *problems.ask(one, geography)]
    areas = geography.dimension("district").codes
    relations = provisions.relations(areas, "2025") + problems.relations(areas, "2025")
    run = make_safe("small", asked, relations, Safety.named())
    for safe in run.tables:
        for codes, figure in safe.figures.items():
            true = safe.asked.table.cells[codes].value
            assert figure.value is None or figure.value == 0 or figure.value >= 10
            assert true is None or not 0 < true < 10 or figure.value is None
    assert any(figure.state == "small" for safe in run.tables for figure in safe.figures.values())


def test_nabij_a11_of_six_households_nothing_is_told_and_of_a_city_with_its_interval() -> None:
    geography = Geography.of(CITY)
    tiny = PlainEngine(dict.fromkeys(CLUSTERINGS, rows(6)), ("s0", "s1", "s2"), YEAR)
    six = make_safe(
        "tiny", [provisions.stacking(tiny, Geography.of(tiny), "city")], [], Safety.named()
    )
    assert not any(figure.value for figure in six.tables[0].figures.values())
    run = make_safe("city", [provisions.stacking(CITY, geography, "district")], [], Safety.named())
    assert run.left_out == ()
    assert run.tables[0].value(stack="1+") is not None
    # Four households more when more records are joined: the interval says so, rounded.
    assert run.tables[0].doubt["total", "total"] == (800, 805)
