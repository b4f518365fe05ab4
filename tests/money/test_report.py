# SPDX-License-Identifier: EUPL-1.2
"""The report: what it says first, what it never hides, pictures for all, formulas that recompute."""

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from tests.money.formulas import Recalculated
from tests.money.models import belief, cost, doubts, effect, fixed_models, model, named
from voordeur.cli import main
from voordeur.money.scba.distribution import Range
from voordeur.money.scba.formula import exact
from voordeur.money.scba.model import Stage
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.blocks import Picture, Table, as_data
from voordeur.money.scba.report.document import document
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.report.page import page
from voordeur.money.scba.report.spreadsheet import spreadsheet
from voordeur.money.scba.report.words import money, number, objections_said, percent
from voordeur.money.scba.review import RULES, objections
from voordeur.money.scba.sealing import seal

EXAMPLES = Path(__file__).parents[2] / "examples" / "scba"
DEMO = EXAMPLES / "demo_waterveen_wijkteam.toml"


@pytest.fixture(scope="module")
def demo():
    return find(read_model(DEMO), draws=1000)


def test_three_sentences_stand_first_and_potential_is_never_called_cashed(demo):
    for language in ("nl", "en"):
        first = document(demo, language).sections[0]
        assert len(first.blocks) == 3
    can, cannot, asked = document(demo, "en").sections[0].blocks
    assert "of the runs the benefits for everybody together exceed the costs" in can.text
    assert "2 effects or costs are in no figure" in cannot.text
    assert "not cashed" in cannot.text
    assert "Zorgverzekeraar, Woningcorporatie" in asked.text


def test_what_nobody_knows_is_written_as_unknown_and_never_as_zero(demo):
    (parties,) = [
        block
        for section in document(demo, "nl").sections
        for block in section.blocks
        if isinstance(block, Table) and block.total
    ]
    rows = {row[0]: row[1:] for row in parties.rows}
    assert rows["Rijk (politie en justitie)"] == ("onbekend", "€\xa00", "onbekend", "onbekend")
    assert rows["Samen"][0].endswith("+ onbekend")
    assert "Zorgverzekeraar (betaalt niet mee)" in rows


def test_every_picture_has_a_title_a_description_and_its_figures_as_a_table(demo):
    for section in document(demo, "nl").sections:
        for place, block in enumerate(section.blocks):
            if isinstance(block, Picture):
                drawn = ElementTree.fromstring(block.svg)
                assert drawn.get("role") == "img"
                names = [child.tag.rpartition("}")[2] for child in drawn[:2]]
                assert names == ["title", "desc"]
                assert isinstance(section.blocks[place + 1], Table)


def test_the_page_needs_nothing_from_elsewhere_and_says_names_as_they_are(demo):
    html = page(document(demo, "nl"))
    assert html.startswith('<!doctype html>\n<html lang="nl">')
    assert "<script" not in html
    assert "src=" not in html
    assert "http" not in html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    sharp = page(document(find(replace(model(), title="<b>sharp</b> & fine"), draws=100), "nl"))
    assert "<b>" not in sharp
    assert "&lt;b&gt;sharp&lt;/b&gt; &amp; fine" in sharp


