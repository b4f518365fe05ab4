# SPDX-License-Identifier: EUPL-1.2
"""Files that are no table, or more than one: refused early, with what to do."""

import time
import zipfile

import pytest
from tests.provisions.tables.making import GOOD, HEADERS, PERSONS, codes, xlsx_file

from voordeur.provisions.tables import (
    Unreadable,
    preview,
    read_rows,
)
from voordeur.provisions.tables.sheets import open_rows


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
