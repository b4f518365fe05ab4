# SPDX-License-Identifier: EUPL-1.2
"""Sub-plans under the one plan, what contradicts, and what stands in the way of one plan."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.plan.models.voice import PlanItem
from voordeur.plan.subplanning import KINDS, OBSTACLES, STATES


class SubPlan(PlanItem):
    """A plan under one law or of one partner that hangs under the household plan.

    `goals` are ids of goals of the plan it works on. Parked it has a reason, who agreed, and the
    day somebody looks again, like a step.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("state",)

    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    title = models.CharField(max_length=160)
    law = models.CharField(max_length=20)
    owner = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, default="active", choices=[(state, state) for state in STATES]
    )
    goals = models.JSONField(default=list, blank=True)
    from_date = models.DateField()
    parked_reason = models.CharField(max_length=300, default="", blank=True)
    parked_agreed_by = models.CharField(max_length=200, default="", blank=True)
    parked_review_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=KINDS) & Q(state__in=STATES), name="sub_plan_codes_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="sub_plan_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state="parked")
                | (Q(parked_review_on__isnull=False) & ~Q(parked_reason="")),
                name="sub_plan_parked_with_reason_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(kind="safety") | Q(compartment="safety"),
                name="sub_plan_about_safety_lies_there",
            ),
        ]

    def __str__(self) -> str:
        return f"sub-plan {self.pk}"


class SubPlanClash(PlanItem):
    """What somebody saw that works against each other in two sub-plans, and how it was settled."""

    one = models.ForeignKey(SubPlan, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(SubPlan, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    settled_how = models.CharField(max_length=300, default="", blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(one=F("other")), name="clash_is_between_two"),
            models.CheckConstraint(condition=~Q(what=""), name="clash_says_what"),
        ]

    def __str__(self) -> str:
        return f"clash {self.pk}"


class PlanObstacle(PlanItem):
    """Why there is no one plan yet: one of five classes, in words, until it is out of the way."""

    obstacle = models.CharField(max_length=12, choices=[(one, one) for one in OBSTACLES])
    text = models.CharField(max_length=300)
    since = models.DateField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=Q(obstacle__in=OBSTACLES), name="plan_obstacle_known"),
            models.CheckConstraint(condition=~Q(text=""), name="plan_obstacle_says_why"),
        ]

    def __str__(self) -> str:
        return f"obstacle {self.pk}"
