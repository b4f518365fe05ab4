# SPDX-License-Identifier: EUPL-1.2
"""The cheapest set of exceptions that opens a goal, exactly.

An exception sets one condition of one route aside. Which set is cheapest is an integer programme:
a route is used when each of its conditions is met or set aside, a thing is got over a route that
is used, the goal must be got. Alone that lets a circle support itself at no cost; so whenever an
answer contains things that only support each other, an inequality is added that forbids it (loop
formulas, as in answer set programming: Lin and Zhao, Artificial Intelligence 157, 2004).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

from voordeur.leeway.graph import Block, Facts, Route, Rulebook
from voordeur.leeway.reach import blocked_part, blocks, reached
from voordeur.solver import quiet_solver

Price = Callable[[Block], int | None]
"""What an exception costs, in one unit for all; None: nobody may grant it."""


@dataclass(frozen=True, slots=True)
class Way:
    """A cheapest set of exceptions; `cost` in the unit of the prices. Empty when nothing is needed."""

    exceptions: tuple[Block, ...]
    cost: int


class Exceptions:
    """Finds cheapest exceptions for many households under one rulebook.

    Households with the same blocked part get the same answer, and it is worked out once.
    """

    def __init__(self, book: Rulebook, price: Price) -> None:
        self._book, self._price = book, price
        self._answers: dict[object, Way | None] = {}

    def cheapest(self, facts: Facts, goal: str) -> Way | None:
        """Return a cheapest way to open a goal; None when no exception that may be granted does.

        Among equally cheap ways the one with the fewest exceptions, then the first in order.
        """
        had = reached(self._book, facts, hoping=True)
        if goal in had:
            return Way((), 0)
        routes = blocked_part(self._book, facts, goal)
        missing = blocks(routes, facts, had)
        signature = goal, tuple(route.key for route in routes), missing
        if signature not in self._answers:
            self._answers[signature] = _solve(goal, routes, missing, self._price)
        return self._answers[signature]


def _solve(
    goal: str, routes: tuple[Route, ...], missing: Iterable[Block], price: Price
) -> Way | None:
    lacking: dict[tuple[str, str], list[Block]] = {route.key: [] for route in routes}
    for block in missing:
        lacking[block.rule, block.route].append(block)
    programme = _Programme(routes, lacking, price)
    while (answer := programme.solve(goal)) is not None:
        got, granted = answer
        founded = _founded(routes, lacking, granted)
        loose = got - founded
        if goal in founded:
            chosen = _needed(goal, routes, lacking, granted)
            return Way(chosen, sum(price(block) or 0 for block in chosen))
        programme.forbid(frozenset(loose))
    return None


def _founded(
    routes: Iterable[Route],
    lacking: Mapping[tuple[str, str], list[Block]],
    granted: frozenset[Block],
) -> frozenset[str]:
    """Return what is really got with these exceptions, starting from what is there."""
    got: set[str] = set()
    grew = True
    while grew:
        grew = False
        for route in routes:
            if route.gives not in got and all(
                block in granted or (not block.is_exclusion and block.condition in got)
                for block in lacking[route.key]
            ):
                got.add(route.gives)
                grew = True
    return frozenset(got)


def _needed(
    goal: str,
    routes: Iterable[Route],
    lacking: Mapping[tuple[str, str], list[Block]],
    granted: frozenset[Block],
) -> tuple[Block, ...]:
    """Return the exceptions without those that turned out to do nothing (they cost nothing)."""
    chosen = set(granted)
    for block in sorted(granted):
        if goal in _founded(routes, lacking, frozenset(chosen - {block})):
            chosen.discard(block)
    return tuple(sorted(chosen))


class _Programme:
    """The integer programme of one blocked part."""

    def __init__(
        self,
        routes: tuple[Route, ...],
        lacking: Mapping[tuple[str, str], list[Block]],
        price: Price,
    ) -> None:
        self._routes, self._lacking = routes, lacking
        self._solver = quiet_solver(exact=True)
        self._size = 0
        self._used = {route.key: self._variable(0.0) for route in routes}
        self._got = {thing: self._variable(0.0) for thing in sorted({r.gives for r in routes})}
        self._granted: dict[Block, int] = {}
        count = sum(len(found) for found in lacking.values()) + 1
        for route in routes:
            for block in lacking[route.key]:
                cost = price(block)
                if cost is not None:
                    # One unit of cost outweighs any number of exceptions.
                    self._granted[block] = self._variable(float(cost * count + 1))
        for route in routes:
            for block in lacking[route.key]:
                row = {self._used[route.key]: -1.0}
                if block in self._granted:
                    row[self._granted[block]] = 1.0
                if not block.is_exclusion and block.condition in self._got:
                    row[self._got[block.condition]] = 1.0
                self._at_least(row, 0.0)
        for thing, variable in self._got.items():
            row = {self._used[route.key]: 1.0 for route in routes if route.gives == thing}
            self._at_least(row | {variable: -1.0}, 0.0)

    def _variable(self, cost: float) -> int:
        self._solver.addVar(0.0, 1.0)
        self._solver.changeColIntegrality(self._size, highspy.HighsVarType.kInteger)
        self._solver.changeColCost(self._size, cost)
        self._size += 1
        return self._size - 1

    def _at_least(self, row: Mapping[int, float], least: float) -> None:
        self._solver.addRow(
            least,
            highspy.kHighsInf,
            len(row),
            np.array(list(row), dtype=np.int32),
            np.array(list(row.values())),
        )

    def solve(self, goal: str) -> tuple[frozenset[str], frozenset[Block]] | None:
        """Return what the programme says is got, and the exceptions it grants; None: impossible."""
        if goal not in self._got:
            return None
        self._solver.changeColBounds(self._got[goal], 1.0, 1.0)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        value = self._solver.getSolution().col_value
        got = frozenset(thing for thing, one in self._got.items() if value[one] > 0.5)
        granted = frozenset(block for block, one in self._granted.items() if value[one] > 0.5)
        return got, granted

    def forbid(self, loose: frozenset[str]) -> None:
        """Say that these things may not support only each other.

        Whichever is got first comes over a route that asks for none of them, or for which each of
        them is set aside.
        """
        entering: dict[int, float] = {}
        for route in self._routes:
            if route.gives not in loose:
                continue
            inside = [
                block
                for block in self._lacking[route.key]
                if not block.is_exclusion and block.condition in loose
            ]
            if not inside:
                entering[self._used[route.key]] = 1.0
            elif all(block in self._granted for block in inside):
                free = self._variable(0.0)
                self._at_least({free: -1.0, self._used[route.key]: 1.0}, 0.0)
                for block in inside:
                    self._at_least({free: -1.0, self._granted[block]: 1.0}, 0.0)
                entering[free] = 1.0
        for thing in sorted(loose):
            self._at_least(entering | {self._got[thing]: -1.0}, 0.0)
