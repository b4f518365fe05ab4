# SPDX-License-Identifier: EUPL-1.2
"""`voordeur seal`: seal the ends of all chains, and take the root off this machine."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli import with_django
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur seal [--to FILE]`."""
    parser = subparsers.add_parser("seal", help="seal the history of today")
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="also append the seal to a file elsewhere"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make a seal and print its root."""
    with_django()
    from voordeur.history import seals

    try:
        made = seals.make_seal(arguments.to)
    except OSError as error:
        raise Refusal(
            f"{arguments.to}: the seal is in the database but not in this file ({error.strerror})",
            remedy="mend the place and seal again",
        ) from error
    print(f"{made.root} over {made.streams} streams")
    return 0
