# SPDX-License-Identifier: EUPL-1.2
"""What of the casework table is in the product: `docs/features.toml` and the page made from it.

The table has 108 rows. Each says where it lives, with the tests that hold it and a picture where
there is a screen; or which issue it is for. Nothing is claimed without a test, and each test and
picture that is named must be there.
"""

import argparse
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli.source import repository
from voordeur.cli.trace import test_names

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

ROWS = 108
STATES = {"here": "in the product", "part": "in part", "later": "later", "not": "not meant"}
PICTURES = "docs/img/features"


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of the table; `note` says what is missing, or for which issue it is."""

    id: int
    about: str
    state: str
    where: str = ""
    tests: tuple[str, ...] = ()
    picture: str = ""
    note: str = ""


def read_features(root: Path) -> list[Feature]:
    """Return the rows of `docs/features.toml`; raises TypeError for a key nobody knows."""
    table = tomllib.loads((root / "docs" / "features.toml").read_text(encoding="utf-8"))
    return [Feature(**{**row, "tests": tuple(row.get("tests", ()))}) for row in table["row"]]


def feature_faults(root: Path) -> list[str]:
    """Rows that are missing, claim something without a test, or name what is not there."""
    rows = read_features(root)
    there = test_names(root)
    faults = []
    if [row.id for row in rows] != list(range(1, ROWS + 1)):
        faults.append(f"docs/features.toml: the rows are not 1 to {ROWS}, each once, in order")
    for row in rows:
        faults += [f"docs/features.toml: row {row.id} {fault}" for fault in _wrong(row)]
        faults += [
            f"docs/features.toml: row {row.id} names {name}, which is not a test"
            for name in row.tests
            if name not in there
        ]
        if row.picture and not (root / PICTURES / f"{row.picture}.png").exists():
            faults.append(f"docs/features.toml: row {row.id} shows {row.picture}.png, not there")
    page = root / "docs" / "features.md"
    if not page.exists() or page.read_text(encoding="utf-8") != render(rows):
        faults.append("docs/features.md is not what features.toml says: voordeur features write")
    return faults


def _wrong(row: Feature) -> list[str]:
    if row.state not in STATES:
        return [f"has the state {row.state!r}"]
    if row.state in {"here", "part"} and not (row.tests and row.where):
        return ["is claimed without a test, or without where it lives"]
    if row.state in {"later", "not"} and (row.tests or not row.note):
        return ["is not here: it needs a note, and no test"]
    return ["is there in part and does not say what is missing"] * (
        row.state == "part" and not row.note
    )


def render(rows: list[Feature]) -> str:
    """Return the page: a count per state, and the table."""
    lines = [
        "<!-- Written by `voordeur features write` from features.toml; edit that. -->",
        "# The casework table: what is here",
        "",
        "The 108 functions that a comparison of eight products asks of software for casework, with"
        " where each lives in Voordeur, the tests that hold it, and a picture where there is a screen.",
        "",
        "| State | Rows |",
        "|---|---|",
    ]
    lines += [
        f"| {words} | {sum(row.state == code for row in rows)} |" for code, words in STATES.items()
    ]
    lines += ["", "| | Function | State | Where | Tests | Picture |", "|---|---|---|---|---|---|"]
    for row in rows:
        tests = "<br>".join(f"`{name.removeprefix('tests/')}`" for name in row.tests)
        state = STATES.get(row.state, row.state) + (f": {row.note}" if row.note else "")
        picture = f"[picture](img/features/{row.picture}.png)" if row.picture else ""
        lines.append(f"| {row.id} | {row.about} | {state} | {row.where} | {tests} | {picture} |")
    return "\n".join(lines) + "\n"


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur features write`."""
    parser = subparsers.add_parser("features", help="the casework table and what holds each row")
    parser.add_argument("what", choices=["write", "check"])
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write `docs/features.md`, or print what is wrong with the table."""
    root = repository()
    if arguments.what == "write":
        page = render(read_features(root))
        (root / "docs" / "features.md").write_text(page, encoding="utf-8")
        return 0
    faults = feature_faults(root)
    print("\n".join(faults) or f"{ROWS} rows")
    return 1 if faults else 0
