# SPDX-License-Identifier: EUPL-1.2
"""Where the time of a team goes: contact, coordination and learning, from the history. Pure.

Never per name: below a number of people, or of acts, a team gets no figures at all (eigen-tuin
R47; no league tables of people).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

KINDS = ("intervision", "case_meeting", "training", "feedback", "reading")
FEWEST_PEOPLE = 5
SORTS: Mapping[str, str] = MappingProxyType(
    {
        "contact.held": "contact",
        "contact.tried": "contact",
        "contact.conversation_noted": "contact",
        "contact.visit_over": "contact",
        "contact.learned": "learning",
    }
)
"""Kinds of events that count as contact or learning; all of coordination and the plan is coordination."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act in the history: what, by whom (only to count people), and minutes when known."""

    kind: str
    actor: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Acts of one sort (unit: acts); `minutes` adds up the known ones, `known` says how many those are."""

    sort: str
    acts: int
    minutes: int
    known: int


def sort_of(kind: str) -> str | None:
    """Return what an event counts as: contact, coordination or learning; None for neither.

    >>> sort_of("coordination.involved"), sort_of("contact.held"), sort_of("people.moved")
    ('coordination', 'contact', None)
    """
    if kind in SORTS:
        return SORTS[kind]
    return "coordination" if kind.partition(".")[0] in ("coordination", "plan") else None


def spent(acts: Iterable[Act]) -> tuple[Spent, ...] | None:
    """Return the acts by sort; None when fewer than five people acted: that would point at somebody."""
    people: set[str] = set()
    found: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        sort = sort_of(act.kind)
        if sort is not None:
            people.add(act.actor)
            found[sort].append(act)
    if len(people) < FEWEST_PEOPLE:
        return None
    return tuple(
        Spent(
            sort,
            len(found[sort]),
            sum(act.minutes for act in found[sort] if act.minutes is not None),
            sum(act.minutes is not None for act in found[sort]),
        )
        for sort in ("contact", "coordination", "learning")
    )
