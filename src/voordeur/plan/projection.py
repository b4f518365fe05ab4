# SPDX-License-Identifier: EUPL-1.2
"""What one signer was shown of a version, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a version: words, goal or step, with what it said then."""

    kind: str
    source: str
    order: int
    body: Mapping[str, Any]


def fingerprint(number: int, pieces: Iterable[Piece]) -> str:
    """Return the SHA-256 of a version as one reader sees it: the same pieces, the same hex digits.

    The order in which the pieces come does not matter; any word that differs does.

    >>> fingerprint(1, []) == fingerprint(1, [])
    True
    >>> fingerprint(1, []) == fingerprint(2, [])
    False
    """
    parts = sorted(
        (piece.kind, piece.order, piece.source, json.dumps(piece.body, sort_keys=True))
        for piece in pieces
    )
    return hashlib.sha256(json.dumps([number, parts]).encode()).hexdigest()
