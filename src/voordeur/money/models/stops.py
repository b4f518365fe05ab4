# SPDX-License-Identifier: EUPL-1.2
"""The noun of new for old: what stops because the new way works."""

import uuid

from django.db import models
from django.db.models import Q


class Stop(models.Model):
    """Something that is no longer needed: where, whose work it is, when, what it frees each year.

    `after` says what the people do whose work it was; `decider` who decided that it stops, empty
    while nobody has: then it is a wish. `proof` is what shows that it is not needed any more.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("money.Project", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=160)
    institution = models.CharField(max_length=120)
    work_of = models.CharField(max_length=160)
    after = models.CharField(max_length=300)
    pot = models.CharField(max_length=60)
    stops_on = models.DateField()
    cents = models.BigIntegerField(null=True, blank=True)
    """What it frees in a year; None: nobody knows."""
    proof = models.CharField(max_length=300, default="", blank=True)
    decider = models.CharField(max_length=120, default="", blank=True)
    off_on = models.DateField(null=True, blank=True)
    """The day it was taken off; it counts no more from then on, and `off_why` says why."""
    off_why = models.CharField(max_length=300, default="", blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(institution="") & ~Q(work_of="") & ~Q(after=""),
                name="stop_says_whose_work_it_is",
            ),
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0), name="stop_frees_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(off_on=None, off_why="") | (Q(off_on__isnull=False) & ~Q(off_why="")),
                name="stop_is_taken_off_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"stop {self.pk}"
