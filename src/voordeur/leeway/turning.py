# SPDX-License-Identifier: EUPL-1.2
"""Who is turned away at which gate, and for what: about gates, never about a person. Pure.

Creaming is letting in who is easy. It shows when a gate turns away heavier households than it lets
in. Entry and exit for one reason shows when people leave a gate on the ground they came for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HOW: Final = ("not_admitted", "withdrawn", "referred_on")
WEIGHTS: Final = ("one", "some", "many")
"""How much is going on in the household: one thing, two or three, four or more."""
HEAVY: Final = "many"
LEAST: Final = 5


def weight_of(problems: int) -> str:
    """Return the weight of a household from the number of its open problems."""
    return "one" if problems <= 1 else "some" if problems <= 3 else "many"


@dataclass(frozen=True, slots=True)
class Turn:
    """One household at one gate: let in, or turned away and how."""

    gate: str
    household: int
    weight: str
    """Empty: nobody knows."""
    how: str
    """Empty: let in."""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate. Unit: households; None: fewer than five, not told.

    `heavier` says that the share of heavy households among those turned away is higher than among
    those let in; it is told only when that is known of at least five of these.
    """

    gate: str
    let_in: int | None
    turned_away: int | None
    heavier: bool | None
    grounds: tuple[tuple[str, int], ...]


def gate_lines(turns: Iterable[Turn], least: int = LEAST) -> tuple[GateLine, ...]:
    """Return the gates that turned at least so many households away, by name."""
    gates: dict[str, list[Turn]] = {}
    for one in turns:
        gates.setdefault(one.gate, []).append(one)
    found = []
    for gate in sorted(gates):
        away = {one.household: one for one in gates[gate] if one.how}
        inside = {one.household: one for one in gates[gate] if not one.how}
        if len(away) < least:
            continue
        told = len(inside) if len(inside) >= least or not inside else None
        heavier = None
        known = [one for one in inside.values() if one.weight]
        if len(known) >= least:
            heavier = _heavy(away.values()) * len(known) > _heavy(known) * len(away)
        found.append(GateLine(gate, told, len(away), heavier, _grounds(gates[gate], least)))
    return tuple(found)


def _heavy(turns: Iterable[Turn]) -> int:
    return sum(1 for one in turns if one.weight == HEAVY)


def _grounds(turns: Iterable[Turn], least: int) -> tuple[tuple[str, int], ...]:
    homes: dict[str, set[int]] = {}
    for one in turns:
        if one.how and one.ground:
            homes.setdefault(one.ground, set()).add(one.household)
    told = ((ground, len(found)) for ground, found in homes.items() if len(found) >= least)
    return tuple(sorted(told, key=lambda one: (-one[1], one[0])))


@dataclass(frozen=True, slots=True)
class Stay:
    """One household at one gate, from the ground it came in on to the reason it left."""

    gate: str
    household: int
    came: str
    left: str


def same_reason(stays: Iterable[Stay], least: int = LEAST) -> tuple[tuple[str, str, int], ...]:
    """Return (gate, ground, households) where people left for the reason they came, by gate."""
    homes: dict[tuple[str, str], set[int]] = {}
    for one in stays:
        came, left = " ".join(one.came.lower().split()), " ".join(one.left.lower().split())
        if came and came == left:
            homes.setdefault((one.gate, came), set()).add(one.household)
    told = [(*key, len(found)) for key, found in homes.items() if len(found) >= least]
    return tuple(sorted(told))
