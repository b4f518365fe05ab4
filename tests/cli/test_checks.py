# SPDX-License-Identifier: EUPL-1.2
"""The rules of the repository find what breaks them."""

from pathlib import Path

import pytest

from voordeur.cli import main
from voordeur.cli.house_rules import MARK, header_faults, name_faults
from voordeur.cli.licences import allowed
from voordeur.cli.trace import Row, read_rows, render, trace_faults


def test_a_source_file_without_its_licence_is_named(tmp_path: Path) -> None:
    texts = {
        "src/a.py": f"# {MARK}\n",
        "src/b.py": "import os\n",
        "src/empty.py": "",
        "src/run.sh": f"#!/bin/sh\n# {MARK}\n",
        "src/static/vendor/theirs.css": "a{}\n",
        "docs/page.py": "x = 1\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (fault,) = header_faults(tmp_path, list(texts))
    assert fault.startswith("src/b.py:1:")


@pytest.mark.parametrize(
    "name", ["src/voordeur/plan/utils.py", "src/voordeur/common/x.py", "tests/helpers.py"]
)
def test_a_name_that_says_nothing_is_refused(name: str) -> None:
    assert name_faults([name]) != []


def test_a_name_that_says_what_is_in_it_stands() -> None:
    assert name_faults(["src/voordeur/plan/actions.py", "tests/factories.py"]) == []


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("(MIT OR GPL-2.0-only) AND BSD-3-Clause", True),
        ("Proprietary", False),
        ("", False),
        ("MIT Apache-2.0", False),
        ("(MIT", False),
    ],
)
def test_a_licence_counts_when_every_part_of_it_is_allowed(expression: str, good: bool) -> None:
    assert allowed(expression) is good


@pytest.fixture
def traced(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "tests" / "spec").mkdir(parents=True)
    (tmp_path / "tests" / "spec" / "test_nabij.py").write_text(
        "def test_there():\n    pass\n\nclass TestPlan:\n    def test_within(self):\n        pass\n"
    )
    return tmp_path


def write_trace(root: Path, *tests: str) -> None:
    named = ", ".join(f'"{name}"' for name in tests)
    (root / "docs" / "trace.toml").write_text(
        f'[[row]]\ntext = "nabij"\nid = "R1"\nabout = "cost adds up"\ntests = [{named}]\n'
    )
    (root / "docs" / "trace.md").write_text(render(read_rows(root)))


def test_a_row_of_the_trace_may_name_only_tests_that_exist(traced: Path) -> None:
    there = "tests/spec/test_nabij.py::test_there"
    within = "tests/spec/test_nabij.py::TestPlan::test_within"
    write_trace(traced, there, within)
    assert trace_faults(traced) == []
    write_trace(traced, there, "tests/spec/test_nabij.py::test_gone")
    (fault,) = trace_faults(traced)
    assert "test_gone" in fault


def test_a_security_promise_may_name_only_tests_that_exist(traced: Path) -> None:
    write_trace(traced)
    page = traced / "docs" / "developers" / "security.md"
    page.parent.mkdir()
    page.write_text("| It holds | `spec/test_nabij.py::test_there` |")
    assert trace_faults(traced) == []
    page.write_text("| It held | `spec/test_nabij.py::test_gone` |")
    (fault,) = trace_faults(traced)
    assert "test_gone" in fault


def test_the_page_of_the_trace_must_follow_its_rows(traced: Path) -> None:
    write_trace(traced, "tests/spec/test_nabij.py::test_there")
    (traced / "docs" / "trace.md").write_text("old")
    (fault,) = trace_faults(traced)
    assert "trace write" in fault


def test_a_row_without_test_or_reason_is_open_and_no_fault(traced: Path) -> None:
    write_trace(traced)
    assert trace_faults(traced) == []
    assert Row("nabij", "R1", "cost adds up").state == "open"
    assert Row("nabij", "R1", "cost adds up", reason="later").state == "not here"


def test_an_unknown_check_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks", "licenses"]) == 2
    assert "licenses" in capsys.readouterr().err
