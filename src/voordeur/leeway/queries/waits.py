# SPDX-License-Identifier: EUPL-1.2
"""What a member waits for, as they may read it: what is needed, whose turn it is, what is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.leeway.impasse import Analysis
from voordeur.leeway.queries.escalations import escalations, escalations_asked
from voordeur.leeway.queries.impasses import (
    ImpasseLine,
    analysis,
    facts_asked,
    facts_of,
    impasses,
    impasses_asked,
)
from voordeur.leeway.queries.mandates import (
    decisions,
    decisions_asked,
    returns,
    returns_asked,
)
from voordeur.leeway.queries.policy import policy_lines
from voordeur.leeway.queries.rules import RuleLine, condition_names, rule_lines


@dataclass(frozen=True, slots=True)
class Need:
    """That one thing needs another first, and who may let go of that; '' when nobody may."""

    thing: str
    needs: str
    who: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked for an answer that can open the door, and before which day."""

    who: str
    before: date


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing a member waits for. `over` says how it went once it is over.

    `round` says that the needs go round in a circle. `grounds` are what a rule counts against it.
    """

    uuid: UUID
    what: str
    since: date
    days: int
    needs: tuple[Need, ...]
    round: bool
    grounds: tuple[str, ...]
    who_can: tuple[str, ...]
    asked: tuple[Asked, ...]
    policy: tuple[date, ...]
    """Before which days the owners of rules in the way have to answer."""
    gives_way_on: date | None
    lifted_on: date | None
    over: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was decided for the household, and what a member does in return of their own accord."""

    done: str
    on: date
    returns: tuple[tuple[str, str, int], ...]
    """(who, what, hours)."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Everything on the page of a member, what waits first."""

    open: tuple[Wait, ...]
    over: tuple[Wait, ...]
    given: tuple[Given, ...]


def waits_of(access: Access) -> Waits:
    """Return what a member may read of what they wait for; seven queries, one when nothing is there."""
    ahead(
        impasses_asked(access),
        facts_asked(access),
        escalations_asked(access),
        decisions_asked(access),
        returns_asked(access),
    )
    lines = [one for one in impasses(access) if not one.masked]
    given = _given(access)
    if not lines:
        return Waits((), (), given)
    rules, names, facts = rule_lines(), condition_names(), facts_of(access)
    policy = {
        one.rule.code: one.due for one in policy_lines(rules) if one.due and not one.answered_on
    }
    asked = tuple(
        Asked(one.rung or "", one.due)
        for one in escalations(access)
        if not one.masked and not one.decision
    )
    waits = [
        _wait(line, analysis(rules, facts, line.goal or ""), rules, names, asked, policy)
        for line in lines
    ]
    return Waits(
        tuple(one for one in waits if one.lifted_on is None),
        tuple(one for one in waits if one.lifted_on is not None),
        given,
    )


def _wait(
    line: ImpasseLine,
    found: Analysis,
    rules: list[RuleLine],
    names: Mapping[str, str],
    asked: tuple[Asked, ...],
    policy: Mapping[str, date],
) -> Wait:
    links = found.circles[0] if found.circles else ()
    needs = tuple(
        Need(names[link.thing], names[link.waits_for], link.aside.by if link.aside else "")
        for link in links
    ) or tuple(
        Need(names[route.route.gives], names[one], "")
        for route in found.reach.routes
        for one in route.missing
    )
    grants = found.exceptions or ()
    return Wait(
        uuid=line.uuid,
        what=line.goal_name or "",
        since=line.since,
        days=max(((line.lifted_on or clock.today()) - line.since).days, 0),
        needs=tuple(dict.fromkeys(needs)),
        round=bool(links),
        grounds=tuple(
            dict.fromkeys(names[one] for route in found.reach.routes for one in route.grounds)
        ),
        who_can=tuple(dict.fromkeys(one.aside.by for one in grants)),
        asked=asked,
        policy=tuple(sorted({policy[code] for code in found.rules if code in policy})),
        gives_way_on=line.gives_way_on,
        lifted_on=line.lifted_on,
        over=line.how_lifted or "",
    )


def _given(access: Access) -> tuple[Given, ...]:
    back = [one for one in returns(access) if one.ended_on is None]
    return tuple(
        Given(
            one.done or "",
            one.decided_on,
            tuple(
                (given.who, given.what, given.hours) for given in back if given.decision == one.uuid
            ),
        )
        for one in decisions(access)
        if one.granted and not one.masked
    )
