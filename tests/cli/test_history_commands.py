# SPDX-License-Identifier: EUPL-1.2
"""The commands of the operator: verify, seal, tick, keys, retention, backup and restore."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.history import files

PLANT = """
from tests import factories as make
from tests.papers.making import TEXT
from voordeur.papers.actions import bring_in
home = make.a_household("Klaproosveld", "Kiezelwier")
first, second = make.person_ids(home)
for person in (first, second):
    bring_in(make.SETUP, household_id=home.pk, person_id=person, title="Brief", content=TEXT)
print(first)
"""
READ = """
from voordeur.history.keyring import Forgotten
from voordeur.papers import blobs
from voordeur.papers.models import Paper
for paper in Paper._plain.order_by("pk"):
    try:
        blobs.read(paper.uuid, subject=f"person:{paper.person_id}", compartment="own")
        print(paper.person_id, "opens")
    except (Forgotten, blobs.BlobError) as error:
        print(paper.person_id, type(error).__name__)
print(len(blobs.stored()), "files")
"""
FORGET = """
from tests import factories as make
from voordeur.door.forgetting import forget_person
forget_person(make.a_worker("privacy_officer").reader, person_id=%d, why="own_request")
"""


def voordeur(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one command in a house on files in this folder."""
    return subprocess.run(
        [sys.executable, "-c", "import sys; from voordeur.cli import main; sys.exit(main())"]
        + [str(word) for word in words],
        env=files.environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> tuple[Path, int]:
    """A house with one household; the number of its first member."""
    folder = tmp_path_factory.mktemp("house")
    return folder, int(files.run(folder, PLANT))


@pytest.fixture
def copy(house, tmp_path) -> tuple[Path, int]:
    """A copy of that house, to do with as one likes."""
    import shutil

    folder = tmp_path / "house"
    shutil.copytree(house[0], folder)
    return folder, house[1]


def test_a_whole_history_is_said_to_be_whole(copy):
    done = voordeur(copy[0], "verify-history")
    assert (done.returncode, done.stdout.startswith("whole: ")) == (0, True), done.stderr


def test_the_first_broken_link_is_named_with_exit_code_1(copy):
    base = sqlite3.connect(copy[0] / "state.sqlite3")
    base.execute("DROP TRIGGER history_event_no_update")
    base.execute("UPDATE history_event SET actor = 'account:99' WHERE id = 3")
    base.commit()
    base.close()
    done = voordeur(copy[0], "verify-history")
    assert done.returncode == 1
    assert "was altered after it was written" in done.stdout


def test_a_seal_goes_to_a_file_elsewhere_and_is_checked_against_it(copy, tmp_path):
    elsewhere = tmp_path / "seals.jsonl"
    assert voordeur(copy[0], "seal", "--to", elsewhere).returncode == 0
    assert len(elsewhere.read_text().splitlines()) == 1
    assert voordeur(copy[0], "verify-history", "--against", elsewhere).returncode == 0
    elsewhere.write_text(json.dumps({"root": "0" * 64}) + "\n")
    done = voordeur(copy[0], "verify-history", "--against", elsewhere)
    assert (done.returncode, "copy outside" in done.stdout) == (1, True)
    assert voordeur(copy[0], "verify-history", "--against", tmp_path / "no").returncode == 1


def test_tick_seals_once_a_day_and_bears_being_run_again(copy):
    first, second = voordeur(copy[0], "tick"), voordeur(copy[0], "tick")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "sealed" in first.stdout
    assert "0 signals expired" in first.stdout
    assert "sealed" not in second.stdout
    assert "expired" not in second.stdout


def test_the_master_key_is_renewed_and_all_stays_readable(copy):
    folder = copy[0]
    line = voordeur(folder, "keys", "new", "m2").stdout.strip()
    with (folder / "master.keys").open("a") as ring:
        ring.write(line + "\n")
    done = voordeur(folder, "keys", "rotate")
    assert done.returncode == 0, done.stderr
    assert not done.stdout.startswith("0 keys")
    assert voordeur(folder, "keys", "rotate").stdout.startswith("0 keys")
    base = sqlite3.connect(folder / "keys.sqlite3")
    assert set(base.execute("SELECT DISTINCT master FROM history_subjectkey")) == {("m2",)}
    base.close()


def test_retention_lists_nothing_in_a_fresh_house(copy):
    assert "nothing is past its term" in voordeur(copy[0], "retention").stdout


def test_a_backup_is_three_places_and_the_keys_are_in_one_of_them_only(copy, tmp_path):
    place = tmp_path / "backup"
    done = voordeur(copy[0], "backup", place)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in place.iterdir()) == ["keys", "log", "state"]
    for name in ("state", "log"):
        base = sqlite3.connect(place / name / "copy.sqlite3")
        rows = base.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'history_subjectkey'"
        ).fetchone()
        base.close()
        assert rows == (0,)
    assert len(list((place / "state" / "papers").glob("??/*"))) == 2
    assert not (place / "keys" / "papers").exists()
    assert not (place / "log" / "papers").exists()
    assert files.holding(place, (copy[0] / "master.keys").read_bytes().strip()[-64:]) == []
    assert voordeur(copy[0], "backup", place).returncode == 1, "never over an older one"


