# SPDX-License-Identifier: EUPL-1.2
"""An import that is killed and run again leaves what one clean run leaves; kill -9, real files."""

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.imports import sending

ROOT = Path(__file__).resolve().parents[2]
SET_UP = """
import django; django.setup()
from django.core.management import call_command
for alias in ("default", "log", "keys"):
    call_command("migrate", database=alias, verbosity=0)
from tests.imports.sending import register_clients
from voordeur.door import access
from voordeur.door.reader import system
register_clients(system("setup"), {clients})
"""
HELD = """
import json, django; django.setup()
from tests.imports.sending import held
from voordeur.history.models import Event
names = ("kind", "person_id", "compartment", "facts__source")
kinds = sorted(Event.objects.values_list(*names), key=str)
print(json.dumps([held(), kinds], default=str))
"""


class House:
    """A data folder of its own, with the commands that run on it."""

    def __init__(self, folder: Path, ring: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.state = folder / "state.sqlite3"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("VOORDEUR_") or name in ("VOORDEUR_PYTHON",)
        } | {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "voordeur.conf.settings",
            "VOORDEUR_DATA_DIR": str(folder),
            "VOORDEUR_MASTER_KEY_FILE": str(ring),
        }

    def set_up(self, clients: int) -> None:
        """Make the databases, with so many known clients."""
        self.run("-c", SET_UP.format(clients=clients))

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a command of Python on this folder."""
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *words: str) -> str:
        """Run a command to its end and return what it said."""
        process = self.start(*words)
        said, wrong = process.communicate()
        assert process.returncode == 0, wrong.decode()[-2000:]
        return said.decode()

    def messages(self) -> int:
        """How many messages are in, read beside a running import."""
        with closing(sqlite3.connect(f"file:{self.state}?mode=ro", uri=True)) as file:
            return file.execute("SELECT count(*) FROM provisions_importedmessage").fetchone()[0]

    def held(self) -> object:
        """Everything the import left."""
        return json.loads(self.run("-c", HELD))


def killed_and_run_again(tmp_path: Path, count: int, kills: int) -> None:
    """Kill an import so many times, each time after it got further; then compare."""
    folder = sending.send(tmp_path / "m", count)
    ring = tmp_path / "ring"
    ring.write_text(f"k1:{secrets.token_hex(32)}\n")
    words = ("-m", "voordeur.cli", "import", "istandaarden", str(folder))
    clean = House(tmp_path / "clean", ring)
    clean.set_up(clients=30)
    shutil.copytree(tmp_path / "clean", tmp_path / "killed")
    killed = House(tmp_path / "killed", ring)
    clean.run(*words)
    done = 0
    for _ in range(kills):
        before = killed.messages()
        process = killed.start(*words)
        while process.poll() is None and killed.messages() == before:
            time.sleep(0.002)
        if process.poll() is None:
            done += 1
        process.kill()
        process.communicate()
    assert done, "the import was over before it could be killed once"
    assert killed.messages() < count
    killed.run(*words)
    assert killed.held() == clean.held()


def test_a_few_hundred_messages_survive_being_killed(tmp_path):
    killed_and_run_again(tmp_path, 1_600, kills=1)


@pytest.mark.long
def test_a_hundred_thousand_messages_survive_being_killed_ten_times(tmp_path):
    killed_and_run_again(tmp_path, 100_000, kills=10)


def killed_cheaply(tmp_path: Path, messages: int, kills: int) -> dict[str, object]:
    """Kill imports of messages and of a table so many times; return how it went."""
    folder = sending.send(tmp_path / "m", messages)
    ring = tmp_path / "ring"
    ring.write_text(f"k1:{secrets.token_hex(32)}\n")
    house = House(tmp_path / "data", ring)
    said = house.run("-m", "tests.imports.killing", str(folder), str(kills), "1")
    return json.loads(said.splitlines()[-1])


@pytest.mark.long
def test_a_thousand_kills_leave_what_one_quiet_run_leaves(tmp_path):
    """1,000 kills at a random moment, over 1,200 messages and a table of 450 rows in turn."""
    went = killed_cheaply(tmp_path, 1_200, kills=1_000)
    assert went["kills"] >= 1_000
    assert went["rounds"] >= 20
    assert went["wrong"] == []
