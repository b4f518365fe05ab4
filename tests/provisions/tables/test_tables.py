# SPDX-License-Identifier: EUPL-1.2
"""Whole tables: found headers, mappings, rows and what is wrong with them."""

import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voordeur.provisions.istandaarden.lines import BirthDate
from voordeur.provisions.tables import (
    Column,
    DateOrder,
    Mapping,
    Rejected,
    RejectedFile,
    Row,
    Unreadable,
    column_names,
    guess,
    preview,
    read_rows,
    rejected_path,
    sheet_names,
    targets,
)
from voordeur.provisions.tables.sheets import delimiter_of, encoding_of, open_rows

PERSONS = Mapping(
    "Suite",
    "persons",
    (
        Column("Dossiernr", "household"),
        Column("Voornaam", "given_names"),
        Column("Geboren", "born"),
        Column("BSN", "citizen_number"),
        Column("M/V", "gender", {"1": "man", "2": "vrouw"}),
    ),
)
HEADERS = ("Dossiernr", "Voornaam", "Geboren", "BSN", "M/V")
GOOD = ("H1", "Noor", "03-1987", "999900006", "2")
BAD = ("", "=1+1", "gisteren", "999900007", "9")


def csv_file(folder: Path, *rows: tuple[str, ...], name: str = "in.csv", **how: str) -> Path:
    delimiter = how.get("delimiter", ";")
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    path = folder / name
    path.write_bytes(text.encode(how.get("encoding", "utf-8")))
    return path


def xlsx_file(folder: Path, *rows: tuple[object, ...], name: str = "in.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / name
    book.save(path)
    return path


def codes(error: pytest.ExceptionInfo[Unreadable]) -> list[str]:
    return [fault.code for fault in error.value.faults]


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_a_row_becomes_values_and_a_bad_row_all_its_faults(tmp_path, make):
    bad = BAD if make is csv_file else (None, "'=1+1", *BAD[2:])
    path = make(tmp_path, HEADERS, GOOD, bad)
    good, rejected = read_rows(path, PERSONS)

    assert isinstance(good, Row)
    assert good.number == 2
    assert good.values == {
        "household": "H1",
        "given_names": "Noor",
        "born": BirthDate(1987, 3),
        "citizen_number": "999900006",
        "gender": "female",
    }
    assert isinstance(rejected, Rejected)
    assert rejected.number == 3
    assert rejected.cells == BAD
    assert [(f.code, f.where.row, f.where.column) for f in rejected.faults] == [
        ("required", 3, "Dossiernr"),
        ("birth", 3, "Geboren"),
        ("bsn", 3, "BSN"),
        ("choice", 3, "M/V"),
    ]


def test_no_fault_and_no_repr_repeats_what_is_in_a_row(tmp_path):
    good, rejected = read_rows(csv_file(tmp_path, HEADERS, GOOD, BAD), PERSONS)
    assert isinstance(rejected, Rejected)
    text = repr(good) + repr(rejected) + str(rejected.faults)
    for secret in ("Noor", "999900006", "999900007", "gisteren"):
        assert secret not in text


def test_a_spreadsheet_keeps_its_own_dates_numbers_and_row_numbers(tmp_path):
    path = xlsx_file(
        tmp_path,
        ("Export van 1 februari",),
        (),
        ("Gezin", "Soort voorziening", "Wet", "Aanbieder", "Start", "Budget", "Aantal"),
        (17, "Begeleiding", "Wmo", "Veerhuis", datetime.fromisoformat("2026-02-01"), 12000.5, 4.0),
        (),
        ("H2", "Huur", "P-wet", "Gemeente", "1-3-2026", "€ 1.234,50", None),
    )
    found = preview(path)
    mapping = guess(found.headers, "provisions").seen("export")

    assert found.header_row == 3
    assert found.rows[0][:2] == ("17", "Begeleiding")
    first, second = read_rows(path, mapping)
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.number, second.number) == (4, 6)
    assert first.values == {
        "household": "17",
        "provision_type": "Begeleiding",
        "law": "wmo",
        "provider": "Veerhuis",
        "since": date(2026, 2, 1),
        "budget": 1_200_050,
        "volume": 4,
    }
    assert second.values["budget"] == 123_450
    assert second.values["volume"] is None
    assert "until" not in second.values


