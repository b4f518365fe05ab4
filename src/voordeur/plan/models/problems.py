# SPDX-License-Identifier: EUPL-1.2
"""Problems: what is wrong, when it was open, who sees it how, and what causes what."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.instruments.words import LifeArea
from voordeur.people.items import Spoken
from voordeur.plan.models.voice import PlanItem


class Problem(PlanItem):
    """Something that is wrong, in a life area; it needs no provision and no solution to be here."""

    follows_person: ClassVar[bool] = True
    text = models.CharField(max_length=300)
    life_area = models.CharField(max_length=24, choices=[(area, area) for area in LifeArea])

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="problem_says_something"),
            models.CheckConstraint(
                condition=Q(life_area__in=list(LifeArea)), name="problem_life_area_known"
            ),
        ]

    def __str__(self) -> str:
        return f"problem {self.pk}"


class ProblemSpell(PlanItem):
    """A time in which a problem was open, in [from_date, until); a problem that returns gets another.

    So the number of open problems on any day can be asked (landingsbaan R003).
    """

    open_fields: ClassVar[tuple[str, ...]] = ("problem_id",)

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    how_solved = models.CharField(max_length=300, default="", blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["problem"], condition=Q(until=None), name="problem_open_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="problem_solved_after_it_opened",
            ),
        ]

    def __str__(self) -> str:
        return f"spell {self.pk} of problem {self.problem_id}"


class ProblemView(PlanItem, Spoken):
    """How one observer looks at a problem; views stand side by side and none outvotes another.

    `observer` is `person:5` or `professional:3`. A member's view lies in that member's own part,
    a professional's in the part of the problem.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    observer = models.CharField(max_length=40)
    sees_it = models.BooleanField()
    text = models.CharField(max_length=300, default="", blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["problem", "observer"], name="one_view_per_problem_and_observer"
            ),
        ]

    def __str__(self) -> str:
        return f"view {self.pk} of problem {self.problem_id}"


class ProblemLink(PlanItem):
    """In someone's eyes `cause` brings about or worsens `effect`."""

    cause = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    effect = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=40)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(fields=["cause", "effect"], name="problems_linked_once"),
            models.CheckConstraint(
                condition=~Q(cause=F("effect")), name="problem_does_not_cause_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause_id} causes {self.effect_id}"
