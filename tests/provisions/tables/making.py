# SPDX-License-Identifier: EUPL-1.2
"""Tables of persons, as text and as a spreadsheet."""

from pathlib import Path

import openpyxl
import pytest

from voordeur.provisions.tables import (
    Column,
    Mapping,
    Unreadable,
)

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
