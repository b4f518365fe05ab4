# SPDX-License-Identifier: EUPL-1.2
"""Outcomes of people in a file (CSV), by the command and by design; what it cannot show stands with it."""

from pathlib import Path

import pytest

from voordeur.cli import main
from voordeur.door.refusal import Refusal
from voordeur.money.estimates import TooFew
from voordeur.money.outcomefile import OutcomeFile, before_after, beside_others, hazards, staying
from voordeur.money.outcomewords import sentences

DATA = Path(__file__).parent / "data"
TRAITS = "fin,age,race,wexp,mar,paro,prio"


def said(capsys, design, file, *words, language="nl"):
    """Return what the command says of a file of known data."""
    given = ["scba", "effect", design, str(DATA / file), *words, "--language", language]
    assert main(given) == 0
    return capsys.readouterr().out


def test_the_command_gives_the_known_results_of_lalonde_rossi_and_pyfixest(capsys):
    income = said(capsys, "group", "nsw.csv", "--outcome", "re78", "--helped", "treat", "--effect")
    assert "185 met hulp, 260 zonder." in income
    assert "Effect: 1.794, tussen 474 en 3.115" in income
    assert "of de twee groepen vooraf gelijk waren" in income
    clock = ("--time", "week", "--relapse", "arrest")
    cox = said(capsys, "hazards", "rossi.csv", *clock, "--traits", TRAITS, language="en")
    assert "432 people, 114 relapses." in cox
    assert "fin: with one more a relapse comes 0.684 times as fast" in cox
    assert "(coefficient -0.3794)" in cox
    curve = said(capsys, "staying", "rossi.csv", *clock, "--until", "26,52")
    assert "Tot 52: 74 % zonder terugval, tussen 69 % en 78 %; 322 worden dan nog gevolgd." in curve
    beside = said(capsys, "staying", "rossi.csv", *clock, "--until", "52", "--helped", "fin")
    assert "Verschil: 0,08333" in beside
    assert "Het kan ook niets zijn" in beside
    where = ("--unit", "unit", "--year", "year", "--helped", "treat", "--outcome", "y")
    years = said(capsys, "panel", "did.csv", *where, language="en")
    assert "32 with help, 28 without." in years
    assert "Difference: 2.465" in years
    alike = said(
        capsys,
        "alike",
        "rossi.csv",
        "--outcome",
        "arrest",
        "--helped",
        "fin",
        "--traits",
        "race,mar",
    )
    assert "met dezelfde kenmerken" in alike


def test_before_and_after_alone_is_a_change_and_the_word_effect_is_refused(capsys):
    given = ["scba", "effect", "before-after", str(DATA / "rossi.csv")]
    given += ["--before", "age", "--after", "week"]
    assert main(given) == 0
    shown = capsys.readouterr().out
    assert "Verandering: 21,26" in shown
    assert "Daarom is dit een verandering en geen effect." in shown
    assert main([*given, "--effect"]) == 1
    assert "heet hier een effect" in capsys.readouterr().err
    assert main([*given, "--effect", "--language", "en"]) == 1
    assert "is called an effect" in capsys.readouterr().err
    assert main([*given, "--helped", "fin", "--effect"]) == 0
    assert "Effect: " in capsys.readouterr().out


HEAD, PAIR = "hulp;voor;na\n", "ja;1,5;3\nnee;1;2\n"
PEOPLE = HEAD + PAIR * 12


def test_a_dutch_file_is_read_and_a_line_without_a_figure_is_left_out_and_said():
    file = OutcomeFile(PEOPLE + "ja;;9\n\n", "groep.csv")
    found = before_after(file, "voor", "na", "hulp")
    assert (found.answer.value, found.left_out) == (pytest.approx(0.5), 1)
    assert "Regels zonder een cijfer dat nodig is: 1." in sentences(found, "nl")[1]
    plain = before_after(file, "voor", "na")
    assert plain.answer.control == 0
    few = beside_others(OutcomeFile(HEAD + PAIR * 3, "groep.csv"), "na", "hulp")
    assert isinstance(few.answer, TooFew)
    assert "Te weinig om iets te zeggen: " in sentences(few, "nl")[1]
    assert staying(file, "na", "hulp", [1.0]).answer[0].share == 1
    assert hazards(OutcomeFile(HEAD + PAIR * 3, "g"), "na", "hulp", ["voor"]).answer == TooFew(3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no lines"),
        ("hulp;na\n", "has no lines"),
        ("na;na\n1;2\n", "two columns of one name"),
        ("hulp;later\nja;2\n", "There is no column 'na'"),
        ("hulp;na\nmisschien;2\n", "'misschien' is neither yes nor no"),
        ("hulp;na\nja;veel\n", "This is no number"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(text, says):
    with pytest.raises(Refusal, match=says) as refused:
        beside_others(OutcomeFile(text, "groep.csv"), "na", "hulp")
    assert refused.value.remedy
    assert "groep.csv" in refused.value.where


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Refusal, match="cannot be read"):
        OutcomeFile.read(tmp_path / "none.csv")
