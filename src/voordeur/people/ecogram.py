# SPDX-License-Identifier: EUPL-1.2
"""Where everybody stands around a household: close by, further, far away, and organisations outside.

A picture of what the members said, and nothing more: nothing is counted, weighed or worked out from
it. Works on what one reader may read; the same facts always give the same drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDTH, HEIGHT = 164, 58
CENTRE = 78
"""The circle of the household: its radius."""
EDGE = 16
_APART = math.ceil(math.hypot(WIDTH, HEIGHT)) + 8


class Ring(StrEnum):
    """How near somebody stands, in the words of who named them; in this order from the middle."""

    CLOSE = "close"
    MIDDLE = "middle"
    FAR = "far"
    UNSAID = ""
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody or something around the household; `exchange` says which way support goes."""

    key: str
    ring: Ring
    exchange: str = ""
    """`gives`, `takes`, `both` or empty when not said."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A box around the household, with the line to the middle and its arrow heads."""

    key: str
    x: int
    y: int
    ring: Ring
    line: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ecogram:
    """The whole drawing, with the middle of the circle of the household."""

    spots: tuple[Spot, ...]
    x: int
    y: int
    width: int
    height: int


def draw(around: Iterable[Around]) -> Ecogram:
    """Place everybody once, in rings around the household; no two boxes overlap."""
    found = list({one.key: one for one in around}.values())
    rings = [[one for one in found if one.ring is ring] for ring in Ring]
    rings = [ring for ring in rings if ring]
    placed: list[tuple[Around, float, float]] = []
    radius = float(CENTRE)
    for number, ring in enumerate(rings):
        radius = max(radius + (_APART if number else _APART * 0.75), _needed(len(ring)))
        placed += _circle(ring, radius, turned=number)
    out = max((max(abs(x), abs(y)) for _one, x, y in placed), default=0.0)
    half = math.ceil(max(out + WIDTH / 2, CENTRE)) + EDGE
    high = math.ceil(max((abs(y) for _one, _x, y in placed), default=0.0) + HEIGHT / 2)
    tall = max(high, CENTRE) + EDGE
    spots = tuple(_spot(one, (x + half, y + tall), (half, tall)) for one, x, y in placed)
    return Ecogram(spots, half, tall, half * 2, tall * 2)


def _needed(count: int) -> float:
    """Return the radius at which so many boxes fit side by side."""
    return _APART / (2 * math.sin(math.pi / count)) if count > 1 else 0.0


def _circle(
    ring: Sequence[Around], radius: float, *, turned: int
) -> list[tuple[Around, float, float]]:
    """Return places on a circle; each next ring is turned, so that lines pass between boxes."""
    step = 2 * math.pi / len(ring)
    start = -math.pi / 2 + turned * step / 2
    return [
        (one, radius * math.cos(start + n * step), radius * math.sin(start + n * step))
        for n, one in enumerate(ring)
    ]


def _spot(one: Around, at: tuple[float, float], middle: tuple[int, int]) -> Spot:
    """Return a box with its line to the household, and a head at each side that support goes to."""
    (x, y), (mid_x, mid_y) = at, middle
    length = math.hypot(x - mid_x, y - mid_y)
    ux, uy = (x - mid_x) / length, (y - mid_y) / length
    from_x, from_y = mid_x + ux * CENTRE, mid_y + uy * CENTRE
    reach = min(side / 2 / abs(u) for side, u in ((WIDTH, ux), (HEIGHT, uy)) if abs(u) > 1e-9)
    to_x, to_y = x - ux * reach, y - uy * reach
    heads = []
    if one.exchange in {"gives", "both"}:
        heads.append(_head(from_x, from_y, -ux, -uy))
    if one.exchange in {"takes", "both"}:
        heads.append(_head(to_x, to_y, ux, uy))
    line = f"M{from_x:.0f} {from_y:.0f}L{to_x:.0f} {to_y:.0f}"
    place = round(x - WIDTH / 2), round(y - HEIGHT / 2)
    return Spot(one.key, *place, one.ring, line, tuple(heads))


def _head(x: float, y: float, ux: float, uy: float) -> str:
    """Return an arrow head with its point at (x, y), pointing the way of (ux, uy)."""
    back_x, back_y = x - ux * 11, y - uy * 11
    return (
        f"M{x:.0f} {y:.0f}L{back_x - uy * 6:.0f} {back_y + ux * 6:.0f}"
        f"L{back_x + uy * 6:.0f} {back_y - ux * 6:.0f}z"
    )
