# SPDX-License-Identifier: EUPL-1.2
"""What the manual tells an analyst to type in a notebook does what it says, from folder to report."""

import re
from pathlib import Path

import pytest

from voordeur.factlab.synthetic.town import draw
from voordeur.factlab.synthetic.writing import write

pytestmark = pytest.mark.long
MANUAL = Path(__file__).parents[3] / "docs" / "handleiding" / "analist.md"


def test_the_blocks_of_the_manual_lead_from_a_folder_to_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "MAP", draw(150, 3), 3, only_csv=True)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 4
    exec("\n".join(blocks), {})
    said = capsys.readouterr().out
    assert "%" in said
    assert "report.html" in said
    assert (tmp_path / "UIT" / "report.pdf").is_file()
    assert (tmp_path / "WERKMAP" / "besluiten.jsonl").read_text(encoding="utf-8").count("\n") == 1
