# SPDX-License-Identifier: EUPL-1.2
"""The files themselves: encrypted with the key of whom they are about, named by a random id.

Destroying that key makes the file unreadable, also in every backup. The place of a file is bound
into its encryption: swapping two files does not go unseen.
"""

import os
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
    files = [path for path in folder().glob("??/*") if len(path.name) == 32]
    return {UUID(path.name) for path in files if path.stat().st_mtime <= before}
