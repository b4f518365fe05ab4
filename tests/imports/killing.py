# SPDX-License-Identifier: EUPL-1.2
"""Run as a program on a data folder of its own: kill an import many times, cheaply.

Everything is loaded once; each run is a fork that opens its own databases and is killed with
SIGKILL after a random time. A round ends when a run gets to its end; what it left is then compared
with what one undisturbed run left.

    python -m tests.imports.killing MESSAGES KILLS SEED
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from tests.imports import sending  # noqa: E402
from voordeur.door.reader import system  # noqa: E402
from voordeur.history import seals  # noqa: E402
from voordeur.history.models import Event  # noqa: E402
from voordeur.imports import batches, bringing  # noqa: E402
from voordeur.imports.messages import bring_in  # noqa: E402
from voordeur.imports.models import BatchRow, ImportBatch  # noqa: E402
from voordeur.people.models import Membership  # noqa: E402
from voordeur.provisions.tables import guess  # noqa: E402

IMPORT = system("import")
FILES = ("state.sqlite3", "log.sqlite3", "keys.sqlite3")


def in_a_fork(work: Callable[[], None], lives: float | None = None) -> bool:
    """Do work in a child process; say whether it came to its end before it was killed."""
    child = os.fork()
    if child == 0:
        work()
        connections.close_all()
        os._exit(0)
    end = None if lives is None else time.monotonic() + lives
    while True:
        pid, status = os.waitpid(child, os.WNOHANG if end else 0)
        if pid:
            assert os.waitstatus_to_exitcode(status) == 0, "the run itself failed"
            return True
        if end and time.monotonic() >= end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.002)


def prepare(rows: int) -> None:
    """Make the databases, some known clients, and a table that waits to be brought in."""
    for alias in ("default", "log", "keys"):
        call_command("migrate", database=alias, verbosity=0)
    sending.register_clients(IMPORT, 30)
    lines = [f"H-{number // 3};Naam{number};{1950 + number % 50}" for number in range(rows)]
    text = "\n".join(["Huishouden;Voornamen;Geboortedatum", *lines, ""])
    batch = batches.receive(
        IMPORT, name="t.csv", content=text.encode(), target="persons", source="Suite"
    )
    mapping = guess(text.splitlines()[0].split(";"), "persons").seen("Suite")
    batches.apply_mapping(IMPORT, batch=batch.uuid, mapping=mapping)


def table() -> None:
    """Bring the waiting table in, or go on with it."""
    bringing.run(IMPORT, ImportBatch.objects.get())


def left(into: Path) -> None:
    """Write down what is in the databases, as one hash; the chain of events must be whole."""
    assert seals.verify().broken is None
    names = ("kind", "person_id", "compartment")
    held = [
        sending.held(),
        sorted(Event.objects.values_list(*names), key=str),
        sorted(BatchRow.objects.values_list("number", "state")),
        sorted(Membership._plain.values_list("household_id", "role")),
    ]
    into.write_text(hashlib.sha256(json.dumps(held, default=str).encode()).hexdigest())


def main(folder: Path, kills: int, seed: int) -> None:
    """Kill until it was enough and say how it went, as JSON."""
    data = Path(os.environ["VOORDEUR_DATA_DIR"])
    start, note = data / "start", data / "note"
    start.mkdir()
    in_a_fork(lambda: prepare(rows=450))

    def put(source: Path, target: Path) -> None:
        for name in FILES:
            for end in ("-wal", "-shm"):
                (target / f"{name}{end}").unlink(missing_ok=True)
            shutil.copyfile(source / name, target / name)

    put(data, start)
    works = {"messages": lambda: bring_in(IMPORT, [folder]) and None, "table": table}
    wanted, quiet = {}, {}
    for name, work in works.items():
        put(start, data)
        began = time.monotonic()
        in_a_fork(work)
        quiet[name] = time.monotonic() - began
        in_a_fork(lambda: left(note))
        wanted[name] = note.read_text()
    dice, done, rounds, wrong = random.Random(seed), 0, 0, []
    while done < kills:
        name = ("messages", "table")[rounds % 2]
        rounds += 1
        put(start, data)
        # Most die before half of it is done; each lives a little longer, so that a round ends.
        longest = quiet[name] / 2
        while not in_a_fork(works[name], lives=dice.uniform(0, longest)):
            done, longest = done + 1, longest * 1.03
        in_a_fork(lambda: left(note))
        if note.read_text() != wanted[name]:
            wrong.append([rounds, name])
    sys.stdout.write(json.dumps({"kills": done, "rounds": rounds, "wrong": wrong}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
