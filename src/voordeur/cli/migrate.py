# SPDX-License-Identifier: EUPL-1.2
"""`voordeur migrate`: bring the tables of the three databases up to date."""

import argparse
from typing import TYPE_CHECKING

from voordeur.cli import with_django

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

ALIASES = ("default", "log", "keys")


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur migrate`."""
    parser = subparsers.add_parser("migrate", help="bring the databases up to date")
    parser.add_argument("--check", action="store_true", help="only say whether there is work")
    parser.set_defaults(run=run)


def migrate_all() -> None:
    """Migrate state, log and keys; a database that is up to date stays as it is."""
    from django.core.management import call_command

    for alias in ALIASES:
        call_command("migrate", database=alias, verbosity=0, interactive=False)


def behind() -> list[str]:
    """Return the databases that wait for a migration; needs Django to be ready."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from voordeur.history.management.commands.migrate import kept_in

    found = []
    for alias in ALIASES:
        executor = MigrationExecutor(connections[alias])
        kept = kept_in(alias)
        leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in kept]
        if executor.migration_plan(leaves):
            found.append(alias)
    return found


def run(arguments: argparse.Namespace) -> int:
    """Migrate and say so; with `--check` return 1 when a database is behind, and change nothing."""
    with_django()
    if arguments.check:
        return 1 if behind() else 0
    migrate_all()
    print("voordeur: the databases are up to date")
    return 0
