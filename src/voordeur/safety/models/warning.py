# SPDX-License-Identifier: EUPL-1.2
"""A warning for who visits: what to do is for every visitor, why only for who may know it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem


class VisitWarning(HouseholdItem):
    """What a visitor should do, and why; always with a day on which it is looked at again.

    It lies in the household's safety part, or in that of one member. A masked reader gets the
    advice and not the reason; the members of the household get nothing but what is about
    themselves.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("advice", "since", "review_on", "ended_at")

    compartment = models.CharField(max_length=20, default="safety")
    advice = models.CharField(max_length=20)
    why = models.CharField(max_length=1000)
    since = models.DateField()
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(compartment="safety"), name="visit_warning_in_safety"
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=F("since")), name="visit_warning_is_reviewed"
            ),
        ]

    def __str__(self) -> str:
        return f"visit warning {self.pk}"
