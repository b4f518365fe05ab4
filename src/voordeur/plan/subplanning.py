# SPDX-License-Identifier: EUPL-1.2
"""How the sub-plans of one household hang together: what contradicts what. Pure.

A sub-plan hangs under the one plan (landingsbaan S05, eigen-tuin E7): two active ones of the same
kind with different owners, a sub-plan that works on no goal of the plan, and what people said that
works against each other. Each is shown; none forbids anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

KINDS: Final = ("treatment", "school", "debts", "safety", "probation", "other")
STATES: Final = ("active", "parked", "ended")
# Why one plan does not come about (eigen-tuin S16): five classes.
OBSTACLES: Final = ("registration", "vision", "law", "role_view", "inability")


class Contradiction(StrEnum):
    """Why two sub-plans, or a sub-plan and the plan, do not go together."""

    DOUBLE = "double"
    NO_GOAL = "no_goal"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class SubPlanFact:
    """One sub-plan: for whom (None: all), which kind, whose, in which state, on which goals."""

    id: int
    kind: str
    person: int | None
    owner: str
    state: str
    goals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """One contradiction, with the sub-plans it is between and what was said of it."""

    code: Contradiction
    one: int
    other: int | None = None
    what: str = ""


def contradictions(
    plans: Iterable[SubPlanFact], said: Iterable[tuple[int, int, str]] = ()
) -> tuple[Found, ...]:
    """Return what does not go together, in the order of the sub-plans; only active ones count.

    What people said counts as long as both are active; a pair is named once.
    """
    active = [plan for plan in plans if plan.state == "active"]
    ids = {plan.id for plan in active}
    found = [
        Found(Contradiction.DOUBLE, one.id, other.id)
        for one, other in combinations(active, 2)
        if one.kind == other.kind
        and one.kind != "other"
        and one.owner != other.owner
        and (one.person == other.person or None in (one.person, other.person))
    ]
    found += [Found(Contradiction.NO_GOAL, plan.id) for plan in active if not plan.goals]
    found += [
        Found(Contradiction.SAID, one, other, what)
        for one, other, what in said
        if {one, other} <= ids and one != other
    ]
    return tuple(found)
