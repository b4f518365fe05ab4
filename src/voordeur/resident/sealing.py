# SPDX-License-Identifier: EUPL-1.2
"""Sealing what a member writes with the key of that member and part, bound to its own row."""

import json
from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from voordeur.history import keyring


class Row(Protocol):
    """A row with one member as its subject."""

    uuid: UUID
    person_id: int | None
    compartment: str


def seal(row: Row, body: Mapping[str, Any], *, part: str = "body") -> str:
    """Return a body as sealed text that opens only for this row; the key is made when needed."""
    key = keyring.key_for(f"person:{row.person_id}", row.compartment, "case", make=True)
    return keyring.seal(key, json.dumps(dict(body)).encode(), f"resident|{row.uuid}|{part}")


class Opener:
    """Opens the sealed texts of many rows and asks for each key once."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], bytes | None] = {}

    def _key(self, subject: str, compartment: str) -> bytes | None:
        name = (subject, compartment)
        if name not in self._keys:
            try:
                self._keys[name] = keyring.key_for(*name, "case", make=False)
            except keyring.Forgotten:
                self._keys[name] = None
        return self._keys[name]

    def open(self, row: Row, sealed: str, *, part: str = "body") -> dict[str, Any]:
        """Return the body; empty when there is none, or when the member was forgotten."""
        key = self._key(f"person:{row.person_id}", row.compartment) if sealed else None
        if key is None:
            return {}
        body: dict[str, Any] = json.loads(
            keyring.unseal(key, sealed, f"resident|{row.uuid}|{part}")
        )
        return body
