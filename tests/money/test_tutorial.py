# SPDX-License-Identifier: EUPL-1.2
"""The lesson 'an analysis in an hour': its blocks together are a model, and it comes to what it says."""

import re
from pathlib import Path

import pytest

from voordeur.money.scba.breakeven import break_even
from voordeur.money.scba.montecarlo import sample
from voordeur.money.scba.reading import model_from
from voordeur.money.scba.report.words import objections_said
from voordeur.money.scba.review import objections
from voordeur.money.scba.spread import outcome_of, party_outcomes

LESSON = Path(__file__).parents[2] / "docs" / "handleiding" / "mkba-in-een-uur.md"


@pytest.fixture(scope="module")
def lesson():
    return LESSON.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(lesson):
    return model_from("\n".join(re.findall(r"```toml\n(.*?)```", lesson, re.DOTALL)), "coach.toml")


def test_the_blocks_of_the_lesson_are_a_model_and_every_figure_is_marked_as_made_up(made):
    assert [one.id for one in made.effects] == ["deurwaarder", "rust"]
    assert all(version.demo for one in made.assumptions.values() for version in one.versions)


def test_the_lesson_shows_what_the_check_says(made, lesson):
    said = set(objections_said(objections(made), "nl"))
    shown = re.findall(r"^> - (.*)$", lesson, re.MULTILINE)
    assert len(shown) >= 4
    assert set(shown) <= said


def test_the_lesson_comes_to_what_it_says(made, lesson):
    found = sample(made, draws=20_000)
    town, housing, homes = party_outcomes(found)
    assert round(town.costs.mean, -3) == 40_000
    assert town.benefits.mean == 0 < min(housing.benefits.mean, homes.benefits.mean)
    must = break_even(made, "goed_met_coach")
    assert f"ten minste {100 * must.at:.0f} %" in lesson
    net = outcome_of(found, "society").net
    assert net.low < 0 < net.high
