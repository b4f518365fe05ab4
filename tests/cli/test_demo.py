# SPDX-License-Identifier: EUPL-1.2
"""`voordeur demo` keeps to its own folder, uses what is finished and refuses in one line."""

import socket
from argparse import Namespace
from pathlib import Path

import pytest

from voordeur.cli import demo, main
from voordeur.cli.serve import free
from voordeur.door.refusal import Refusal


def finished(folder: Path, key: str, today: str = "2026-09-01") -> Path:
    """Return a folder with the parts of a finished town; the parts hold the folder's name."""
    folder.mkdir(parents=True)
    for part in demo.PARTS:
        (folder / part).write_text(folder.name, encoding="utf-8")
    (folder / demo.PAPERS / "9a").mkdir(parents=True)
    (folder / demo.PAPERS / "9a" / "sealed").write_text(folder.name, encoding="utf-8")
    (folder / demo.MADE).write_text(f'{{"key": "{key}", "today": "{today}"}}', encoding="utf-8")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Namespace:
    """Return what was asked on the command line, with a cache folder of this test."""
    from datetime import date

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Namespace(seed=1, size="small", today=date(2026, 9, 1), fresh=False)


def test_a_finished_town_is_used_as_it_was_left(tmp_path: Path, asked: Namespace) -> None:
    mine = finished(tmp_path / "mine", demo.town_key(1, "small"))
    demo.provide(mine, asked)
    assert (mine / "state.sqlite3").read_text() == "mine"


def test_a_cached_town_is_copied_when_there_is_none(tmp_path: Path, asked: Namespace) -> None:
    finished(demo.cache_folder() / "small-1", demo.town_key(1, "small"))
    demo.provide(tmp_path / "new", asked)
    assert demo.read(tmp_path / "new") == demo.Made(demo.town_key(1, "small"), "2026-09-01")
    assert (tmp_path / "new" / "keys.sqlite3").read_text() == "small-1"
    assert (tmp_path / "new" / "papers" / "9a" / "sealed").read_text() == "small-1"


def test_a_town_of_an_older_program_is_replaced(tmp_path: Path, asked: Namespace) -> None:
    finished(demo.cache_folder() / "small-1", demo.town_key(1, "small"))
    old = finished(tmp_path / "old", "another key")
    demo.provide(old, asked)
    assert (old / "state.sqlite3").read_text() == "small-1"
    assert (old / "papers" / "9a" / "sealed").read_text() == "small-1"


def test_fresh_takes_the_town_away_that_is_there(tmp_path: Path, asked: Namespace) -> None:
    finished(demo.cache_folder() / "small-1", demo.town_key(1, "small"))
    mine = finished(tmp_path / "mine", demo.town_key(1, "small"))
    asked.fresh = True
    demo.provide(mine, asked)
    assert (mine / "state.sqlite3").read_text() == "small-1"


def test_another_seed_or_size_is_another_town() -> None:
    keys = {demo.town_key(seed, size) for seed in (1, 2) for size in demo.SIZES}
    assert len(keys) == 4


def test_clearing_leaves_files_that_are_no_part_of_a_town(tmp_path: Path) -> None:
    mine = finished(tmp_path / "mine", "key")
    (mine / "letter.txt").write_text("mine", encoding="utf-8")
    demo.clear(mine)
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]


def test_half_a_town_is_no_town(tmp_path: Path) -> None:
    mine = finished(tmp_path / "mine", "key")
    (mine / demo.MADE).write_text('{"key": "ke', encoding="utf-8")
    assert demo.read(mine) is None


@pytest.mark.parametrize("name", ["VOORDEUR_DATABASE_URL", "VOORDEUR_PRODUCTION"])
def test_the_demo_does_not_touch_other_databases(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, "1")
    assert main(["demo", "--no-serve"]) == 1
    assert name in capsys.readouterr().err


def test_a_port_in_use_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match="cannot be used"):
            free("127.0.0.1", port)
