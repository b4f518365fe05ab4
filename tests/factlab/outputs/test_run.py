# SPDX-License-Identifier: EUPL-1.2
"""From a folder of deliveries to a report: the example runs whole, and gives nobody away."""

import json
import random
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest
from benchmarks.run import whole
from lxml import etree

from voordeur.cli import main
from voordeur.factlab.disclosure.published import Published
from voordeur.factlab.outputs.sheets import CBS_HEAD

pytestmark = pytest.mark.heavy
EXAMPLE = Path(__file__).parents[3] / "examples" / "factlab"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "in"
    shutil.copytree(EXAMPLE, folder)
    (folder / "ggz.parquet").unlink()
    out = folder.parent / "out"
    whole(folder, out, folder / ".work", threads=2)
    return out


def test_a_run_writes_everything_and_needs_nothing_from_elsewhere(out: Path) -> None:
    page = (out / "report.html").read_text(encoding="utf-8")
    tree = etree.HTML(page)
    assert tree.xpath("//section[@id]/@id")[:3] == ["provisions", "problems", "profiles"]
    assert not tree.xpath("//script | //link | //img | //@src | //@onclick | //iframe")
    assert all(one.startswith("#") for one in tree.xpath("//@href"))
    for picture in out.glob("*.svg"):
        drawn = etree.parse(picture).getroot()
        assert drawn.findtext("{*}title")
        assert drawn.findtext("{*}desc")
    # Every picture on the page stands above the table with its figures.
    for article in tree.xpath("//article[.//*[local-name()='svg']]"):
        assert article.xpath(".//table")
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(out / "tables.xlsx").sheetnames[1:]


def test_shuffled_rows_and_another_number_of_threads_tell_the_same_to_the_byte(
    out: Path, tmp_path: Path
) -> None:
    mixed, other = tmp_path / "mixed", tmp_path / "out"
    shutil.copytree(out.parent / "in", mixed, ignore=shutil.ignore_patterns(".work"))
    for path in mixed.glob("*.csv"):
        head, *lines = path.read_bytes().splitlines(keepends=True)
        random.Random(path.name).shuffle(lines)
        path.write_bytes(b"".join([head, *lines]))
    whole(mixed, other, tmp_path / "work", threads=1)
    # In the workbook stands when it was written; where figures come from, the marks of the files.
    told = [
        path.relative_to(out)
        for path in sorted(out.rglob("*.*"))
        if path.name not in {"provenance.json", "tables.xlsx"}
    ]
    assert {one.suffix for one in told} >= {".html", ".json", ".parquet", ".pdf", ".svg"}
    assert [one for one in told if (out / one).read_bytes() != (other / one).read_bytes()] == []
    assert _sheets(out / "tables.xlsx") == _sheets(other / "tables.xlsx")


def _sheets(path: Path) -> list[list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def test_a_source_that_did_not_deliver_is_a_gap_and_no_zero(out: Path) -> None:
    with duckdb.connect() as link:
        rows = link.execute(
            f"SELECT codes['source'], value, state FROM '{out}/figures.parquet' "
            "WHERE table_name = 'sources'"
        ).fetchall()
    states = {source: (value, state) for source, value, state in rows}
    assert states["ggz"] == (None, "unknown")
    assert states["total"] == (None, "unknown")
    (gone,) = [one for one in _provenance(out)["sources"] if one["source"] == "ggz"]
    assert gone["delivered"] is False
    assert gone["files"] is None
    assert "Ontbreekt, en is dus geen nul" in (out / "report.html").read_text(encoding="utf-8")


def test_what_teams_marked_is_split_and_what_they_did_not_mark_stands_apart(out: Path) -> None:
    found = _provenance(out)
    asked = {one["table"] for one in (*found["tables"], *found["left_out"])}
    assert "marked" in asked
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Geen bron zegt of een team de stapeling zo bedoelde" not in page


def test_nothing_smaller_than_the_threshold_is_told(out: Path) -> None:
    with duckdb.connect() as link:
        rows = link.execute(
            f"SELECT unit, value, low, state FROM '{out}/figures.parquet'"
        ).fetchall()
    counts = [
        (value, low) for unit, value, low, _ in rows if unit != "eurocent" and value is not None
    ]
    assert counts
    assert all(value == 0 or value >= 10 for value, _ in counts)
    assert all(low is None or low == 0 or low >= 10 for _, low in counts)
    assert all(value % 5 == 0 for value, _ in counts)
    assert all(value % 100_000 == 0 for unit, value, _, _ in rows if unit == "eurocent" and value)
    assert any(state == "small" for *_, state in rows)


def test_no_name_or_number_of_a_person_is_in_anything_that_is_written(out: Path) -> None:
    register = (EXAMPLE / "brp.csv").read_text(encoding="utf-8").splitlines()
    head = register[0].split(";")
    place = head.index("Achternaam")
    surnames = {line.split(";")[place] for line in register[1:]}
    whole = b"".join(
        path.read_bytes()
        for path in out.rglob("*")
        if path.suffix in {".html", ".json", ".csv", ".svg"}
    ).decode(errors="ignore")
    long = {name for name in surnames if len(name) > 5}
    assert len(long) > 50
    words = set(whole.replace(">", " ").replace("<", " ").replace('"', " ").split())
    assert not long & words


def test_the_table_of_laws_has_the_rows_and_columns_of_cbs(out: Path) -> None:
    lines = (out / "cbs-85637NED.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == ";".join(f'"{name}"' for name in CBS_HEAD)
    kinds = [line.split(";")[1].strip('"') for line in lines[1:]]
    assert list(dict.fromkeys(kinds)) == [
        "Totaal",
        "Alleen Jeugd",
        "Alleen P-wet",
        "Alleen Wmo",
        "Jeugd en P-wet",
        "Jeugd en Wmo",
        "P-wet en Wmo",
        "Jeugd, P-wet en Wmo",
    ]
    last = [line.split(";")[-1].strip('"') for line in lines[1:]]
    assert all(one == "." or int(one) % 5 == 0 for one in last)


def test_a_second_run_over_the_same_deliveries_tells_the_same(out: Path) -> None:
    before = (out / "figures.parquet").read_bytes()
    (kept,) = (out / "releases").glob("*.json")
    assert Published.read(kept).name == _provenance(out)["run"]["release"]
    folder = out.parent / "in"
    assert main(["factlab", "run", str(folder), "--out", str(out), "--language", "en"]) == 0
    assert (out / "figures.parquet").read_bytes() == before
    assert len(list((out / "releases").glob("*.json"))) == 1
    assert "A gap, not a zero" in (out / "report.html").read_text(encoding="utf-8")


def test_a_later_delivery_is_tried_together_with_what_was_told_before(out: Path) -> None:
    folder = out.parent / "in"
    (folder / "verslaving.csv").unlink()
    assert main(["factlab", "run", str(folder), "--out", str(out)]) == 0
    assert len(_provenance(out)["run"]["earlier_releases"]) == 1
    assert len(list((out / "releases").glob("*.json"))) == 2


def _provenance(out: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((out / "provenance.json").read_text(encoding="utf-8"))
    return found
