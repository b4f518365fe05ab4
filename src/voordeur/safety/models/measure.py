# SPDX-License-Identifier: EUPL-1.2
"""A measure against the will of a member or household, and each turn it took."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem

STATES = ("threatened", "in_force", "averted", "lifted")


class Measure(HouseholdItem):
    """A supervision order, eviction, cut-off …: threatened, in force, averted or lifted.

    It lies in the part of the file that fits its kind. Masked: that there is one, and since when.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("since",)

    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=[(state, state) for state in STATES])
    since = models.DateField()
    """The day of the first turn."""
    turned_on = models.DateField()
    """The day from which it is in this state."""
    authority = models.CharField(max_length=200)
    """Who announced or decided it, by name."""
    due_on = models.DateField(null=True, blank=True)
    """The day on which it happens, or ends when it is in force; None when nobody said."""
    plan_offered_on = models.DateField(null=True, blank=True)
    plan_wanted = models.BooleanField(null=True)
    """Whether the household wants to make its own plan first: yes, no, not known."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="measure_state_known"),
            models.CheckConstraint(
                condition=Q(plan_wanted=None) | Q(plan_offered_on__isnull=False),
                name="measure_plan_answer_after_offer",
            ),
        ]

    def __str__(self) -> str:
        return f"measure {self.pk}"


class MeasureTurn(HouseholdItem):
    """From a day on a measure is in a state, and where that is known from."""

    open_fields: ClassVar[tuple[str, ...]] = ("on",)

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(state, state) for state in STATES])
    on = models.DateField()
    source = models.CharField(max_length=300)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="measure_turn_state_known"),
        ]

    def __str__(self) -> str:
        return f"turn of measure {self.measure_id}"
