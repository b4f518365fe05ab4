# SPDX-License-Identifier: EUPL-1.2
"""`voordeur bench`: measure pages against a raw yardstick, on a throw-away PostgreSQL of its own."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voordeur.cli import with_django
from voordeur.cli.source import repository
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur bench [--sizes 1000,10000,100000] [--json FILE]`."""
    parser = subparsers.add_parser("bench", help="measure pages against a raw yardstick")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of households")
    parser.add_argument("--times", type=int, default=15, help="requests per page")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure; exit code 1 when a promise of the design does not hold."""
    root = repository()
    sys.path.insert(0, str(root))
    from tests import postgres

    try:
        cluster = postgres.start()
    except postgres.Unavailable as error:
        raise Refusal(str(error), "bench", "Install PostgreSQL and try again.") from error
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.environ |= cluster.environment() | {"VOORDEUR_DATA_DIR": folder}
            os.environ["VOORDEUR_ALLOWED_HOSTS"] = "testserver"
            with_django()
            figures = _measure(
                tuple(int(size) for size in arguments.sizes.split(",")), arguments.times
            )
    finally:
        cluster.stop()
    _show(figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if all(claim["holds"] for claim in figures["claims"]) else 1


def _measure(sizes: tuple[int, ...], times: int) -> dict[str, Any]:
    from benchmarks import importing, pages
    from django.conf import settings
    from django.db import connections

    from voordeur.cli.migrate import migrate_all

    settings.SECOND_FACTOR = False
    migrate_all()
    try:
        figures = pages.run(sizes, times)
        figures["import"] = importing.run()
        limit = 5.0
        figures["claims"].append(
            {
                "what": "import: time over bare parse and insert",
                "measured": figures["import"]["ratio"],
                "limit": limit,
                "holds": figures["import"]["ratio"] <= limit,
            }
        )
        return figures
    finally:
        connections.close_all()


COLUMNS = (
    ("households", "households", 11, ",d"),
    ("requests", "requests", 9, "d"),
    ("queries", "queries", 8, "d"),
    ("rows", "rows", 7, ",d"),
    ("bytes", "size", 9, ",d"),
    ("ms", "milliseconds", 8, ".1f"),
    ("raw rows", "raw_rows", 9, ",d"),
    ("raw ms", "raw", 8, ".2f"),
    ("no log", "raw_without_log", 8, ".2f"),
    ("x", "ratio", 7, ".1f"),
    ("x no log", "ratio_without_log", 9, ".1f"),
)


def _show(figures: dict[str, Any]) -> None:
    print(f"{'page':<12}" + "".join(f"{head:>{width}}" for head, _, width, _ in COLUMNS))
    for row in figures["measured"]:
        cells = (f"{row[name]:{form}}".rjust(width) for _, name, width, form in COLUMNS)
        print(f"{row['page']:<12}" + "".join(cells))
    print()
    for claim in figures["claims"]:
        mark = "holds" if claim["holds"] else "DOES NOT HOLD"
        print(f"{claim['what']}: {claim['measured']} (at most {claim['limit']}): {mark}")
