# SPDX-License-Identifier: EUPL-1.2
"""`voordeur account make-administrator EMAIL --name NAME`: the first account of an empty house."""

import argparse
from typing import TYPE_CHECKING

from voordeur.cli import with_django
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur account make-administrator EMAIL --name NAME [--address URL]`."""
    parser = subparsers.add_parser("account", help="make the first administrator")
    parser.add_argument("what", choices=["make-administrator"])
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", required=True, help="as colleagues will read it")
    parser.add_argument(
        "--address", default="http://127.0.0.1:8000", help="where this house is served"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the account and print where its owner sets a password; only while there is none.

    After that everything is done in the browser, by an account whose name is in the log.
    """
    with_django()
    from voordeur.door import accounts
    from voordeur.door.reader import system
    from voordeur.partners.actions import invite, open_account

    if accounts.count_open("administrator"):
        raise Refusal(
            "There is an administrator already", remedy="let them open accounts under /beheer/"
        )
    here = system("setup")
    made = open_account(here, email=arguments.email, name=arguments.name, roles=["administrator"])
    print(f"Set a password within three days, once: {arguments.address.rstrip('/')}", end="")
    print(invite(here, account_id=made.pk))
    return 0
