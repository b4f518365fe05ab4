# SPDX-License-Identifier: EUPL-1.2
"""Uit eigen tuin: what the projects of Zoetermeer yield, with the mistakes that must not come back."""

from dataclasses import replace
from pathlib import Path

import pytest

from voordeur.door.refusal import Refusal
from voordeur.money.scba.claims import (
    Claim,
    Count,
    Indicator,
    Moment,
    Support,
    as_outcome,
    difference,
    portfolio,
    total_count,
)
from voordeur.money.scba.distribution import Fixed
from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Basis, Intervention
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.portfoliofile import portfolio_from, read_portfolio
from voordeur.money.scba.product import Product
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.document import document
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.report.page import page
from voordeur.money.scba.report.portfolio import portfolio_said
from voordeur.money.scba.review import objections
from voordeur.money.scba.spread import outcome_of

FILE = Path(__file__).parents[2] / "examples" / "scba" / "zoetermeer_zoveel_meer.toml"
PORTFOLIO = FILE.parents[1] / "portfolio" / "zoetermeer.toml"
DOCUMENT, OTHER = "as the document says", "other help falls in year 1"


@pytest.fixture(scope="module")
def zoveel_meer():
    return read_model(FILE)


def _with(made, **values):
    there = {**made.assumptions}
    for name, value in values.items():
        version = replace(there[name].versions[0], value=Fixed(value))
        there[name] = replace(there[name], versions=(version,))
    return replace(made, assumptions=there)


def test_eigen_tuin_a1_664_is_a_count_of_cases_and_never_of_persons():
    together = read_portfolio(PORTFOLIO)
    assert together.count == 664
    assert together.persons is None
    assert any("is onbekend: de projecten" in one for one in portfolio_said(together, "nl"))


def test_eigen_tuin_r28_cases_and_clients_are_not_added():
    with pytest.raises(Refusal, match="case, client"):
        total_count([Count("Crisisteam", 188, "case"), Count("Zoveel Meer", 132, "client")])


def test_eigen_tuin_a2_files_and_couples_are_the_clients(zoveel_meer):
    files, couples, clients = (zoveel_meer.value(one) for one in ("files", "couples", "clients"))
    assert (files, couples, clients) == (120, 12, 132)
    assert files + couples == clients
    # They are two units: no sum of the model may add a file to a person.
    effect = zoveel_meer.effects[0]
    with pytest.raises(Refusal, match="'dossier' and 'mens' are added"):
        replace(
            zoveel_meer,
            effects=(replace(effect, with_=(*effect.with_, Product(names=("clients",)))),),
        )


def test_eigen_tuin_a3_the_model_of_zoveel_meer_gives_the_printed_figures(zoveel_meer):
    found = exact(zoveel_meer, DOCUMENT)
    value = zoveel_meer.value
    reached = value("full_time") + value("part_time") * value("part_time_weight")
    assert round(100 * reached / value("files"), 2) == 21.67
    assert reached - value("files") * value("regular_rate") == pytest.approx(17.6)
    assert float(found.lines["leaving_income_support"]) == 616_000
    assert float(found.lines["less_other_help"]) == 75_000
    assert (found.benefit(), found.cost(), found.net()) == (691_000, 165_000, 526_000)
    assert round(float(found.benefit() / found.cost()), 2) == 4.19


def test_eigen_tuin_a4_fifteen_more_is_percentage_points():
    points, times = difference(26 / 120, 0.07)
    assert (round(points, 1), round(times, 1)) == (14.7, 3.1)
    said = portfolio_said(read_portfolio(PORTFOLIO), "nl")
    assert any("14,7 procentpunt" in one and "15 %" not in one for one in said)


def test_eigen_tuin_a5_both_readings_of_the_first_year_stand_side_by_side(zoveel_meer):
    assert exact(zoveel_meer, DOCUMENT).net_in(0) == -26_800
    assert exact(zoveel_meer, OTHER).net_in(0) == 33_200
    assert "timing_disputed" in {one.code for one in objections(zoveel_meer)}
    html = page(document(find(zoveel_meer), "nl"))
    assert "De bronnen spreken elkaar tegen" in html
    assert "€\xa0-26.800" in html
    assert "€\xa033.200" in html


def test_eigen_tuin_a6_four_part_timers_are_two_full_ones(zoveel_meer):
    found = exact(_with(zoveel_meer, full_time=10, files=0), DOCUMENT)
    assert found.lines["leaving_income_support"] == 12 * 35_000


