# SPDX-License-Identifier: EUPL-1.2
"""The start script: the second start costs nothing, and what is missing is said in one line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("cat", "cksum", "dirname", "find", "mkdir", "sh")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the script and what it reads, and an empty PATH beside it."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("voordeur", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    return folder


def start(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(clone / "voordeur"), *words],
        env={"PATH": str(clone.parent / "tools"), "HOME": str(clone)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def environment_maker(clone: Path) -> Path:
    """Put a Python and a uv on the PATH; this uv notes that it ran and makes two programs."""
    (clone.parent / "tools" / "python3").symlink_to(sys.executable)
    log = clone.parent / "uv-ran"
    script(
        clone.parent / "tools" / "uv",
        f'printf "%s\\n" "$*" >>{log}\n'
        'mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"\n'
        f'cat {clone.parent}/program >"$UV_PROJECT_ENVIRONMENT/bin/voordeur"\n'
        f'cat {clone.parent}/nothing >"$UV_PROJECT_ENVIRONMENT/bin/python"\n'
        f'{shutil.which("chmod")} +x "$UV_PROJECT_ENVIRONMENT/bin/voordeur" '
        '"$UV_PROJECT_ENVIRONMENT/bin/python"',
    )
    script(clone.parent / "program", 'echo "voordeur $*"')
    script(clone.parent / "nothing", "exit 0")
    return log


def test_without_a_python_it_says_so_in_one_line(clone: Path) -> None:
    done = start(clone, "demo")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("voordeur: Python 3.12 or newer is needed")


def test_an_old_python_does_not_count(clone: Path) -> None:
    script(clone.parent / "tools" / "python3", "exit 1")
    done = start(clone, "demo")
    assert done.returncode == 1
    assert "3.12 or newer" in done.stderr


def test_the_words_go_to_the_command_and_the_second_start_makes_nothing(clone: Path) -> None:
    log = environment_maker(clone)
    first = start(clone, "serve", "--port", "8001")
    assert first.stdout == "voordeur serve --port 8001\n", first.stderr
    assert "--frozen --extra web" in log.read_text()
    again = start(clone, "serve")
    assert (again.stdout, again.stderr) == ("voordeur serve\n", "")
    assert len(log.read_text().splitlines()) == 1


def test_another_lock_makes_the_environment_anew(clone: Path) -> None:
    log = environment_maker(clone)
    start(clone, "serve")
    (clone / "uv.lock").write_text("changed")
    start(clone, "serve")
    assert len(log.read_text().splitlines()) == 2


def test_a_failing_step_shows_its_reason_and_ends_in_one_line(clone: Path) -> None:
    environment_maker(clone)
    script(clone.parent / "tools" / "uv", "echo no room on the disk >&2; exit 2")
    done = start(clone, "demo")
    assert done.returncode == 1
    assert "no room on the disk" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("voordeur: Installing the locked packages")


def test_a_new_translation_is_compiled_first(clone: Path) -> None:
    environment_maker(clone)
    start(clone, "serve")
    source = clone / "src/voordeur/plan/locale/nl/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text("")
    assert "voordeur messages compile" in start(clone, "serve").stderr
    compiled = source.with_suffix(".mo")
    compiled.write_text("")
    os.utime(compiled, (source.stat().st_mtime + 1, source.stat().st_mtime + 1))
    assert "messages" not in start(clone, "serve").stderr
