# SPDX-License-Identifier: EUPL-1.2
"""Nouns of terms: an open obligation in a household file, and one that is about no household."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem


class Term(HouseholdItem):
    """An obligation: kind, owner, subject, due date; opened and closed by actions of other rooms.

    `owner` is a reader key (`account:7`, `team:3`, `lead:3`). It carries no text: what it is about
    is found through `subject` (`step:12`), by who may see that.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("kind", "owner", "due", "opened_at", "closed_at")

    kind = models.CharField(max_length=40)
    owner = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    due = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "subject", "owner"],
                condition=Q(closed_at=None),
                name="term_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="term_closes_after_opening",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"], condition=Q(closed_at=None), name="term_open_by_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.owner}"


class Duty(models.Model):
    """An obligation that is about no household: what policy has to answer, for instance.

    Kind, owner, subject and day mean what they do in `Term`; who may read it is for the room that
    opened it to say.
    """

    kind = models.CharField(max_length=40)
    owner = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    due = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(closed_at=None),
                name="duty_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="duty_closes_after_opening",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"], condition=Q(closed_at=None), name="duty_open_by_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.owner}"
