# SPDX-License-Identifier: EUPL-1.2
"""What members say themselves: own words, first priority, strengths."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem, Spoken


class PlanItem(HouseholdItem):
    """A row of the plan: joint things are `common`, a part of the file always has its one subject."""

    class Meta(HouseholdItem.Meta):
        abstract = True
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(compartment__in=["name", "where"])
                & (Q(person__isnull=False) | Q(compartment="common")),
                name="%(app_label)s_%(class)s_one_subject",
            ),
        ]


class OwnWords(PlanItem, Spoken):
    """What one member says, unedited, and what must come first for them; each has their own."""

    follows_person: ClassVar[bool] = True
    text = models.TextField()
    first_priority = models.CharField(max_length=200, default="", blank=True)
    said_on = models.DateField()

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False), name="own_words_are_of_a_member"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(first_priority=""), name="own_words_say_something"
            ),
        ]

    def __str__(self) -> str:
        return f"own words {self.pk}"


class Strength(PlanItem, Spoken):
    """What a member (or, without a person, the household) is good at, likes or keeps going.

    It has no score and no decision reads it: own strength never lowers help.
    """

    follows_person: ClassVar[bool] = True
    text = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="strength_says_something"),
        ]

    def __str__(self) -> str:
        return f"strength {self.pk}"