def test_a_formula_is_refused_and_an_error_too(tmp_path):
    path = xlsx_file(tmp_path, HEADERS, ("H1", "=A1", "1987", "999900006", "#REF!"))
    (row,) = read_rows(path, PERSONS)
    assert isinstance(row, Rejected)
    assert [f.code for f in row.faults] == ["formula", "error_cell"]
    assert row.cells[1] == "=A1"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_and_character_set_gives_the_same_rows(tmp_path, delimiter, encoding):
    name = ("H1", "Zoë", "1987", "999900006", "2")
    path = csv_file(tmp_path, HEADERS, name, delimiter=delimiter, encoding=encoding)
    (row,) = read_rows(path, PERSONS)
    assert isinstance(row, Row)
    assert row.values["given_names"] == "Zoë"


def test_the_delimiter_that_excel_names_itself_holds():
    assert delimiter_of(["sep=|\r\n", "a,b|c,d\r\n"]) == ("|", 1)
    assert delimiter_of(['"a,b";"c,d"\r\n', '"1,2";"3,4"\r\n']) == (";", 0)


def test_bytes_that_cp1252_does_not_know_are_still_read(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_bytes(b"a;b\r\n\x81;\xe9\r\n")
    assert encoding_of(path) == "latin-1"


def test_a_cell_with_a_line_break_keeps_it(tmp_path):
    path = csv_file(tmp_path, HEADERS, ("H1", '"Noor\nAnna"', "1987", "999900006", "2"))
    (row,) = read_rows(path, PERSONS)
    assert isinstance(row, Row)
    assert row.values["given_names"] == "Noor\nAnna"


def test_a_table_without_column_names_says_so(tmp_path):
    path = csv_file(tmp_path, ("1", "2"), ("3", "4"))
    with pytest.raises(Unreadable) as error:
        preview(path)
    assert codes(error) == ["no_header"]
    with pytest.raises(Unreadable) as error:
        next(read_rows(path, PERSONS))
    assert codes(error) == ["no_header"]


def test_a_missing_or_double_column_stops_before_the_first_row(tmp_path):
    double = (*HEADERS[:4], "BSN")
    with pytest.raises(Unreadable) as error:
        next(read_rows(csv_file(tmp_path, double, GOOD), PERSONS))
    assert sorted(codes(error)) == ["double_column", "no_column"]


def test_a_mapping_that_cannot_work_says_why():
    wrong = Mapping(
        "x", "persons", (Column("a", "born"), Column("b", "born"), Column("c", "shoe_size"))
    )
    assert sorted(f.code for f in wrong.faults()) == [
        "double_field",
        "unknown_field",
        "unmapped",
        "unmapped",
    ]
    assert [f.code for f in Mapping("x", "pets", ()).faults()] == ["unknown_target"]
    assert PERSONS.faults() == ()


def test_a_sheet_that_is_not_there_says_so(tmp_path):
    path = xlsx_file(tmp_path, HEADERS)
    assert sheet_names(path) == ("Sheet",)
    with pytest.raises(Unreadable) as error:
        preview(path, "Blad 9")
    assert codes(error) == ["no_sheet"]


@pytest.mark.parametrize("name", ["in.xlsm", "in.xls", "in.ods", "in"])
def test_other_kinds_of_files_are_refused(tmp_path, name):
    with pytest.raises(Unreadable) as error:
        preview(tmp_path / name)
    assert codes(error) == ["unknown_kind"]


def test_a_file_that_only_pretends_to_be_a_spreadsheet_is_refused(tmp_path):
    path = tmp_path / "in.xlsx"
    path.write_bytes(b"PK\x03\x04 no spreadsheet")
    with pytest.raises(Unreadable) as error:
        preview(path)
    assert codes(error) == ["damaged"]


def test_a_sheet_that_is_cut_off_inside_says_where(tmp_path):
    whole = xlsx_file(tmp_path, HEADERS, GOOD, GOOD)
    path = tmp_path / "cut.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            at = content.find(b'r="3"')
            cut = "sheet1" in entry.filename and at > 0
            target.writestr(entry, content[:at] if cut else content)
    with pytest.raises(Unreadable) as error:
        list(read_rows(path, PERSONS))
    assert codes(error) == ["damaged"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"\xff\xfea", "damaged"), (b"a;b\r\n" + b"x" * 200_000, "long_line")],
)
def test_a_text_file_that_is_no_table_is_refused(tmp_path, content, code):
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as error:
        preview(path)
    assert codes(error) == [code]


