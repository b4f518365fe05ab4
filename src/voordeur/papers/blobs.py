# SPDX-License-Identifier: EUPL-1.2
"""The files themselves: encrypted with the key of whom they are about, named by a random id.

Destroying that key makes the file unreadable, also in every backup. The place of a file is bound
into its encryption: swapping two files does not go unseen.
"""

import os
import shutil
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from voordeur.history import keyring

RETENTION = "case"


class BlobError(Exception):
    """A file that is not there, or was altered or moved since it was written."""


def folder() -> Path:
    """Return the folder of all papers, under the data folder of the settings."""
    path: Path = settings.CONFIG.data_dir / "papers"
    return path


def _path(uuid: UUID) -> Path:
    return folder() / uuid.hex[:2] / uuid.hex


def _bound(uuid: UUID, subject: str) -> bytes:
    return f"paper|{uuid}|{subject}".encode()


def write(uuid: UUID, content: bytes, *, subject: str, compartment: str) -> None:
    """Encrypt a file and write it, whole or not at all; `subject` is `person:12` or `household:3`."""
    key = keyring.key_for(subject, compartment, RETENTION, make=True)
    nonce = os.urandom(keyring.NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, content, _bound(uuid, subject))
    path = _path(uuid)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def read(uuid: UUID, *, subject: str, compartment: str) -> bytes:
    """Return a file as it was written; raises BlobError, or Forgotten when its key was destroyed."""
    keys: list[tuple[str, bytes]] = []
    for holder in keyring.ring(subject):
        with suppress(keyring.Forgotten):
            keys.append((holder, keyring.key_for(holder, compartment, RETENTION, make=False)))
    if not keys:
        raise keyring.Forgotten(f"there is no key for {subject}/{compartment}")
    try:
        sealed = _path(uuid).read_bytes()
    except FileNotFoundError as error:
        raise BlobError("this file is not there") from error
    nonce, rest = sealed[: keyring.NONCE], sealed[keyring.NONCE :]
    for holder, key in keys:
        with suppress(InvalidTag, ValueError):
            return AESGCM(key).decrypt(nonce, rest, _bound(uuid, holder))
    raise BlobError("this file was altered or moved")


def erase(uuid: UUID) -> None:
    """Remove a file; one that is gone already is fine."""
    _path(uuid).unlink(missing_ok=True)


def stored(*, older_than: timedelta = timedelta()) -> set[UUID]:
    """Return the ids of files that were written at least so long ago, half-written ones left out."""
    before = time.time() - older_than.total_seconds()
    return {UUID(path.name) for path in _whole(folder()) if path.stat().st_mtime <= before}


def _whole(place: Path) -> list[Path]:
    """Return the files of a folder of papers that were written to the end, in order."""
    return sorted(path for path in place.glob("??/*") if len(path.name) == 32)


def copy_to(place: Path) -> int:
    """Copy every whole file into a folder of a backup, as it is: encrypted; return how many.

    Copy the database first: a row in that copy then has its file here, but for a paper that was
    taken away in between.
    """
    count = 0
    for path in _whole(folder()):
        target = place / path.parent.name / path.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            shutil.copy2(path, target)
        except FileNotFoundError:  # taken away while we copied
            continue
        count += 1
    return count


def put_back(place: Path) -> int:
    """Put the files of a backup back, each whole or not at all; return how many."""
    count = 0
    for path in _whole(place):
        target = _path(UUID(path.name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        shutil.copy2(path, part)
        part.replace(target)
        count += 1
    return count
