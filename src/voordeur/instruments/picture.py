# SPDX-License-Identifier: EUPL-1.2
"""Where marks stand in a picture of levels; the table beside it says the same in words.

Whole pixels in a drawing of fixed size, so that a template only writes them down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from voordeur.instruments.instrument import Instrument

WIDTH, EDGE, ROW, TALL = 320, 16, 14, 96
SHAPES = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its place, the shape of its rater (colour never speaks alone), faded when expired."""

    x: int
    y: int
    shape: str
    faded: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """Levels from left to right on one line, a mark per rater under it."""

    ticks: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Path:
    """One series through time: the points of the line, and a mark at each."""

    points: str
    marks: tuple[Mark, ...]


def _spread(value: int, low: int, high: int, length: int) -> int:
    return EDGE + round((value - low) * (length - 2 * EDGE) / max(1, high - low))


def dots(instrument: Instrument, levels: Sequence[tuple[int, int, bool]]) -> Dots:
    """Return the picture of one area from (level, place of the rater, expired)."""
    values = [level.value for level in instrument.levels]
    low, high = values[0], values[-1]
    marks = tuple(
        Mark(
            _spread(level, low, high, WIDTH),
            ROW + place * ROW,
            SHAPES[place % len(SHAPES)],
            expired,
        )
        for level, place, expired in levels
    )
    rows = max((place for _, place, _ in levels), default=0) + 1
    return Dots(
        tuple((value, _spread(value, low, high, WIDTH)) for value in values),
        marks,
        ROW * (rows + 2),
    )


def path(
    instrument: Instrument, points: Sequence[tuple[date, int]], first: date, last: date, place: int
) -> Path:
    """Return one line through time; better is always up, also where a lower level is better."""
    values = [level.value * instrument.direction.sign for level in instrument.levels]
    low, high = min(values), max(values)
    spots = [
        (
            _spread(on.toordinal(), first.toordinal(), last.toordinal(), WIDTH),
            TALL - _spread(level * instrument.direction.sign, low, high, TALL),
        )
        for on, level in points
    ]
    return Path(
        " ".join(f"{x},{y}" for x, y in spots),
        tuple(Mark(x, y, SHAPES[place % len(SHAPES)], False) for x, y in spots),
    )
