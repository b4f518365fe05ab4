# SPDX-License-Identifier: EUPL-1.2
"""Gates that put people out for the very reason they were let in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """A provision with the grounds on which it admits people and on which it ends their stay."""

    name: str
    admission: frozenset[str]
    leaving: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paradox:
    """A ground that lets people in and puts them out; `between` names the gate that ends it.

    With one gate the same place does both; with two, one refuses what the other asks for.
    """

    ground: str
    gate: str
    between: str


def paradoxes(gates: Iterable[Gate]) -> tuple[Paradox, ...]:
    """Return every ground that is a reason to enter and a reason to leave one gate (nabij R23)."""
    return tuple(
        Paradox(ground, gate.name, gate.name)
        for gate in sorted(gates, key=lambda one: one.name)
        for ground in sorted(gate.admission & gate.leaving)
    )
