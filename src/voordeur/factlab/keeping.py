# SPDX-License-Identifier: EUPL-1.2
"""Files that are kept for a next run, and whether they still hold what was written.

A file counts as kept when it was noted: with its SHA-256, and how it lay there (size, and the times
of its last change). As long as it lies there as it was noted it is not read to see whether it is
whole. When it does not (changed, cut off, copied with its folder to another place) it is read once:
with the same contents it is noted again, with others it is as if it were not there.

    kept = Kept(folder)
    if not kept.whole(path):
        make(path)
        kept.note(path)
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

NOTES = "kept.json"

SETTLED = 1_000_000_000
"""How long ago a file must have changed for its times to tell it from a next version; ns."""

type _Note = tuple[str, list[int]]
"""The SHA-256 of a file, and how it lay there."""


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


class Kept:
    """The files that are kept in one folder. Not for two threads in one folder at a time."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NOTES
        self._notes: dict[str, _Note] = {}
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            self._notes = {name: (digest, lay) for name, (digest, lay) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            # Nothing was noted, or not to the end: then nothing counts as kept.
            self._notes = {}

    def whole(self, *paths: Path) -> bool:
        """Return whether each of these files was noted and holds the same as then."""
        return all(self._whole(path) for path in paths)

    def fingerprint(self, path: Path) -> str:
        """Return the SHA-256 of a file that others write, elsewhere; read when it lies otherwise."""
        lies = _lie(path)
        digest, lay = self._notes.get(path.name, ("", []))
        if lay != lies:
            digest = fingerprint(path)
            # A file of just now may be written again without lying otherwise.
            if time.time_ns() - lies[2] > SETTLED and _lie(path) == lies:
                self._notes[path.name] = digest, lies
                self._write()
        return digest

    def note(self, *paths: Path) -> None:
        """Note that these files are finished, and forget those that are gone."""
        folder = self._path.parent
        self._notes = {name: one for name, one in self._notes.items() if (folder / name).exists()}
        for path in paths:
            self._notes[path.name] = fingerprint(path), _lie(path)
        self._write()

    def _whole(self, path: Path) -> bool:
        if path.name not in self._notes or not path.is_file():
            return False
        digest, lay = self._notes[path.name]
        now = _lie(path)
        if lay == now:
            return True
        if lay[0] != now[0] or fingerprint(path) != digest:
            return False
        self._notes[path.name] = digest, now
        self._write()
        return True

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".part")
        draft.write_text(json.dumps(self._notes), encoding="utf-8")
        draft.replace(self._path)


def _lie(path: Path) -> list[int]:
    """Return what of a file in its folder changes when it is written, short of reading it."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]
