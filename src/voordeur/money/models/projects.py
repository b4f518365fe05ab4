# SPDX-License-Identifier: EUPL-1.2
"""The noun that costs, gains and claims hang on: a project, never a household."""

import uuid

from django.db import models
from django.db.models import F, Q


class Project(models.Model):
    """An approach whose costs and gains are followed: what it does, when, and which pots it touches.

    `pots` are all pots that are meant to join; whoever of them gives nothing up is told apart.
    With `is_demo` every amount under it is made up, and each page says so.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    about = models.CharField(max_length=300)
    portfolio = models.CharField(max_length=120, default="", blank=True)
    pots = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """The last day; None while no end is agreed."""
    is_demo = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(about=""), name="project_has_a_name_and_a_goal"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
