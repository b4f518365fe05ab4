# SPDX-License-Identifier: EUPL-1.2
"""Material that nobody here wrote and that is no part of the repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared(*parts: str) -> Path:
    """A file or folder in `shared`, a neighbour of the repository or of a folder above it.

    `VOORDEUR_SHARED` names the folder when it lies elsewhere. Skips the test, saying what is
    missing, when it is not on this machine.
    """
    named = os.environ.get("VOORDEUR_SHARED")
    folders = [Path(named)] if named else [above / "shared" for above in ROOT.parents]
    for folder in folders:
        found = folder.joinpath(*parts)
        if found.exists():
            return found
    pytest.skip(f"needs shared/{'/'.join(parts)}, which is not on this machine")
