# SPDX-License-Identifier: EUPL-1.2
"""`voordeur retention`: list what may be erased now; erases nothing."""

import argparse
from typing import TYPE_CHECKING

from voordeur.cli import with_django

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur retention`."""
    parser = subparsers.add_parser("retention", help="list what is past its term")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line per kind of record or household that is due."""
    with_django()
    from voordeur.door import retention

    found = retention.due()
    for row in found:
        held = "  (legal hold)" if row.held else ""
        print(f"{row.what}: {row.count}, {row.law}, since {row.since:%Y-%m-%d}, {row.how}{held}")
    if not found:
        print("nothing is past its term")
    return 0
