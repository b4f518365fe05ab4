# SPDX-License-Identifier: EUPL-1.2
"""Nouns: a budget line, and what an approach takes from a party."""

import uuid

from django.db import models
from django.db.models import Q


class BudgetLine(models.Model):
    """A line of somebody's budget for one year. What is on it is what the ledger says, nothing else.

    `party` is whose budget it is, `pot` what the money is for in its own words.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.CharField(max_length=80)
    pot = models.CharField(max_length=60)
    taakveld = models.CharField(max_length=12)
    """Code of the task field in the municipal accounts (BBV), or of the party's own chart."""
    cost_centre = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "pot", "taakveld", "cost_centre", "year"],
                name="budget_line_is_there_once",
            ),
            models.CheckConstraint(
                condition=~Q(party="") & ~Q(pot="") & ~Q(taakveld="") & ~Q(cost_centre=""),
                name="budget_line_is_named",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="budget_line_has_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.taakveld} {self.cost_centre}"


class Effort(models.Model):
    """What a project takes from a party in a year: work or money; `cents` None: nobody knows.

    `would_be_spent` marks what the money would have paid for anyway, `is_structural` what does not
    end with the project.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("money.Project", on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=80)
    what = models.CharField(max_length=160)
    pot = models.CharField(max_length=60)
    year = models.SmallIntegerField()
    cents = models.BigIntegerField(null=True, blank=True)
    would_be_spent = models.BooleanField(default=False)
    is_structural = models.BooleanField(default=False)
    line = models.ForeignKey(
        "money.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    off_on = models.DateField(null=True, blank=True)
    """The day it was taken off; it counts no more from then on, and `off_why` says why."""
    off_why = models.CharField(max_length=300, default="", blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(party="") & ~Q(what="") & ~Q(pot=""), name="effort_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0), name="effort_is_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(off_on=None, off_why="") | (Q(off_on__isnull=False) & ~Q(off_why="")),
                name="effort_is_taken_off_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"effort {self.pk} of {self.party}"
