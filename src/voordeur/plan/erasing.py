# SPDX-License-Identifier: EUPL-1.2
"""How the plan erases a person: everything about them goes, also out of the versions."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from voordeur.door.forgetting import eraser
from voordeur.history.appendonly import purge_permit
from voordeur.plan.models import (
    Approach,
    Goal,
    GoalEvaluation,
    NetworkOffer,
    OwnWords,
    PlanVersionItem,
    Problem,
    ProblemLink,
    ProblemSpell,
    ProblemView,
    Signature,
    Step,
    StepNeed,
    Strength,
    SubPlan,
    SubPlanClash,
    WarningOverride,
)


@eraser(
    "plan",
    *(
        model._meta.db_table
        for model in (
            Approach,
            Goal,
            NetworkOffer,
            OwnWords,
            PlanVersionItem,
            Problem,
            ProblemView,
            Step,
        )
    ),
)
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person, what hangs on them first; joint rows only lose the number."""
    mine = Q(person_id=person_id)
    gone: tuple[tuple[Any, Q], ...] = (
        (Approach, mine),
        (Signature, mine),
        (PlanVersionItem, mine),
        (SubPlanClash, mine | Q(one__person_id=person_id) | Q(other__person_id=person_id)),
        (SubPlan, mine),
        (WarningOverride, mine),
        (NetworkOffer, mine),
        (StepNeed, mine | Q(step__person_id=person_id) | Q(other__person_id=person_id)),
        (
            GoalEvaluation,
            mine | Q(goal__person_id=person_id) | Q(observer=f"person:{person_id}"),
        ),
        (Step, mine | Q(goal__person_id=person_id)),
        (Goal, mine),
        (ProblemLink, mine | Q(cause__person_id=person_id) | Q(effect__person_id=person_id)),
        (
            ProblemView,
            mine | Q(problem__person_id=person_id) | Q(observer=f"person:{person_id}"),
        ),
        (ProblemSpell, mine | Q(problem__person_id=person_id)),
        (Problem, mine),
        (Strength, mine),
        (OwnWords, mine),
    )
    count = 0
    with purge_permit():
        for model, chosen in gone:
            rows = model._plain.filter(pk__in=model._plain.filter(chosen).values("pk"))
            if model is Step:
                NetworkOffer._plain.filter(step__in=rows.values("pk")).update(step=None)
            # without looking at the rows first: nobody opens a file to erase it
            count += rows._raw_delete(rows.db)
    return count
