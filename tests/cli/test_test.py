# SPDX-License-Identifier: EUPL-1.2
"""The test run says what happened: the exit code decides, the last line counts everything."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from voordeur.cli.test import (
    LACKING,
    Outcome,
    bytecode,
    checks,
    judge,
    production_settings,
    summary,
    tiers,
)


@pytest.mark.parametrize(
    ("code", "last", "state", "counts"),
    [
        (0, "12 passed, 1 skipped in 3.10s", "passed", {"passed": 12, "skipped": 1}),
        (1, "1 failed, 2 passed, 3 errors in 1s", "failed", {"failed": 4, "passed": 2}),
        (4, "ERROR: usage", "failed", {"failed": 1}),
        (5, "9 deselected in 0.1s", "failed", {"failed": 1}),
        (LACKING, "!!! PostgreSQL is not on this machine: x !!!", "skipped", {"skipped": 1}),
    ],
)
def test_a_run_is_judged_by_its_exit_code(
    code: int, last: str, state: str, counts: dict[str, int]
) -> None:
    judged, _note, counted = judge(code, last)
    assert judged == state
    assert counted == Counter(counts)


def test_the_last_line_sums_checks_and_tests() -> None:
    text = summary(
        [
            Outcome("ruff", "passed", 0.2, counts=Counter(passed=1)),
            Outcome("sqlite", "failed", 9.0, counts=Counter(passed=40, failed=2)),
            Outcome("postgres", "skipped", 0.0, counts=Counter(skipped=1)),
        ],
        seconds=9.1,
    )
    assert text.splitlines()[-1] == "41 passed, 2 failed, 1 skipped"


def test_the_tiers_cover_every_test_once_and_the_database_twice() -> None:
    short = tiers([], long=False, cores=2)
    assert [name for name, _words, _environment in short] == ["sqlite", "postgres", "browser"]
    assert all("not long" in words[1] for _name, words, _environment in short)
    assert not any("long" in words[1] for _name, words, _environment in tiers([], long=True))


def test_what_was_compiled_is_kept_for_the_run_where_nothing_may_lie_beside_the_sources(
    tmp_path: Path,
) -> None:
    assert bytecode({}, tmp_path) == {}
    (tmp_path / "room.py").write_text("WORD = 1\n", encoding="utf-8")
    kept = {**os.environ, **bytecode({"PYTHONDONTWRITEBYTECODE": "1"}, tmp_path / "kept")}
    subprocess.run([sys.executable, "-c", "import room"], cwd=tmp_path, env=kept, check=True)
    assert list((tmp_path / "kept").rglob("room.*.pyc"))
    assert not (tmp_path / "__pycache__").exists()


def test_words_for_pytest_run_only_those_tests() -> None:
    assert tiers(["tests/plan", "-x"], long=False) == [("tests", ["tests/plan", "-x"], {})]


def test_the_settings_of_production_are_accepted_by_the_settings(tmp_path: Path) -> None:
    from voordeur.conf.config import load

    config = load(production_settings(tmp_path))
    assert config.production
    assert not config.demo


def test_each_check_is_a_program_that_is_there(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    missing = [
        check.name
        for check in checks(root, tmp_path)
        if not check.reason_not and not Path(check.words[0]).exists()
    ]
    assert missing == []


def test_unknown_words_go_to_pytest_in_order_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from voordeur.cli import main
    from voordeur.cli import test as command

    given: list[list[str]] = []
    monkeypatch.setattr(command, "run", lambda arguments: given.append(arguments.rest) or 0)
    assert main(["test", "-k", "plan", "tests/plan", "-x"]) == 0
    assert given == [["-k", "plan", "tests/plan", "-x"]]
    with pytest.raises(SystemExit):
        main(["messages", "check", "--fast"])
    assert "--fast" in capsys.readouterr().err
