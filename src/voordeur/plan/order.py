# SPDX-License-Identifier: EUPL-1.2
"""The steps of a household plan: what waits for what, what runs at once, and what to look out for.

A warning is information for people and never a gate: nothing here refuses to let a step start.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from voordeur.plan.planfacts import (
    BASE_LAYER,
    BASICS,
    NEVER_WAITS,
    Override,
    Plan,
    PlanError,
    Step,
    StepKind,
    StepState,
    WarningCode,
)


class StepCircleError(PlanError):
    """Steps that wait for each other; `circle` names them, each waiting for the next."""

    def __init__(self, circle: tuple[str, ...]) -> None:
        super().__init__(
            "These steps wait for each other",
            " - ".join((*circle, circle[0])),
            "Take away one of the dependencies.",
        )
        self.circle = circle


class Proposal(StrEnum):
    """What a professional might do about a warning; nothing is done by itself."""

    PARK = "park"
    CHOOSE = "choose"
    LOOK_AGAIN = "look_again"
    NAME_SOMEONE = "name_someone"
    MAKE_A_STEP = "make_a_step"
    ASK_LESS = "ask_less"
    NAME_FALL_BACK = "name_fall_back"
    TAKE_AWAY_DEPENDENCY = "take_away_dependency"


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """One thing to look out for; `override` is filled when someone decided to go on.

    `steps` are concerned; `items` are what is open, uncovered or overasked; `figure` and `limit`
    are counts of steps where the warning is about a number.
    """

    code: WarningCode
    about: str
    proposal: Proposal
    steps: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    figure: int | None = None
    limit: int | None = None
    override: Override | None = None


def find_circle(steps: Iterable[Step]) -> tuple[str, ...] | None:
    """Return steps that wait for each other, each for the next, or None; smallest id first."""
    sorter = TopologicalSorter({step.id: sorted(step.needs) for step in steps})
    try:
        sorter.prepare()
    except CycleError as error:
        # graphlib names the circle from what comes first to what waits, with the first repeated
        circle = list(reversed(error.args[1][1:]))
        start = circle.index(min(circle))
        return tuple(circle[start:] + circle[:start])
    return None


def proposed_order(plan: Plan) -> tuple[str, ...]:
    """Return all steps so that what is needed comes first, as close to the household's wish.

    Steps for a first priority (and all that these need) come before the rest; then help that
    never waits, the base, and what is on top of it; then the written order. A proposal, to be
    changed by people. Raises StepCircleError when steps wait for each other.
    """
    circle = find_circle(plan.steps)
    if circle:
        raise StepCircleError(circle)
    by_id = {step.id: step for step in plan.steps}
    rank: dict[str, tuple[int, int, int, str]] = {}
    for step in plan.steps:
        mine = [
            plan.first_priorities.index(one) for one in step.problems & set(plan.first_priorities)
        ]
        layer = 0 if step.kind in NEVER_WAITS else 1 if step.kind is StepKind.BASE else 2
        rank[step.id] = (min(mine, default=len(plan.first_priorities)), layer, step.order, step.id)
    pull = dict(rank)
    forward = list(TopologicalSorter({s.id: s.needs for s in plan.steps}).static_order())
    for name in reversed(forward):
        for needed in by_id[name].needs:
            pull[needed] = min(pull[needed], pull[name])
    open_needs = {step.id: len(step.needs) for step in plan.steps}
    ready = [(pull[name], rank[name]) for name, number in open_needs.items() if number == 0]
    heapq.heapify(ready)
    result: list[str] = []
    while ready:
        name = heapq.heappop(ready)[1][3]
        result.append(name)
        for step in plan.steps:
            if name in step.needs:
                open_needs[step.id] -= 1
                if open_needs[step.id] == 0:
                    heapq.heappush(ready, (pull[step.id], rank[step.id]))
    return tuple(result)


def waits_for(plan: Plan, step_id: str) -> tuple[str, ...]:
    """Return the steps that must be done first and are not; what was stopped is not waited for."""
    by_id = {step.id: step for step in plan.steps}
    if step_id not in by_id:
        raise PlanError("There is no such step", f"step {step_id}", "Choose a step of this plan.")
    return tuple(sorted(one for one in by_id[step_id].needs if by_id[one].is_open))


def spirals_up(plan: Plan) -> tuple[tuple[str, str, str], ...]:
    """Return what finished steps set free for others: (step, what, the step it is used for)."""
    return tuple(
        (step.id, free.what, free.used_for)
        for step in plan.steps
        if step.state is StepState.DONE
        for free in step.frees
    )


def look_out(plan: Plan, today: date) -> tuple[PlanWarning, ...]:
    """Return every warning about the plan on a day; never raises and never blocks.

    A warning that was set aside with a reason stays in the list, with its override, so that it
    can be seen again. Steps of crisis, psychiatric and child care are never asked to wait.
    """
    found = [
        *_base_open(plan),
        *_too_much(plan),
        *_clashes(plan),
        *_parked_past_review(plan, today),
        *_nobody(plan),
        *_uncovered(plan),
        *_network(plan),
        *_circle(plan),
    ]
    set_aside = {(one.code, one.about): one for one in plan.overrides}
    return tuple(replace(one, override=set_aside.get((one.code, one.about))) for one in found)


def open_base(plan: Plan) -> tuple[str, ...]:
    """Return the items of basics check and base layer that are known not to be in order."""
    return tuple(
        [item for item in BASICS if plan.basics.get(item) is False]
        + [item for item in BASE_LAYER if plan.base_layer.get(item) is False]
    )


def _base_open(plan: Plan) -> list[PlanWarning]:
    items = open_base(plan)
    return [
        PlanWarning(WarningCode.BASE_OPEN, step.id, Proposal.PARK, (step.id,), items)
        for step in plan.steps
        if items and step.runs and step.kind is StepKind.UPPER
    ]


def _too_much(plan: Plan) -> list[PlanWarning]:
    running = tuple(step.id for step in plan.steps if step.runs)
    if plan.capacity is None or len(running) <= plan.capacity:
        return []
    # what never waits counts as load, but is not proposed to be put off
    may_wait = tuple(step.id for step in plan.steps if step.runs and step.kind not in NEVER_WAITS)
    return [
        PlanWarning(
            WarningCode.TOO_MUCH_AT_ONCE,
            "",
            Proposal.PARK,
            may_wait,
            figure=len(running),
            limit=plan.capacity,
        )
    ]


def _clashes(plan: Plan) -> list[PlanWarning]:
    running = {step.id for step in plan.steps if step.runs}
    pairs = {
        tuple(sorted((step.id, other)))
        for step in plan.steps
        if step.runs
        for other in step.clashes_with
        if other in running and other != step.id
    }
    return [
        PlanWarning(WarningCode.CLASH, pair[0], Proposal.CHOOSE, pair) for pair in sorted(pairs)
    ]


def _parked_past_review(plan: Plan, today: date) -> list[PlanWarning]:
    return [
        PlanWarning(WarningCode.PARKED_PAST_REVIEW, step.id, Proposal.LOOK_AGAIN, (step.id,))
        for step in plan.steps
        if step.parked is not None and step.parked.review_on < today
    ]


def _nobody(plan: Plan) -> list[PlanWarning]:
    return [
        PlanWarning(WarningCode.NOBODY_DOES_IT, step.id, Proposal.NAME_SOMEONE, (step.id,))
        for step in plan.steps
        if step.is_open and not (step.members or step.network or step.professionals)
    ]


def _uncovered(plan: Plan) -> list[PlanWarning]:
    covered = {
        problem
        for step in plan.steps
        if step.state is not StepState.STOPPED
        for problem in step.problems
    }
    return [
        PlanWarning(
            WarningCode.PROBLEM_WITHOUT_STEP, problem, Proposal.MAKE_A_STEP, items=(problem,)
        )
        for problem in plan.problems
        if problem not in covered
    ]


def _network(plan: Plan) -> list[PlanWarning]:
    found = []
    for member in plan.network:
        asked = tuple(step.id for step in plan.steps if step.runs and member.id in step.network)
        if member.can_carry is not None and len(asked) > member.can_carry:
            found.append(
                PlanWarning(
                    WarningCode.NETWORK_OVERASKED,
                    member.id,
                    Proposal.ASK_LESS,
                    asked,
                    (member.id,),
                    len(asked),
                    member.can_carry,
                )
            )
    found.extend(
        PlanWarning(WarningCode.NO_FALL_BACK, step.id, Proposal.NAME_FALL_BACK, (step.id,))
        for step in plan.steps
        if step.runs and step.network and step.fall_back is None
    )
    return found


def _circle(plan: Plan) -> list[PlanWarning]:
    circle = find_circle(plan.steps)
    if circle is None:
        return []
    return [
        PlanWarning(WarningCode.STEPS_IN_A_CIRCLE, circle[0], Proposal.TAKE_AWAY_DEPENDENCY, circle)
    ]
