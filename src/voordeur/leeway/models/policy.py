# SPDX-License-Identifier: EUPL-1.2
"""Nouns: what policy must answer, and which rule was put before which."""

import uuid

from django.db import models
from django.db.models import F, Q

from voordeur.leeway.answers import KINDS


class PolicyCase(models.Model):
    """A barrier seen often enough that the owner of the rule must answer: what, and did it help.

    Until when is a duty of `terms` (`policy_case:12`), and so is looking at the small step.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey("leeway.Rule", on_delete=models.PROTECT, related_name="+")
    path = models.ForeignKey(
        "leeway.Workaround", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The workaround that is proposed as a formal rule."""
    question = models.CharField(max_length=300)
    opened_on = models.DateField()
    answer_kind = models.CharField(
        max_length=12, default="", blank=True, choices=[(one, one) for one in KINDS]
    )
    answer = models.TextField(max_length=2000, default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    passed_to = models.CharField(max_length=160, default="", blank=True)
    step = models.CharField(max_length=300, default="", blank=True)
    expected = models.CharField(max_length=300, default="", blank=True)
    unexpected = models.CharField(max_length=300, default="", blank=True)
    """What might happen besides, in the eyes of who takes the step."""
    step_from = models.DateField(null=True, blank=True)
    look_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(max_length=2000, default="", blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule"],
                condition=Q(closed_on=None),
                name="one_open_policy_case_for_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer_kind__in=["", "passed_on"])
                | (Q(answered_on__isnull=False) & ~Q(answer="") & ~Q(answer_kind="")),
                name="policy_case_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | (Q(answered_on__isnull=False) & ~Q(evidence="")),
                name="policy_case_closes_by_evidence",
            ),
            models.CheckConstraint(
                condition=Q(step="", look_on=None, step_from=None)
                | (~Q(step="") & ~Q(expected="") & Q(look_on__gt=F("step_from"))),
                name="policy_step_is_a_dated_hypothesis",
            ),
        ]

    @property
    def subject(self) -> str:
        """Return what its duties are about."""
        return f"policy_case:{self.pk}"

    def __str__(self) -> str:
        return f"policy case {self.pk}"


class RuleOrder(models.Model):
    """That one rule had to give way to another, who put them in that order, and why."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first = models.ForeignKey("leeway.Rule", on_delete=models.PROTECT, related_name="+")
    gives_way = models.ForeignKey("leeway.Rule", on_delete=models.PROTECT, related_name="+")
    set_by = models.CharField(max_length=160)
    why = models.CharField(max_length=300)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "gives_way"], name="rule_order_once"),
            models.CheckConstraint(
                condition=~Q(first=F("gives_way")), name="rule_gives_way_to_another"
            ),
            models.CheckConstraint(condition=~Q(set_by=""), name="rule_order_names_who_set_it"),
        ]

    def __str__(self) -> str:
        return f"rule order {self.pk}"
