# SPDX-License-Identifier: EUPL-1.2
"""`voordeur keys rotate`: wrap every subject key with the last master key of the ring."""

import argparse
import secrets
from typing import TYPE_CHECKING

from voordeur.cli import with_django
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur keys new` and `voordeur keys rotate`."""
    parser = subparsers.add_parser("keys", help="renew the master key")
    parts = parser.add_subparsers(dest="part", required=True)
    new = parts.add_parser("new", help="print a fresh line for the master key file")
    new.add_argument("name", help="its name, such as m2")
    new.set_defaults(run=fresh)
    rotate = parts.add_parser("rotate", help="wrap all keys with the last line of that file")
    rotate.set_defaults(run=run)


def fresh(arguments: argparse.Namespace) -> int:
    """Print a new line for the ring; the operator appends it, the program never writes there."""
    name: str = arguments.name
    if not name.isalnum() or len(name) > 20:
        raise Refusal("A key is named with letters and digits", remedy="m2, for example")
    print(f"{name}:{secrets.token_hex(32)}")
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Wrap every key anew; the content stays as it is and can be read all the while."""
    with_django()
    from voordeur.history import keyring

    try:
        count = keyring.rewrap()
    except KeyError as error:
        raise Refusal(str(error.args[0])) from error
    print(
        f"{count} keys wrapped anew. Keep the first line of the ring: lookups rest on it. "
        "Lines between the first and the last are not needed any more."
    )
    return 0
