# SPDX-License-Identifier: EUPL-1.2
"""Deliveries as large as somebody can make them: refused by name, within little memory."""

import json
import subprocess
import sys
import zipfile

import pytest

from tests.factlab.deliveries.test_deliveries import COLUMNS, GOOD, HEAD, WMO, spreadsheet

pytestmark = pytest.mark.long

GIGABYTE = 1 << 30
MOST = 512 << 20
"""Bytes of memory, the libraries included."""
READING = """
import json, resource, sys
from pathlib import Path
from voordeur.factlab.deliveries import Manifest, take_in
from voordeur.factlab.fault import Fault
folder = Path(sys.argv[1])
try:
    take_in(Manifest.read(folder), folder.parent / "work")
    found = None
except Fault as fault:
    found = fault.plain()
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([found, most]))
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "deliveries"
    made.mkdir()
    (made / "factlab.toml").write_text(HEAD + WMO, encoding="utf-8")
    return made


def read(folder):
    """Read a folder in a process of its own; return what was said of it and the memory it took."""
    ended = subprocess.run(
        [sys.executable, "-c", READING, str(folder)], capture_output=True, text=True, check=True
    )
    fault, most = json.loads(ended.stdout)
    assert fault is not None
    assert fault["remedy"]
    assert not list((folder.parent / "work").rglob("done.json"))
    return fault, most


def test_a_line_of_two_gigabytes_is_refused_by_row(folder):
    with (folder / "wmo.csv").open("wb") as target:
        target.write((COLUMNS + "\n" + GOOD + "\n").encode())
        # Nothing is written of it: the file is as long as that all the same.
        target.truncate(2 * GIGABYTE)
    fault, most = read(folder)
    assert fault["where"] == "wmo.csv:3"
    assert most < MOST


def test_a_package_that_unpacks_to_two_gigabytes_is_refused_by_file(folder):
    spreadsheet(folder)
    with (
        zipfile.ZipFile(folder / "wmo.xlsx", "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("xl/worksheets/more.xml", "w", force_zip64=True) as member,
    ):
        block = b"0" * (1 << 22)
        for _ in range(2 * GIGABYTE // len(block)):
            member.write(block)
    assert (folder / "wmo.xlsx").stat().st_size < GIGABYTE // 50
    fault, most = read(folder)
    assert fault["where"] == "wmo.xlsx"
    assert most < MOST