def test_after_a_restore_who_was_forgotten_since_stays_forgotten(copy, tmp_path):
    folder, person = copy
    place = tmp_path / "backup"
    assert voordeur(folder, "backup", place).returncode == 0
    assert files.holding(place, b"Klaproosveld") != []
    files.run(folder, FORGET % person, make=False)
    refused = voordeur(folder, "restore", place)
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    done = voordeur(folder, "restore", place, "--yes")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "1 persons forgotten again" in done.stdout
    assert files.holding(folder, b"Klaproosveld", b"klaproosveld") == []
    assert files.holding(folder, b"Kiezelwier") != []
    assert files.run(folder, READ, make=False).splitlines() == [f"{person + 1} opens", "1 files"]
    assert voordeur(folder, "verify-history").returncode == 0


def test_papers_come_back_with_state_and_what_no_paper_points_to_is_swept(copy, tmp_path):
    """The drill on an empty machine: all three put back, each file opens, a stray one is gone."""
    import shutil

    folder, person = copy
    place = tmp_path / "backup"
    assert voordeur(folder, "backup", place).returncode == 0
    shutil.rmtree(folder / "papers")
    stray = folder / "papers" / "aa" / ("aa" * 16)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"left over")
    done = voordeur(folder, "restore", place, "--yes")
    assert done.returncode == 0, done.stderr
    assert "papers: 2 put back" in done.stdout
    assert "1 files without a paper swept, 0 papers without a file" in done.stdout
    assert files.run(folder, READ, make=False).splitlines() == [
        f"{person} opens",
        f"{person + 1} opens",
        "2 files",
    ]


def test_on_another_machine_the_list_of_the_forgotten_comes_from_a_file(copy, tmp_path):
    folder, person = copy
    place, newer = tmp_path / "backup", tmp_path / "forgotten.json"
    assert voordeur(folder, "backup", place).returncode == 0
    newer.write_text(json.dumps([f"person:{person}"]))
    done = voordeur(folder, "restore", place, "--yes", "--forgotten", newer)
    assert "1 persons forgotten again" in done.stdout, done.stderr
    assert files.holding(folder, b"Klaproosveld", b"klaproosveld") == []


def test_the_first_administrator_comes_from_the_command_line_and_only_the_first(copy):
    folder = copy[0]
    words = ("account", "make-administrator", "beheer@voorbeeld.test", "--name", "Gerben")
    done = voordeur(folder, *words)
    assert done.returncode == 0, done.stderr
    assert "/inloggen/password/reset/key/" in done.stdout
    assert "voorbeeld" not in done.stdout
    again = voordeur(folder, *words)
    assert (again.returncode, "administrator already" in again.stderr) == (1, True)
