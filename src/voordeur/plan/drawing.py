# SPDX-License-Identifier: EUPL-1.2
"""The chain of problems as a picture and as a nested list: the same content, twice."""

from dataclasses import dataclass
from textwrap import wrap

from voordeur.plan.queries.problems import ProblemLine, Problems

WIDE, HIGH, ACROSS, DOWN, MARGIN = 170, 96, 40, 24, 10
LETTERS, LINES, LINE_HIGH = 18, 4, 19
FITTING = 860
# On a phone: one box under the other, with the arrows in a rail beside them.
RAIL, BROAD, LOW, BETWEEN, BROAD_LETTERS = 46, 240, 74, 22, 26


@dataclass(frozen=True, slots=True)
class Branch:
    """A problem with what follows from it; `again`: it stands in full elsewhere in the list."""

    line: ProblemLine
    branches: tuple["Branch", ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A problem in the picture, with its text cut in lines and where these stand."""

    line: ProblemLine
    x: int
    y: int
    rows: tuple[tuple[int, str], ...]
    wide: int = WIDE
    high: int = HIGH


@dataclass(frozen=True, slots=True)
class Curve:
    """An arrow in the picture; `path` is the SVG path, `back` a link that closes a circle."""

    path: str
    head: str
    back: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing with its size; a problem without any link is not drawn: it is in the list."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]

    @property
    def fits(self) -> bool:
        """Say whether it stays readable when it is made as narrow as its column."""
        return self.width <= FITTING


def tree(found: Problems) -> tuple[Branch, ...]:
    """Return the chains as a nested list, from what causes to what follows.

    A problem with two causes stands in full under the first and is named under the second, so
    that the list is as long as there are links and a circle comes to an end.
    """
    lines, causes = found.by_uuid, found.causes
    effects: dict[str, list[str]] = {}
    for link in causes.links:
        effects.setdefault(link.cause, []).append(link.effect)
    told: set[str] = set()

    def branch(name: str) -> Branch:
        if name in told:
            return Branch(lines[name], (), again=True)
        told.add(name)
        return Branch(lines[name], tuple(branch(effect) for effect in effects.get(name, ())))

    starts = [chain[0] for chain in causes.chains().chains]
    found_branches = [branch(name) for name in dict.fromkeys(starts)]
    linked = sorted({end for link in causes.links for end in (link.cause, link.effect)})
    found_branches += [branch(name) for name in linked if name not in told]
    return tuple(found_branches)


def picture(found: Problems) -> Picture | None:
    """Return the drawing of the chain, causes on the left; None when nothing is linked."""
    lines = found.by_uuid
    loose = set(found.causes.loose())
    layout = found.causes.layout()
    rows: dict[int, int] = {}
    at: dict[str, tuple[int, int]] = {}
    for placed in layout.placed:
        if placed.problem in loose:
            continue
        row = rows.get(placed.level, 0)
        rows[placed.level] = row + 1
        at[placed.problem] = (
            MARGIN + placed.level * (WIDE + ACROSS),
            MARGIN + row * (HIGH + DOWN),
        )
    if not at:
        return None
    boxes = tuple(_box(lines[name], x, y) for name, (x, y) in at.items())
    curves = tuple(
        _curve(at[arrow.cause], at[arrow.effect], arrow.goes_back) for arrow in layout.arrows
    )
    height = MARGIN + max(rows.values()) * (HIGH + DOWN)
    if any(curve.back for curve in curves):
        height += DOWN
    return Picture(2 * MARGIN + len(rows) * (WIDE + ACROSS) - ACROSS, height, boxes, curves)


def upright(found: Problems) -> Picture | None:
    """Return the same drawing for a narrow screen: causes above, arrows in a rail on the left.

    Every problem and every arrow of `picture` is in it; None when nothing is linked.
    """
    lines, loose = found.by_uuid, set(found.causes.loose())
    layout = found.causes.layout()
    placed = sorted(
        (one for one in layout.placed if one.problem not in loose), key=lambda one: one.level
    )
    if not placed:
        return None
    at = {one.problem: place for place, one in enumerate(placed)}
    x = MARGIN + RAIL
    boxes = tuple(
        _box(lines[name], x, MARGIN + place * (LOW + BETWEEN), BROAD, LOW, BROAD_LETTERS)
        for name, place in at.items()
    )
    curves = tuple(
        _bow(x, at[arrow.cause], at[arrow.effect], arrow.goes_back) for arrow in layout.arrows
    )
    return Picture(
        x + BROAD + MARGIN, 2 * MARGIN + len(placed) * (LOW + BETWEEN) - BETWEEN, boxes, curves
    )


def _bow(x: int, cause: int, effect: int, back: bool) -> Curve:
    """Return an arrow in the rail: the further apart, the further out; it leaves low, comes high."""
    down = 1 if effect > cause else -1
    out = x - min(RAIL + MARGIN - 4, 12 + 11 * abs(effect - cause))
    y1 = MARGIN + cause * (LOW + BETWEEN) + LOW // 2 + down * 12
    y2 = MARGIN + effect * (LOW + BETWEEN) + LOW // 2 - down * 12
    head = f"M{x - 9} {y2 - 6}L{x - 1} {y2}L{x - 9} {y2 + 6}"
    return Curve(f"M{x} {y1}C{out} {y1} {out} {y2} {x - 2} {y2}", head, back)


def _box(
    line: ProblemLine,
    x: int,
    y: int,
    wide: int = WIDE,
    high: int = HIGH,
    letters: int = LETTERS,
) -> Box:
    most = min(LINES, (high - 12) // LINE_HIGH)
    cut = wrap(line.text, letters, max_lines=most, placeholder="…", break_long_words=True)
    top = y + high // 2 - (len(cut) - 1) * LINE_HIGH // 2 + 5
    rows = tuple((top + place * LINE_HIGH, text) for place, text in enumerate(cut))
    return Box(line, x, y, rows, wide, high)


def _curve(cause: tuple[int, int], effect: tuple[int, int], back: bool) -> Curve:
    if back or effect[0] <= cause[0]:
        x1, y1 = cause[0] + WIDE // 2, cause[1] + HIGH
        x2, y2 = effect[0] + WIDE // 2, effect[1] + HIGH
        low = max(y1, y2) + DOWN
        head = f"M{x2 - 6} {y2 + 9}L{x2} {y2 + 1}L{x2 + 6} {y2 + 9}"
        return Curve(f"M{x1} {y1}C{x1} {low} {x2} {low} {x2} {y2 + 2}", head, True)
    x1, y1 = cause[0] + WIDE, cause[1] + HIGH // 2
    x2, y2 = effect[0], effect[1] + HIGH // 2
    middle = (x1 + x2) // 2
    head = f"M{x2 - 9} {y2 - 6}L{x2 - 1} {y2}L{x2 - 9} {y2 + 6}"
    return Curve(f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2 - 2} {y2}", head, False)
