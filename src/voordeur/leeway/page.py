# SPDX-License-Identifier: EUPL-1.2
"""What the pages of leeway show, in words; nothing is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from voordeur.leeway.queries.barriers import BarrierLine, Group, PathLine
from voordeur.leeway.queries.rules import RuleLine
from voordeur.leeway.rulefile import RouteText
from voordeur.leeway.sorting import ENOUGH_WALKS, ClaimTest
from voordeur.leeway.words import (
    BARRIER_WORDS,
    FOUND_WORDS,
    KIND_WORDS,
    LEGALITY_TONES,
    LEGALITY_WORDS,
)


@dataclass(frozen=True, slots=True)
class BarrierItem:
    """One line in words."""

    line: BarrierLine
    kind: str
    found: str


def barrier_item(line: BarrierLine) -> BarrierItem:
    """Return one line in words."""
    found = str(FOUND_WORDS[line.found]) if line.kind else ""
    return BarrierItem(line, str(BARRIER_WORDS[line.kind]), found)


@dataclass(frozen=True, slots=True)
class GroupItem:
    """A group in words: of a rule, or of a kind of barrier without a rule."""

    group: Group
    title: str


def group_item(group: Group) -> GroupItem:
    """Return a group in words."""
    return GroupItem(group, group.rule or str(BARRIER_WORDS[group.kind]))


def claim_lines(test: ClaimTest) -> list[tuple[str, int]]:
    """Return what claims of law were worth, in the order of what was found."""
    return [
        (_("It was said that the law forbids it"), test.claimed),
        (_("of these looked up"), test.looked_up),
        (_("an article says so"), test.law),
        (_("a local rule says so"), test.local),
        (_("no rule found, possibly a habit"), test.none),
    ]


@dataclass(frozen=True, slots=True)
class PathItem:
    """A path around a rule in words."""

    line: PathLine
    legality: str
    tone: str
    enough: bool
    """Whether it is walked so often that it should be a formal rule."""


def path_item(line: PathLine) -> PathItem:
    """Return a path in words."""
    return PathItem(
        line,
        str(LEGALITY_WORDS[line.legality]),
        LEGALITY_TONES[line.legality],
        line.walks >= ENOUGH_WALKS,
    )


@dataclass(frozen=True, slots=True)
class RouteItem:
    """A route in words."""

    route: RouteText
    gives: str
    needs: tuple[str, ...]
    excluded_by: tuple[str, ...]
    meant_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleItem:
    """A rule in words."""

    line: RuleLine
    kind: str
    routes: tuple[RouteItem, ...]


def rule_item(line: RuleLine, names: Mapping[str, str]) -> RuleItem:
    """Return a rule in words."""
    return RuleItem(
        line,
        str(KIND_WORDS[line.kind]),
        tuple(
            RouteItem(
                route,
                names.get(route.gives, route.gives),
                tuple(names.get(one, one) for one in route.needs),
                tuple(names.get(one, one) for one in route.excluded_by),
                tuple(names.get(one, one) for one in route.meant_for),
            )
            for route in line.routes
        ),
    )
