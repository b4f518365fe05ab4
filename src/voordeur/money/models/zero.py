# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the zero scenario of one case: what was foreseen, sealed at once, and how it went."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.money.zeroscenario import KINDS, Came
from voordeur.people.items import HouseholdItem


class Foreseen(HouseholdItem):
    """Something that would probably happen without the plan: chance, last day, what it would cost.

    Nobody can change it, not even who wrote it: the table is append-only, and `seal` is the SHA-256
    of what was written. It lies in the part of the file its law points to, as help does.
    """

    written_once: ClassVar[bool] = True

    kind = models.CharField(max_length=12, choices=[(one, one) for one in KINDS])
    what = models.CharField(max_length=160)
    percent = models.SmallIntegerField()
    by_date = models.DateField()
    """The last day it is foreseen for."""
    payer = models.CharField(max_length=30, default="unknown")
    law = models.CharField(max_length=20)
    cents = models.BigIntegerField(null=True, blank=True)
    """What it would cost when it happens, in eurocents; None: not known, never zero."""
    rests_on = models.CharField(max_length=300)
    sealed_at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="foreseen_is_a_chance"
            ),
            models.CheckConstraint(
                condition=Q(cents=None) | Q(cents__gte=0), name="foreseen_costs_not_below_0"
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(rests_on="") & ~Q(seal=""), name="foreseen_is_sealed"
            ),
        ]
        indexes = [models.Index(fields=["household"], name="foreseen_by_household")]

    def __str__(self) -> str:
        return f"foreseen {self.pk}"


class ForeseenOutcome(HouseholdItem):
    """How it went with something that was foreseen; it lies where that lies."""

    foreseen = models.OneToOneField(Foreseen, on_delete=models.PROTECT, related_name="+")
    came = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Came])
    known_on = models.DateField()
    rests_on = models.CharField(max_length=300)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(rests_on=""), name="foreseen_outcome_rests_on_something"
            ),
        ]
        indexes = [models.Index(fields=["household"], name="outcome_by_household")]

    def __str__(self) -> str:
        return f"outcome of foreseen {self.foreseen_id}"
