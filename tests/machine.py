# SPDX-License-Identifier: EUPL-1.2
"""What a machine has for the tests, and the one rule for what it lacks.

A test that needs PostgreSQL or Chromium is skipped on a laptop that has none, with the reason and
the way out. On CI (`CI=true`) the same lack is an error: nothing may be skipped there in silence.
"""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def on_ci() -> bool:
    """Whether lacking something is an error."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def lacking(what: str, remedy: str) -> NoReturn:
    """Skip the test that called, or fail it on CI."""
    reason = f"{what} is not on this machine: {remedy}"
    if on_ci():
        pytest.fail(reason + " (required because CI is set)", pytrace=False)
    pytest.skip(reason)


def postgres_binaries() -> Path | None:
    """The folder with `initdb` and `postgres` of the newest PostgreSQL here, or None."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    on_path = shutil.which("initdb")
    for folder in [*debian, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def chromium() -> str:
    """The path of a Chromium to drive; skips the calling test, or fails it on CI, without one."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    lacking("Chromium", "apt install chromium")
