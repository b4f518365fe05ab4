# SPDX-License-Identifier: EUPL-1.2
"""Which requirement or case of the domain texts is held by which test: `docs/trace.toml` and back.

Each row of `docs/trace.toml` names a text, a requirement (R), case (A, C) or formula (F) of it, and
either the tests that hold it or the reason why none does. `docs/trace.md` is written from it
(`voordeur trace write`).
"""

import argparse
import ast
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli.source import repository

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

STATES = ("tested", "not here", "open")
PROMISES = ("docs/developers/security.md", "docs/developers/rules-of-the-field.md")
NAMED = re.compile(r"`([\w/]+\.py::[\w:]+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement or case: where it stands, what it asks in our words, what holds it."""

    text: str
    id: str
    about: str
    tests: tuple[str, ...] = ()
    reason: str = ""

    @property
    def state(self) -> str:
        """`tested`, `not here` (a reason is given) or `open`."""
        return "tested" if self.tests else "not here" if self.reason else "open"


def read_rows(root: Path) -> list[Row]:
    """All rows of `docs/trace.toml`; raises `TypeError` for a key nobody knows."""
    table = tomllib.loads((root / "docs" / "trace.toml").read_text(encoding="utf-8"))
    return [Row(**{**row, "tests": tuple(row.get("tests", ()))}) for row in table["row"]]


def trace_faults(root: Path) -> list[str]:
    """Rows that name a test that is not there, or that stand twice, and a stale `docs/trace.md`.

    The pages of security promises and of the rules of the field name tests too: those must be there
    as well.
    """
    rows = read_rows(root)
    there = test_names(root)
    faults = [
        f"docs/trace.toml: {row.text} {row.id} names {name}, which is not a test"
        for row in rows
        for name in row.tests
        if name not in there
    ]
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.text, row.id) in seen:
            faults.append(f"docs/trace.toml: {row.text} {row.id} stands there twice")
        seen.add((row.text, row.id))
    for name in PROMISES:
        promises = root / name
        if promises.exists():
            named = NAMED.findall(promises.read_text(encoding="utf-8"))
            faults += [
                f"{name}: tests/{test} is not a test"
                for test in named
                if f"tests/{test}" not in there
            ]
    page = root / "docs" / "trace.md"
    if not page.exists() or page.read_text(encoding="utf-8") != render(rows):
        faults.append("docs/trace.md is not what docs/trace.toml says: run voordeur trace write")
    return faults


def test_names(root: Path) -> set[str]:
    """Every test as `tests/spec/test_nabij_sums.py::test_name` (or `…::TestClass::test_name`)."""
    names: set[str] = set()
    for file in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
        names |= {f"{file.relative_to(root).as_posix()}::{name}" for name in _tests_in(tree.body)}
    return names


def _tests_in(body: list[ast.stmt], inside: str = "") -> set[str]:
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("test_"):
                found.add(inside + node.name)
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found |= _tests_in(node.body, f"{inside}{node.name}::")
    return found


def render(rows: list[Row]) -> str:
    """The page `docs/trace.md`: a count per state and one table per text."""
    lines = [
        "<!-- Written by `voordeur trace write` from trace.toml; edit that. -->",
        "# Trace: what the domain texts ask, and the test that holds it",
        "",
        "R is a requirement, A or C a case, F a formula. *Open* means that no test is named yet.",
        "",
        "| State | Rows |",
        "|---|---|",
    ]
    lines += [f"| {state} | {sum(row.state == state for row in rows)} |" for state in STATES]
    for text in dict.fromkeys(row.text for row in rows):
        lines += ["", f"## {text}", "", "| | Asks | Held by |", "|---|---|---|"]
        for row in (row for row in rows if row.text == text):
            held = "<br>".join(f"`{name.removeprefix('tests/')}`" for name in row.tests)
            lines.append(f"| {row.id} | {row.about} | {held or row.reason or '*open*'} |")
    return "\n".join(lines) + "\n"


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur trace write|check`."""
    parser = subparsers.add_parser("trace", help="requirements and the tests that hold them")
    parser.add_argument("what", choices=["write", "check"])
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write `docs/trace.md`, or print what is wrong with the trace."""
    root = repository()
    if arguments.what == "write":
        (root / "docs" / "trace.md").write_text(render(read_rows(root)), encoding="utf-8")
        return 0
    faults = trace_faults(root)
    print("\n".join(faults) or f"{open_rows(root)} rows are open")
    return 1 if faults else 0


def open_rows(root: Path) -> int:
    """How many rows name neither a test nor a reason."""
    return sum(row.state == "open" for row in read_rows(root))
