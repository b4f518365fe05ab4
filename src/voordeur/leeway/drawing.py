# SPDX-License-Identifier: EUPL-1.2
"""Where the things of a circle and the arrows between them stand in a picture. Pure.

Unit: the points of an SVG of `SIZE` wide and high. The same stands beside it as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from textwrap import wrap
from typing import Final

WIDE: Final = 640
HIGH: Final = 420
BOX: Final = (190, 64)


@dataclass(frozen=True, slots=True)
class Box:
    """A thing: the middle of its box and the lines of its words, each with its height."""

    x: int
    y: int
    lines: tuple[tuple[int, str], ...]

    @property
    def left(self) -> int:
        """The left side of the box."""
        return self.x - BOX[0] // 2

    @property
    def top(self) -> int:
        """The upper side of the box."""
        return self.y - BOX[1] // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to the edge of the next."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The boxes and arrows of a circle."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def picture(names: Sequence[str]) -> Picture:
    """Return a circle of named things, the first on top, each with an arrow to the next."""
    middles = [
        (
            round(WIDE / 2 + (WIDE / 2 - BOX[0] / 2 - 8) * sin(2 * pi * n / len(names))),
            round(HIGH / 2 - (HIGH / 2 - BOX[1] / 2 - 8) * cos(2 * pi * n / len(names))),
        )
        for n in range(len(names))
    ]
    boxes = tuple(Box(x, y, _lines(y, name)) for (x, y), name in zip(middles, names, strict=True))
    arrows = tuple(_arrow(middles[n], middles[(n + 1) % len(names)]) for n in range(len(names)))
    return Picture(boxes, arrows)


def _lines(y: int, name: str) -> tuple[tuple[int, str], ...]:
    lines = wrap(name, 24, max_lines=3, placeholder=" …") or [name]
    first = y + 5 - 9 * (len(lines) - 1)
    return tuple((first + 18 * n, line) for n, line in enumerate(lines))


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> Arrow:
    return Arrow(*_edge(start, end), *_edge(end, start))


def _edge(middle: tuple[int, int], towards: tuple[int, int]) -> tuple[int, int]:
    """Return where the line from the middle of a box to another leaves the box, with a little air."""
    dx, dy = towards[0] - middle[0], towards[1] - middle[1]
    wide, high = BOX[0] / 2 + 6, BOX[1] / 2 + 6
    scale = min(wide / abs(dx) if dx else float("inf"), high / abs(dy) if dy else float("inf"), 1.0)
    return round(middle[0] + dx * scale), round(middle[1] + dy * scale)
