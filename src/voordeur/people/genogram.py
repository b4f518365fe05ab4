# SPDX-License-Identifier: EUPL-1.2
"""Where everybody stands in the drawing of a family: generations from the top down, nobody twice.

Works on the people and ties it is given, which is what one reader may read: whoever was not given
leaves no gap. The same facts always give the same drawing. Sizes are in the units of the drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDTH, HEIGHT = 168, 74
GAP_ACROSS, GAP_DOWN = 34, 92
EDGE = 20

# A is `kind` of B: how many generations A stands below B (negative: above).
_DOWN: Mapping[str, int] = {
    "parent": -1,
    "step_parent": -1,
    "foster_parent": -1,
    "adoptive_parent": -1,
    "expectant_parent": -1,
    "aunt_or_uncle": -1,
    "parent_in_law": -1,
    "grandparent": -2,
    "step_grandparent": -2,
    "great_grandparent": -3,
    "partner": 0,
    "ex_partner": 0,
    "co_parent": 0,
    "sibling": 0,
    "half_sibling": 0,
    "step_sibling": 0,
    "foster_sibling": 0,
    "sibling_in_law": 0,
    "cousin": 0,
    "unborn_sibling": 0,
    "sibling_of_unborn": 0,
    "other_relative": 0,
    "child": 1,
    "step_child": 1,
    "foster_child": 1,
    "adoptive_child": 1,
    "unborn_child": 1,
    "niece_or_nephew": 1,
    "child_in_law": 1,
    "grandchild": 2,
    "step_grandchild": 2,
    "great_grandchild": 3,
}
_PARENTS = frozenset(
    {"parent", "step_parent", "foster_parent", "adoptive_parent", "expectant_parent"}
)
_CHILDREN = frozenset({"child", "step_child", "foster_child", "adoptive_child", "unborn_child"})
_COUPLES = frozenset({"partner", "ex_partner", "co_parent"})
_BY_BIRTH = frozenset({"parent", "child", "expectant_parent", "unborn_child"})


class Line(StrEnum):
    """How a tie is drawn: each has its own stroke, never a colour alone."""

    COUPLE = "couple"
    PARTED = "parted"
    CHILD = "child"
    CHOSEN = "chosen"
    """A child by adoption, fostering or a new partner."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person in the drawing; `inside`: belongs to the household now."""

    key: str
    inside: bool = True


@dataclass(frozen=True, slots=True)
class FamilyTie:
    """`one` is `kind` of `other` (codes of `relations.toml`); `over`: it is so no longer."""

    one: str
    kind: str
    other: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Where somebody stands: left and top of the box, and which generation, 0 on top."""

    key: str
    x: int
    y: int
    generation: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of the drawing, as the path of an SVG, between two people."""

    one: str
    other: str
    line: Line
    path: str


@dataclass(frozen=True, slots=True)
class Genogram:
    """The whole drawing; `boxes` by generation and place."""

    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    width: int
    height: int


def is_family(kind: str) -> bool:
    """Say whether a kind of relation is drawn here; guardians and neighbours stand elsewhere."""
    return kind in _DOWN


def draw(people: Iterable[Someone], ties: Iterable[FamilyTie]) -> Genogram:
    """Place everybody once: parents above children, couples side by side where they can be.

    Ties to somebody who was not given, and ties of a kind that is no family, are left out.
    """
    order = list({one.key: one for one in people}.values())
    known = {one.key for one in order}
    used = _once(
        tie
        for tie in ties
        if {tie.one, tie.other} <= known and tie.one != tie.other and is_family(tie.kind)
    )
    levels = _generations(order, used)
    rows = _rows(order, levels, used)
    boxes = _boxes(rows)
    width = max((box.x for box in boxes), default=0) + WIDTH + EDGE
    height = max((box.y for box in boxes), default=0) + HEIGHT + EDGE
    by_key = {box.key: box for box in boxes}
    strokes = tuple(_stroke(tie, by_key) for tie in used)
    return Genogram(tuple(boxes), strokes, width, height)


def _once(ties: Iterable[FamilyTie]) -> list[FamilyTie]:
    """Return each tie once, also when it was written down from both sides."""
    found: dict[tuple[object, ...], FamilyTie] = {}
    for tie in ties:
        ends = tuple(sorted((tie.one, tie.other)))
        sort = "couple" if tie.kind in _COUPLES else abs(_DOWN[tie.kind]), _DOWN[tie.kind] == 0
        found.setdefault((ends, sort, tie.kind in _BY_BIRTH), tie)
    return list(found.values())


def _generations(order: Sequence[Someone], ties: Sequence[FamilyTie]) -> dict[str, int]:
    """Return the generation of each, 0 on top of each family; parents always above children.

    Ties that contradict each other (a circle of parents) cannot all be kept: the first ones are.
    """
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for tie in ties:
        step = _DOWN[tie.kind]
        near[tie.other].append((tie.one, step))
        near[tie.one].append((tie.other, -step))
    level: dict[str, int] = {}
    for start in order:
        if start.key in level:
            continue
        family, level[start.key] = [start.key], 0
        for key in family:
            for other, step in near[key]:
                if other not in level:
                    level[other] = level[key] + step
                    family.append(other)
        _below_parents(family, ties, level)
        top = min(level[key] for key in family)
        for key in family:
            level[key] -= top
    return level


