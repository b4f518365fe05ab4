# SPDX-License-Identifier: EUPL-1.2
"""Where the source of Voordeur lies, for commands that work on a clone."""

import subprocess
from pathlib import Path

from voordeur.door.refusal import Refusal


def repository() -> Path:
    """The root of the clone this code runs from; raises `Refusal` for an installed wheel."""
    root = Path(__file__).resolve().parents[3]
    if not (root / "uv.lock").exists():
        raise Refusal(
            "this command works on the source of Voordeur", remedy="run ./voordeur in a clone"
        )
    return root


def tracked_files(root: Path) -> list[str]:
    """All files of the project, as paths below the root, new ones that are not ignored included.

    Without git (a source archive) every file outside the folders of tools counts.
    """
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
        return sorted(name for name in set(listing) if name and (root / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        own = ("src", "tests", "docs", "benchmarks", ".ci")
        found = [p for folder in own for p in (root / folder).rglob("*") if p.is_file()]
        return sorted(
            str(path.relative_to(root)) for path in found if "__pycache__" not in path.parts
        )
