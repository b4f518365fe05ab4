# SPDX-License-Identifier: EUPL-1.2
"""`voordeur demo`: build the demo town Waterveen, or take the one that is there, and serve it."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli.serve import address_options, free, serve
from voordeur.door.refusal import Refusal
from voordeur.history import clock

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

SIZES = ("small", "full")
MADE = "made.json"
#: All that makes a town: three databases and the key ring that opens the third.
PARTS = ("state.sqlite3", "log.sqlite3", "keys.sqlite3", "master.keys")
#: And the sealed files of its papers.
PAPERS = "papers"
#: What a demo folder holds besides; nothing else is ever deleted from it.
REST = (MADE, "signing.key", *(f"{part}{end}" for part in PARTS[:3] for end in ("-wal", "-shm")))
#: Settings that lead away from the demo's own files.
ELSEWHERE = (
    "DATABASE_URL",
    "LOG_DATABASE_URL",
    "KEYS_DATABASE_URL",
    "FACTLAB_DIR",
    "PRODUCTION",
    "CONFIG",
)


@dataclass(frozen=True, slots=True)
class Made:
    """What is written beside a finished town: from which program, and as it stands on which day."""

    key: str
    today: str


def register(subparsers: "Subparsers") -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help="build the demo town Waterveen and serve it")
    parser.add_argument("--size", choices=SIZES, default="small", help="600 or 60,000 households")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other people")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=None, help="the day the town stands at"
    )
    parser.add_argument("--fresh", action="store_true", help="start anew, what you did is lost")
    parser.add_argument("--no-serve", action="store_true", help="only build the town")
    address_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make sure that the town is there and serve it until stopped."""
    for name in ELSEWHERE:
        if os.environ.get(f"VOORDEUR_{name}"):
            raise Refusal(
                "The demo keeps its own files",
                f"VOORDEUR_{name}",
                "take this setting away, or use `voordeur serve`",
            )
    if not arguments.no_serve:
        free(arguments.host, arguments.port)
    base = Path(os.environ.get("VOORDEUR_DATA_DIR") or "var").absolute()
    folder = base / f"demo-{arguments.size}-{arguments.seed}"
    os.environ.update(VOORDEUR_DATA_DIR=str(folder), VOORDEUR_DEMO="1")
    provide(folder, arguments)
    from voordeur.cli import with_django

    with_django()
    from voordeur.factlab.house.place import root
    from voordeur.town.play.deliveries import finish, lay_down

    if arguments.no_serve:
        finish()
        return 0
    # A town that was copied is databases alone.
    lay_down(root())
    say(f"open http://{arguments.host}:{arguments.port}/ and choose who you are (Ctrl+C stops)")
    with working():
        serve(arguments.host, arguments.port)
    return 0


@contextmanager
def working() -> Iterator[None]:
    """Let workers do what is due as long as the town is served: imports, and runs of Factlab."""
    started = [
        subprocess.Popen(  # noqa: S603 - the words are our own
            [sys.executable, "-m", "voordeur.cli", *words, "--every", "2"],
            stdout=subprocess.DEVNULL,
        )
        for words in (("tick",), ("factlab", "work"))
    ]
    try:
        yield
    finally:
        for worker in started:
            worker.terminate()
        for worker in started:
            worker.wait()


def say(words: str) -> None:
    """Tell the person at the terminal what happens."""
    print(f"voordeur: {words}", file=sys.stderr, flush=True)


def provide(folder: Path, arguments: argparse.Namespace) -> None:
    """Make sure that a finished town is in the folder: the one there, a cached one or a new one."""
    day = arguments.today or clock.today()
    key = town_key(arguments.seed, arguments.size)
    there = read(folder)
    if there and there.key == key and not arguments.fresh:
        if there.today != day.isoformat():
            say(f"this is the town as you left it, made on {there.today}; --fresh makes a new one")
        return
    if there and there.key != key:
        say("the program has changed since this town was made")
    clear(folder)
    cached = cache_folder() / f"{arguments.size}-{arguments.seed}"
    kept = read(cached)
    if kept and kept.key == key and (kept.today == day.isoformat() or arguments.size == "full"):
        copy(cached, folder)
        if kept.today != day.isoformat():
            say(f"this town stands at {kept.today}, the day it was built")
        return
    build_in(folder, arguments, day, key)
    clear(cached)
    copy(folder, cached)


def town_key(seed: int, size: str) -> str:
    """Return the hash of what a town follows from: generator, tables, seed and size."""
    from voordeur.town.fingerprint import generator_hash

    total = sha256(f"{generator_hash()}|{seed}|{size}".encode())
    root = Path(str(files("voordeur")))
    for path in sorted(root.glob("*/migrations/*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def cache_folder() -> Path:
    """Return where towns are kept for the next time, in the cache folder of the person."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "voordeur" / "town"


def read(folder: Path) -> Made | None:
    """Return what is written beside a finished town; None when there is none, or half of one."""
    try:
        return Made(**json.loads((folder / MADE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def clear(folder: Path) -> None:
    """Take a town away; files that are no part of one stay."""
    for name in (*PARTS, *REST):
        (folder / name).unlink(missing_ok=True)
    for name in (PAPERS, "factlab"):
        shutil.rmtree(folder / name, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy a finished town; what says that it is finished comes last."""
    target.mkdir(parents=True, exist_ok=True)
    if (source / PAPERS).is_dir():
        shutil.copytree(source / PAPERS, target / PAPERS)
    for name in (*PARTS, MADE):
        shutil.copyfile(source / name, target / name)
        (target / name).chmod(0o600)


def build_in(folder: Path, arguments: argparse.Namespace, day: date, key: str) -> None:
    """Build a town in an empty folder; an interrupted one is not marked as finished.

    What takes a worker long waits for the worker when there will be one: who wants to look at the
    town need not wait for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    say(f"building the {arguments.size} town of Waterveen; this happens once")
    from voordeur.cli import with_django
    from voordeur.cli.migrate import migrate_all

    with_django()
    from django.db import connections

    from voordeur.town.play import build, deliveries

    migrate_all()
    deliveries.play(build(arguments.seed, arguments.size, day))
    if arguments.no_serve:
        deliveries.finish()
    # The last connection that closes brings the write-ahead log into the file itself.
    connections.close_all()
    made = json.dumps(asdict(Made(key, day.isoformat())))
    (folder / MADE).write_text(made, encoding="utf-8")
