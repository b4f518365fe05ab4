# SPDX-License-Identifier: EUPL-1.2
"""Deliveries: what was agreed, what can be used, what is refused, what changed, and who is told."""

import json
import random
import zipfile
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.cli import main
from voordeur.factlab.deliveries import (
    About,
    Manifest,
    accept,
    drift,
    last_accepted,
    letter,
    opening,
    take_in,
    taking_in,
)
from voordeur.factlab.fault import Fault
from voordeur.provisions.istandaarden.lines import (
    AssignedProduct,
    Client,
    ClientLines,
    Header,
    Law,
    Message,
    Product,
)
from voordeur.provisions.istandaarden.writing import to_xml

HEAD = """
[run]
name = "Waterveen"
purpose = "figures"
agreement = "Data agreement 2025-14"
legal_basis = "Wmo 2015, art. 5.1.1"
from = 2025-01-01
to = 2025-12-31

"""
WMO = """
[source.wmo]
institution = "Wmo-loket Waterveen"
file = "wmo.csv"
fields = { law = "wmo", payer = "municipality" }

[source.wmo.columns]
surname = "Achternaam"
birth = "Geboren"
postcode = "Postcode"
kind = "Product"
from = "Begin"
to = "Einde"
cost = "Kosten"

[source.wmo.codes.kind]
"01" = "household_help"
"02" = "aids"
"""
COLUMNS = "Achternaam;Geboren;Postcode;Product;Begin;Einde;Kosten"
GOOD = "de Vries;12-03-1950;3311AB;01;01-02-2025;31-03-2025;1.234,50"


@pytest.fixture
def folder(tmp_path):
    """A folder with a manifest of one source, and a way to deliver."""
    made = tmp_path / "deliveries"
    made.mkdir()
    (made / "factlab.toml").write_text(HEAD + WMO, encoding="utf-8")
    return made


def deliver(folder, *lines, name="wmo.csv", encoding="utf-8"):
    (folder / name).write_text("\n".join([COLUMNS, *lines]) + "\n", encoding=encoding)


def taken(folder, source="wmo"):
    return take_in(Manifest.read(folder), folder.parent / "work")[source]


def rows(one):
    return parquet.read_table(one.rows).to_pylist()


def test_a_row_is_read_with_its_law_code_period_and_where_it_stood(folder):
    deliver(folder, GOOD)
    [row] = rows(taken(folder))
    assert row["surname"] == "de Vries"
    assert (row["kind"], row["law"], row["payer"]) == ("household_help", "wmo", "municipality")
    assert (row["from_day"], row["to_day"]) == (date(2025, 2, 1), date(2025, 4, 1))
    assert row["cost_cents"] == 123_450
    assert (row["file"], row["file_row"]) == ("wmo.csv", 2)


@pytest.mark.parametrize(
    ("last", "first_after"),
    [
        ("31-12-9999", None),
        ("9999-12-31", None),
        ("30-12-9999", date(9999, 12, 31)),
        ("31-12-2025", date(2026, 1, 1)),
        ("", None),
    ],
)
def test_the_end_of_time_is_what_registers_write_for_no_end(folder, last, first_after):
    deliver(folder, GOOD.replace("31-03-2025", last))
    one = taken(folder)
    [row] = rows(one)
    assert (row["from_day"], row["to_day"]) == (date(2025, 2, 1), first_after)
    assert not list(one.refusals())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("de Vries;1950;3311AB;01;32-02-2025;;", "unreadable"),
        ("de Vries;1950;3311AB;01;;;veel", "unreadable"),
        ("de Vries;1950;3311AB;99;;;", "code"),
        (";;;01;;;", "nobody"),
        ("de Vries;1950;3311AB;01;01-03-2025;01-02-2025;", "order"),
        ("de Vries;1950;3311AB;01;01-03-2024;01-04-2024;", "period"),
        ("de Vries;1950;3311AB;01;;;-12,00", "negative"),
        ("=SOM(A1);1950;3311AB;01;;;", "formula"),
        ("de Vries;1950;3311AB;01;;;;;meer", "cells"),
        ("de \x07Vries;1950;3311AB;01;;;", "signs"),
        ('"de Vries;1950;3311AB;01;;;\nJansen;1960;3311AB;01;;;', "lines"),
    ],
)
def test_a_row_that_cannot_be_used_is_kept_with_the_reason(folder, line, code):
    deliver(folder, GOOD, line)
    one = taken(folder)
    assert (one.rows_in, one.rows_rejected) == (2, 1)
    [refused] = one.refusals()
    assert refused.reason.code == code
    assert (refused.file, refused.file_row) == ("wmo.csv", 3)
    assert refused.cells[1] == ("" if code == "lines" else line.split(";")[1])
    assert refused.reason.what("Kolom").nl
    assert refused.reason.remedy.nl