def test_a_file_that_cannot_be_opened_says_so(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for name in ("none.csv", "none.xlsx", "folder.csv"):
        with pytest.raises(Unreadable) as error:
            preview(tmp_path / name)
        assert codes(error) == ["unreadable"]


def test_a_cell_with_characters_that_are_no_text_is_rejected(tmp_path):
    (row,) = read_rows(csv_file(tmp_path, HEADERS, ("H1", "No\x00or", *GOOD[2:])), PERSONS)
    assert isinstance(row, Rejected)
    assert [f.code for f in row.faults] == ["characters"]


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("xl/vbaProject.bin", b"macro"),
        ("xl/extra.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
)
def test_macros_and_entities_in_a_spreadsheet_are_refused(tmp_path, member, content):
    path = xlsx_file(tmp_path, HEADERS, GOOD)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(member, content)
    with pytest.raises(Unreadable) as error:
        preview(path)
    assert codes(error) == ["active"]


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    path = xlsx_file(tmp_path, HEADERS, GOOD)
    monkeypatch.setattr("voordeur.provisions.tables.sheets.SIZE_LIMIT", path.stat().st_size + 10)
    with pytest.raises(Unreadable) as error:
        preview(path)
    assert codes(error) == ["too_large"]


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_rejected_rows_stand_next_to_the_input_and_can_be_delivered_again(tmp_path, make):
    bad = ("H9", "'-Noor", "gisteren", "999900006", "2")
    path = make(tmp_path, HEADERS, GOOD, bad)
    headers = column_names(path, PERSONS)
    with RejectedFile(path, headers) as rejected:
        for row in read_rows(path, PERSONS):
            if isinstance(row, Rejected):
                rejected.add(row)

    assert rejected.path == rejected_path(path)
    assert rejected.path.name == f"in.rejected.{path.suffix[1:]}"
    assert rejected.count == 1
    found = preview(rejected.path)
    assert found.headers == (*HEADERS, "Rij in het bestand", "Wat er mis is")
    (shown,) = found.rows
    assert shown[:6] == ("H9", "-Noor", "gisteren", "999900006", "2", "3")
    assert shown[6].startswith("Geboren: Dit is geen geboortedatum.")
    (again,) = read_rows(rejected.path, PERSONS)
    assert isinstance(again, Rejected)
    assert again.cells[:5] == ("H9", "-Noor", "gisteren", "999900006", "2")


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_no_rejected_cell_can_run_as_a_formula(tmp_path, make):
    path = make(tmp_path, HEADERS, GOOD)
    with RejectedFile(path, HEADERS) as rejected:
        rejected.add(Rejected(2, ("=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1"), ()))
    if make is csv_file:
        line = rejected.path.read_text("utf-8-sig").splitlines()[1]
        assert all(cell.strip('"').startswith("'") for cell in line.split(";")[:5])
        return
    sheet = openpyxl.load_workbook(rejected.path).active
    cells = next(sheet.iter_rows(min_row=2, max_row=2, max_col=5))
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(str(cell.value).startswith("'") for cell in cells)


def test_nothing_rejected_leaves_no_file_and_takes_an_old_one_away(tmp_path):
    path = csv_file(tmp_path, HEADERS, GOOD)
    rejected_path(path).write_text("old")
    with RejectedFile(path, HEADERS):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_an_import_that_breaks_off_leaves_the_old_file_of_rejected_rows(tmp_path):
    path = csv_file(tmp_path, HEADERS, GOOD)
    rejected_path(path).write_text("old")

    def broken_off() -> None:
        with RejectedFile(path, HEADERS) as rejected:
            rejected.add(Rejected(2, GOOD, ()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert rejected_path(path).read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "in.rejected.csv"]


@pytest.mark.parametrize(
    ("header", "target", "field"),
    [
        ("Burgerservicenummer", "persons", "citizen_number"),
        ("Geb. datum", "persons", "born"),
        ("Tussenvoegsel", "persons", "prefix"),
        ("Geboortdatum", "persons", "born"),
        ("INGANGSDATUM", "provisions", "since"),
        ("Naam aanbieder", "provisions", "provider"),
        ("Casusregisseur", "cases", "case_coordinator"),
        ("Leefgebied", "plans", "life_area"),
        ("Schoenmaat", "persons", None),
        ("", "persons", None),
    ],
)
def test_a_column_name_is_recognised_or_left_alone(header, target, field):
    (proposal,) = guess([header], target).proposals
    assert proposal.field == field
    assert (proposal.score > 0) is (field is not None)


def test_a_guess_is_no_mapping_until_somebody_has_seen_it(tmp_path):
    proposed = guess(["Gezin", "Voornaam", "Naam", "Rol"], "persons")
    assert not isinstance(proposed, Mapping)
    mapping = proposed.seen("bron", role=None, called="Naam")
    assert {(c.header, c.field) for c in mapping.columns} == {
        ("Gezin", "household"),
        ("Voornaam", "given_names"),
        ("Naam", "called"),
    }


@given(st.lists(st.text(max_size=20), max_size=8), st.sampled_from(sorted(targets())))
def test_a_guess_uses_each_field_at_most_once(headers, target):
    proposals = guess(headers, target).proposals
    fields = [p.field for p in proposals if p.field]
    assert len(fields) == len(set(fields))
    assert [p.header for p in proposals] == headers


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
COLUMNS = st.builds(
    Column,
    TEXT,
    TEXT,
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.sampled_from([None, *DateOrder]),
)
MAPPINGS = st.builds(
    Mapping,
    TEXT,
    TEXT,
    st.lists(COLUMNS, max_size=4).map(tuple),
    TEXT,
    st.none() | st.integers(1, 50),
)


@given(MAPPINGS)
def test_a_mapping_survives_being_kept(mapping):
    assert Mapping.from_toml(mapping.to_toml()) == mapping


@pytest.mark.parametrize("text", ["", "source = 1 =", 'source = "a"', "columns = 3"])
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(Unreadable) as error:
        Mapping.from_toml(text)
    assert codes(error) == ["bad_mapping"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[st.text(st.characters(codec="cp1252"), max_size=8)] * 5), max_size=6))
