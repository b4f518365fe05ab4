# SPDX-License-Identifier: EUPL-1.2
"""A house on real SQLite files, in a process of its own: for what lives in files and threads."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
START = """
import django
django.setup()
from django.core.management import call_command
for alias in ("default", "log", "keys"):
    call_command("migrate", database=alias, verbosity=0)
"""


def environment(folder: Path) -> dict[str, str]:
    """The environment of a house in this folder, whatever the test run itself is on."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("VOORDEUR_")}
    return own | {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "voordeur.conf.settings",
        "VOORDEUR_DATA_DIR": str(folder),
    }


def run(folder: Path, code: str, *, make: bool = True) -> str:
    """Run Python in a house on files in this folder; return what it printed."""
    start = START if make else "import django\ndjango.setup()\n"
    found = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-c", start + code, str(folder)],
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, found.stderr[-3000:]
    return found.stdout


def holding(folder: Path, *needles: bytes) -> list[str]:
    """Return which files of the folder hold one of these bytes, write-ahead logs included."""
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    )
