# SPDX-License-Identifier: EUPL-1.2
"""What the report says, from published figures only."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.factlab.lenses import city
from voordeur.factlab.disclosure import profiles as rounding
from voordeur.factlab.disclosure.published import Figure
from voordeur.factlab.fault import Fault
from voordeur.factlab.lenses.typing import Parameters
from voordeur.factlab.outputs import build, page, pictures
from voordeur.factlab.outputs.labels import Labels
from voordeur.factlab.outputs.pieces import parse, plain
from voordeur.factlab.outputs.report import Told
from voordeur.factlab.outputs.sheets import workbook
from voordeur.factlab.synthetic.rows import institutions
from voordeur.factlab.telling import Options, provenance
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


def test_what_the_institutions_of_the_drawn_town_give_has_a_name_in_both_languages() -> None:
    names = Parameters.load().names
    given = {kind for one in institutions() for kind in one.kinds}
    assert {kind for kind in given if ("kind", kind) not in names} == set()
    assert all(names["kind", kind]["nl"] != names["kind", kind]["en"] for kind in given)


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


def test_a_picture_leaves_no_area_out_without_a_word_and_one_shade_is_no_map(told: Told) -> None:
    say = speaker("en")
    labels = Labels(say, "en", told.parameters)
    safe = told.run.table("stacking")
    assert safe is not None
    assert pictures.bars(safe) == (["d1", "d2"], [])
    small = Figure(None, 0.0, 9.0, "small")
    codes = tuple({"stack": "2", "area": "d1"}[one.name] for one in safe.asked.table.dimensions)
    hidden = replace(safe, figures={**safe.figures, codes: small})
    assert pictures.bars(hidden) == (["d2"], ["d1"])
    run = replace(told.run, tables=tuple(hidden if one is safe else one for one in told.run.tables))
    block = build(replace(told, run=run), "en").sections[0].blocks[0]
    assert "Without a bar, because a part of it is left out: d1." in block.lines
    assert block.picture
    assert ">d2<" in block.picture.svg
    assert ">d1<" not in block.picture.svg
    # The neighbourhood that is not known is no part of a map, and one area alone is none.
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    assert pictures.choropleth(safe, {"n1": shape}, say, labels) is None
    assert labels.code("area", "d2 ?") == "d2, neighbourhood not known"


def test_the_first_words_say_what_was_found_how_sure_and_what_is_left_out(told: Told) -> None:
    report = build(told, "en")
    assert report.brief[:2] == (
        "Of 800 (800–805) households, 425 (425–430) have a provision (53 %); 240 of these have two or "
        "more (56 %).",
        "Of the 215 households with an open problem, 160 have no provision at all (74 %).",
    )
    assert report.brief[-1] == "No figure had to be left out."
    assert plain(report) == plain(parse(json.loads(json.dumps(plain(report)))))
    assert page.html(report).index(report.brief[1]) < page.html(report).index('id="provisions"')
    # With nothing to tell it says so, and makes nothing up; and why stays out of the report.
    why = Fault(
        "{n} can be worked out; it lies between {low} and {high}.", "x", "", n=1, low=2, high=11
    )
    gone = tuple((one.asked, why) for one in told.run.tables)
    silent = build(replace(told, run=replace(told.run, tables=(), left_out=gone)), "en")
    assert all("could" in line for line in silent.brief[:4])
    said = " ".join((*silent.brief, *silent.rules, *map(str, silent.sections)))
    assert "Households by number of provisions and area. It could not be told" in said
    assert "between 2 and 11" not in said
    assert "lies between" not in json.dumps(
        provenance(replace(told, run=replace(told.run, left_out=gone)), Options("City", city.YEAR))
    )


def test_of_persons_only_those_with_a_provision_are_counted_and_no_other_is_a_zero(
    told: Told,
) -> None:
    persons, households = told.run.table("laws_persons"), told.run.table("laws_households")
    assert persons is not None
    assert households is not None
    assert "0" in households.asked.table.dimensions[0].codes
    assert "0" not in persons.asked.table.dimensions[0].codes
    # What no team marked is not known, and no table of zeros.
    assert told.run.table("marked") is None
    (stacking, *_), *_ = (one.blocks for one in build(told, "en").sections)
    assert "No source says whether a team meant the stacking or not." in stacking.lines


def test_the_workbook_holds_numbers_with_their_doubt_apart_and_no_formula(
    told: Told, tmp_path: Path
) -> None:
    workbook(build(told, "nl"), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    sheet = book["Huishoudens naar aantal voorzie"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert "laagste–hoogste" in rows["Gebied"]
    assert rows["Totaal"][-2:] == (800, "800–805")
    shares = [
        cell
        for row in book["Eén stad, per definitie geteld"].iter_rows()
        for cell in row
        if "%" in str(cell.number_format)
    ]
    assert shares
    assert all(0 <= cell.value <= 1 for cell in shares)


def test_amounts_are_rounded_and_what_was_told_leaves_room() -> None:
    profile = rounding()["voordeur"]
    for cents in (0, 49_999, 50_000, 149_999, 123_456_789):
        told_ = profile.amount(cents)
        assert told_ % 100_000 == 0
        low, high = profile.around_amount(told_)
        assert low <= cents <= high
    assert rounding()["acro"].amount(123) == 123