def test_every_filled_row_comes_back_once_read_or_rejected(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("rows") / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADERS, *rows])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(list(read_rows(path, PERSONS))) == len(filled)


def bomb(path):
    """A spreadsheet of some hundred kilobytes that says it unpacks to more than is read."""
    member = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open(member, "w", force_zip64=True) as part,
    ):
        for _ in range(260):
            part.write(b"\0" * (1 << 20))


def lying_bomb(path):
    """The same that says it unpacks to little: what is read stops where it said."""
    bomb(path)
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rfind(mark)
        content[at + place : at + place + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(content)


def huge(path):
    """Two gigabytes on one line; the disk holds none of it."""
    with path.open("wb") as file:
        file.truncate(2 << 30)


BAD_FILES = {
    "wrong-encoding.csv": (
        "encoding",
        lambda p: p.write_bytes("a;b\nNoor;1\n".encode("utf-16-le")),
    ),
    "empty.csv": ("empty", lambda p: p.write_bytes(b"")),
    "empty.xlsx": ("empty", lambda p: p.write_bytes(b"")),
    "password.xlsx": (
        "password",
        lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512),
    ),
    "bomb.xlsx": ("too_large", bomb),
    "lying-bomb.xlsx": ("damaged", lying_bomb),
    "huge-line.csv": ("too_large", huge),
    "long-line.csv": ("long_line", lambda p: p.write_bytes(b"a;b\n" + b"x;" * 600_000)),
    "open-quote.csv": ("long_line", lambda p: p.write_bytes(b'a;b\n1;"' + b"x\n" * 100_000)),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_early_with_its_name_and_what_to_do(tmp_path, name):
    code, make = BAD_FILES[name]
    path = tmp_path / name
    make(path)
    start = time.monotonic()
    with pytest.raises(Unreadable) as error, open_rows(path) as rows:
        list(rows)
    assert time.monotonic() - start < 5
    (fault,) = error.value.faults
    assert (fault.code, fault.where.file) == (code, name)
    assert fault.remedy.nl
    assert fault.remedy.en
    if code == "long_line":
        assert fault.where.row is not None


def test_a_row_that_has_shifted_is_rejected_with_its_number(tmp_path):
    shifted = ("H9", "Noor", "Kade 3; bovenste bel", *GOOD[2:])
    path = csv_file(tmp_path, HEADERS, GOOD, shifted)
    path.write_text(path.read_text().replace('"Kade 3; bovenste bel"', "Kade 3; bovenste bel"))
    good, bad = read_rows(path, PERSONS)
    assert not isinstance(good, Rejected)
    assert isinstance(bad, Rejected)
    assert "shifted" in {one.code for one in bad.faults}
    assert {one.where.row for one in bad.faults} == {3}
