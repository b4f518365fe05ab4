# SPDX-License-Identifier: EUPL-1.2
"""Whole tables: found headers, rows and what is wrong with them."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.provisions.tables.making import BAD, GOOD, HEADERS, PERSONS, codes, csv_file, xlsx_file

from voordeur.provisions.istandaarden.lines import BirthDate
from voordeur.provisions.tables import (
    Rejected,
    Row,
    Unreadable,
    guess,
    preview,
    read_rows,
    sheet_names,
)
from voordeur.provisions.tables.sheets import delimiter_of, encoding_of


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


def test_a_sheet_that_is_not_there_says_so(tmp_path):
    path = xlsx_file(tmp_path, HEADERS)
    assert sheet_names(path) == ("Sheet",)
    with pytest.raises(Unreadable) as error:
        preview(path, "Blad 9")
    assert codes(error) == ["no_sheet"]


def test_a_cell_with_characters_that_are_no_text_is_rejected(tmp_path):
    (row,) = read_rows(csv_file(tmp_path, HEADERS, ("H1", "No\x00or", *GOOD[2:])), PERSONS)
    assert isinstance(row, Rejected)
    assert [f.code for f in row.faults] == ["characters"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[st.text(st.characters(codec="cp1252"), max_size=8)] * 5), max_size=6))
def test_every_filled_row_comes_back_once_read_or_rejected(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("rows") / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADERS, *rows])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(list(read_rows(path, PERSONS))) == len(filled)
