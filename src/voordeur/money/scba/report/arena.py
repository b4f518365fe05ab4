# SPDX-License-Identifier: EUPL-1.2
"""The canvas drawn: four columns of boxes with lines between them; the same stands as lists beside it."""

from __future__ import annotations

from html import escape
from textwrap import wrap

from voordeur.money.scba.canvas import COLUMNS, Box, Canvas
from voordeur.money.scba.report.pictures import FAINT, GAIN, INK, LOSS, TOTAL, Said

WIDE, COLUMN, GAP = 960, 204, 48
LINE, PAD, BETWEEN, HEAD = 17, 10, 14, 40
TINT = {"investment": LOSS, "measure": TOTAL, "effect": GAIN, "beneficiary": INK}
_CHARACTERS = 26
_LINES = 4


def arena(canvas: Canvas, said: Said, heads: dict[str, str]) -> str:
    """Draw the canvas; `heads` are the words above the columns."""
    places: dict[str, tuple[int, int, int, int]] = {}
    body: list[str] = []
    tallest = HEAD
    for number, column in enumerate(COLUMNS):
        x, y = number * (COLUMN + GAP), HEAD
        body.append(
            f'<text x="{x}" y="20" font-weight="700" fill="{TINT[column]}">'
            f"{escape(heads[column])}</text>"
        )
        for box in canvas.column(column):
            lines = wrap(box.text, _CHARACTERS, max_lines=_LINES, placeholder=" …") or [box.text]
            tall = LINE * len(lines) + 2 * PAD
            places[box.key] = (x, y, COLUMN, tall)
            body.append(_box(box, lines, x, y, tall))
            y += tall + BETWEEN
        tallest = max(tallest, y)
    curves = [
        _curve(places[line.start], places[line.end])
        for line in canvas.lines
        if line.start in places and line.end in places
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="-2 0 {WIDE + 4} {tallest}" '
        f'width="{WIDE}" height="{tallest}" font-family="sans-serif" font-size="14">'
        f"<title>{escape(said.title)}</title><desc>{escape(said.description)}</desc>"
        + "".join(curves + body)
        + "</svg>"
    )


def _box(box: Box, lines: list[str], x: int, y: int, tall: int) -> str:
    tint = TINT[box.column]
    words = "".join(
        f'<text x="{x + PAD + 4}" y="{y + PAD + 13 + LINE * number}" fill="{INK}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{COLUMN}" height="{tall}" rx="6" fill="#ffffff" '
        f'stroke="{tint}"/><rect x="{x}" y="{y}" width="5" height="{tall}" fill="{tint}"/>{words}'
    )


def _curve(start: tuple[int, int, int, int], end: tuple[int, int, int, int]) -> str:
    x1, y1 = start[0] + start[2], start[1] + start[3] / 2
    x2, y2 = end[0], end[1] + end[3] / 2
    middle = (x1 + x2) / 2
    return (
        f'<path d="M {x1} {y1:.0f} C {middle:.0f} {y1:.0f} {middle:.0f} {y2:.0f} {x2 - 2} {y2:.0f}" '
        f'fill="none" stroke="{FAINT}" stroke-width="1.5"/>'
        f'<circle cx="{x2 - 3}" cy="{y2:.0f}" r="3.5" fill="{FAINT}"/>'
    )
