# SPDX-License-Identifier: EUPL-1.2
"""`voordeur verify-history`: check every chain and seal; names the first broken link."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli import with_django
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur verify-history [--against FILE]`."""
    parser = subparsers.add_parser("verify-history", help="check that nobody changed the history")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="the seals as they were kept elsewhere"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check, and print what was read; 1 with the first break when there is one."""
    with_django()
    from voordeur.history import seals

    lines: list[str] = []
    if arguments.against:
        try:
            lines = arguments.against.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise Refusal(f"{arguments.against}: {error.strerror}") from error
    try:
        found = seals.verify(lines)
    except (ValueError, KeyError) as error:
        raise Refusal(
            f"{arguments.against}: this is no file of seals",
            remedy="name the file that `voordeur seal --to` writes",
        ) from error
    if found.broken:
        print(f"broken: {found.broken}")
        return 1
    print(f"whole: {found.events} events in {found.streams} streams, {found.seals} seals")
    return 0
