# SPDX-License-Identifier: EUPL-1.2
"""Questions about the plan; all take an Access and leave hidden pieces out."""

from voordeur.plan.queries.drawing import pieces_now
from voordeur.plan.queries.footing import footing_of
from voordeur.plan.queries.plan import (
    GoalLine,
    OfferLine,
    PlanPicture,
    StepLine,
    WarningLine,
    first_priorities,
    help_stated,
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
from voordeur.plan.queries.versions import Signed, VersionLine, pieces_of, signatures, versions
from voordeur.plan.queries.voice import Voice, Voices, voices

__all__ = [
    "AreaCount",
    "GoalLine",
    "OfferLine",
    "PlanPicture",
    "ProblemLine",
    "Problems",
    "Signed",
    "StepLine",
    "VersionLine",
    "Voice",
    "Voices",
    "WarningLine",
    "first_priorities",
    "footing_of",
    "help_stated",
    "open_problems_on",
    "pieces_now",
    "pieces_of",
    "plan_facts",
    "plan_of",
    "problem_areas",
    "problems",
    "signatures",
    "step_names",
    "versions",
    "voices",
]
