# SPDX-License-Identifier: EUPL-1.2
"""What would happen if a rule were waived: who gets out, what that is worth, what binds next. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from voordeur.leeway.graph import Facts, Route, Rulebook
from voordeur.leeway.reach import blocked_part, reached

LEAST: Final = 5
"""Households below which a number is not told."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """One household: what is known, what it waits for (empty: nothing), and the cost of a day.

    `per_day` in eurocents, None when no price is known.
    """

    facts: Facts
    goals: tuple[str, ...]
    per_day: Fraction | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer. Unit: households, eurocents a day; None: too few to tell.

    `others` do not wait, but could get what the rule gives: they may come too. `also` is what comes
    within reach of households besides what they wait for, further down the rules, with how many:
    who gives that gets them at the door. `next` are the rules that then stand in the way of those
    who are still stuck. In these two a household counts more than once: they are rounded down.
    """

    freed: int | None
    per_day: int | None
    still_stuck: int | None
    others: int | None
    also: tuple[tuple[str, int], ...]
    next: tuple[tuple[str, int], ...]


def waived(book: Rulebook, rule: str) -> Rulebook:
    """Return the rules as if one asked for nothing and excluded nobody."""
    return Rulebook.of(
        Route(one.rule, one.name, one.gives) if one.rule == rule else one for one in book.routes
    )


def what_if(book: Rulebook, rule: str, waiters: Iterable[Waiter], least: int = LEAST) -> WhatIf:
    """Return what waiving a rule would do; numbers below the limit are not told."""
    after = waived(book, rule)
    gives = {route.gives for route in book.routes if route.rule == rule}
    freed, still, others, priced = 0, 0, 0, 0
    worth = Fraction(0)
    binds: dict[str, int] = {}
    also: dict[str, int] = {}
    for one in waiters:
        had, has = reached(book, one.facts, hoping=True), reached(after, one.facts, hoping=True)
        for thing in has - had - gives - set(one.goals):
            also[thing] = also.get(thing, 0) + 1
        stuck = [goal for goal in one.goals if goal not in had]
        if not stuck:
            others += bool(gives & (has - had))
            continue
        if all(goal in has for goal in stuck):
            freed += 1
            if one.per_day is not None:
                priced += 1
                worth += one.per_day
            continue
        rules = {
            route.rule
            for goal in stuck
            if goal not in has
            for route in blocked_part(after, one.facts, goal)
        }
        if _touched(book, one.facts, stuck, rule):
            still += 1
            for name in rules:
                binds[name] = binds.get(name, 0) + 1
    return WhatIf(
        _told(freed, least),
        int(worth) if priced >= least and not 0 < freed - priced < least else None,
        _told(still, least),
        _told(others, least),
        _most_first(also, least),
        _most_first(binds, least),
    )


def _most_first(counts: dict[str, int], least: int) -> tuple[tuple[str, int], ...]:
    """Return the counts that are told, in whole limits: one household sits in several of them.

    Were they exact, what two of them differ by would tell of that one.
    """
    told = ((name, count // least * least) for name, count in counts.items() if count >= least)
    return tuple(sorted(told, key=lambda one: (-one[1], one[0])))


def _touched(book: Rulebook, facts: Facts, goals: Iterable[str], rule: str) -> bool:
    return any(route.rule == rule for goal in goals for route in blocked_part(book, facts, goal))


def _told(count: int, least: int) -> int | None:
    return count if count == 0 or count >= least else None