def test_a_row_that_stands_there_twice_counts_once(folder):
    deliver(folder, GOOD, GOOD)
    one = taken(folder)
    assert [refused.reason.code for refused in one.refusals()] == ["twice"]
    assert len(rows(one)) == 1


def test_without_a_code_of_the_neighbourhood_the_digits_of_the_postcode_are_the_area(folder):
    manifest = folder / "factlab.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(
        text.replace('postcode = "Postcode"', 'postcode = "Postcode"\nneighbourhood = "Postcode"'),
        encoding="utf-8",
    )
    deliver(folder, GOOD, GOOD.replace("3311AB", "3312 cd"), GOOD.replace("3311AB", "BU05050101"))
    found = [(row["postcode"], row["neighbourhood"]) for row in rows(taken(folder))]
    assert sorted(found) == [("3311AB", "3311"), ("3312 cd", "3312"), ("BU05050101", "BU05050101")]


def test_rows_that_an_open_quote_swallowed_are_told_and_kept(folder):
    deliver(folder, GOOD, '"' + GOOD, *[GOOD.replace("Vries", "Jong")] * 3)
    one = taken(folder)
    [refused] = one.refusals()
    assert refused.reason.what().en.startswith("the row runs on over 5 lines")
    assert refused.cells[0].count("Jong") == 3
    assert "aanhalingsteken" in letter(Manifest.read(folder).sources["wmo"], one)


def test_what_cannot_be_read_of_a_person_is_kept_as_it_was(folder):
    deliver(folder, "de Vries;53-12-1950;geen;01;;;")
    [row] = rows(taken(folder))
    assert (row["birth"], row["postcode"]) == ("53-12-1950", "geen")


def bad_files():
    """Files that cannot be used, and a word of what is said about each."""

    def shifted(folder):
        deliver(folder, *(f"{1950 + n % 50};de Vries;Dijk {n};01;;;" for n in range(60)))

    def mangled(folder):
        deliver(folder, GOOD, GOOD.replace("Vries", "VriÃ«s"))

    def long_line(folder):
        with (folder / "wmo.csv").open("w", encoding="utf-8") as target:
            target.write(COLUMNS + "\n" + GOOD + "\n")
            for _ in range(40):
                target.write("x" * 50_000)

    def no_column(folder):
        (folder / "wmo.csv").write_text(COLUMNS.replace("Begin", "Start") + "\n" + GOOD + "\n")

    def twice_the_file(folder):
        deliver(folder, GOOD)
        (folder / "ggz.csv").write_bytes((folder / "wmo.csv").read_bytes())
        text = HEAD + WMO + WMO.replace("wmo]", "ggz]").replace("wmo.c", "ggz.c")
        (folder / "factlab.toml").write_text(text, encoding="utf-8")

    def of_dos(folder):
        (folder / "wmo.csv").write_bytes(
            f"{COLUMNS}\n{GOOD.replace('Vri', 'Vrië')}\n".encode("cp850")
        )

    def a_pdf(folder):
        (folder / "wmo.csv").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))

    def no_names(folder):
        (folder / "wmo.csv").write_text("\x07;" + "x" * 900 + "\n" + GOOD + "\n")

    def useless(folder):
        deliver(folder, *(f"de Vries;1950;3311AB;9{n};;;" for n in range(40)))

    return [
        (shifted, "wmo.csv", "shifted"),
        (mangled, "wmo.csv:3", "mangled"),
        (long_line, "wmo.csv:3", "longer than"),
        (no_column, "wmo.csv", "'Begin' is not there"),
        (twice_the_file, "ggz.csv", "same file as wmo/wmo.csv"),
        (of_dos, "wmo.csv:2", "mangled"),
        (a_pdf, "wmo.csv", "it is a PDF"),
        (no_names, "wmo.csv", "the file has: ?, xxx"),
        (useless, "wmo.csv:2", "cannot be used"),
    ]


@pytest.mark.parametrize(("make", "where", "what"), bad_files())
def test_a_bad_file_is_refused_with_file_row_and_remedy(folder, make, where, what):
    make(folder)
    with pytest.raises(Fault) as refused:
        take_in(Manifest.read(folder), folder.parent / "work")
    assert refused.value.where == where
    assert what in refused.value.what
    assert refused.value.remedy
    if make.__name__ != "twice_the_file":
        assert not list((folder.parent / "work").rglob("done.json"))


def spreadsheet(folder, value="de Vries"):
    book = openpyxl.Workbook()
    book.active.append(COLUMNS.split(";"))
    book.active.append([value, "12-03-1950", "3311AB", "01", date(2025, 2, 1), None, 1234.5])
    book.save(folder / "wmo.xlsx")
    text = (folder / "factlab.toml").read_text(encoding="utf-8")
    (folder / "factlab.toml").write_text(text.replace("wmo.csv", "wmo.xlsx"), encoding="utf-8")


