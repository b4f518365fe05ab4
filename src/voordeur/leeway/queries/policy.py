# SPDX-License-Identifier: EUPL-1.2
"""What policy has to answer, how long practice waits, and which rules keep whom waiting at what cost."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from voordeur.door.access import for_system
from voordeur.door.reader import system
from voordeur.history import clock
from voordeur.leeway.anonymity import LEAST
from voordeur.leeway.answers import ANSWER_DUTY, LOOK_DUTY, Loop, LoopTime, loop_times
from voordeur.leeway.graph import Known
from voordeur.leeway.models import Barrier, Impasse, KnownFact, PolicyCase, RuleOrder, Walk
from voordeur.leeway.queries.rules import RuleLine, rule_lines, rulebook_of
from voordeur.leeway.ranking import RuleCost, Waits, ranking
from voordeur.leeway.waiting import RunsOn, waiting
from voordeur.leeway.whatif import Waiter, WhatIf, what_if
from voordeur.terms.due import Urgency
from voordeur.terms.queries import duties


def asked_often(rule_id: int) -> bool:
    """Say whether at least five people ran into a rule or walk around it; two queries."""
    told = Barrier.objects.filter(rule_id=rule_id).values_list("author_mark", flat=True)
    walked = Walk.objects.filter(workaround__rule_id=rule_id).values_list("author_mark", flat=True)
    return len({*told.order_by("pk"), *walked.order_by("pk")}) >= LEAST


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A question to policy with its owner, term and answer.

    `opened_on`, `due` and `answered_on` are those of the duty to answer; `urgency` that of what is
    to be done next: answering, or looking at the small step. `due` is None once nothing is.
    """

    uuid: UUID
    version: int
    rule: RuleLine
    question: str
    path: str
    opened_on: date
    due: date | None
    urgency: Urgency
    answer_kind: str
    answer: str
    answered_on: date | None
    passed_to: str
    step: str
    expected: str
    unexpected: str
    look_on: date | None
    evidence: str
    closed_on: date | None


def policy_lines(known: list[RuleLine] | None = None) -> list[PolicyLine]:
    """Return the questions to policy, the longest due first, those that are closed last.

    Two queries, two more when the rules are not `known` yet.
    """
    rules = {one.id: one for one in (rule_lines() if known is None else known)}
    to_answer, to_look = {}, {}
    for one in duties(kinds=[ANSWER_DUTY, LOOK_DUTY], past=True):
        if one.kind == ANSWER_DUTY:
            to_answer[one.subject] = one
        elif one.closed_on is None:
            to_look[one.subject] = one
    found = []
    for row in PolicyCase.objects.select_related("path").order_by("pk"):
        duty = to_answer[row.subject]
        next_one = duty if duty.closed_on is None else to_look.get(row.subject)
        found.append(
            PolicyLine(
                row.uuid,
                row.version,
                rules[row.rule_id],
                row.question,
                row.path.what if row.path else "",
                duty.opened_on,
                next_one.due if next_one else None,
                next_one.urgency if next_one else Urgency.OPEN,
                row.answer_kind,
                row.answer,
                duty.closed_on,
                row.passed_to,
                row.step,
                row.expected,
                row.unexpected,
                row.look_on,
                row.evidence,
                row.closed_on,
            )
        )
    return sorted(
        found,
        key=lambda one: (
            one.closed_on is not None,
            one.answered_on is not None,
            one.due or date.max,
        ),
    )


def loops(lines: list[PolicyLine], *, by: str) -> tuple[LoopTime, ...]:
    """Return the loop time per `rule` or `department`; no query."""
    return loop_times(
        (Loop(one.rule.title, one.rule.whose, one.opened_on, one.answered_on) for one in lines),
        clock.today(),
        by=by,
    )


@dataclass(frozen=True, slots=True)
class _Home:
    """One household as figures see it."""

    facts: dict[str, Known]
    goals: list[tuple[str, Waits]]


def _homes() -> dict[int, _Home]:
    """Return what is known and waited for per household, for figures only; two queries.

    Asked as a system reader: what leaves this module are numbers of at least five households.
    """
    access, day = for_system(system("leeway.figures")), clock.today()
    homes: dict[int, _Home] = defaultdict(lambda: _Home({}, []))
    facts = KnownFact.objects.through(access).order_by("pk")
    for row in facts.rows("household_id", "condition__code", "known"):
        known = Known.YES if row.known == "yes" else Known.NO
        homes[row.household_id].facts[row.condition__code] = known
    open_now = Impasse.objects.through(access).filter(state="open").order_by("pk")
    for row in open_now.rows("household_id", "goal__code", "since", "runs_on", "rules"):
        wait = waiting(RunsOn(name, cents) for name, cents in row.runs_on)
        per_day = wait.per_day if wait.known else None
        waits = Waits(row.household_id, tuple(row.rules), (day - row.since).days, per_day)
        homes[row.household_id].goals.append((row.goal__code, waits))
    return homes


def rule_costs() -> tuple[RuleCost, ...]:
    """Return the rules behind which at least five households wait, the dearest first; two queries."""
    return ranking(waits for home in _homes().values() for _goal, waits in home.goals)


def if_waived(lines: list[RuleLine], rule: RuleLine) -> WhatIf:
    """Return what waiving a rule would do, in numbers of at least five households; two queries."""
    waiters = []
    for home in _homes().values():
        priced = [waits.per_day for _goal, waits in home.goals]
        known = [one for one in priced if one is not None]
        per_day = sum(known[1:], known[0]) if known else None
        goals = tuple(goal for goal, _waits in home.goals)
        waiters.append(Waiter(home.facts, goals, per_day))
    return what_if(rulebook_of(lines), rule.code, waiters)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """That one rule gave way to another."""

    first_id: int
    first: str
    gives_way_id: int
    gives_way: str
    set_by: str
    why: str
    on: date


def orders() -> list[OrderLine]:
    """Return which rule was put before which; one query."""
    rows = RuleOrder.objects.select_related("first", "gives_way").order_by("-on", "pk")
    return [
        OrderLine(
            row.first_id,
            row.first.title,
            row.gives_way_id,
            row.gives_way.title,
            row.set_by,
            row.why,
            row.on,
        )
        for row in rows
    ]
