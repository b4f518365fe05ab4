# SPDX-License-Identifier: EUPL-1.2
"""Pictures as SVG that a screen reader can read: a title, a description, and figures in the picture.

Drawn by hand because the library must run without the packages of the pages. No colour carries a
meaning alone: what is below zero stands on the other side of the line and has a minus in its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

GAIN, LOSS, TOTAL, INK, FAINT = "#1f6f5c", "#a4411c", "#4a3f8f", "#222222", "#8a8a8a"
WIDTH = 720
LABELS = 240
"""Room on the left for names."""
ROW = 34
TOP = 16
_CHARACTERS = 31


@dataclass(frozen=True, slots=True)
class Said:
    """What a picture is called and what it shows, in words."""

    title: str
    description: str


def _picture(said: Said, height: int, body: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="13">'
        f"<title>{escape(said.title)}</title><desc>{escape(said.description)}</desc>"
        + "".join(body)
        + "</svg>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:.1f}" '
        f'fill="{fill}"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, fill: str = INK, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{fill}"{dashed}/>'
    )


def _short(name: str) -> str:
    return name if len(name) <= _CHARACTERS else name[: _CHARACTERS - 1].rstrip() + "…"


class _Scale:
    """Where an amount lies between two edges; zero is always in sight."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        low, high = min(0.0, *values), max(0.0, *values)
        self._low, self._span = low, (high - low) or 1.0
        self._start, self._reach = start, end - start

    def __call__(self, value: float) -> float:
        return self._start + (value - self._low) / self._span * self._reach


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a waterfall: a name, an amount, and the amount in words."""

    name: str
    amount: float
    label: str


def waterfall(said: Said, steps: Sequence[Step], total: Step) -> str:
    """Draw how the amounts of the parties add up to that of all."""
    ends, running = [0.0], 0.0
    for step in steps:
        running += step.amount
        ends.append(running)
    scale = _Scale([*ends, total.amount], LABELS, WIDTH - 110)
    height = TOP + ROW * (len(steps) + 1) + 12
    body = [_line(scale(0), TOP - 8, scale(0), height - 8)]
    for place, step in enumerate([*steps, total]):
        last = step is total
        start, end = (0.0, total.amount) if last else (ends[place], ends[place + 1])
        y = TOP + place * ROW
        fill = TOTAL if last else GAIN if step.amount >= 0 else LOSS
        left, right = sorted((scale(start), scale(end)))
        body.append(_text(LABELS - 10, y + 17, _short(step.name), "end"))
        body.append(_box(left, y + 3, right - left, 20, fill))
        body.append(_text(right + 6, y + 17, step.label))
        if not last and place + 1 < len(steps):
            body.append(_line(scale(end), y + 23, scale(end), y + ROW + 3, FAINT, "2 2"))
    return _picture(said, height, body)


@dataclass(frozen=True, slots=True)
class Swing:
    """One row of a tornado: the net at the low and at the high end, with both in words."""

    name: str
    low: float
    high: float
    low_label: str
    high_label: str


def tornado(said: Said, bars: Sequence[Swing], expected: float) -> str:
    """Draw how far each doubt moves the net from what is expected; the line is where it is zero."""
    scale = _Scale(
        [expected, *(end for bar in bars for end in (bar.low, bar.high))], 330, WIDTH - 100
    )
    height = TOP + ROW * len(bars) + 12
    body = [_line(scale(0), TOP - 8, scale(0), height - 8)]
    body.append(_line(scale(expected), TOP - 8, scale(expected), height - 8, FAINT, "4 3"))
    for place, bar in enumerate(bars):
        y = TOP + place * ROW
        middle = scale(expected)
        body.append(_text(230, y + 17, _short(bar.name), "end"))
        for end, fill in ((bar.low, LOSS), (bar.high, GAIN)):
            left, right = sorted((middle, scale(end)))
            body.append(_box(left, y + 3, right - left, 20, fill))
        ends = sorted([(scale(bar.low), bar.low_label), (scale(bar.high), bar.high_label)])
        body.append(_text(ends[0][0] - 5, y + 17, ends[0][1], "end"))
        body.append(_text(ends[1][0] + 5, y + 17, ends[1][1]))
    return _picture(said, height, body)


def distribution(
    said: Said, edges: Sequence[float], counts: Sequence[int], ends: tuple[str, str]
) -> str:
    """Draw how often which net comes out; bars left of zero are losses. `ends` name the outer edges."""
    height, floor = 230, 190
    scale = _Scale([edges[0], edges[-1]], 30, WIDTH - 30)
    most = max(counts) or 1
    body = []
    for low, high, count in zip(edges, edges[1:], counts, strict=False):
        tall = count / most * (floor - TOP)
        fill = GAIN if (low + high) / 2 >= 0 else LOSS
        body.append(_box(scale(low), floor - tall, scale(high) - scale(low) - 1, tall, fill))
    body.append(_line(30, floor, WIDTH - 30, floor))
    body.append(_line(scale(0), TOP - 8, scale(0), floor + 6, INK, "4 3"))
    body.append(_text(scale(0), floor + 20, "0", "middle"))
    body.append(_text(30, floor + 36, ends[0]))
    body.append(_text(WIDTH - 30, floor + 36, ends[1], "end"))
    return _picture(said, height, body)


def payback(said: Said, years: Sequence[str], sums: Sequence[float], labels: Sequence[str]) -> str:
    """Draw the running sum through the years; above the line it is paid back."""
    height = 250
    scale = _Scale(sums, 205, 30)
    step = (WIDTH - 140) / max(1, len(years) - 1)
    places = [(70 + place * step, scale(one)) for place, one in enumerate(sums)]
    body = [_line(50, scale(0), WIDTH - 50, scale(0))]
    body.append(
        f'<polyline fill="none" stroke="{TOTAL}" stroke-width="2" points="'
        + " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        + '"/>'
    )
    every = max(1, round(len(years) / 8))
    for place, (x, y) in enumerate(places):
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{TOTAL}"/>')
        body.append(_text(x, height - 8, years[place], "middle") if place % every == 0 else "")
        if place in (0, len(places) - 1):
            body.append(_text(x, y - 10, labels[place], "middle"))
    return _picture(said, height, body)
