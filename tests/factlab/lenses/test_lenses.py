# SPDX-License-Identifier: EUPL-1.2
"""What the lenses count, against counting by hand over the same rows; and what may be told of it."""

from collections import Counter
from datetime import date

import pytest

from voordeur.factlab.counting import Engine, Period, PlainEngine, Rows
from voordeur.factlab.counting.plain import HouseholdRow, ProblemRow, ProvisionRow
from voordeur.factlab.disclosure.tables import Key
from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses import Geography, LensTable, problems, profiles, provisions
from voordeur.factlab.lenses.typing import OTHER, Parameters
from voordeur.factlab.linked import CLUSTERINGS
from voordeur.factlab.publishing import Safety, make_safe

YEAR = Period.year(2025)
PLACES = (("n1", "d1", "city"), ("n2", "d1", "city"), ("n3", "d2", "city"), (None, "d2", "city"))
KINDS = (
    ("youth", "jeugdwet"),
    ("home_help", "wmo"),
    ("income", "participatiewet"),
    ("debt", "wgs"),
)


def rows(many: int) -> Rows:
    """Return a city in which everything follows from the number of the household."""
    households, given, troubles = [], [], []
    for number in range(many):
        kind = ("single", "couple", "lone_parent", "couple_children", None)[number % 5]
        households.append(HouseholdRow(number, *PLACES[number % 4], kind))
        for at, (code, law) in enumerate(KINDS):
            if number % (at + 2) == 0 and number % 3 != 2:
                cost = None if number % 7 == 0 else 1_000_00 * (at + 1) + number
                given.append(
                    ProvisionRow(
                        number,
                        number * 10 + at % 2,
                        f"s{at % 3}",
                        code,
                        law,
                        date(2024, 5, 1),
                        None,
                        cost,
                    )
                )
        if number % 5 == 0:
            area = ("money", "parenting", "social_network")[number % 3]
            troubles.append(ProblemRow(number, area, "open" if number % 2 else "solved", "s1"))
        if number % 6 == 2:
            troubles.append(ProblemRow(number, "money", "open", "s0"))
    return Rows(tuple(households), tuple(given), tuple(troubles))


def engine(many: int = 800) -> Engine:
    """Return an engine over that city; the clusterings differ in a few households."""
    given = {one: rows(many) for one in CLUSTERINGS} | {"lenient": rows(many + 4)}
    return PlainEngine(given, ("s0", "s1", "s2", "s3"), YEAR, gaps=("s3",))


CITY = engine()
PLAIN = rows(800)


def stacks() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {one.household: set() for one in PLAIN.households}
    for one in PLAIN.provisions:
        found[one.household].add(one.kind)
    return found


def value(table: LensTable, **at: str) -> int | None:
    codes = tuple(at.get(one.name, one.total) for one in table.table.dimensions)
    return table.table.cells[codes].value


def test_landingsbaan_r033_one_two_and_three_or_more_per_neighbourhood() -> None:
    table = provisions.stacking(CITY, Geography.of(CITY), "neighbourhood")
    place = {one.household: one.neighbourhood or f"{one.district} ?" for one in PLAIN.households}
    for code, least, most in (("0", 0, 0), ("1", 1, 1), ("2", 2, 2), ("3+", 3, 9), ("2+", 2, 9)):
        by_hand = Counter(
            place[household] for household, kinds in stacks().items() if least <= len(kinds) <= most
        )
        for area in ("n1", "n2", "n3", "d2 ?"):
            assert value(table, stack=code, area=area) == by_hand[area]
        assert value(table, stack=code) == by_hand.total()
    assert value(table, area="d2") == value(table, area="n3") + value(table, area="d2 ?")
    assert table.doubt(("total", "total")) == (800, 804)


def test_combinations_of_laws_stand_in_one_column_each_and_add_up() -> None:
    table = provisions.by_laws(CITY, Geography.of(CITY), "household", "city")
    laws = {"youth": "J", "income": "P", "home_help": "W"}
    by_hand = Counter(
        "+".join(sorted(laws[kind] for kind in kinds if kind in laws))
        or ("other" if kinds else "0")
        for kinds in stacks().values()
    )
    for code in (*provisions.law_codes(), "0", "other"):
        assert value(table, laws=code) == by_hand[code]
    assert value(table, laws="J+P+W", number="3+") == by_hand["J+P+W"]
    # Two laws are two kinds of provision: everybody knows that nobody is here.
    impossible = Key("households", "2025", (("laws", "J+W"), ("number", "1")))
    assert impossible in table.structural
    assert value(table, laws="J+W", number="1") == 0


