# SPDX-License-Identifier: EUPL-1.2
"""Goals, steps and what goes with them: dependencies, offers from the network, set-aside warnings."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.instruments.words import LifeArea
from voordeur.people.items import Spoken
from voordeur.plan.models.voice import PlanItem
from voordeur.plan.planfacts import SAYS_WHY, Stance, StepKind, StepState, WarningCode


def _choices(
    codes: type[Stance] | type[StepKind] | type[StepState] | type[WarningCode],
) -> list[tuple[str, str]]:
    return [(str(code), str(code)) for code in codes]


class Goal(PlanItem):
    """The situation a member, or the household together, wants to reach."""

    follows_person: ClassVar[bool] = True
    open_fields: ClassVar[tuple[str, ...]] = ("order",)

    text = models.CharField(max_length=300)
    life_area = models.CharField(max_length=24, default="", blank=True)
    order = models.IntegerField(default=0)
    state = models.CharField(
        max_length=8,
        default="open",
        choices=[("open", "open"), ("reached", "reached"), ("stopped", "stopped")],
    )

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="goal_says_something"),
            models.CheckConstraint(
                condition=Q(life_area__in=["", *LifeArea]), name="goal_life_area_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "reached", "stopped"]), name="goal_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"goal {self.pk}"


class Step(PlanItem):
    """The smallest thing in the plan: what household, network and professional do, and the stance.

    It lies in the part of its goal. `members` are ids of persons, `network` of network members,
    `professionals` of professionals, `problems` of problems; `fall_back` is the professional who
    steps in when household or network cannot.
    """

    person_lists: ClassVar[tuple[str, ...]] = ("members",)
    open_fields: ClassVar[tuple[str, ...]] = ("goal_id", "order")

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    order = models.IntegerField(default=0)
    what = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, default=StepKind.UPPER, choices=_choices(StepKind))
    state = models.CharField(max_length=8, default=StepState.PLANNED, choices=_choices(StepState))
    stance = models.CharField(max_length=10, default=Stance.BESIDE, choices=_choices(Stance))
    household_does = models.TextField(default="", blank=True)
    network_does = models.TextField(default="", blank=True)
    professional_does = models.TextField(default="", blank=True)
    members = models.JSONField(default=list, blank=True)
    network = models.JSONField(default=list, blank=True)
    professionals = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    fall_back = models.BigIntegerField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    parked_reason = models.CharField(max_length=300, default="", blank=True)
    parked_agreed_by = models.CharField(max_length=200, default="", blank=True)
    parked_review_on = models.DateField(null=True, blank=True)
    halted_why = models.CharField(max_length=300, default="", blank=True)
    """Why it is stuck, or was dropped; '' in every other state."""

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(what=""), name="step_says_something"),
            models.CheckConstraint(
                condition=Q(state=StepState.PARKED, parked_review_on__isnull=False)
                & ~Q(parked_reason="")
                & ~Q(parked_agreed_by="")
                | ~Q(state=StepState.PARKED)
                & Q(parked_review_on=None, parked_reason="", parked_agreed_by=""),
                name="step_parked_with_reason_and_date",
            ),
            models.CheckConstraint(
                condition=Q(halted_why="") | Q(state__in=sorted(SAYS_WHY)),
                name="step_halted_why_only_when_halted",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(StepKind))
                & Q(state__in=list(StepState))
                & Q(stance__in=list(Stance)),
                name="step_codes_known",
            ),
        ]
        indexes = [models.Index(fields=["household", "order"], name="step_in_order")]

    def __str__(self) -> str:
        return f"step {self.pk}"


class StepNeed(PlanItem):
    """How two steps hang together: one needs the other first, cannot go with it, or frees for it."""

    open_fields: ClassVar[tuple[str, ...]] = ("step_id", "other_id")

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=8, choices=[("needs", "needs"), ("clashes", "clashes"), ("frees", "frees")]
    )
    what = models.CharField(max_length=160, default="", blank=True)
    """With `frees`: the money or time that the step sets free for the other."""

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(fields=["step", "other", "kind"], name="steps_tied_once"),
            models.CheckConstraint(condition=~Q(step=F("other")), name="step_needs_another"),
            models.CheckConstraint(
                condition=Q(kind__in=["needs", "clashes"], what="")
                | (Q(kind="frees") & ~Q(what="")),
                name="step_need_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.step_id} {self.kind} {self.other_id}"


class NetworkOffer(PlanItem, Spoken):
    """What somebody from the network wants to do for a member; an offer until that member says yes.

    `network_member` is an id without a foreign key: when the household takes somebody of its
    network out of the file, the offer goes too. `accepted` None: the member has not said anything.
    """

    network_member = models.BigIntegerField()
    what = models.CharField(max_length=300)
    accepted = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_how = models.CharField(max_length=12, default="", blank=True)
    answered_by = models.CharField(max_length=40, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    step = models.ForeignKey(
        Step, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=Q(person__isnull=False), name="offer_is_for_a_member"),
            models.CheckConstraint(condition=~Q(what=""), name="offer_says_something"),
            models.CheckConstraint(
                condition=Q(step=None) | Q(accepted=True), name="offer_used_only_after_a_yes"
            ),
            models.CheckConstraint(
                condition=Q(accepted=None, answered_at=None)
                | Q(accepted__isnull=False, answered_at__isnull=False),
                name="offer_answer_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class WarningOverride(PlanItem):
    """Somebody's decision to go on in spite of a warning; the warning stays in sight with it.

    `about` is the step or problem it names as in the sums (their ids as text), '' for the plan.
    """

    when_double: ClassVar[str] = "aside"
    code = models.CharField(max_length=24, choices=_choices(WarningCode))
    about = models.CharField(max_length=40, default="", blank=True)
    reason = models.CharField(max_length=300)
    decided_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "code", "about"], name="warning_set_aside_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"override of {self.code}"
