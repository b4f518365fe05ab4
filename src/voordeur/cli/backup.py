# SPDX-License-Identifier: EUPL-1.2
"""`voordeur backup DIR`: state with the papers, access log and keys, in three separate places.

Whoever holds one of them cannot read the files of people: the keys never lie beside the data. The
list of the forgotten goes with each of the three, for `voordeur restore`. Papers are encrypted
files and belong with state: their rows lie there, and the keys that open them do not. The master
key file is no part of any backup: keep it by itself.
"""

import argparse
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voordeur.cli import with_django
from voordeur.door.refusal import Refusal

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

NAMES = {"default": "state", "log": "log", "keys": "keys"}
FORGOTTEN = "forgotten.json"
PAPERS = "papers"


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur backup DIR`."""
    parser = subparsers.add_parser("backup", help="copy databases and papers while they run")
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty or new folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Back up; each database in a folder of its own that can be taken elsewhere."""
    with_django()
    from django.db import connections

    from voordeur.history import keyring
    from voordeur.papers import blobs

    folder: Path = arguments.folder
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty", remedy="name a new folder")
    forgotten = json.dumps(keyring.shredded())
    # Keys last: a person registered while we copy then has a key with the row, never a row alone.
    for alias in ("default", "log", "keys"):
        place = folder / NAMES[alias]
        place.mkdir(parents=True, mode=0o700)
        copy(connections[alias], place)
        (place / FORGOTTEN).write_text(forgotten, encoding="utf-8")
        print(f"{NAMES[alias]}: {place}")
        if alias == "default":
            print(f"papers: {blobs.copy_to(place / PAPERS)} files, with state")
    print("Keep the three apart, and the master key file with none of them.")
    return 0


def copy(connection: Any, place: Path) -> None:
    """Copy one database into a folder: SQLite by its backup interface, PostgreSQL by pg_dump."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        target = sqlite3.connect(place / "copy.sqlite3")
        try:
            connection.connection.backup(target)
        finally:
            target.close()
        return
    program = tool("pg_dump")
    words = [program, "--format=custom", "--no-owner", "--file", str(place / "copy.dump")]
    _run([*words, *_where(connection)], connection)


def tool(name: str) -> str:
    """Return the path of a PostgreSQL program; raises Refusal when it is not there."""
    found = shutil.which(name)
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if found is None and not versions:
        raise Refusal(f"{name} is not on this machine", remedy="apt install postgresql-client")
    return found or str(versions[0])


def _where(connection: Any) -> list[str]:
    given = connection.settings_dict
    words = ["--dbname", str(given["NAME"]), "--no-password"]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if given[key]:
            words += [option, str(given[key])]
    return words


def _run(words: list[str], connection: Any) -> None:
    import os

    environment = os.environ | {"PGPASSWORD": str(connection.settings_dict["PASSWORD"] or "")}
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        words, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refusal(f"{Path(words[0]).name} failed: {done.stderr.strip()[:500]}")


def put_back(connection: Any, place: Path) -> None:
    """Put a copy back over one database; what was in it is gone."""
    if connection.vendor == "sqlite":
        source = sqlite3.connect(f"file:{place / 'copy.sqlite3'}?mode=ro", uri=True)
        try:
            connection.ensure_connection()
            source.backup(connection.connection)
        finally:
            source.close()
            connection.close()
        return
    words = [tool("pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction"]
    words += [*_where(connection), str(place / "copy.dump")]
    connection.close()
    _run(words, connection)
