# SPDX-License-Identifier: EUPL-1.2
"""The casework table claims nothing without a test, and names nothing that is not there."""

from dataclasses import replace
from pathlib import Path

import pytest

from voordeur.cli.features import ROWS, Feature, feature_faults, render

TEST = "tests/plan/test_plan.py::test_there"


def rows() -> list[Feature]:
    later = [
        Feature(number, f"function {number}", "later", note="issue 5") for number in range(1, ROWS)
    ]
    return [*later, Feature(ROWS, "the last", "here", "plan", (TEST,), "plan")]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "tests" / "plan").mkdir(parents=True)
    (tmp_path / "tests" / "plan" / "test_plan.py").write_text("def test_there():\n    pass\n")
    pictures = tmp_path / "docs" / "img" / "features"
    pictures.mkdir(parents=True)
    (pictures / "plan.png").write_bytes(b"")
    return tmp_path


def write(root: Path, found: list[Feature]) -> list[str]:
    lines = []
    for row in found:
        tests = ", ".join(f'"{name}"' for name in row.tests)
        lines += [
            "[[row]]",
            f"id = {row.id}",
            f'about = "{row.about}"',
            f'state = "{row.state}"',
            f'where = "{row.where}"',
            f"tests = [{tests}]",
            f'picture = "{row.picture}"',
            f'note = "{row.note}"',
        ]
    (root / "docs" / "features.toml").write_text("\n".join(lines))
    (root / "docs" / "features.md").write_text(render(found))
    return feature_faults(root)


def test_a_whole_table_has_no_fault_and_a_page_that_follows_it(table: Path) -> None:
    assert write(table, rows()) == []
    (table / "docs" / "features.md").write_text("by hand")
    (fault,) = feature_faults(table)
    assert "features write" in fault


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tests": ()}, "without a test"),
        ({"where": ""}, "where it lives"),
        ({"tests": ("tests/plan/test_plan.py::test_gone",)}, "test_gone"),
        ({"picture": "gone"}, "gone.png"),
        ({"state": "part"}, "what is missing"),
        ({"state": "later"}, "needs a note, and no test"),
        ({"state": "done"}, "the state"),
        ({"id": 7}, "each once"),
    ],
)
def test_what_is_claimed_without_ground_is_named(
    table: Path, change: dict[str, object], said: str
) -> None:
    *first, last = rows()
    faults = write(table, [*first, replace(last, **change)])  # type: ignore[arg-type]
    assert any(said in fault for fault in faults), faults
