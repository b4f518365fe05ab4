# SPDX-License-Identifier: EUPL-1.2
"""Rules as conditions: to get something there are routes, and each route asks for conditions.

A condition is positive (this must be so) or an exclusion ground (this must not be so). Positive
conditions are facts, or things that another rule gives. Adding a positive fact therefore never
closes a route; adding an exclusion fact may. There is no word here for network or own initiative:
they cannot close a route, because no rule can ask about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from voordeur.door.refusal import Refusal


class Known(IntEnum):
    """What is known of a fact, or of what can be reached. Unknown is neither yes nor no."""

    NO = 0
    UNKNOWN = 1
    YES = 2


Facts = Mapping[str, Known]
"""What is known of a household, by the name of the condition; what is not named is unknown."""


@dataclass(frozen=True, slots=True)
class Route:
    """One way to get something under one rule: what it asks, and what closes it.

    `rule` names the rule, `name` the route within it; together they are unique.
    """

    rule: str
    name: str
    gives: str
    needs: frozenset[str] = frozenset()
    excluded_by: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells this route from all others."""
        return self.rule, self.name


class Block(NamedTuple):
    """One condition of one route that is not met: a need that is missing, or a ground that holds."""

    rule: str
    route: str
    condition: str
    is_exclusion: bool


@dataclass(frozen=True)
class Rulebook:
    """All routes together, as a graph of and (a route asks all) and or (one route is enough).

    Raises Refusal when two routes carry one name, when a route needs what it gives, or when an
    exclusion ground is something that a rule can give: a ground is a fact, never a goal.
    """

    routes: tuple[Route, ...]

    def __post_init__(self) -> None:
        """Refuse a rulebook that cannot be read in one way."""
        seen: set[tuple[str, str]] = set()
        given = {route.gives for route in self.routes}
        for route in self.routes:
            where = f"{route.rule}/{route.name}"
            if route.key in seen:
                raise Refusal("Two routes carry this name.", where, "Give one another name.")
            seen.add(route.key)
            if route.gives in route.needs:
                raise Refusal("This route asks for what it gives.", where, "Take that need out.")
            goals = sorted(route.excluded_by & given)
            if goals:
                raise Refusal(
                    "An exclusion ground is something that a rule gives.",
                    f"{where}: {goals[0]}",
                    "Name the fact that closes the route.",
                )

    @classmethod
    def of(cls, routes: Iterable[Route]) -> Rulebook:
        """Return a rulebook whose routes stand in a fixed order, however they came."""
        return cls(tuple(sorted(routes, key=lambda route: route.key)))

    @cached_property
    def to(self) -> Mapping[str, tuple[Route, ...]]:
        """The routes to each thing."""
        found: dict[str, list[Route]] = {}
        for route in self.routes:
            found.setdefault(route.gives, []).append(route)
        return {thing: tuple(routes) for thing, routes in found.items()}

    @cached_property
    def _before(self) -> dict[str, Rulebook]:
        return {}

    def before(self, goal: str) -> Rulebook:
        """Return the rules without those that give a goal: what can be had before it is."""
        if goal not in self._before:
            rest = tuple(route for route in self.routes if route.gives != goal)
            self._before[goal] = Rulebook(rest)
        return self._before[goal]

    @cached_property
    def _behind(self) -> dict[str, Rulebook]:
        return {}

    def behind(self, goal: str) -> Rulebook:
        """Return the rules that can have a part in getting a goal; of a goal the answer is the same."""
        if goal not in self._behind:
            found: dict[tuple[str, str], Route] = {}
            seen, ahead = {goal}, [goal]
            while ahead:
                for route in self.to.get(ahead.pop(), ()):
                    found[route.key] = route
                    new = route.needs - seen
                    seen |= new
                    ahead += new
            self._behind[goal] = Rulebook(tuple(found[key] for key in sorted(found)))
        return self._behind[goal]

    @cached_property
    def asking(self) -> Mapping[str, tuple[int, ...]]:
        """For each condition, the places of the routes that need it."""
        found: dict[str, list[int]] = {}
        for place, route in enumerate(self.routes):
            for need in route.needs:
                found.setdefault(need, []).append(place)
        return {need: tuple(places) for need, places in found.items()}

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Every condition and every thing that is named."""
        return frozenset(
            name
            for route in self.routes
            for name in (route.gives, *route.needs, *route.excluded_by)
        )
