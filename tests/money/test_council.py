# SPDX-License-Identifier: EUPL-1.2
"""What if: sliders that are links, after the three sentences; each state is the analysis otherwise."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.money.models import belief, effect, fixed_models, gains, model, named
from voordeur.cli import main
from voordeur.money.scba.formula import exact
from voordeur.money.scba.report.blocks import Choice, as_data
from voordeur.money.scba.report.council import council
from voordeur.money.scba.report.page import page
from voordeur.money.scba.whatif import Setting, as_it_is, changed, in_proportion
from voordeur.money.scba.whatif import settings as states

FILE = Path(__file__).parents[2] / "examples" / "scba" / "zoetermeer_zoveel_meer.toml"


def made():
    return model(
        effect(zero=named("regular"), gains=gains(insurer=0.75, town="rest")),
        assumptions=[belief("regular", 2, "case")],
        horizon=3,
    )


@settings(max_examples=20, deadline=None)
@given(fixed_models())
def test_the_first_state_is_the_analysis_and_halving_what_is_due_halves_the_benefits(drawn):
    assert changed(drawn, as_it_is(drawn)) == drawn
    half = changed(drawn, Setting(0.5, 1.0, drawn.horizon, shared=False))
    assert float(exact(half).benefit()) == pytest.approx(float(exact(drawn).benefit()) / 2)
    assert exact(half).cost() == exact(drawn).cost()


@settings(max_examples=20, deadline=None)
@given(fixed_models())
def test_who_pays_changes_nothing_for_everybody_together(drawn):
    shared = changed(drawn, Setting(1.0, 1.0, drawn.horizon, shared=True))
    assert float(exact(shared).net()) == pytest.approx(float(exact(drawn).net()))


def test_who_gains_pays_in_proportion_and_who_loses_does_not():
    shared = changed(made(), Setting(1.0, 1.0, 3, shared=True))
    assert exact(shared).cost("insurer") == 300
    assert float(exact(shared).cost("town")) == pytest.approx(100)
    assert set(in_proportion({"a": 1.0, "b": -2.0, "c": 3.0})) == {"a", "c"}
    assert in_proportion({"a": -1.0}) == {}


def test_more_that_happens_anyway_and_fewer_years_leave_less():
    more = changed(made(), Setting(1.0, 1.25, 3, shared=False))
    assert exact(more).benefit() == 750  # 10 cases less 2.5 instead of 2, at 100
    assert changed(made(), Setting(1.0, 1.0, 2, shared=False)).horizon == 2


def test_every_state_is_a_page_and_every_link_leads_to_one():
    pages = dict(council(made(), "plan", "nl", draws=100))
    assert len(pages) == len(states(made())) == 24
    assert next(iter(pages)) == "plan.html"
    for file, document in pages.items():
        html = page(document)
        links = re.findall(r'href="([^"]+)"', html)
        assert set(links) <= set(pages)
        assert html.count('aria-current="page"') == 4
        assert links.count(file) == 4  # once per slider: here you are
        assert "<script" not in html


def test_the_three_sentences_stand_before_the_sliders():
    document = next(council(made(), "plan", "nl", draws=100))[1]
    assert [one.heading for one in document.sections[:2]] == [
        "Drie zinnen vooraf",
        "Wat als het anders is?",
    ]
    choices = [block for block in document.sections[1].blocks if isinstance(block, Choice)]
    assert [one.label for one in choices] == [
        "Door het project",
        "Was anders ook gebeurd",
        "Jaren die meetellen",
        "Wie betaalt",
    ]
    plain = as_data(document)["sections"][1]["blocks"]
    assert plain[1] == {"kind": "text", "text": "zoals aangenomen", "strong": "Door het project"}


def test_the_command_writes_the_pages(tmp_path, capsys):
    assert main(["scba", "council", str(FILE), "--out", str(tmp_path), "--draws", "100"]) == 0
    assert "(24 pages)" in capsys.readouterr().out
    assert len(list(tmp_path.glob("*.html"))) == 24
