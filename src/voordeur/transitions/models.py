# SPDX-License-Identifier: EUPL-1.2
"""Nouns of transitions: what comes on a day, and what was arranged for each piece of help."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem

STATES = ("expected", "arranged", "dropped")


class Transition(HouseholdItem):
    """What changes on a day for one member or the household; open until it is arranged or dropped.

    Turning 18 and state pension lie in the household's common part, like a birthday; what comes
    from help or a measure lies in the part of that.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("on", "state")

    kind = models.CharField(max_length=20)
    on = models.DateField()
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES])
    source = models.CharField(max_length=60, default="", blank=True)
    """What it follows from (`provision:7`), or nothing when it was noted by hand or by birth."""
    what = models.CharField(max_length=200, default="", blank=True)
    arranged = models.CharField(max_length=500, default="", blank=True)
    """What was arranged, or why nothing has to be."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "person", "kind", "source", "on"],
                name="transition_expected_once",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="transition_state_known"),
        ]

    def __str__(self) -> str:
        return f"transition {self.pk}"


class Arrangement(HouseholdItem):
    """For one piece of help that ends at a transition: which law follows, and who sees to it."""

    open_fields: ClassVar[tuple[str, ...]] = ("transition_id",)

    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="+")
    provision = models.BigIntegerField()
    """The id of the provision, by number: the room looks it up through its questions."""
    law = models.CharField(max_length=20)
    what = models.CharField(max_length=300)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["transition", "provision"], name="arranged_once_per_help"
            ),
        ]

    def __str__(self) -> str:
        return f"arrangement {self.pk}"
