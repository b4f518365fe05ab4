# SPDX-License-Identifier: EUPL-1.2
"""Questions about sub-plans, their contradictions, and what stands in the way of one plan."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import together
from voordeur.plan.models import Goal, PlanObstacle, PlanVersion, SubPlan, SubPlanClash
from voordeur.plan.subplanning import Found, SubPlanFact, contradictions


@dataclass(frozen=True, slots=True)
class SubPlanLine:
    """One sub-plan; masked: that there is one and whether it is active."""

    id: int
    uuid: UUID
    version: int
    person_id: int | None
    masked: bool
    kind: str | None
    title: str | None
    law: str | None
    owner: str | None
    state: str
    goals: tuple[str, ...]
    from_date: date | None
    parked_reason: str | None
    parked_agreed_by: str | None
    parked_review_on: date | None
    ended_why: str | None


@dataclass(frozen=True, slots=True)
class ClashLine:
    """What two sub-plans do against each other, and how it was settled when it was."""

    uuid: UUID
    version: int
    one: int
    other: int
    what: str
    settled_how: str


@dataclass(frozen=True, slots=True)
class ObstacleLine:
    """Why there is no one plan."""

    uuid: UUID
    version: int
    obstacle: str
    text: str
    since: date
    gone_on: date | None


@dataclass(frozen=True, slots=True)
class SubPlans:
    """All sub-plans a reader may know of, what contradicts, what stands in the way of one plan."""

    lines: tuple[SubPlanLine, ...]
    clashes: tuple[ClashLine, ...]
    found: tuple[Found, ...]
    obstacles: tuple[ObstacleLine, ...]
    has_plan: bool
    goals: tuple[tuple[UUID, str], ...]

    @property
    def by_id(self) -> dict[int, SubPlanLine]:
        """Return the sub-plans by id."""
        return {line.id: line for line in self.lines}


_SUB_PLAN = (
    "id",
    "uuid",
    "version",
    "person_id",
    "kind",
    "title",
    "law",
    "owner__name",
    "state",
    "goals",
    "from_date",
    "parked_reason",
    "parked_agreed_by",
    "parked_review_on",
    "ended_why",
)


def sub_plans(access: Access, *, safety: bool = False) -> SubPlans:
    """Return the sub-plans of a household, those about safety or all others; two queries.

    The two never stand on one page: debts are among the others.
    """
    rows = SubPlan.objects.through(access)
    part: dict[str, Any] = {"compartment": "safety"}
    rows = rows.filter(**part) if safety else rows.exclude(**part)
    read, all_goals, all_clashes, obstacles = together(
        (rows.order_by("pk"), _SUB_PLAN),
        Goal.objects.through(access).shown().order_by("order", "pk"),
        SubPlanClash.objects.through(access).shown().order_by("pk"),
        PlanObstacle.objects.through(access).shown().order_by("since", "pk"),
    )
    goals = {
        row.pk: (row.uuid, row.text) for row in all_goals if row.compartment != "safety" or safety
    }
    lines = tuple(
        SubPlanLine(
            id=row.id,
            uuid=row.uuid,
            version=row.version,
            person_id=row.person_id,
            masked=row.seen == Answer.MASKED,
            kind=row.kind,
            title=row.title,
            law=row.law,
            owner=row.owner__name,
            state=row.state,
            goals=tuple(goals[pk][1] for pk in row.goals or () if pk in goals),
            from_date=row.from_date,
            parked_reason=row.parked_reason,
            parked_agreed_by=row.parked_agreed_by,
            parked_review_on=row.parked_review_on,
            ended_why=row.ended_why,
        )
        for row in read
    )
    here = {line.id for line in lines if not line.masked}
    clashes = tuple(
        ClashLine(row.uuid, row.version, row.one_id, row.other_id, row.what, row.settled_how)
        for row in all_clashes
        if {row.one_id, row.other_id} <= here
    )
    facts = [
        SubPlanFact(
            line.id,
            line.kind or "other",
            line.person_id,
            line.owner or "",
            line.state,
            frozenset(range(len(line.goals))),
        )
        for line in lines
        if not line.masked
    ]
    open_ones = [(one.one, one.other, one.what) for one in clashes if not one.settled_how]
    return SubPlans(
        lines=lines,
        clashes=clashes,
        found=contradictions(facts, open_ones),
        obstacles=tuple(
            ObstacleLine(row.uuid, row.version, row.obstacle, row.text, row.since, row.gone_on)
            for row in obstacles
        ),
        has_plan=PlanVersion.objects.through(access).exists(),
        goals=tuple(goals.values()),
    )
