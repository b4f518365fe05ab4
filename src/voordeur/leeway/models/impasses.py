# SPDX-License-Identifier: EUPL-1.2
"""Nouns of one household: what is known of a condition, and what it waits for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem, Spoken

STATES = ("open", "lifted")


class KnownFact(HouseholdItem):
    """Whether a condition is so in a household: yes or no. What is not written down is unknown.

    Two who may not see each other's part can each write one down; the newest counts. To refuse the
    second would tell of the first.
    """

    open_fields: ClassVar[tuple[str, ...]] = ()

    condition = models.ForeignKey("leeway.Condition", on_delete=models.PROTECT, related_name="+")
    known = models.CharField(max_length=3, choices=[("yes", "yes"), ("no", "no")])

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(known__in=["yes", "no"]), name="fact_is_yes_or_no"),
        ]

    def __str__(self) -> str:
        return f"fact {self.pk}"


class Impasse(HouseholdItem):
    """What a household waits for because of rules, since when, and what runs on meanwhile.

    `pattern` and `rules` follow from the facts and the rules; they are kept so that the same
    impasse is found in other households, and whoever waits is told when a rule gives way.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("state", "since")

    goal = models.ForeignKey("leeway.Condition", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    state = models.CharField(max_length=8, choices=[(one, one) for one in STATES], default="open")
    pattern = models.CharField(max_length=16, default="", blank=True, db_index=True)
    rules = models.JSONField(default=list, blank=True)
    """Codes of the rules in its way."""
    solve_cents = models.BigIntegerField(null=True, blank=True)
    """What it would cost to solve; None: not known."""
    runs_on = models.JSONField(default=list, blank=True)
    """What goes on only because of the block: [name, eurocents a year or null]."""
    how_lifted = models.CharField(max_length=300, default="", blank=True)
    lifted_on = models.DateField(null=True, blank=True)
    gives_way_on = models.DateField(null=True, blank=True)
    """When the household was told that a rule in its way gives way."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="open", lifted_on=None)
                | Q(state="lifted", lifted_on__isnull=False),
                name="impasse_lifted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(compartment="safety"), name="impasse_no_money_beside_safety"
            ),
        ]

    def __str__(self) -> str:
        return f"impasse {self.pk}"


class StepOrder(HouseholdItem, Spoken):
    """An order of steps that was reckoned and that a member said yes to; the plan stands in it since.

    `person` is who said yes. `steps` is a list of [uuid of the step in the plan, week it begins,
    week it is done].
    """

    open_fields: ClassVar[tuple[str, ...]] = ()

    steps = models.JSONField(default=list)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False), name="step_order_has_somebodys_yes"
            ),
        ]

    def __str__(self) -> str:
        return f"step order {self.pk}"
