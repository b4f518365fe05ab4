# SPDX-License-Identifier: EUPL-1.2
"""The noun of asking to see: who needs which part of whom, why, until when, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem

ASKED_PARTS = ("own", "money", "health", "youth", "justice", "safety", "where")


class AccessRequest(HouseholdItem):
    """Somebody who helps asks the case coordinator for one part of one member, for a task.

    It lies where the member reads it too, and not who may not know of it: in the member's ordinary
    part, or in the part about safety when that or the hiding place is asked for.
    """

    ANSWERS = ("", "given", "refused", "taken_back")
    open_fields: ClassVar[tuple[str, ...]] = ()
    when_double = "aside"

    asked_part = models.CharField(max_length=20, choices=[(code, code) for code in ASKED_PARTS])
    basis = models.CharField(max_length=30)
    necessity = models.TextField(max_length=300)
    """What goes wrong without it, and why less is not enough."""
    until = models.DateField()
    """The last day it is needed; what is given ends by itself after it."""
    asked_by = models.CharField(max_length=40)
    """A reader key: `account:7`."""
    asked_at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, default="", blank=True, choices=[(code, code) for code in ANSWERS]
    )
    why = models.TextField(max_length=300, default="", blank=True)
    """Why not; the one who asked reads it."""
    answered_by = models.CharField(max_length=40, default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, compartment__in=["own", "safety"]),
                name="access_request_is_about_a_member",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by="")
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="access_request_answer_has_a_moment",
            ),
            models.UniqueConstraint(
                fields=["household", "person", "asked_part", "asked_by"],
                condition=Q(answer=""),
                name="access_request_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"access request {self.pk}"
