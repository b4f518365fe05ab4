# SPDX-License-Identifier: EUPL-1.2
"""Conditions that wait for each other: the circles behind a closed door, and their pattern."""

from __future__ import annotations

from dataclasses import dataclass

from voordeur.leeway.graph import Facts, Route, Rulebook
from voordeur.leeway.reach import blocked_part, reached

FEW = 6
"""Things among which all circles are found at once; among more the short ones are looked for first."""
MOST = 20
"""How many circles are named; more of them say nothing more to a reader."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Things that wait for each other: each needs the next, and the last needs the first."""

    things: tuple[str, ...]
    routes: tuple[tuple[str, str], ...]
    """For each thing, the rule and the route that ask for the next."""

    @property
    def pattern(self) -> tuple[tuple[str, str], ...]:
        """Return what is the same in every household with this circle: the rules, in order."""
        return tuple(sorted(self.routes))


def circles(book: Rulebook, facts: Facts, goal: str) -> tuple[Circle, ...]:
    """Return the circles on the way to a goal that is out of reach, the shortest first.

    Each begins with the thing nearest to the goal. Two routes between the same things are one
    circle, by the first of them.
    """
    # Here and not above: a server starts sooner without.
    import networkx as nx

    had = reached(book, facts, hoping=True)
    routes = blocked_part(book, facts, goal)
    graph = nx.DiGraph()
    through: dict[tuple[str, str], Route] = {}
    for route in routes:
        for need in sorted(route.needs - had):
            if need in book.to:
                graph.add_edge(route.gives, need)
                through.setdefault((route.gives, need), route)
    if goal not in graph:
        return ()
    distance = nx.single_source_shortest_path_length(graph, goal)
    found = []
    for part in sorted(nx.strongly_connected_components(graph), key=min):
        if len(part) < 2:
            continue
        inside = graph.subgraph(part)
        if len(part) <= FEW:
            found += [_turned(cycle, distance) for cycle in nx.simple_cycles(inside)]
            continue
        for length in range(2, len(part) + 1):
            cycles = nx.simple_cycles(inside, length_bound=length)
            found += [_turned(cycle, distance) for cycle in cycles if len(cycle) == length]
            if len(found) >= MOST:
                break
    unique = sorted(set(found), key=lambda things: (len(things), things))[:MOST]
    return tuple(
        Circle(
            things,
            tuple(
                through[thing, following].key
                for thing, following in zip(things, (*things[1:], things[0]), strict=True)
            ),
        )
        for things in unique
    )


def _turned(cycle: list[str], distance: dict[str, int]) -> tuple[str, ...]:
    """Return a circle beginning with the thing nearest to the goal."""
    first = min(range(len(cycle)), key=lambda place: (distance[cycle[place]], cycle[place]))
    return (*cycle[first:], *cycle[:first])
