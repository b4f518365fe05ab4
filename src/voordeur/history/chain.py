# SPDX-License-Identifier: EUPL-1.2
"""The hash chain: what goes into an event's hash, and how a chain is checked. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """The parts of an event that its hash covers; `sealed` holds ciphertext, never plain text."""

    stream: str
    seq: int
    kind: str
    version: int
    operation_id: str
    actor: str
    purpose: str
    household_id: int | None
    person_id: int | None
    compartment: str
    occurred_at: str
    recorded_at: str
    facts: Any
    sealed: Any
    prev: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and why."""

    stream: str
    seq: int
    reason: str

    def __str__(self) -> str:
        return f"{self.stream}, event {self.seq}: {self.reason}"


def digest(link: Link) -> str:
    """Return the SHA-256 (hex) over the canonical JSON of a link."""
    body = {name: getattr(link, name) for name in Link.__dataclass_fields__}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> Break | None:
    """Walk (link, stored hash) pairs of one stream in order; return the first that does not fit."""
    prev, expected = "", 1
    for link, stored in links:
        if link.seq != expected:
            return Break(link.stream, expected, "this event is missing")
        if link.prev != prev:
            return Break(link.stream, link.seq, "does not follow on the event before it")
        if digest(link) != stored:
            return Break(link.stream, link.seq, "was altered after it was written")
        prev, expected = stored, expected + 1
    return None


def root(previous: str, ends: Iterable[tuple[int, int, str]]) -> str:
    """Return the seal's root over the ends (stream id, seq, head) and the seal before it."""
    text = json.dumps([previous, sorted(ends)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
