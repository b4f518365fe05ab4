# SPDX-License-Identifier: EUPL-1.2
"""`voordeur restore DIR`: put a backup back, and forget again everybody who was forgotten."""

import argparse
import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli import with_django
from voordeur.cli.backup import FORGOTTEN, NAMES, PAPERS, put_back
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur restore DIR [--only state|log|keys] [--forgotten FILE]`."""
    parser = subparsers.add_parser("restore", help="put a backup back, papers too")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", choices=sorted(NAMES.values()), help="one of the three")
    parser.add_argument(
        "--forgotten", type=Path, metavar="FILE", help="a newer list of the forgotten"
    )
    parser.add_argument("--yes", action="store_true", help="what is there now may go")
    parser.set_defaults(run=run)


def _list(path: Path) -> set[str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(f"{path}: no list of the forgotten can be read here") from error
    return set(found)


def run(arguments: argparse.Namespace) -> int:
    """Restore, erase the forgotten again, and check the history; 1 when the chain is broken."""
    with_django()
    from django.db import DatabaseError, connections

    from voordeur.door import erasure, forgetting
    from voordeur.history import appendonly, clock, keyring, seals
    from voordeur.papers import actions, blobs, queries

    if not arguments.yes:
        raise Refusal("What is in the databases now will be gone", remedy="add --yes")
    chosen = {a: n for a, n in NAMES.items() if arguments.only in {None, n}}
    for name in chosen.values():
        if not (arguments.folder / name).is_dir():
            raise Refusal(f"{arguments.folder / name} is not there")
    forgotten: set[str] = set()
    try:
        # Whoever was forgotten since the backup stands only in the database that is there now.
        forgotten.update(keyring.shredded())
    except DatabaseError:
        print("the keys that are there now cannot be read; their list of the forgotten is lost")
    for name in chosen.values():
        forgotten |= _list(arguments.folder / name / FORGOTTEN)
    if arguments.forgotten:
        forgotten |= _list(arguments.forgotten)
    for alias, name in chosen.items():
        put_back(connections[alias], arguments.folder / name)
        print(f"{name}: put back")
    if "default" in chosen:
        print(f"papers: {blobs.put_back(arguments.folder / NAMES['default'] / PAPERS)} put back")
    appendonly.install()
    again = forgetting.replay(sorted(forgotten), clock.now())
    print(f"{again} persons forgotten again")
    print(f"{erasure.replay(clock.now())} households erased again")
    swept = actions.sweep(older_than=timedelta())
    print(f"{swept} files without a paper swept, {queries.without_file()} papers without a file")
    found = seals.verify()
    print(f"broken: {found.broken}" if found.broken else f"whole: {found.events} events")
    return 1 if found.broken else 0
