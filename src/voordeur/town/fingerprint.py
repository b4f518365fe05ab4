# SPDX-License-Identifier: EUPL-1.2
"""Two hashes: of the generator (to key a cached dump) and of drawn facts (to prove sameness)."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from voordeur.town.facts import Bundle

#: What can change the outcome of a drawing: code, margins and stories.
SUFFIXES = (".py", ".toml", ".csv")


def generator_hash() -> str:
    """Return the hash of everything the town is made from: any change of a file changes it.

    A dump that was made with another hash is stale, whatever its date.
    """
    found: dict[str, bytes] = {}
    _collect(files("voordeur.town"), "", found)
    total = sha256()
    for path in sorted(found):
        total.update(path.encode() + b"\0" + sha256(found[path]).digest())
    return total.hexdigest()


def _collect(folder: Traversable, prefix: str, found: dict[str, bytes]) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            _collect(entry, f"{prefix}{entry.name}/", found)
        elif entry.name.endswith(SUFFIXES):
            found[prefix + entry.name] = entry.read_bytes()


def facts_hash(bundles: Iterable[Bundle]) -> str:
    """Return the hash of drawn facts; equal facts give an equal hash on every platform."""
    total = sha256()
    for bundle in bundles:
        total.update(repr(bundle).encode())
    return total.hexdigest()
