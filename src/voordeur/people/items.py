# SPDX-License-Identifier: EUPL-1.2
"""What every row of a household file is: about one member or the household, in one compartment.

Rooms inherit `HouseholdItem` in their own models; it is a base, not a table.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.door.masking import Guarded
from voordeur.people.spoken import HOW

COMPARTMENTS = (
    "name",
    "common",
    "own",
    "money",
    "health",
    "youth",
    "justice",
    "safety",
    "where",
    "private",
)
KNOWN_COMPARTMENT = Q(compartment__in=COMPARTMENTS)


class HouseholdItem(Guarded):
    """A row of a household file: about one member or the household, in one compartment.

    What `people.joining` and `people.following` ask of a model, they say with class attributes.
    """

    follows_person: ClassVar[bool] = False
    """Whether it can go along when the one it is about goes to live in another household."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    compartment = models.CharField(max_length=20, default="common")
    version = models.IntegerField(default=1)

    class Meta(Guarded.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=KNOWN_COMPARTMENT, name="%(app_label)s_%(class)s_compartment"
            ),
        ]


class Spoken(models.Model):
    """How an act of a resident came in and who recorded it; every way counts the same.

    `recorded_by` is a reader key (`account:7`): with how `self` it is the member, else whoever
    wrote it down.
    """

    how = models.CharField(max_length=12, choices=[(how, how) for how in HOW])
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