def test_a_spreadsheet_is_read_and_its_formulas_are_refused(folder):
    spreadsheet(folder)
    [row] = rows(taken(folder))
    assert (row["from_day"], row["cost_cents"]) == (date(2025, 2, 1), 123_450)
    spreadsheet(folder, "=HYPERLINK(A1)")
    assert [one.reason.code for one in taken(folder).refusals()] == ["formula"]


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(folder, monkeypatch):
    spreadsheet(folder)
    monkeypatch.setattr("voordeur.provisions.tables.sheets.SIZE_LIMIT", 1_000_000)
    with zipfile.ZipFile(folder / "wmo.xlsx", "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/more.xml", b"0" * 5_000_000)
    with pytest.raises(Fault, match="too large") as refused:
        taken(folder)
    assert refused.value.where == "wmo.xlsx"


def message(number, kind="301", change=""):
    header = Header(Law.WMO, kind, "414", "9999", "99999999", str(number), date(2025, 2, 1))
    line = AssignedProduct(
        number,
        date(2025, 2, 1),
        time(9),
        date(2025, 2, 1),
        date(2025, 6, 30),
        Product("02", "02A01"),
        change_reason=change,
    )
    return to_xml(Message(header, (ClientLines(Client("111222333"), (line,)),)))


def test_messages_are_read_and_their_entities_refused(folder):
    (folder / "factlab.toml").write_text(
        HEAD
        + '[source.wmo]\ninstitution = "Thuis"\nfile = "wmo/*.xml"\n'
        + '[source.wmo.codes.kind]\n"02/02A01" = "guidance"\n',
        encoding="utf-8",
    )
    (folder / "wmo").mkdir()
    (folder / "wmo" / "1.xml").write_bytes(message(1))
    (folder / "wmo" / "2.xml").write_bytes(message(2, change="13"))
    one = taken(folder)
    [row] = rows(one)
    assert (row["bsn"], row["kind"], row["law"]) == ("111222333", "guidance", "wmo")
    assert row["to_day"] == date(2025, 7, 1)
    assert [refused.reason.code for refused in one.refusals()] == ["taken_back"]
    bomb = message(3).replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    (folder / "wmo" / "3.xml").write_bytes(bomb)
    with pytest.raises(Fault) as refused:
        taken(folder)
    assert refused.value.where.startswith("3.xml")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('purpose = "figures"', "", "purpose is not given"),
        ("2025-12-31", "2024-12-31", "ends before it starts"),
        ("surname =", "achternaam =", "achternaam is no field"),
        ('file = "wmo.csv"', 'flie = "wmo.csv"', "flie is no setting"),
        ('law = "wmo"', 'kind = "01"', "a column and a fixed value"),
        ("[source.wmo.codes.kind]", "[source.wmo.codes.birth]", "codes.birth"),
        ("[run]", "[run", "no TOML"),
        ('file = "wmo.csv"', 'file = "../wmo.csv"', "outside the folder"),
        ("source.wmo", 'source."w\'mo"', "no name for a source"),
    ],
)
def test_a_manifest_that_is_not_right_names_the_setting(folder, old, new, what):
    path = folder / "factlab.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(Fault) as refused:
        Manifest.read(folder)
    assert what in refused.value.what
    assert "factlab.toml" in refused.value.where


def test_a_source_that_did_not_deliver_is_a_gap(folder):
    assert taken(folder) is None
    source = Manifest.read(folder).sources["wmo"]
    assert "niet als nul" in letter(source, None)


def test_a_run_that_was_killed_goes_on_and_finds_nothing_half_written(folder, monkeypatch):
    deliver(folder, GOOD)
    kept = taking_in._write_refused

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(taking_in, "_write_refused", killed)
    with pytest.raises(KeyboardInterrupt):
        taken(folder)
    assert not list((folder.parent / "work").rglob("done.json"))
    monkeypatch.setattr(taking_in, "_write_refused", kept)
    first = taken(folder)
    assert (first.rows_in, first.rows_rejected) == (1, 0)
    stamp = first.rows.stat().st_mtime_ns
    assert taken(folder).rows.stat().st_mtime_ns == stamp
    assert not list(first.folder.glob("*.part"))


def many(number, seed, share=0.3):
    """Lines of a delivery: people by number, so that two deliveries share them."""
    dice = random.Random(seed)
    return [
        f"Naam{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}{'uvwxyz'[n // 100 % 6]};"
        f"{1 + n % 28:02d}-0{1 + n % 9}-{1930 + n % 60};3311AB;"
        f"{'02' if dice.random() < share else '01'};;;{dice.randint(100, 900)},00"
        for n in range(number)
    ]


