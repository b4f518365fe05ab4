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
        self._keys: dict[tuple[str, str], list[bytes]] = {}

    def _ring(self, subject: str, compartment: str) -> list[bytes]:
        name = (subject, compartment)
        if name not in self._keys:
            held = [(holder, compartment, "case") for holder in keyring.ring(subject)]
            found = keyring.found(held)
            self._keys[name] = [found[one] for one in held if one in found]
        return self._keys[name]

    def open(self, row: Row, sealed: str, *, part: str = "body") -> dict[str, Any]:
        """Return the body; empty when there is none, or when the member was forgotten.

        Raises ValueError when it was altered or moved. Of a member who was joined to another it
        opens with the key they had before.
        """
        keys = self._ring(f"person:{row.person_id}", row.compartment) if sealed else []
        for place, key in enumerate(keys):
            try:
                plain = keyring.unseal(key, sealed, f"resident|{row.uuid}|{part}")
            except ValueError:
                if place == len(keys) - 1:
                    raise
            else:
                body: dict[str, Any] = json.loads(plain)
                return body
        return {}
