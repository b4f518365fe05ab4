# SPDX-License-Identifier: EUPL-1.2
"""The rule of households in plain Python: what the statements of `households` are held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from voordeur.factlab.linkage.clusters import components
from voordeur.factlab.linkage.households import ADULT, MOST_UNRELATED


class Resident(NamedTuple):
    """What the register says of a person, as far as households need it.

    `door`: anything that is equal for equal doors; None when it is not known.
    """

    person: int
    door: Hashable | None
    age: int | None
    key: str | None = None
    partner: str | None = None
    parents: tuple[str, ...] = ()

    @property
    def adult(self) -> bool:
        """Whether somebody is of age; who has no known age is taken to be."""
        return self.age is None or self.age >= ADULT


@dataclass(frozen=True)
class Homes:
    """Households of the register: the household of each person, and what it is made of."""

    of_person: Mapping[int, int]
    kinds: Mapping[int, str]


def homes(residents: Iterable[Resident]) -> Homes:
    """Return the households of the register; a household has the number of its first person.

    The order of the residents makes no difference.
    """
    by_door: dict[Hashable, list[Resident]] = defaultdict(list)
    for one in residents:
        by_door[one.door or one.person].append(one)
    of_person: dict[int, int] = {}
    kinds: dict[int, str] = {}
    for group in by_door.values():
        for members in _behind(sorted(group, key=lambda one: one.person)):
            of_person |= {one.person: members[0].person for one in members}
            kinds[members[0].person] = kind_of(members)
    return Homes(of_person, kinds)


def _behind(group: Sequence[Resident]) -> list[list[Resident]]:
    """Return the households behind one door, each sorted, the first person first."""
    if len(group) == 1:
        return [list(group)]
    if not any(one.partner or one.parents for one in group):
        return _untied(group)
    by_key = {one.key: one.person for one in group if one.key}
    ties: list[tuple[int, int]] = [(one.person, one.person) for one in group]
    children: dict[str, list[int]] = defaultdict(list)
    for one in group:
        others = (by_key.get(key) for key in (one.partner, *one.parents) if key)
        ties += [(one.person, other) for other in others if other is not None]
        for parent in one.parents:
            children[parent].append(one.person)
    for siblings in children.values():
        ties += pairwise(siblings)
    top = components(ties)
    found: dict[int, list[Resident]] = defaultdict(list)
    for one in group:
        found[top[one.person]].append(one)
    parts = list(found.values())
    return _untied(group) if all(len(part) == 1 for part in parts) else parts


def _untied(group: Sequence[Resident]) -> list[list[Resident]]:
    """Return the households of people behind one door of whom nobody has a tie to another."""
    if len(group) <= MOST_UNRELATED and all(one.adult for one in group):
        return [list(group)]
    return [[one] for one in group]


def kind_of(members: Sequence[Resident]) -> str:
    """Return what a household is made of: one of `linked.HOUSEHOLD_KINDS`."""
    keys = {one.key for one in members if one.key}
    parents = {key for one in members for key in one.parents} & keys
    children = [one for one in members if set(one.parents) & keys]
    rest = len(members) - len(children) - sum(one.key in parents for one in members)
    if len(members) == 1:
        return "single"
    if children and not rest and len(parents) <= 2:
        return "lone_parent" if len(parents) == 1 else "couple_children"
    if not children and len(members) == 2 and all(one.adult for one in members):
        return "couple"
    return "other"


class Stay(NamedTuple):
    """A record that puts somebody behind a door: whose, where, and with which surname."""

    person: int
    door: str
    surname: str


def newcomers(
    neighbours: Mapping[str, Mapping[int, Set[str]]], stays: Iterable[Stay]
) -> Mapping[int, int]:
    """Return the household of each person who is not in the register, by where they were seen.

    `neighbours`: per door the households of the register there, each with the surnames in it.
    """
    seen: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        seen[stay.person].append(stay)
    made: dict[int, int] = {}
    own: dict[tuple[str, str], int] = {}
    for person in sorted(seen):
        stay = min(seen[person], key=lambda one: (-seen[one.person].count(one), one))
        there = neighbours.get(stay.door, {})
        named = [one for one, surnames in sorted(there.items()) if stay.surname in surnames]
        if named or len(there) == 1:
            made[person] = (named or list(there))[0]
        elif stay.surname:
            made[person] = own.setdefault((stay.door, stay.surname), person)
        else:
            made[person] = person
    return made
