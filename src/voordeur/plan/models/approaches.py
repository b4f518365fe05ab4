# SPDX-License-Identifier: EUPL-1.2
"""Noun: what is tried, why it should work, and how it went."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.plan.approaching import LOGICS, WENT
from voordeur.plan.models.voice import PlanItem


class Approach(PlanItem):
    """A way of working that is tried with a member or the household, with why it should fit.

    `in_the_way` is what a professional thinks keeps this member from going on: up to four kinds,
    or none. It stands beside the member's own words and nothing is worked out from it.
    """

    logic = models.CharField(max_length=16, choices=[(one, one) for one in LOGICS])
    why = models.CharField(max_length=300)
    in_the_way = models.JSONField(default=list, blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    went = models.CharField(
        max_length=8, default="", blank=True, choices=[(one, one) for one in WENT]
    )
    learned = models.CharField(max_length=300, default="", blank=True)

    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(logic__in=list(LOGICS)) & ~Q(why=""), name="approach_says_why"
            ),
            models.CheckConstraint(
                condition=Q(until=None, went="") | (Q(until__isnull=False) & ~Q(went="")),
                name="approach_ends_with_how_it_went",
            ),
        ]

    def __str__(self) -> str:
        return f"approach {self.pk}"
