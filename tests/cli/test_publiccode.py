# SPDX-License-Identifier: EUPL-1.2
"""What catalogues of public software read about us is the same as what the package says."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_version_and_licence_are_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "publiccode.yml").read_text(encoding="utf-8").splitlines()
    assert f"softwareVersion: {project['version']}" in lines
    assert f"  license: {project['license']}" in lines
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")