def changes(folder, lines):
    """What is said of a delivery after one of 400 rows that was accepted."""
    deliver(folder, *many(400, 1))
    accept(taken(folder))
    deliver(folder, *lines)
    now = taken(folder)
    last = last_accepted(now.source, folder.parent / "work")
    with duckdb.connect() as link:
        return now, drift(link, last, now)


@pytest.mark.parametrize(
    ("lines", "about", "name"),
    [
        (many(400, 2, share=0.6), About.CODE, "kind aids"),
        (many(200, 2), About.VOLUME, "rows"),
        ([line.replace("3311AB", "") for line in many(400, 2)], About.COLUMN, "postcode"),
        ([line.replace("Naam", "Ander") for line in many(400, 2)], About.OVERLAP, "persons"),
        ([*many(400, 2)[:330], *["x;1950;;99;;;"] * 70], About.REFUSED, "rows"),
    ],
)
def test_a_planted_shift_is_found_and_told(folder, lines, about, name):
    now, found = changes(folder, lines)
    assert name in [one.name for one in found.about(about)]
    text = letter(now.source, now, found)
    assert "anders dan in uw vorige aanlevering" in text
    assert "Naam" not in text
    assert "Ander" not in text


def test_a_delivery_like_the_last_one_is_not_called_different(folder):
    now, found = changes(folder, many(410, 3))
    assert found.changes == ()
    assert "U hoeft niets te doen." in letter(now.source, now, found)


def test_the_letter_names_rows_and_reasons_in_the_words_of_the_file(folder):
    deliver(folder, GOOD, "de Vries;1950;3311AB;99;;;")
    one = taken(folder)
    text = letter(one.source, one)
    assert "onder Product staat een code die niet is afgesproken" in text
    assert "wmo.csv rij 3" in text
    assert "Vries" not in text


def test_deliveries_are_checked_and_accepted_from_the_command_line(folder, capsys):
    work, letters = folder.parent / "work", folder.parent / "letters"
    deliver(folder, *many(400, 1))
    words = ["factlab", "check", str(folder), "--work", str(work), "--letters", str(letters)]
    assert main([*words, "--accept"]) == 0
    assert "wmo: 400 rows, 0 refused" in capsys.readouterr().out
    deliver(folder, *many(100, 1))
    assert main(words) == 0
    assert "volume rows: 400 -> 100" in capsys.readouterr().out
    assert "nu 100" in (letters / "wmo.txt").read_text(encoding="utf-8")
    assert main([*words, "--accept", "ggz"]) == 1
    assert "ggz" in capsys.readouterr().err
    assert json.loads((work / "wmo" / "accepted.json").read_text())["rows_in"] == 400


def test_one_file_that_cannot_be_used_does_not_keep_the_others_from_being_checked(folder, capsys):
    other = WMO.replace("wmo]", "ggz]").replace("wmo.c", "ggz.c").replace("Wmo-loket", "GGZ")
    (folder / "factlab.toml").write_text(HEAD + other + WMO, encoding="utf-8")
    (folder / "ggz.csv").write_bytes(b"%PDF-1.7\n")
    deliver(folder, GOOD)
    letters = folder.parent / "letters"
    words = ["--work", str(folder.parent / "work"), "--letters", str(letters), "--accept"]
    assert main(["factlab", "check", str(folder), *words]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("ggz: cannot be used: ggz.csv: The file is no CSV: it is a PDF.")
    assert said[1] == "wmo: 1 rows, 0 refused"
    assert [one.name for one in letters.iterdir()] == ["wmo.txt"]


CELLS = st.sampled_from(
    [
        "",
        " ",
        "de Vries",
        " Jansen ",
        "in 't Veld",
        "Brontë",
        "Ã«",
        "=1",
        "'=1",
        "a\x07",
        "é",
        '"b"',
    ]
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(["\n", "\r\n"])
)
def test_a_piece_by_column_says_what_the_same_lines_say_one_by_one(rows, end):
    """Whatever stands in a file: the quick way and the slow way give the same cells or fault."""
    said = []
    for simple in (True, False):
        with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
            path = Path(name) / "wmo.csv"
            text = end.join(";".join(row) for row in [["a", "b", "c"], *rows]) + end
            path.write_bytes(text.encode())
            if not simple:
                patch.setattr(opening, "_check_lines", lambda path: False)
            try:
                with opening.open_file(path, ("a", "b", "c")) as opened:
                    said.append([row for block in opened.blocks for row in told(block)])
            except Fault as fault:
                said.append((fault.where, fault.what))
    assert said[0] == said[1]


def told(block):
    """Say of each row its number, its cells, what is left of them, and what is wrong."""
    texts = zip(*(column.to_pylist() for column in block.texts), strict=True)
    for place, cells in enumerate(texts):
        wrong = (block.wrong or {}).get(place)
        yield block.numbers[place].as_py(), block.cells(place), cells, wrong
