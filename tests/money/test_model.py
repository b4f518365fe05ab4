# SPDX-License-Identifier: EUPL-1.2
"""What a model may not say, how its file is read and written, and the seal on its zero alternative."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.money.models import (
    ZERO,
    belief,
    cost,
    doubts,
    effect,
    fixed_models,
    gains,
    model,
    named,
)
from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import Mark, unit_text, units
from voordeur.money.scba.distribution import Empirical, Gamma, Normal, Pert, Range, Triangular
from voordeur.money.scba.model import (
    Basis,
    Comparison,
    Correlation,
    Intervention,
    Link,
    Timing,
    When,
)
from voordeur.money.scba.product import Product
from voordeur.money.scba.rates import schedules
from voordeur.money.scba.reading import model_from, read_model
from voordeur.money.scba.sealing import SealState, seal, seal_state
from voordeur.money.scba.writing import written

EXAMPLES = Path(__file__).parents[2] / "examples" / "scba"


def test_the_discount_factors_are_those_of_the_green_book_and_of_the_dutch_standard():
    green, dutch = schedules()["green_book"], schedules()["nl_2021"]
    assert [round(one, 4) for one in green.factors(6)[1:]] == [
        0.9662,
        0.9335,
        0.9019,
        0.8714,
        0.8420,
    ]
    assert round(green.annuity(20), 4) == 14.2124
    assert round(dutch.factors(11)[1], 6) == 0.977995
    assert round(dutch.factors(11)[10], 6) == 0.800510
    assert [round(dutch.annuity(years), 6) for years in (5, 10, 20)] == [
        4.679453,
        8.866216,
        15.963712,
    ]


def test_a_schedule_steps_down_and_is_dated():
    green = schedules()["green_book"]
    assert [green.rate(year) for year in (30, 31, 75, 76, 126, 201, 301)] == [
        0.035,
        0.03,
        0.03,
        0.025,
        0.02,
        0.015,
        0.01,
    ]
    factors = green.factors(40)
    assert factors[31] == pytest.approx(factors[30] / 1.03)
    held = {name for name, one in schedules().items() if one.in_force(date(2020, 12, 31))}
    assert held == {"nl_2016", "nl_2016_public_works", "nl_2016_nature", "green_book"}
    assert schedules()["nl_2021"].in_force(date(2021, 1, 1))


def test_units_are_multiplied_and_a_percentage_is_no_unit():
    assert units("EUR/case/year") == Counter({"EUR": 1, "case": -1, "year": -1})
    assert units("case * EUR/case") == Counter({"EUR": 1})
    assert unit_text(units("EUR/case")) == "EUR/case"
    assert (unit_text(units("1/year")), unit_text(Counter())) == ("1/year", "share")
    with pytest.raises(Refusal, match="'%' is no unit"):
        belief("rate", 15, "%")


WRONG = {
    "like is added to like": (
        lambda: model(
            effect(with_=named("cases", "people")), assumptions=[belief("people", 3, "person")]
        ),
        "'case' and 'person' are added",
    ),
    "zero is in the same unit": (
        lambda: model(effect(zero=named("people")), assumptions=[belief("people", 3, "person")]),
        "'case' and 'person' are added",
    ),
    "what comes out is money": (lambda: model(effect(price=Product())), "The amount is in case"),
    "a yearly amount is per year": (
        lambda: model(effect(timings=(Timing(When.YEARLY, 0, 3),))),
        "where EUR/year is needed",
    ),
    "attribution is a share": (lambda: model(effect(attribution=named("cases")[0])), "not a share"),
    "relapse is per year": (
        lambda: model(effect(relapse="part"), assumptions=[belief("part", 0.1, "share")]),
        "'part' is in share",
    ),
    "a share taken off lies between 0 and 1": (
        lambda: model(effect(less=("part",)), assumptions=[belief("part", 15, "share")]),
        "'part' is 15",
    ),
    "gross and net apart": (
        lambda: model(effect(basis=Basis.NET)),
        "beside gross amounts or costs",
    ),
    "no more than the whole": (
        lambda: model(
            effect(outcome="home", attribution=Product(0.7)),
            effect("other", intervention="team", outcome="home", attribution=Product(0.6)),
            interventions=(Intervention("help", "h"), Intervention("team", "t")),
        ),
        "130% of one outcome is claimed",
    ),
    "before and after": (
        lambda: model(effect(comparison=Comparison.BEFORE)),
        "is called an effect",
    ),
    "measured without a group": (
        lambda: model(effect(evidence=Mark.MEASURED)),
        "is called an effect",
    ),
    "parts of parties": (
        lambda: model(effect(gains=gains(town=0.5, insurer=0.4))),
        "add up to 0.9, not 1",
    ),
    "a transfer comes back": (
        lambda: model(effect(gains=gains(town=-0.5, insurer=1.0), transfer=True)),
        "add up to 0.5, not 0",
    ),
    "no rest left": (
        lambda: model(effect(gains=gains(town=1.2, insurer="rest"))),
        "no rest is left",
    ),
    "two rests": (
        lambda: model(effect(gains=gains(town="rest", insurer="rest"))),
        "Two parties get the rest",
    ),
    "nobody gains": (lambda: model(effect(gains={})), "Nobody is named"),
    "unknown name": (
        lambda: model(effect(with_=named("ghosts"))),
        "No assumption is called 'ghosts'",
    ),
    "unknown party": (lambda: model(effect(gains=gains(moon=1.0))), "No party is called 'moon'"),
    "unknown intervention": (
        lambda: model(effect(intervention="x")),
        "No intervention is called 'x'",
    ),
    "unknown discount": (lambda: model(discount="nl_2030"), "No schedule or assumption"),
    "two of one id": (lambda: model(effect(), effect()), "two of 'gain'"),
    "alone together": (
        lambda: model(correlations=(Correlation("cases", "cases", 1),)),
        "cannot go together",
    ),
    "no horizon": (lambda: model(horizon=0), "horizon has no year"),
    "a reserved name": (
        lambda: model(assumptions=[belief("none", 1, "EUR")]),
        "word for a discount schedule",
    ),
    "shares of years": (lambda: Timing(When.SPREAD, 0, shares=(0.5, 0.4)), "add up to 0.9"),
    "range in order": (lambda: Range(3, 2), "not in order"),
    "observations": (lambda: Empirical((1.0,)), "shows no spread"),
}


@pytest.mark.parametrize("rule", WRONG)
def test_a_model_that_breaks_a_rule_is_refused_with_the_way_out(rule):
    make, says = WRONG[rule]
    with pytest.raises(Refusal, match=says) as refused:
        make()
    assert refused.value.remedy
    assert refused.value.where


def test_more_than_the_whole_is_met_with_a_proposal():
    make, _ = WRONG["no more than the whole"]
    with pytest.raises(Refusal) as refused:
        make()
    assert "help 53.8%, team 46.2%" in refused.value.remedy


@settings(max_examples=25, deadline=None)
@given(fixed_models(doubts))
def test_what_is_written_reads_back_as_the_same_model(made):
    assert model_from(written(made), "x.toml") == made


def test_everything_a_model_can_hold_survives_the_file():
    made = model(
        effect(
            because=(Link('a "quoted" if', "then\nmore", Mark.MEASURED, "s"),),
            comparison=Comparison.GROUP,
            evidence=Mark.MEASURED,
            outcome="home",
        ),
        effect("free", price=None),
        effect("moved", gains=gains(town=-1.0, insurer=1.0), transfer=True),
        costs=(cost(alternative=True, structural=True),),
        assumptions=[
            belief("spent", Gamma(4, 100), "EUR"),
            belief("cases", Pert(1, 2, 3), "case"),
            belief("nobody", None, "case"),
            belief("seen", Empirical((1.0, 2.0)), "case"),
            belief("g", Normal(1, 2), "case"),
        ],
        correlations=(Correlation("spent", "cases", -0.3),),
        perspectives={"municipality": ("town",)},
        drawn_by=("residents", "professionals"),
        price_year=2025,
        notes=("a note",),
        discount="nl_2021",
    )
    assert model_from(written(made), "x") == made


BROKEN = {
    'title = "t"': ("model.start", "'start' is missing"),
    "title = 3\nstart = 2025\nhorizon = 1": ("model.title", "3 is no text"),
    'title = "t"\nstart = 2025\nhorizon = 1\ncolour = "red"': (
        "model.colour",
        "Nobody knows the key 'colour'",
    ),
    'title = "t"\nstart = 2025\nhorizon = 1\nstage = "final"': ("model.stage", "none of the words"),
}


@pytest.mark.parametrize("head", BROKEN)
def test_a_file_that_is_wrong_says_where_and_what_to_do(head):
    where, says = BROKEN[head]
    text = f'[model]\n{head}\n[zero]\ntext = "z"\nwritten = 2025-01-01\n'
    with pytest.raises(Refusal, match=says) as refused:
        model_from(text, "plan.toml")
    assert refused.value.where == f"plan.toml: {where}"
    assert refused.value.remedy


PIECES = {
    "value = 1": "",
    'value = { kind = "range", low = 2, high = 1 }': "not in order",
    'value = { kind = "range", low = 2 }': "not complete",
    'value = { kind = "dice" }': "Nobody knows the kind 'dice'",
    "value = true": "no table of keys",
    "valu = 1": "The value is missing",
    'value = 1\nmarc = "x"': "Nobody knows the key 'marc'",
}


@pytest.mark.parametrize("piece", PIECES)
def test_an_assumption_that_is_wrong_is_named(piece):
    text = written(model()).replace("value = 10.0", piece)
    if not PIECES[piece]:
        assert model_from(text, "x").value("cases") == 1
        return
    with pytest.raises(Refusal, match=PIECES[piece]) as refused:
        model_from(text, "x")
    assert refused.value.where.startswith("x: assumption.cases")


def test_no_file_no_toml_and_no_zero_alternative_are_told(tmp_path):
    with pytest.raises(Refusal, match="cannot be read"):
        read_model(tmp_path / "none.toml")
    with pytest.raises(Refusal, match="no TOML"):
        model_from("[model", "x")
    with pytest.raises(Refusal, match="no zero alternative"):
        model_from(written(model()).replace("[zero]", "[model2]"), "x")
    with pytest.raises(Refusal, match="neither a number nor the name"):
        model_from(written(model()).replace('with = ["cases"]', 'with = ["cases + 1"]'), "x")


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.toml")), ids=lambda file: file.stem)
def test_every_example_reads_and_names_its_source(file):
    made = read_model(file)
    assert made.sources
    assert model_from(written(made), "again") == made
    for one in made.assumptions.values():
        assert all(version.source for version in one.versions)


def test_the_zero_alternative_is_sealed_before_and_shows_when_it_is_changed_after():
    made = model(effect(zero=named("regular")), assumptions=[belief("regular", 2, "case")])
    assert seal_state(made) is SealState.OPEN
    closed = seal(made)
    assert seal_state(closed) is SealState.WHOLE
    assert seal_state(model_from(written(closed), "x")) is SealState.WHOLE
    moved = replace(
        closed, assumptions={**closed.assumptions, "regular": belief("regular", 1, "case")}
    )
    assert seal_state(moved) is SealState.BROKEN
    reworded = replace(closed, zero=replace(closed.zero, text="something else"))
    assert seal_state(reworded) is SealState.BROKEN
    other = replace(
        closed, assumptions={**closed.assumptions, "price": belief("price", 1, "EUR/case")}
    )
    assert seal_state(other) is SealState.WHOLE


def test_a_zero_alternative_written_after_the_outcome_is_not_sealed():
    late = model(zero=replace(ZERO, outcome_known=date(2024, 1, 1)))
    with pytest.raises(Refusal, match="outcome was known before"):
        seal(late)


def test_a_doubt_is_told_by_the_kind_of_its_file():
    text = written(model(assumptions=[belief("cases", Triangular(1, 2, 3), "case")]))
    assert 'value = { kind = "triangular", low = 1, mode = 2, high = 3 }' in text
