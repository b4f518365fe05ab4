# SPDX-License-Identifier: EUPL-1.2
"""No path leads out of the folder of deliveries, and a package comes in whole or not at all."""

import stat
import zipfile
from io import BytesIO

import pytest

from tests.factlab.house.conftest import MANIFEST, people
from voordeur.factlab import folders
from voordeur.factlab.fault import Fault
from voordeur.factlab.folders import Root


def package(files: dict[str, str | bytes], **how: object) -> bytes:
    """A zip of these files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = int(str(how.get("mode", 0o644))) << 16
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def test_a_package_becomes_a_folder_also_when_everything_lies_in_one_folder(tmp_path):
    root = Root(tmp_path)
    for name, top in (("een", ""), ("twee", "levering 2025/")):
        files = {f"{top}factlab.toml": MANIFEST, f"{top}brp.csv": people(3)}
        folder = root.receive(name, package(files))
        assert sorted(one.name for one in folder.iterdir()) == ["brp.csv", "factlab.toml"]
    assert list(root.names()) == ["een", "twee"]
    with pytest.raises(Fault, match="already"):
        root.receive("een", package({"factlab.toml": MANIFEST}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip at all", "no zip"),
        (package({"brp.csv": people(3)}), "one factlab.toml"),
        (package({"factlab.toml": MANIFEST, "../../over.csv": "x"}), "outside its folder"),
        (package({"factlab.toml": MANIFEST, "/etc/over.csv": "x"}), "outside its folder"),
        (package({"factlab.toml": MANIFEST, "..\\over.csv": "x"}), "outside its folder"),
        (package({"a/factlab.toml": MANIFEST, "b/brp.csv": "x"}), "outside its folder"),
        (package({"factlab.toml": MANIFEST, "brp.exe": "x"}), "no delivery"),
        (package({"factlab.toml": MANIFEST}, mode=stat.S_IFLNK | 0o777), "link instead"),
        (package({"factlab.toml": "[run"}), "no TOML"),
        (package({"factlab.toml": MANIFEST, "brp.csv": b"0" * 3000}), "too large"),
        (package({"factlab.toml": MANIFEST} | {f"{n}.csv": "" for n in range(9)}), "too many"),
    ],
)
def test_what_is_no_package_of_deliveries_leaves_nothing_behind(
    tmp_path, monkeypatch, content, said
):
    monkeypatch.setattr(folders, "LARGEST", 2_000)
    monkeypatch.setattr(folders, "MOST_FILES", 8)
    root = Root(tmp_path / "root")
    with pytest.raises(Fault, match=said):
        root.receive("levering", content)
    assert not list((tmp_path / "root" / "deliveries").iterdir())
    assert not list(tmp_path.glob("*.csv"))


def test_a_name_from_outside_is_looked_up_and_never_a_path(tmp_path):
    root = Root(tmp_path / "root")
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "factlab.toml").write_text(MANIFEST, encoding="utf-8")
    root.deliveries.mkdir(parents=True)
    (root.deliveries / "link").symlink_to(secret)
    for name in ("../../secret", str(secret), "link", "", ".", "Secret"):
        with pytest.raises(Fault):
            root.folder(name)
        with pytest.raises(Fault):
            root.receive(name, package({"factlab.toml": MANIFEST}))
