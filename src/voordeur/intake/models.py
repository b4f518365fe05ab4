# SPDX-License-Identifier: EUPL-1.2
"""Nouns of intake: household signal, what it is matched by, outreach attempt, triage decision."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.intake.states import OUTCOMES, SIGNAL
from voordeur.people.items import HouseholdItem

PARTS = Q(compartment__in=["own", "safety"])


class Signal(HouseholdItem):
    """A message that something may be wrong (GGM: Vroegsignaal, AOMMeldingWmoJeugd).

    It lies in a household of its own from the first minute, also when nobody knows yet who lives
    there. The compartment is `own` of the household, or `safety`: no member sees it by being a
    member. It expires, and nothing starts by itself, however many there are.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("received_on", "expires_on", "stage")

    compartment = models.CharField(max_length=20, default="own")
    team_id = models.BigIntegerField()
    received_on = models.DateField()
    expires_on = models.DateField()
    source = models.CharField(max_length=20)
    source_name = models.CharField(max_length=120, default="", blank=True)
    source_may_be_named = models.BooleanField(default=False)
    """Whether the household may hear who gave the signal."""
    basis = models.CharField(max_length=20)
    life_area = models.CharField(max_length=30, default="", blank=True)
    what = models.TextField()
    who = models.CharField(max_length=300, default="", blank=True)
    """Who it is about, described; nobody is identified by it."""
    street = models.CharField(max_length=120, default="", blank=True)
    number = models.CharField(max_length=8, default="", blank=True)
    addition = models.CharField(max_length=8, default="", blank=True)
    postcode = models.CharField(max_length=6, default="", blank=True)
    urgency = models.CharField(max_length=8, default="normal")
    stage = models.CharField(max_length=12, default="received")
    recorded_by = models.CharField(max_length=40)
    set_aside_reason = models.TextField(default="", blank=True)
    """Why it was marked malicious."""
    informed_on = models.DateField(null=True, blank=True)
    informed_how = models.CharField(max_length=160, default="", blank=True)
    not_informed_reason = models.CharField(max_length=300, default="", blank=True)
    not_informed_until = models.DateField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=PARTS, name="signal_in_own_or_safety"),
            models.CheckConstraint(condition=Q(stage__in=list(SIGNAL)), name="signal_stage_known"),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("received_on")), name="signal_expires_later"
            ),
            models.CheckConstraint(
                condition=~Q(stage="set_aside") | ~Q(set_aside_reason=""),
                name="signal_set_aside_with_reason",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="signal_says_something"),
        ]
        indexes = [models.Index(fields=["household", "stage"], name="signal_by_household")]

    def __str__(self) -> str:
        return f"signal {self.pk}"


class SignalMark(models.Model):
    """By what a signal is matched with others: a rule and a keyed hash; never shown."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=8)
    mark = models.CharField(max_length=70)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "rule", "mark"], name="signal_mark_once"),
            models.CheckConstraint(
                condition=Q(rule__in=["youth", "address", "parent"]), name="signal_mark_rule_known"
            ),
        ]
        indexes = [models.Index(fields=["mark", "rule"], name="signal_mark_by_mark")]

    def __str__(self) -> str:
        return f"mark of signal {self.signal_id}"


class Attempt(HouseholdItem):
    """One try to get in touch (GGM: Contactpoging), with what came of it.

    Refusing has no consequence; why somebody refused is kept to do better next time.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("at",)

    compartment = models.CharField(max_length=20, default="own")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    way = models.CharField(max_length=12)
    result = models.CharField(max_length=16)
    threshold = models.CharField(max_length=16, default="", blank=True)
    next_visit = models.CharField(
        max_length=8,
        default="",
        blank=True,
        choices=[("", ""), ("yes", "yes"), ("pair", "pair"), ("no", "no")],
    )
    """May the next visit go ahead: yes, only with two, no; empty when not considered."""
    next_visit_reason = models.CharField(max_length=300, default="", blank=True)
    note = models.TextField(default="", blank=True)
    follow_up = models.CharField(max_length=300, default="", blank=True)
    by = models.CharField(max_length=40)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=PARTS, name="attempt_in_own_or_safety"),
            models.CheckConstraint(
                condition=Q(threshold="") | Q(result="refused"), name="attempt_threshold_if_refused"
            ),
            models.CheckConstraint(
                condition=~Q(next_visit="no") | ~Q(next_visit_reason=""),
                name="attempt_stop_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Decision(HouseholdItem):
    """The dated decision that brought a signal from one stage to the next, and why."""

    open_fields: ClassVar[tuple[str, ...]] = ("decided_at",)

    compartment = models.CharField(max_length=20, default="own")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    from_stage = models.CharField(max_length=12)
    to_stage = models.CharField(max_length=12)
    outcome = models.CharField(max_length=20, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    refer_to = models.CharField(max_length=160, default="", blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    effect = models.CharField(
        max_length=12,
        default="",
        blank=True,
        choices=[("", ""), ("positive", "positive"), ("not", "not"), ("unknown", "unknown")],
    )
    """Whether it went well, only as far as enough is known to judge."""
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=PARTS, name="decision_in_own_or_safety"),
            models.CheckConstraint(
                condition=~Q(to_stage="decided") | Q(outcome__in=OUTCOMES),
                name="decision_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["no_action", "household_approach"]) | ~Q(reason=""),
                name="decision_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(to_stage="waiting") | (~Q(reason="") & Q(look_again_on__isnull=False)),
                name="decision_waits_with_reason_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="single_question") | ~Q(refer_to=""),
                name="decision_refers_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
