# SPDX-License-Identifier: EUPL-1.2
"""Noun: a question to a specialist about one household, and the answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem

STATES = ("asked", "answered", "withdrawn")


class Consultation(HouseholdItem):
    """A question to a specialist, asked and answered when each has time; the case stays where it is.

    The specialist sees this piece only: the question, what the asker tells without names, and the
    pieces of the file the asker chose, copied as words. Not who it is about.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("state", "asked_at", "answered_at")

    specialist = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES])
    question = models.CharField(max_length=500)
    picture = models.TextField(default="", blank=True)
    """What the asker tells of the situation, without names."""
    pieces = models.JSONField(default=list, blank=True)
    """What the asker showed from the file, as words of that day."""
    asked_by = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    visit_on = models.DateField(null=True, blank=True)
    """The day on which asker and specialist go there together."""
    new_to_asker = models.CharField(max_length=300, default="", blank=True)
    new_to_specialist = models.CharField(max_length=300, default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="consultation_state_known"),
            models.CheckConstraint(condition=~Q(question=""), name="consultation_asks_something"),
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="consultation_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk}"
