# SPDX-License-Identifier: EUPL-1.2
"""Bars to both sides of nothing, drawn on the server: a title and a description stand inside.

The page shows the same figures as a table. Gains go to the right, losses to the left; each bar has
its amount in words, so that colour never speaks alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, ROW, HEAD = 640, 24, 26
INK, GAIN, LOSS = "#222222", "#2c6e49", "#9b2226"
_LEFT, _RIGHT = 250.0, 470.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long (None: not known, then there is no bar), and its words."""

    label: str
    value: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one heading."""

    title: str
    bars: tuple[Bar, ...]


def signed_bars(title: str, description: str, groups: Sequence[Group]) -> str:
    """Return an SVG of the groups, one under the other."""
    values = [bar.value for group in groups for bar in group.bars if bar.value is not None]
    low, high = min([0, *values]), max([0, *values])
    span = (high - low) or 1

    def at(value: int) -> float:
        return _LEFT + (value - low) / span * (_RIGHT - _LEFT)

    body: list[str] = []
    y = 8
    for group in groups:
        y += HEAD
        body.append(_text(8, y - 8, group.title, bold=True))
        for bar in group.bars:
            body.append(_text(8, y + 14, bar.label))
            if bar.value:
                start, end = sorted((at(0), at(bar.value)))
                fill = GAIN if bar.value > 0 else LOSS
                body.append(
                    f'<rect x="{start:.1f}" y="{y + 2}" width="{max(end - start, 1):.1f}" '
                    f'height="16" fill="{fill}"/>'
                )
            body.append(_text(_RIGHT + 10, y + 14, bar.words))
            y += ROW
    zero = f'<line x1="{at(0):.1f}" y1="8" x2="{at(0):.1f}" y2="{y}" stroke="{INK}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {y + 8}" '
        f'width="{WIDTH}" height="{y + 8}" font-family="sans-serif" font-size="13">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        + "".join(body)
        + zero
        + "</svg>"
    )


def _text(x: float, y: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{INK}"{weight}>{escape(text)}</text>'
