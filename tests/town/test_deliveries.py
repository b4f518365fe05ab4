# SPDX-License-Identifier: EUPL-1.2
"""The deliveries of the demo town: made anew the same, agreed in words, with things that stand out."""

from pathlib import Path

from voordeur.factlab.deliveries import Manifest
from voordeur.factlab.folders import Root
from voordeur.factlab.telling import AREAS
from voordeur.town.play.deliveries import FEW, LATER, YEAR, lay_down

EXAMPLE = Path(__file__).parents[2] / "examples" / "factlab"


def test_the_folders_are_made_once_with_agreements_a_gap_and_a_sketch_of_a_map(tmp_path):
    root = Root(tmp_path)
    lay_down(root)
    assert list(root.names()) == [YEAR, LATER]
    year, later = (Manifest.read(root.folder(name)) for name in (YEAR, LATER))
    assert len(year.sources) == 37
    assert set(later.sources) == set(FEW)
    for source in (*year.sources.values(), *later.sources.values()):
        assert "verzonnen" not in f"{source.legal_basis} {source.agreement} {source.purpose}"
    gaps = [code for code, one in later.sources.items() if not one.files(later.folder)]
    assert gaps == ["verslaving"]
    sketch = (EXAMPLE / AREAS).read_text(encoding="utf-8")
    assert '"schematic": true' in sketch
    assert {(root.folder(name) / AREAS).read_text("utf-8") for name in (YEAR, LATER)} == {sketch}
    kept = root.folder(LATER) / "wmo.csv"
    kept.write_text("what the analyst changed", encoding="utf-8")
    lay_down(root)
    assert kept.read_text("utf-8") == "what the analyst changed"