def test_eigen_tuin_a7_what_was_really_seen_in_nine_months_stands_apart(zoveel_meer):
    real = _with(zoveel_meer, full_time=20, regular_rate=0.07 * 9 / 12)
    assert float(exact(real, DOCUMENT).lines["leaving_income_support"]) == pytest.approx(549_500)


def test_eigen_tuin_a9_the_range_of_the_crisis_team_counts_two_different_things():
    crisis = Claim(
        "Crisisteam",
        68 * 20_000 + 465_000,
        68 * 60_000,
        low_scope="68 evictions and 7 crises",
        high_scope="68 evictions",
    )
    assert (crisis.low, crisis.high) == (1_825_000, 4_080_000)
    assert "low counts 68 evictions and 7 crises" in portfolio([crisis]).warnings[0]


@pytest.mark.parametrize(
    ("view", "low", "high", "middle"),
    [
        ("Maatschappelijk", 5_834_000, 7_834_000, 6_834_000),
        ("Gemeentelijk", 4_074_000, 5_374_000, 4_724_000),
    ],
)
def test_eigen_tuin_a10_a11_a_total_keeps_its_range(view, low, high, middle):
    total = read_portfolio(PORTFOLIO).totals[view]
    assert (total.low, total.high, total.middle) == (low, high, middle)
    with pytest.raises(Refusal, match="without its range"):
        total.as_one_figure()


def test_eigen_tuin_a14_unknown_stays_unknown_and_net_is_not_added_to_gross():
    assert all(total.basis is Basis.UNKNOWN for total in read_portfolio(PORTFOLIO).totals.values())
    with pytest.raises(Refusal, match="Gross amounts are added to net"):
        portfolio(
            [Claim("Zoveel Meer", 526e3, 526e3, Basis.NET), Claim("x", 691e3, 691e3, Basis.GROSS)]
        )


def test_eigen_tuin_a15_what_was_wrong_at_the_start_is_not_what_was_reached():
    start = Indicator("no joint plan at the start", 0.69, Moment.START)
    with pytest.raises(Refusal, match="counted at the start"):
        as_outcome(start, "perspective restored")
    claimed = PORTFOLIO.read_text().replace(
        'moment = "start"', 'moment = "start"\noutcome = "weer perspectief"'
    )
    with pytest.raises(Refusal, match="counted at the start"):
        portfolio_from(claimed, "claims.toml")
    measured = portfolio_from(claimed + "measured = true\n", "claims.toml")
    assert measured.indicators[0].name == "weer perspectief"


def test_eigen_tuin_a17_nine_careers_broken_at_the_price_of_shelter():
    team = read_model(FILE.with_name("zoetermeer_team8tien.toml"))
    assert exact(team).benefit() == 180_000
    assert round(float(exact(team).benefit("municipality"))) == 120_000
    assert outcome_of(sample(team), "society").net is None  # its costs are nowhere


def test_eigen_tuin_a18_not_every_project_has_an_analysis():
    support = read_portfolio(PORTFOLIO).support
    found = {one: len(projects) for one, projects in support.items()}
    assert found == {Support.SUPPORTED: 4, Support.UNQUANTIFIABLE: 2, Support.NONE: 1}


def test_eigen_tuin_a24_who_falls_back_lowers_what_is_realised_and_not_the_forecast(zoveel_meer):
    rate = replace(zoveel_meer.assumptions["regular_rate"], id="falls", unit="share/year")
    falling = replace(
        zoveel_meer,
        assumptions={**zoveel_meer.assumptions, "falls": rate},
        effects=tuple(
            replace(one, relapse="falls" if one.id == "leaving_income_support" else "")
            for one in zoveel_meer.effects
        ),
    )
    assert exact(falling).benefit() < exact(zoveel_meer).benefit() == 691_000


def test_eigen_tuin_a25_two_projects_that_claim_one_outcome_are_refused(zoveel_meer):
    first = replace(zoveel_meer.effects[0], outcome="work")
    second = replace(first, id="again", intervention="other", attribution=Product())
    with pytest.raises(Refusal) as refused:
        replace(
            zoveel_meer,
            interventions=(*zoveel_meer.interventions, Intervention("other", "another project")),
            effects=(first, second),
        )
    assert refused.value.what == "200% of one outcome is claimed."
    assert "zoveel_meer 50.0%, other 50.0%" in refused.value.remedy


def test_eigen_tuin_r41_what_would_have_been_spent_anyway_is_marked(zoveel_meer):
    assert [one.id for one in zoveel_meer.costs if one.alternative] == ["budget"]
    assert "alternative_cost" in {one.code for one in objections(zoveel_meer)}