@settings(max_examples=12, deadline=None)
@given(fixed_models(doubts))
def test_the_formulas_of_the_spreadsheet_come_to_the_same_figures(made):
    wanted = exact(made, made.readings[0])
    found = Recalculated(spreadsheet(find(made, draws=100), "nl"))
    gained, paid = found.column("Partijen", "B"), found.column("Partijen", "C")
    parties = [*made.society, ()]
    for place, party in enumerate(parties):
        names = (party,) if party else ()
        assert gained[place] == pytest.approx(float(wanted.benefit(*names)), rel=1e-9, abs=1e-6)
        assert paid[place] == pytest.approx(float(wanted.cost(*names)), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.toml")), ids=lambda file: file.stem)
def test_every_example_recomputes_in_its_spreadsheet(file):
    made = read_model(file)
    found = Recalculated(spreadsheet(find(made, draws=200), "en"))
    net = float(exact(made, made.readings[0]).net())
    assert found.column("Parties", "D")[-1] == pytest.approx(net, rel=1e-9, abs=1e-6)


def test_a_name_that_looks_like_a_formula_stays_text():
    made = model(assumptions=[belief("cases", 10, "case")])
    sly = {**made.assumptions, "cases": replace(made.assumptions["cases"], about="=1+1")}
    book = Recalculated(spreadsheet(find(replace(made, assumptions=sly), draws=100)))
    assert book.book["Aannames"]["A2"].data_type == "s"


def test_without_costs_there_is_no_return_and_without_doubt_no_chance():
    bare = document(find(model(costs=()), draws=100), "en")
    assert "without costs nothing can be said" in bare.sections[0].blocks[0].text
    sure = document(find(model(), draws=100), "en")
    assert sure.sections[0].blocks[0].text.startswith("If every assumption holds")
    heads = [one for section in sure.sections for one in section.blocks if isinstance(one, Table)]
    assert not any("Chance that benefits > costs" in table.heads for table in heads)


def test_an_indicative_analysis_says_so_and_a_full_one_does_not():
    def texts(stage):
        return page(document(find(model(stage=stage), draws=100), "en"))

    assert "show what is needed, not what will come out" in texts(Stage.INDICATIVE)
    assert "show what is needed" not in texts(Stage.FULL)


def test_every_objection_has_its_words_and_can_be_raised():
    words = tomllib.loads(files("voordeur.money.scba").joinpath("words.toml").read_text())
    every = [
        model(effect(price=None), effect("b")),
        model(costs=(), horizon=1),
        model(discount="nl_2016"),
    ]
    raised = {one.code for made in every for one in objections(made)}
    raised |= {one.code for one in objections(read_model(DEMO))}
    zoetermeer = read_model(EXAMPLES / "zoetermeer_zoveel_meer.toml")
    raised |= {one.code for one in objections(zoetermeer)}
    assert raised <= set(words["objection"])
    for kind in words.values():
        for said in kind.values():
            assert set(said) == {"nl", "en"}
    assert {"zero_not_sealed", "readings_turn_the_sign"} <= set(words["objection"])
    assert {"timing_disputed", "schedule_not_in_force"} <= raised
    assert set(words["objection"]) == set(words["remedy"])
    assert len(RULES) == 8


def test_a_seal_answers_the_first_objection():
    made = model(effect(zero=named("regular")), assumptions=[belief("regular", 2, "case")])
    assert "zero_not_sealed" in {one.code for one in objections(made)}
    assert "zero_not_sealed" not in {one.code for one in objections(seal(made))}


def test_the_same_objection_is_said_once_with_all_it_is_about():
    said = objections_said(objections(model(effect(), effect("more"))), "en")
    (about,) = [one for one in said if one.startswith("All of this is attributed")]
    assert "(gain; more) → Give the part that is due" in about


def test_figures_are_rounded_only_where_they_are_shown():
    assert money(-1234567.8, "nl", sure=False) == "€\xa0-1.230.000"
    assert money(0.2, "en") == "€0"
    assert [number(one, "nl") for one in (0, 21.6667, 35000.4, 0.07)] == [
        "0",
        "21,67",
        "35.000",
        "0,07",
    ]
    assert [percent(one) for one in (0, 0.001, 0.5, 0.9999, 1)] == [
        "0 %",
        "< 1 %",
        "50 %",
        "> 99 %",
        "100 %",
    ]


def test_the_command_writes_page_paper_spreadsheet_and_pictures(tmp_path, capsys):
    out = tmp_path / "made"
    assert main(["scba", "run", str(DEMO), "--out", str(out), "--draws", "200"]) == 0
    stem = "demo_waterveen_wijkteam"
    assert {one.suffix for one in out.iterdir()} == {".html", ".pdf", ".xlsx", ".svg"}
    assert (out / f"{stem}.pdf").read_bytes().startswith(b"%PDF")
    assert str(out / f"{stem}.xlsx") in capsys.readouterr().out


def test_the_command_tells_what_is_wrong_and_what_a_reviewer_would_ask(tmp_path, capsys):
    assert main(["scba", "check", str(DEMO), "--language", "en"]) == 0
    assert "Made up, only to show how it works." in capsys.readouterr().out
    assert main(["scba", "run", str(DEMO), "--out", str(tmp_path), "--draws", "3"]) == 1
    assert "3 trekkingen zeggen niets" in capsys.readouterr().err
    assert main(["scba", "check", str(tmp_path / "none.toml"), "--language", "en"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_the_command_gives_a_seal_once(tmp_path, capsys):
    assert main(["scba", "seal", str(DEMO)]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    sealed = tmp_path / "sealed.toml"
    sealed.write_text(
        DEMO.read_text().replace("written = 2026-10-01", f"written = 2026-10-01\n{line}")
    )
    assert "verzegeld" not in "".join(objections_said(objections(read_model(sealed)), "nl"))
    assert main(["scba", "seal", str(sealed)]) == 1


def test_the_report_is_plain_data_for_the_paper(demo):
    data = as_data(document(demo, "nl"))
    kinds = {block["kind"] for section in data["sections"] for block in section["blocks"]}
    assert kinds == {"text", "bullets", "picture", "table"}


def test_doubt_about_a_unit_cost_shows_as_a_range():
    found = find(
        model(costs=(cost(),), assumptions=[belief("spent", Range(300, 500), "EUR")]), draws=500
    )
    assert found.society.costs.low < 330
    assert found.society.costs.high > 470
