# SPDX-License-Identifier: EUPL-1.2
"""What the report says, from published figures only."""

from pathlib import Path

import pytest
from lxml import etree

from tests.factlab.lenses import city
from voordeur.factlab.disclosure import profiles as rounding
from voordeur.factlab.outputs import build, pictures
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.report import Told
from voordeur.factlab.outputs.sheets import workbook
from voordeur.factlab.wording import speaker

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


@pytest.fixture
def told() -> Told:
    return city.told()


def test_the_whole_report_is_built_in_two_languages_from_the_same_figures(told: Told) -> None:
    dutch, english = build(told, "nl"), build(told, "en")
    assert [one.name for one in dutch.sections] == [one.name for one in english.sections]
    assert dutch.sections[0].title == "Voorzieningen"
    for here, there in zip(dutch.sections, english.sections, strict=True):
        for mine, theirs in zip(here.blocks, there.blocks, strict=True):
            assert mine.title != theirs.title
            assert (mine.grid is None) == (theirs.grid is None)
            if (
                mine.grid
                and theirs.grid
                and mine.grid.unit == "household"
                and mine.name != "estimates"
            ):
                numbers = [row[1:] for row in mine.grid.rows]
                assert len(numbers) == len(theirs.grid.rows)
    assert any("s3" in line for line in dutch.lines)


def test_every_percentage_says_of_what(told: Told) -> None:
    lines = [
        line
        for section in build(told, "en").sections
        for block in section.blocks
        for line in block.lines
    ]
    shares = [line for line in lines if " % of " in line]
    assert len(shares) >= 5
    assert all("households" in line for line in shares)


def test_a_picture_has_a_title_a_description_and_no_figure_that_is_left_out(told: Told) -> None:
    say = speaker("nl")
    labels = Labels(say, "nl", told.parameters)
    stack = told.run.table("stacking")
    assert stack is not None
    shapes = {
        code: {"type": "Polygon", "coordinates": [[[x + at, y] for x, y in SQUARE]]}
        for at, code in enumerate(("n1", "n2", "n3"))
    }
    drawn = [
        pictures.stacking(stack, say, labels),
        pictures.choropleth(stack, shapes, say, labels),
    ]
    for one in drawn:
        assert one is not None
        root = etree.fromstring(one.svg.encode())
        assert root.get("role") == "img"
        assert root.findtext("{*}title") == one.title
        assert root.findtext("{*}desc") == one.description
        assert "http://" not in one.svg.replace("http://www.w3.org", "")
        # One picture with one name: no part of it is announced, and none needs a name of its own.
        assert not root.xpath("//*[local-name()='g'][@role or @aria-label]")
    assert pictures.choropleth(stack, {}, say, labels) is None


def test_no_cell_of_the_workbook_is_a_formula(told: Told, tmp_path: Path) -> None:
    import openpyxl

    workbook(build(told, "nl"), tmp_path / "x.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "x.xlsx"):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_amounts_are_rounded_and_what_was_told_leaves_room() -> None:
    profile = rounding()["voordeur"]
    for cents in (0, 49_999, 50_000, 149_999, 123_456_789):
        told_ = profile.amount(cents)
        assert told_ % 100_000 == 0
        low, high = profile.around_amount(told_)
        assert low <= cents <= high
    assert rounding()["acro"].amount(123) == 123