def test_landingsbaan_r036_a_household_with_problems_and_no_provision_is_counted() -> None:
    table = problems.without_provision(CITY, Geography.of(CITY), "district")
    still = {one.household for one in PLAIN.problems if one.state == "open"}
    helped = {household for household, kinds in stacks().items() if kinds}
    assert len(still - helped) > 50
    assert value(table, help="problem_only") == len(still - helped)
    assert value(table, help="both") == len(still & helped)
    life = problems.by_life_area(CITY)
    money = {one.household for one in PLAIN.problems if (one.area, one.state) == ("money", "open")}
    assert value(life, life_area="money", status="without_provision") == len(money - helped)


def test_landingsbaan_r046_a_source_that_did_not_deliver_is_a_gap() -> None:
    table = provisions.by_source(CITY)
    assert value(table, source="s3") is None
    assert value(table) is None
    assert value(table, source="s0") == sum(one.source == "s0" for one in PLAIN.provisions)


def test_landingsbaan_r031_every_household_is_of_one_type() -> None:
    parameters = Parameters.load()
    for scheme in parameters.schemes:
        table = profiles.by_type(CITY, Geography.of(CITY), scheme, "city")
        parts = [value(table, **{scheme.axis.name: code}) for code in scheme.axis.codes]
        assert sum(part or 0 for part in parts) == value(table) == 800
        assert scheme.axis.codes[-1] == OTHER
        assert scheme.source
        assert scheme.year
    # Somebody who fits two types is of the first: the order of the file is the rule.
    families = profiles.by_type(CITY, Geography.of(CITY), parameters.schemes[0], "city")
    assert value(families, type_pyramid_profiles="isolation")
    assert value(families, type_pyramid_profiles="families")


def test_landingsbaan_r032_layers_are_parameters_with_source_and_year(tmp_path) -> None:
    layers = Parameters.load().pyramid.layers
    assert [(one.share, one.cost_cents) for one in layers] == [
        ((2.0, 2.0), (100_000_00, 100_000_00)),
        ((15.0, 30.0), (3_000_00, 6_000_00)),
    ]
    assert all(one.source and one.year for one in layers)
    (tmp_path / "pyramid.toml").write_text("base = 'street'\nlayers = []\n", encoding="utf-8")
    with pytest.raises(Fault, match="all or provision"):
        Parameters.load(tmp_path)
    (tmp_path / "pyramid.toml").write_text(
        "base = 'all'\n[[layers]]\ncode = 'x'\n", encoding="utf-8"
    )
    with pytest.raises(Fault, match="missing or of the wrong kind"):
        Parameters.load(tmp_path)


def test_the_ranking_adds_up_and_its_ends_give_no_number_away() -> None:
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


def test_everything_of_a_city_is_made_safe_together_and_small_streets_are_not_told() -> None:
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


def test_of_six_households_nothing_is_told_and_of_a_city_with_its_interval() -> None:
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


def test_what_was_told_once_is_told_again_and_not_chosen_anew() -> None:
    small = PlainEngine(dict.fromkeys(CLUSTERINGS, rows(60)), ("s0", "s1", "s2"), YEAR)
    asked = [provisions.stacking(small, Geography.of(small), "neighbourhood")]
    first = make_safe("same", asked, [], Safety.named())
    again = make_safe("same", asked, [], Safety.named(), [first.release])
    assert again.release is first.release
    assert again.earlier == ()
    other = make_safe("other", asked, [], Safety.named(), [first.release])
    assert other.earlier == ("same",)
    more = [*asked, *problems.ask(small, Geography.of(small))]
    kept = make_safe("same", more, [], Safety.named(), [first.release])
    assert [one.asked.name for one in kept.tables] == ["stacking"]
    assert [why for _, why in kept.left_out] == ["It was left out before."] * len(more[1:])


def test_a_large_table_goes_up_a_level_when_much_of_it_is_too_small() -> None:
    few = PlainEngine(dict.fromkeys(CLUSTERINGS, rows(90)), ("s0", "s1", "s2"), YEAR)
    (stacking, *_) = provisions.ask(few, Geography.of(few))
    assert stacking.coarser
    fine = provisions.ask(CITY, Geography.of(CITY))[0]
    assert not fine.coarser


def test_an_area_in_two_districts_is_refused_by_name() -> None:
    twice = Rows((HouseholdRow(1, "n1", "d1", "c"), HouseholdRow(2, "n1", "d2", "c")))
    one = PlainEngine(dict.fromkeys(CLUSTERINGS, twice), (), YEAR)
    with pytest.raises(Fault, match=r"area n1: This area lies in d1 and in d2"):
        Geography.of(one).dimension("neighbourhood")
