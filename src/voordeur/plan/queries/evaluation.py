# SPDX-License-Identifier: EUPL-1.2
"""Questions about how goals went, by whom; each view through the door."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.masking import GuardedQuerySet
from voordeur.door.together import Asked, together
from voordeur.plan.models import Goal, GoalEvaluation, Problem, ProblemSpell, Step
from voordeur.plan.planfacts import StepState
from voordeur.terms.queries import open_terms


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """What one observer says of a goal; `reached` is '' when they cannot say."""

    goal_id: int
    version: int
    observer: str
    reached: str
    text: str
    recorded_at: datetime


def evaluations(access: Access) -> list[EvaluationLine]:
    """Return every view of a goal that this reader may read, in the order they came; one query."""
    return [
        EvaluationLine(
            row.goal_id, row.version, row.observer, row.reached, row.text, row.recorded_at
        )
        for row in _evaluations(access)
    ]


def _evaluations(access: Access) -> GuardedQuerySet[GoalEvaluation]:
    return GoalEvaluation.objects.through(access).shown().order_by("pk")


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal to look back on."""

    id: int
    uuid: UUID
    text: str


def goal_texts(access: Access) -> list[GoalText]:
    """Return the goals that this reader may read, ended ones too, in their order; one query."""
    rows = Goal.objects.through(access).shown().exclude(compartment="private")
    return [GoalText(row.pk, row.uuid, row.text) for row in rows.order_by("order", "pk")]


@dataclass(frozen=True, slots=True)
class StepEnd:
    """What became of one step: its state, and why it is stuck or was dropped."""

    what: str
    state: StepState
    why: str


@dataclass(frozen=True, slots=True)
class ProblemEnd:
    """One problem at the end: where it lies and whether it is open."""

    id: int
    person_id: int | None
    compartment: str
    text: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PlanEnd:
    """What a plan came to, as far as this reader may read it; safety stands on its own page."""

    steps: tuple[StepEnd, ...]
    without_look_back: tuple[str, ...]
    """Goals that nobody has looked back on."""
    problems: tuple[ProblemEnd, ...]


def plan_end_asked(access: Access) -> list[Asked]:
    """Return the questions of `plan_end`."""
    found = Problem.objects.through(access).shown().exclude(compartment="safety")
    spells = ProblemSpell.objects.through(access).shown().filter(until=None)
    return [
        Goal.objects.through(access).shown().order_by("order", "pk"),
        Step.objects.through(access).shown().order_by("goal__order", "goal_id", "order", "pk"),
        _evaluations(access),
        found.order_by("pk"),
        (spells.order_by("pk"), ("problem_id",)),
    ]


def plan_end(access: Access) -> PlanEnd:
    """Return what the plan of a household came to; one query."""
    goals, steps, looks, found, spells = together(*plan_end_asked(access))
    looked = {one.goal_id for one in looks}
    still = {one.problem_id for one in spells}
    return PlanEnd(
        tuple(StepEnd(one.what, StepState(one.state), one.halted_why) for one in steps),
        tuple(one.text for one in goals if one.pk not in looked),
        tuple(
            ProblemEnd(one.pk, one.person_id, one.compartment, one.text, one.pk in still)
            for one in found
        ),
    )


def review_day(access: Access) -> date | None:
    """Return the day on which one looks back together; None: no day was agreed; one query."""
    found = open_terms(access, kinds=["plan_review"], limit=1)
    return found[0].due if found else None
