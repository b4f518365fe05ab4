# SPDX-License-Identifier: EUPL-1.2
"""What a household can reach under the rules, given what is known; and what closes the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voordeur.leeway.graph import Block, Facts, Known, Route, Rulebook


def reached(book: Rulebook, facts: Facts, *, hoping: bool = False) -> frozenset[str]:
    """Return every condition that is met or can be got, without going round in a circle.

    What is unknown counts against the household; with `hoping` it counts for it: unknown needs are
    met and unknown exclusion grounds do not hold. Linear in the number of conditions.
    """
    enough = Known.UNKNOWN if hoping else Known.YES
    least = Known.YES if hoping else Known.UNKNOWN
    got = {name for name, known in facts.items() if known >= enough}
    if hoping:
        got |= {name for name in book.conditions if name not in facts and name not in book.to}
    waiting = [len(route.needs) for route in book.routes]
    ready: list[str] = list(got)
    closed = [
        any(facts.get(ground, Known.UNKNOWN) >= least for ground in route.excluded_by)
        for route in book.routes
    ]
    for place, route in enumerate(book.routes):
        if not route.needs and not closed[place] and route.gives not in got:
            got.add(route.gives)
            ready.append(route.gives)
    while ready:
        for place in book.asking.get(ready.pop(), ()):
            waiting[place] -= 1
            thing = book.routes[place].gives
            if waiting[place] == 0 and not closed[place] and thing not in got:
                got.add(thing)
                ready.append(thing)
    return frozenset(got)


@dataclass(frozen=True, slots=True)
class RouteState:
    """One route to a goal, and what stands in its way.

    `missing` needs cannot be had as things stand; `grounds` hold; `open` conditions are unknown,
    so that asking them may open (or close) the route.
    """

    route: Route
    missing: tuple[str, ...]
    grounds: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def state(self) -> Known:
        """Say whether the route is open, closed, or not known to be either."""
        if self.grounds or self.missing:
            return Known.NO
        return Known.UNKNOWN if self.open else Known.YES


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a goal can be reached, each route to it, and what is worth asking."""

    goal: str
    known: Known
    routes: tuple[RouteState, ...]
    questions: tuple[str, ...]


def reach(book: Rulebook, facts: Facts, goal: str) -> Reach:
    """Say whether a goal can be reached, and why each route is open or closed."""
    sure, hoped = reached(book, facts), reached(book, facts, hoping=True)
    known = Known.YES if goal in sure else Known.UNKNOWN if goal in hoped else Known.NO
    # What a route asks for must be had before the goal: else it waits for itself.
    before, without = book.before(goal), {**facts, goal: Known.NO}
    first_sure, first_hoped = reached(before, without), reached(before, without, hoping=True)
    routes = tuple(_state(route, facts, first_sure, first_hoped) for route in book.to.get(goal, ()))
    questions = _questions(book, facts, goal) if known is Known.UNKNOWN else ()
    return Reach(goal, known, routes, questions)


def _state(route: Route, facts: Facts, sure: frozenset[str], hoped: frozenset[str]) -> RouteState:
    grounds = [one for one in route.excluded_by if facts.get(one, Known.UNKNOWN) is Known.YES]
    unsure = [one for one in route.excluded_by if facts.get(one, Known.UNKNOWN) is Known.UNKNOWN]
    return RouteState(
        route,
        tuple(sorted(route.needs - hoped)),
        tuple(sorted(grounds)),
        tuple(sorted([*(route.needs & hoped - sure), *unsure])),
    )


def _questions(book: Rulebook, facts: Facts, goal: str) -> tuple[str, ...]:
    """Return the unknown facts on the way to a goal."""
    return tuple(
        sorted(
            name
            for name in _behind(book, goal)
            if name not in book.to and facts.get(name, Known.UNKNOWN) is Known.UNKNOWN
        )
    )


def _behind(book: Rulebook, goal: str) -> set[str]:
    """Return every condition on any route to a goal, the goal included."""
    found, ahead = {goal}, [goal]
    while ahead:
        for route in book.to.get(ahead.pop(), ()):
            new = (route.needs | route.excluded_by) - found
            found |= new
            ahead += new
    return found


def blocked_part(book: Rulebook, facts: Facts, goal: str) -> tuple[Route, ...]:
    """Return the routes that matter for a goal that is out of reach, in order.

    Those that lead, over things that cannot be got, to the goal. Households with the same part
    have the same impasse. What is unknown is a question, not a block, and counts as met here.
    """
    sure = reached(book, facts, hoping=True)
    if goal in sure:
        return ()
    found: dict[tuple[str, str], Route] = {}
    seen, ahead = {goal}, [goal]
    while ahead:
        for route in book.to.get(ahead.pop(), ()):
            found[route.key] = route
            new = [need for need in route.needs - sure if need not in seen]
            seen |= set(new)
            ahead += new
    return tuple(found[key] for key in sorted(found))


def blocks(routes: Iterable[Route], facts: Facts, had: frozenset[str]) -> tuple[Block, ...]:
    """Return every condition of these routes that is not met, as what could be set aside."""
    found = []
    for route in routes:
        found += [
            Block(route.rule, route.name, need, is_exclusion=False)
            for need in sorted(route.needs - had)
        ]
        found += [
            Block(route.rule, route.name, ground, is_exclusion=True)
            for ground in sorted(route.excluded_by)
            if facts.get(ground, Known.UNKNOWN) is Known.YES
        ]
    return tuple(found)


def closed_by(book: Rulebook, before: Facts, after: Facts, goal: str) -> tuple[Block, ...]:
    """Return the exclusion grounds that closed a goal between two states of what is known.

    Empty when the goal was not closed, which adding positive facts alone never does.
    """
    had, has = reached(book, before), reached(book, after)
    if goal not in had or goal in has:
        return ()
    return tuple(
        Block(route.rule, route.name, ground, is_exclusion=True)
        for route in book.routes
        if route.needs <= had
        for ground in sorted(route.excluded_by)
        if before.get(ground, Known.UNKNOWN) is Known.NO
        and after.get(ground, Known.UNKNOWN) is not Known.NO
    )
