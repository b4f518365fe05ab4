# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet of every example, opened and worked out again by LibreOffice itself."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.money.test_report import EXAMPLES
from voordeur.money.scba.formula import exact
from voordeur.money.scba.reading import read_model
from voordeur.money.scba.report.findings import find
from voordeur.money.scba.report.spreadsheet import spreadsheet

pytestmark = pytest.mark.long
AGAIN = 300
"""Seconds that LibreOffice may take for all workbooks together."""


def test_libreoffice_comes_to_the_same_figures(tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine: apt install libreoffice-calc-nogui")
    given, worked_out = tmp_path / "given", tmp_path / "worked-out"
    given.mkdir()
    wanted = {}
    for file in sorted(EXAMPLES.glob("*.toml")):
        made = read_model(file)
        (given / f"{file.stem}.xlsx").write_bytes(spreadsheet(find(made, draws=200), "en"))
        wanted[file.stem] = float(exact(made, made.readings[0]).net())
    where = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(worked_out)]
    files = [str(one) for one in sorted(given.iterdir())]
    subprocess.run([program, where, "--headless", *to, *files], check=True, timeout=AGAIN)
    assert {one.stem for one in worked_out.iterdir()} == set(wanted)
    for name, net in wanted.items():
        sheet = load_workbook(worked_out / f"{name}.xlsx", data_only=True)["Parties"]
        assert sheet.cell(_last(sheet), 4).value == pytest.approx(net, rel=1e-9, abs=1e-6), name
        assert not _faults(worked_out / f"{name}.xlsx"), name


def _last(sheet) -> int:
    return max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 4).value is not None)


def _faults(file: Path) -> list[str]:
    """Return the cells that LibreOffice could not work out."""
    book = load_workbook(file, data_only=True)
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
