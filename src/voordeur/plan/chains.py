# SPDX-License-Identifier: EUPL-1.2
"""Problems that cause each other: where it starts, which way it runs, and where it goes round.

Works on the problems and links it is given (what the reader may see); a link to a problem that
was not given is left out, so that a hidden problem leaves no trace in a drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True, slots=True, order=True)
class CausalLink:
    """`cause` brings about or worsens `effect`, in the eyes of someone; both are problem ids."""

    cause: str
    effect: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a problem stands in the drawing: level 0 is where it starts, row 0 is on top."""

    problem: str
    level: int
    row: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link in the drawing; `goes_back` True: it closes a circle and is drawn against the flow."""

    cause: str
    effect: str
    goes_back: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing; `placed` in order of level and row, `arrows` in order of their ends."""

    placed: tuple[Placed, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains of causes; `is_cut` True: there are more than were asked for."""

    chains: tuple[tuple[str, ...], ...]
    is_cut: bool


class CauseMap:
    """Problems with the links between them. Every answer is the same for the same facts."""

    def __init__(self, problems: Iterable[str], links: Iterable[CausalLink]) -> None:
        self.problems = tuple(sorted(set(problems)))
        known = set(self.problems)
        self.links = tuple(
            sorted({link for link in links if link.cause in known and link.effect in known})
        )
        self._effects: dict[str, list[str]] = {name: [] for name in self.problems}
        self._causes: dict[str, list[str]] = {name: [] for name in self.problems}
        for link in self.links:
            self._effects[link.cause].append(link.effect)
            self._causes[link.effect].append(link.cause)

    def roots(self) -> tuple[str, ...]:
        """Return the problems that cause something and that nothing given causes."""
        return tuple(
            name for name in self.problems if self._effects[name] and not self._causes[name]
        )

    def loose(self) -> tuple[str, ...]:
        """Return the problems without any link."""
        return tuple(
            name for name in self.problems if not self._effects[name] and not self._causes[name]
        )

    def follows_from(self, problem: str) -> tuple[str, ...]:
        """Return all that this problem brings about, directly or not; itself only in a circle."""
        reached: set[str] = set()
        todo = list(self._effects.get(problem, ()))
        while todo:
            name = todo.pop()
            if name not in reached:
                reached.add(name)
                todo.extend(self._effects[name])
        return tuple(sorted(reached))

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Name one circle for each knot of problems that keep each other going.

        A knot is a set in which each leads to each (a strongly connected part); of it the shortest
        circle through its first problem is named, each causing the next and the last the first.
        """
        reach = {name: set(self.follows_from(name)) for name in self.problems}
        seen: set[str] = set()
        found = []
        for name in self.problems:
            if name in seen or name not in reach[name]:
                continue
            knot = {other for other in reach[name] if name in reach[other]}
            seen |= knot
            found.append(self._shortest_circle(name, knot))
        return tuple(found)

    def _shortest_circle(self, start: str, within: set[str]) -> tuple[str, ...]:
        ways: list[tuple[str, ...]] = [(start,)]
        visited: set[str] = set()
        for way in ways:
            for effect in self._effects[way[-1]]:
                if effect == start:
                    return way
                if effect in within and effect not in visited:
                    visited.add(effect)
                    ways.append((*way, effect))
        return (start,)

    def chains(self, at_most: int = 50) -> Chains:
        """Return the ways from a root on, each as far as it goes without coming back on itself.

        The number of ways can grow beyond what anyone reads, so only the first `at_most` in order
        of name are given. A knot that nothing else causes starts at its first problem.
        """
        starts = list(self.roots())
        reached = {name for start in starts for name in (start, *self.follows_from(start))}
        knots = sorted({circle[0] for circle in self.circles()})
        for name in knots:
            above = {cause for cause in self.problems if name in self.follows_from(cause)}
            if name not in reached and above <= set(self.follows_from(name)):
                starts.append(name)
        found = list(
            islice((way for start in sorted(starts) for way in self._ways(start)), at_most + 1)
        )
        return Chains(tuple(found[:at_most]), len(found) > at_most)

    def _ways(self, start: str) -> Iterable[tuple[str, ...]]:
        todo: list[tuple[str, ...]] = [(start,)]
        while todo:
            way = todo.pop()
            further = [effect for effect in self._effects[way[-1]] if effect not in way]
            if further:
                todo.extend((*way, effect) for effect in reversed(further))
            elif len(way) > 1:
                yield way

    def layout(self) -> Layout:
        """Place every problem for drawing: an arrow goes to a higher level unless it goes back.

        Levels are the longest way from a start. Rows stay close to the causes above them. The
        same facts always give the same drawing, so that people find a problem where it was.
        """
        back = self._links_that_go_back()
        forward = [link for link in self.links if link not in back]
        level = dict.fromkeys(self.problems, 0)
        # a way without circles has fewer steps than there are problems, so this settles
        for _ in self.problems:
            for link in forward:
                level[link.effect] = max(level[link.effect], level[link.cause] + 1)
        row: dict[str, int] = {}
        placed: list[Placed] = []
        for number in range(max(level.values(), default=-1) + 1):
            here = [name for name in self.problems if level[name] == number]
            here.sort(key=lambda name: (self._middle_row(name, row), name))
            for position, name in enumerate(here):
                row[name] = position
                placed.append(Placed(name, number, position))
        arrows = tuple(Arrow(link.cause, link.effect, link in back) for link in self.links)
        return Layout(tuple(placed), arrows)

    def _middle_row(self, name: str, row: dict[str, int]) -> int:
        """Return the middle row of the causes already placed; without any: below all others."""
        rows = sorted(row[cause] for cause in self._causes[name] if cause in row)
        return rows[len(rows) // 2] if rows else len(self.problems)

    def _links_that_go_back(self) -> frozenset[CausalLink]:
        """Find the links that close a circle, walking from the roots and then by name."""
        back: set[CausalLink] = set()
        done: set[str] = set()
        for start in (*self.roots(), *self.problems):
            way: list[str] = []
            on_way: set[str] = set()
            todo = [(start, False)]
            while todo:
                name, leaving = todo.pop()
                if leaving:
                    on_way.discard(way.pop())
                    done.add(name)
                    continue
                if name in done or name in on_way:
                    continue
                way.append(name)
                on_way.add(name)
                todo.append((name, True))
                for effect in reversed(self._effects[name]):
                    if effect in on_way:
                        back.add(CausalLink(name, effect))
                    elif effect not in done:
                        todo.append((effect, False))
        return frozenset(back)
