# SPDX-License-Identifier: EUPL-1.2
"""Rules of the house about files: each carries its licence, none has a name that says nothing."""

from pathlib import Path, PurePosixPath

MARK = "SPDX-License-Identifier: EUPL-1.2"
MARKED_SUFFIXES = frozenset({".py", ".sh", ".css", ".js", ".typ"})
EMPTY_NAMES = frozenset(
    [
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "misc",
        "manager",
        "managers",
        "service",
        "services",
    ]
)
# Files that others wrote: they keep their own licence beside them.
FOREIGN_FOLDERS = frozenset({"vendor", "migrations", "locale"})
MARKED_ROOTS = ("src/", "tests/", "benchmarks/")


def header_faults(root: Path, files: list[str]) -> list[str]:
    """Source files whose first line (the second after `#!`) lacks the licence mark.

    A file with nothing in it has nothing to license.
    """
    faults = []
    for name in files:
        path = PurePosixPath(name)
        if not name.startswith(MARKED_ROOTS) or path.suffix not in MARKED_SUFFIXES:
            continue
        if FOREIGN_FOLDERS & set(path.parts):
            continue
        with (root / name).open(encoding="utf-8") as stream:
            top = [next(stream, ""), next(stream, "")]
        if any(top) and MARK not in top[0] and not (top[0].startswith("#!") and MARK in top[1]):
            faults.append(f"{name}:1: the first line must say {MARK}")
    return faults


def name_faults(files: list[str]) -> list[str]:
    """Modules and folders whose name says nothing about what is in them."""
    return [
        f"{name}: name it for what is in it"
        for name in files
        if name.startswith(MARKED_ROOTS)
        and EMPTY_NAMES & {PurePosixPath(part).stem for part in PurePosixPath(name).parts}
        # Django prescribes this folder name for its commands.
        and "/management/" not in name
    ]
