# SPDX-License-Identifier: EUPL-1.2
"""Rows that were refused: beside the input, to be mended and delivered again."""

import openpyxl
import pytest
from tests.provisions.tables.making import GOOD, HEADERS, PERSONS, csv_file, xlsx_file

from voordeur.provisions.tables import (
    Rejected,
    RejectedFile,
    column_names,
    preview,
    read_rows,
    rejected_path,
)


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


def test_a_row_that_has_shifted_is_rejected_with_its_number(tmp_path):
    shifted = ("H9", "Noor", "Kade 3; bovenste bel", *GOOD[2:])
    path = csv_file(tmp_path, HEADERS, GOOD, shifted)
    path.write_text(path.read_text().replace('"Kade 3; bovenste bel"', "Kade 3; bovenste bel"))
    good, bad = read_rows(path, PERSONS)
    assert not isinstance(good, Rejected)
    assert isinstance(bad, Rejected)
    assert "shifted" in {one.code for one in bad.faults}
    assert {one.where.row for one in bad.faults} == {3}
