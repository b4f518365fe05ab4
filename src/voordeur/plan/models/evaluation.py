# SPDX-License-Identifier: EUPL-1.2
"""How a goal went, in the eyes of each member and of the professional."""

from django.db import models
from django.db.models import Q

from voordeur.people.items import Spoken
from voordeur.plan.models.steps import Goal
from voordeur.plan.models.voice import PlanItem

REACHED = ("reached", "partly", "not_reached")


class GoalEvaluation(PlanItem, Spoken):
    """What one observer says of how a goal went; views stand side by side and none is averaged.

    `observer` is `person:5` or `professional:3`. A member's view lies in that member's own part, a
    professional's in the part of the goal. `reached` is empty when the observer cannot say.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    observer = models.CharField(max_length=40)
    reached = models.CharField(
        max_length=12, default="", blank=True, choices=[(one, one) for one in REACHED]
    )
    text = models.CharField(max_length=500, default="", blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(fields=["goal", "observer"], name="goal_evaluated_once_each"),
            models.CheckConstraint(
                condition=~Q(reached="") | ~Q(text=""), name="goal_evaluation_says_something"
            ),
            models.CheckConstraint(
                condition=Q(reached__in=["", *REACHED]), name="goal_evaluation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk} of goal {self.goal_id}"
