# SPDX-License-Identifier: EUPL-1.2
"""Why a household cannot get something: the whole answer, from what is known and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from voordeur.leeway.circles import Circle, circles
from voordeur.leeway.exceptions import Exceptions, Way
from voordeur.leeway.graph import Block, Facts, Known, Route, Rulebook
from voordeur.leeway.paradox import Gate, Paradox, paradoxes
from voordeur.leeway.reach import Reach, blocked_part, blocks, reach, reached
from voordeur.leeway.rulefile import RouteText


@dataclass(frozen=True, slots=True)
class SetAside:
    """Who may set a condition of a route aside, and what that costs in eurocents; None: not known."""

    by: str
    cents: int | None


Leave = Mapping[tuple[str, str], SetAside]
"""By (rule, route), where anybody may make an exception at all."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One condition that is set aside, and by whom it may be."""

    block: Block
    aside: SetAside


@dataclass(frozen=True, slots=True)
class Link:
    """One thing in a circle: the rule and route by which it waits for the next, and who may open it."""

    thing: str
    waits_for: str
    rule: str
    route: str
    aside: SetAside | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Why a goal is out of reach, or that it is not.

    `ways` is the cheapest set of exceptions that opens it: None when none that somebody may grant
    does. `cents` is what they cost together, None when the price of one is not known. `pattern` is
    the same in every household with the same impasse, and empty when there is none.
    """

    reach: Reach
    circles: tuple[tuple[Link, ...], ...]
    exceptions: tuple[Grant, ...] | None
    cents: int | None
    paradoxes: tuple[Paradox, ...]
    rules: tuple[str, ...]
    pattern: str

    @property
    def stuck(self) -> bool:
        """Say whether it cannot be had as things stand."""
        return self.reach.known is Known.NO


def leave_of(rules: Iterable[tuple[str, Iterable[RouteText]]]) -> Leave:
    """Return who may set what aside, from the rules as they are written."""
    return {
        (code, route.name): SetAside(route.set_aside_by, route.set_aside_cents)
        for code, routes in rules
        for route in routes
        if route.set_aside_by
    }


def gates_of(rules: Iterable[tuple[str, Iterable[RouteText]]]) -> tuple[Gate, ...]:
    """Return the gates: what lets people in on one ground and may put them out on the same."""
    return tuple(
        Gate(code, frozenset(route.meant_for), frozenset(route.excluded_by))
        for code, routes in rules
        for route in routes
        if route.meant_for
    )


class Analyst:
    """Says of many households under one rulebook why a goal is out of reach, and what opens it.

    Households with the same blocked part get the same explanation: it is worked out once.
    """

    def __init__(self, book: Rulebook, leave: Leave, gates: Iterable[Gate] = ()) -> None:
        self._book, self._leave, self._gates = book, leave, tuple(gates)
        self._explained: dict[object, _Why] = {}

    def of(self, facts: Facts, goal: str) -> Analysis:
        """Return why a goal can or cannot be reached, what would open it, and the pattern of it."""
        book = self._book.behind(goal)
        answer = reach(book, facts, goal)
        if answer.known is not Known.NO:
            return Analysis(answer, (), (), 0, (), (), "")
        part = blocked_part(book, facts, goal)
        missing = blocks(part, facts, reached(book, facts, hoping=True))
        signature = goal, tuple(route.key for route in part), missing
        if signature not in self._explained:
            self._explained[signature] = self._explain(book, facts, goal, part, missing)
        why = self._explained[signature]
        return Analysis(
            answer, why.circles, why.exceptions, why.cents, why.paradoxes, why.rules, why.pattern
        )

    def _explain(
        self,
        book: Rulebook,
        facts: Facts,
        goal: str,
        part: Iterable[Route],
        missing: tuple[Block, ...],
    ) -> _Why:
        found = _really(circles(book, facts, goal), missing)
        exceptions, cents = _cheapest(book, facts, goal, self._leave)
        in_way = {route.rule for route in part}
        holding = {block.condition for block in missing if block.is_exclusion}
        return _Why(
            tuple(_links(circle, self._leave) for circle in found),
            exceptions,
            cents,
            tuple(
                one
                for one in paradoxes(self._gates)
                if one.gate in in_way and one.ground in holding
            ),
            tuple(sorted(in_way)),
            pattern_of(found, missing, goal),
        )


@dataclass(frozen=True, slots=True)
class _Why:
    """What is the same for every household with one blocked part."""

    circles: tuple[tuple[Link, ...], ...]
    exceptions: tuple[Grant, ...] | None
    cents: int | None
    paradoxes: tuple[Paradox, ...]
    rules: tuple[str, ...]
    pattern: str


def analyse(
    book: Rulebook, facts: Facts, goal: str, leave: Leave, gates: Iterable[Gate] = ()
) -> Analysis:
    """Return the analysis of one household."""
    return Analyst(book, leave, gates).of(facts, goal)


def _really(found: Iterable[Circle], missing: Iterable[Block]) -> tuple[Circle, ...]:
    """Keep the circles in which only the circle itself stands in the way; all when there is none.

    A route that is closed for another reason too would stay closed when the circle is broken.
    """
    lacking: dict[tuple[str, str], set[tuple[str, bool]]] = {}
    for block in missing:
        lacking.setdefault((block.rule, block.route), set()).add(
            (block.condition, block.is_exclusion)
        )
    every = tuple(found)
    alone = tuple(
        circle
        for circle in every
        if all(
            lacking.get(key, set()) <= {(thing, False) for thing in circle.things}
            for key in circle.routes
        )
    )
    return alone or every


def _links(circle: Circle, leave: Leave) -> tuple[Link, ...]:
    after = (*circle.things[1:], circle.things[0])
    return tuple(
        Link(thing, following, rule, route, leave.get((rule, route)))
        for thing, following, (rule, route) in zip(circle.things, after, circle.routes, strict=True)
    )


def _cheapest(
    book: Rulebook, facts: Facts, goal: str, leave: Leave
) -> tuple[tuple[Grant, ...] | None, int | None]:
    """Return the cheapest exceptions with what they cost; those of unknown price only when they must.

    What nobody knows the price of is not free: it is used when nothing else opens the goal, and
    then the sum is unknown.
    """

    def known(block: Block) -> int | None:
        aside = leave.get((block.rule, block.route))
        return aside.cents if aside else None

    def hoped(block: Block) -> int | None:
        aside = leave.get((block.rule, block.route))
        return None if aside is None else aside.cents or 0

    way: Way | None = Exceptions(book, known).cheapest(facts, goal)
    if way is None:
        way = Exceptions(book, hoped).cheapest(facts, goal)
    if way is None:
        return None, None
    chosen = tuple(Grant(block, leave[block.rule, block.route]) for block in way.exceptions)
    unknown = any(one.aside.cents is None for one in chosen)
    return chosen, None if unknown else way.cost


def pattern_of(found: Iterable[Circle], missing: Iterable[Block], goal: str) -> str:
    """Return what is the same in every household with this impasse, as a short code.

    The rules of the shortest circle; without a circle the conditions that stand in the way.
    """
    circle = next(iter(found), None)
    parts: list[str] = (
        [f"{rule}/{route}" for rule, route in circle.pattern]
        if circle
        else [goal, *(f"{one.rule}/{one.route}/{one.condition}" for one in sorted(missing))]
    )
    return sha256("|".join(parts).encode()).hexdigest()[:16]
