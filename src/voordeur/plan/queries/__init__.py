# SPDX-License-Identifier: EUPL-1.2
"""Questions about the plan; all take an Access and leave hidden pieces out."""

from voordeur.plan.queries.drawing import pieces_now
from voordeur.plan.queries.evaluation import (
    EvaluationLine,
    GoalText,
    PlanEnd,
    ProblemEnd,
    StepEnd,
    evaluations,
    goal_texts,
    plan_end,
    plan_end_asked,
    review_day,
)
from voordeur.plan.queries.footing import footing_of
from voordeur.plan.queries.plan import (
    GoalLine,
    OfferLine,
    PlanPicture,
    StepLine,
    WarningLine,
    first_priorities,
    help_stated,
    plan_asked,
    plan_facts,
    plan_of,
)
from voordeur.plan.queries.problems import (
    AreaCount,
    ProblemLine,
    Problems,
    open_problems_on,
    problem_areas,
    problems,
)
from voordeur.plan.queries.steps import step_names
from voordeur.plan.queries.versions import (
    Signed,
    VersionLine,
    pieces_of,
    signatures,
    signatures_asked,
    versions,
    versions_asked,
)
from voordeur.plan.queries.voice import Voice, Voices, voices

__all__ = [
    "AreaCount",
    "EvaluationLine",
    "GoalLine",
    "GoalText",
    "OfferLine",
    "PlanEnd",
    "PlanPicture",
    "ProblemEnd",
    "ProblemLine",
    "Problems",
    "Signed",
    "StepEnd",
    "StepLine",
    "VersionLine",
    "Voice",
    "Voices",
    "WarningLine",
    "evaluations",
    "first_priorities",
    "footing_of",
    "goal_texts",
    "help_stated",
    "open_problems_on",
    "pieces_now",
    "pieces_of",
    "plan_asked",
    "plan_end",
    "plan_end_asked",
    "plan_facts",
    "plan_of",
    "problem_areas",
    "problems",
    "review_day",
    "signatures",
    "signatures_asked",
    "step_names",
    "versions",
    "versions_asked",
    "voices",
]
