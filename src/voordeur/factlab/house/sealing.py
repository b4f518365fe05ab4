# SPDX-License-Identifier: EUPL-1.2
"""Rows in the grey zone, sealed: with a key of the run for what they say, and one for decisions."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from voordeur.factlab.linkage.review import Pair
from voordeur.factlab.models import Doubt, Look, Task
from voordeur.history import keyring

_LOOKS = "factlab:looks"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A doubt as it is kept: the keyed mark of the pair, and both rows sealed."""

    mark: str
    content: str


def _subject(task: Task) -> str:
    return f"factlab:{task.uuid.hex[:24]}"


def mark_of(pair: Pair) -> str:
    """Return the keyed value of a pair: the same in every run, and no way back to what rows say."""
    text = "factlab\0" + "\0".join(pair)
    return hmac.new(keyring.lookup_key(), text.encode(), sha256).hexdigest()


def seal_doubt(task: Task, doubt: Mapping[str, Any]) -> Sealed:
    """Seal one doubt of a run with the key of that run."""
    mark = mark_of((doubt["pair"][0], doubt["pair"][1]))
    key = keyring.key_for(_subject(task), "doubt", "factlab", make=True)
    return Sealed(mark, keyring.seal(key, json.dumps(doubt).encode(), mark))


def open_doubt(task: Task, row: Doubt) -> dict[str, Any]:
    """Return what a doubt says; raises Forgotten when the run is no longer the last one."""
    key = keyring.key_for(_subject(task), "doubt", "factlab", make=False)
    found: dict[str, Any] = json.loads(keyring.unseal(key, row.content, row.mark))
    return found


def forget_doubts(task: Task) -> None:
    """Take the doubt of a run away, and the key that opens what is left of it in a backup."""
    Doubt.objects.filter(task=task).delete()
    keyring.forget(_subject(task))


def seal_pair(mark: str, pair: Pair) -> str:
    """Seal the marks of linkage of a pair, to be given to the next run."""
    key = keyring.key_for(_LOOKS, "pair", "factlab", make=True)
    return keyring.seal(key, json.dumps(pair).encode(), mark)


def open_pair(look: Look) -> Pair:
    """Return the marks of linkage of the pair that somebody looked at."""
    key = keyring.key_for(_LOOKS, "pair", "factlab", make=False)
    left, right = json.loads(keyring.unseal(key, look.pair, look.mark))
    return left, right