def _below_parents(family: Sequence[str], ties: Sequence[FamilyTie], level: dict[str, int]) -> None:
    members = set(family)
    pairs = [_parent_child(tie) for tie in ties if tie.one in members]
    for _round in family:
        moved = False
        for pair in pairs:
            if pair is not None and level[pair[1]] <= level[pair[0]]:
                level[pair[1]] = level[pair[0]] + 1
                moved = True
        if not moved:
            return


def _parent_child(tie: FamilyTie) -> tuple[str, str] | None:
    if tie.kind in _PARENTS:
        return tie.one, tie.other
    return (tie.other, tie.one) if tie.kind in _CHILDREN else None


def _rows(
    order: Sequence[Someone], levels: Mapping[str, int], ties: Sequence[FamilyTie]
) -> list[list[str]]:
    """Return who stands in each generation, from left to right."""
    parents: dict[str, list[str]] = defaultdict(list)
    couples: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        pair = _parent_child(tie)
        if pair is not None:
            parents[pair[1]].append(pair[0])
        elif tie.kind in _COUPLES:
            couples[tie.one].append(tie.other)
            couples[tie.other].append(tie.one)
    place: dict[str, float] = {}
    first = {one.key: number for number, one in enumerate(order)}
    outside = {one.key: not one.inside for one in order}
    rows = []
    for number in range(max(levels.values(), default=-1) + 1):
        row = [one.key for one in order if levels[one.key] == number]

        def wish(key: str) -> tuple[float, bool, int]:
            above = [place[one] for one in parents[key] if one in place]
            return (sum(above) / len(above) if above else 0.5, outside[key], first[key])

        row.sort(key=wish)
        row = _side_by_side(row, couples)
        for slot, key in enumerate(row):
            place[key] = (slot + 0.5) / len(row)
        rows.append(row)
    return rows


def _side_by_side(row: Sequence[str], couples: Mapping[str, Sequence[str]]) -> list[str]:
    placed: list[str] = []
    left = list(row)
    while left:
        key = left.pop(0)
        placed.append(key)
        for other in couples.get(key, ()):
            if other in left:
                left.remove(other)
                # The first partner stands to the right, a next one to the left.
                at = placed.index(key)
                placed.insert(at + 1 if placed[-1] == key else at, other)
    return placed


def _boxes(rows: Sequence[Sequence[str]]) -> list[Box]:
    longest = max((len(row) for row in rows), default=0)
    boxes = []
    for number, row in enumerate(rows):
        start = EDGE + (longest - len(row)) * (WIDTH + GAP_ACROSS) // 2
        for slot, key in enumerate(row):
            x = start + slot * (WIDTH + GAP_ACROSS)
            boxes.append(Box(key, x, EDGE + number * (HEIGHT + GAP_DOWN), number))
    return boxes


def _stroke(tie: FamilyTie, boxes: Mapping[str, Box]) -> Stroke:
    one, other = boxes[tie.one], boxes[tie.other]
    pair = _parent_child(tie)
    if pair is not None and boxes[pair[0]].y < boxes[pair[1]].y:
        line = Line.CHILD if tie.kind in _BY_BIRTH else Line.CHOSEN
        return Stroke(tie.one, tie.other, line, _down(boxes[pair[0]], boxes[pair[1]]))
    line = Line.OTHER
    if tie.kind in _COUPLES:
        line = Line.PARTED if tie.over or tie.kind == "ex_partner" else Line.COUPLE
    return Stroke(tie.one, tie.other, line, _across(one, other))


def _down(parent: Box, child: Box) -> str:
    """Return a path from under the parent to above the child, with a corner halfway the gap."""
    x, y = parent.x + WIDTH // 2, parent.y + HEIGHT
    to_x, to_y = child.x + WIDTH // 2, child.y
    middle = to_y - GAP_DOWN // 2
    return f"M{x} {y}V{middle}H{to_x}V{to_y}"


def _across(one: Box, other: Box) -> str:
    """Return a straight line between neighbours, or a bow below the boxes between."""
    left, right = sorted((one, other), key=lambda box: (box.x, box.y))
    if left.y == right.y and right.x - left.x == WIDTH + GAP_ACROSS:
        return f"M{left.x + WIDTH} {left.y + HEIGHT // 2}H{right.x}"
    x, y = left.x + WIDTH // 2, left.y + HEIGHT
    to_x, to_y = right.x + WIDTH // 2, right.y + HEIGHT
    low = max(y, to_y) + GAP_DOWN // 4
    return f"M{x} {y}C{x} {low} {to_x} {low} {to_x} {to_y}"
