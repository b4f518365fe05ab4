# SPDX-License-Identifier: EUPL-1.2
"""Where secrets come from: files; a laptop gets its own, made once and readable by its owner only."""

import os
import secrets
from pathlib import Path

from voordeur.conf.config import Config, ConfigError


def _own_file(path: Path, fresh: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(fresh + "\n")
    return fresh


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{path}: this secret cannot be read ({error.strerror}).") from error


def signing_key(config: Config) -> str:
    """Return Django's signing key; it signs sessions and forms and encrypts nothing."""
    if config.secret_key_file:
        return _read(config.secret_key_file)
    return _own_file(config.data_dir / "signing.key", secrets.token_urlsafe(50))


def master_keys(config: Config) -> str:
    """Return the text of the master key ring: one `id:hex` per line, the last one wraps new keys."""
    if config.master_key_file:
        return _read(config.master_key_file)
    return _own_file(config.data_dir / "master.keys", f"m1:{secrets.token_hex(32)}")
