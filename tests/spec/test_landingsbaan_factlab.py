# SPDX-License-Identifier: EUPL-1.2
"""Landingsbaan: three lenses on the same data, every percentage with its base, gaps that show."""

import math
from collections import Counter

import pytest

from tests.factlab.combinations.test_combinations import _starts
from tests.factlab.lenses.city import CITY, PLAIN, stacks, told, value
from voordeur.factlab.combinations.sequence import precursors
from voordeur.factlab.disclosure.published import Figure
from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses import Geography, problems, profiles, provisions
from voordeur.factlab.lenses.lens import Share, check_claims
from voordeur.factlab.lenses.typing import OTHER, Parameters
from voordeur.factlab.outputs import build
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.questions import combinations
from voordeur.factlab.outputs.report import Told
from voordeur.factlab.publishing import SafeRun, SafeTable, Safety
from voordeur.factlab.wording import speaker

SIZES = {"all": 60_417.0, "with_provision": 14_500.0}


def test_landingsbaan_r030_three_lenses_on_the_same_data_each_says_what_it_is_for() -> None:
    report = build(told(), "nl")
    lenses = report.sections[:3]
    assert [one.name for one in lenses] == ["provisions", "problems", "profiles"]
    assert len({one.purpose for one in lenses}) == 3
    for word, lens in zip(("overlap", "oplossen", "kost"), lenses, strict=True):
        assert word in lens.purpose.lower(), lens.purpose
    # The same households under each lens: their totals are one figure.
    whole = {
        value(one.asked)
        for one in told().run.tables
        if one.asked.unit == "household" and one.asked.name in ("stacking", "help")
    }
    assert whole == {800}


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


def test_landingsbaan_r034_what_comes_before_expensive_care_is_compared_within_the_same_make_up() -> (
    None
):
    # Kind 0 starts before care (kind 9) in 40 of 60 cases and in 20 of 80 controls of stratum a.
    rows = [(h, 9, 1000) for h in range(60)] + [(h, 0, 900) for h in range(40)]
    rows += [(100 + h, 0, 900) for h in range(20)] + [(100 + h, 1, 900) for h in range(20, 80)]
    # The same kind in a stratum without cases is no control at all.
    rows += [(500 + h, 0, 900) for h in range(300)]
    strata = dict.fromkeys(range(200), "a") | {500 + h: "b" for h in range(300)}
    (found,) = [one for one in precursors(_starts(rows), {9}, strata) if one.kind == 0]
    assert (found.cases, found.exposed_cases, found.controls, found.exposed_controls) == (
        60,
        40,
        80,
        20,
    )
    assert math.isclose(found.odds, (40 * 60) / (20 * 20))
    # One stratum: the interval is that of a single table.
    spread = 1.959964 * math.sqrt(1 / 40 + 1 / 20 + 1 / 20 + 1 / 60)
    assert math.isclose(found.low, found.odds * math.exp(-spread), rel_tol=1e-5)
    assert found.p_value < 0.001


def test_landingsbaan_r035_what_stands_out_in_an_area_is_a_question_to_the_team() -> None:
    table = provisions.by_laws(CITY, Geography.of(CITY), "household", "district")
    figures = dict.fromkeys(table.table.cells, Figure(0, 0, 0, "published"))

    def put(area: str, laws: str, number: int) -> None:
        figures[laws, "total", area] = Figure(number, number, number, "published")

    for area, any_, both in (("total", 400, 40), ("d1", 200, 30), ("d2", 200, 10)):
        put(area, "any", any_)
        put(area, "J+W", both)
    run = SafeRun(None, (SafeTable(table, figures, {}),), (), ())  # type: ignore[arg-type]
    told = Told("x", "2025", run, Safety.named(), Parameters.load(), Geography.of(CITY), [])
    say = speaker("nl")
    *_, block = combinations(told, say, Labels(say, "nl", told.parameters)).blocks
    assert block.grid is not None
    ((area, question),) = block.grid.rows
    assert area == "d1"
    assert question.endswith("?")
    assert "30 van de 200" in question
    assert "1,5 keer" in question


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


def test_landingsbaan_r037_the_printed_figures_of_zaanstad_hold_only_with_the_base_that_fits() -> (
    None
):
    good = {
        "one or more": (24.0, "all"),
        "two or more": (59.0, "with_provision"),
        "three or more": (33.0, "with_provision"),
    }
    numbers = check_claims(good, SIZES, "Factlab")
    assert round(numbers["three or more"]) == 4_785
    assert round(numbers["two or more"] / SIZES["all"] * 100) == 14
    with pytest.raises(Fault, match=r"three or more .* cannot be more than two or more"):
        check_claims(good | {"three or more": (33.0, "all")}, SIZES, "Factlab")


def test_landingsbaan_r037_a_percentage_without_a_base_that_holds_it_is_refused() -> None:
    assert Share("two or more", 14, 24, "households").percentage == 58
    assert Share("none", 0, 0, "households").percentage is None
    with pytest.raises(Fault, match="24 is no part of 14"):
        Share("two or more", 24, 14, "households")
    with pytest.raises(Fault, match=r"110.* % of all cannot be"):
        check_claims({"one": (110.0, "all")}, SIZES, "Factlab")


def test_landingsbaan_r038_a_figure_leads_to_its_sources_and_rules_and_to_nobody() -> None:
    """To cases there is no way: a story is told by who has it, through the door."""
    report = build(told(), "nl")
    said = " ".join((*report.lines, *report.rules))
    assert "Institution s3" in said
    assert "niemand" in said
    for section in report.sections:
        for block in section.blocks:
            for row in block.grid.rows if block.grid else ():
                assert not any("household" in cell or "persoon " in cell for cell in row)


def test_landingsbaan_r046_a_source_that_did_not_deliver_is_a_gap() -> None:
    table = provisions.by_source(CITY)
    assert value(table, source="s3") is None
    assert value(table) is None
    assert value(table, source="s0") == sum(one.source == "s0" for one in PLAIN.provisions)
