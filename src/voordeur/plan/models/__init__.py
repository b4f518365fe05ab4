# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the plan. There is no row for the plan itself: a household has one, its goals and steps."""

from voordeur.plan.models.approaches import Approach
from voordeur.plan.models.evaluation import GoalEvaluation
from voordeur.plan.models.problems import Problem, ProblemLink, ProblemSpell, ProblemView
from voordeur.plan.models.steps import Goal, NetworkOffer, Step, StepNeed, WarningOverride
from voordeur.plan.models.subplans import PlanObstacle, SubPlan, SubPlanClash
from voordeur.plan.models.versions import PlanVersion, PlanVersionItem, Signature
from voordeur.plan.models.voice import OwnWords, Strength

__all__ = [
    "Approach",
    "Goal",
    "GoalEvaluation",
    "NetworkOffer",
    "OwnWords",
    "PlanObstacle",
    "PlanVersion",
    "PlanVersionItem",
    "Problem",
    "ProblemLink",
    "ProblemSpell",
    "ProblemView",
    "Signature",
    "Step",
    "StepNeed",
    "Strength",
    "SubPlan",
    "SubPlanClash",
    "WarningOverride",
]
