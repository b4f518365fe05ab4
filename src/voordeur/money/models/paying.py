# SPDX-License-Identifier: EUPL-1.2
"""Nouns of paying: cases to set ways of paying beside, areas, the waterbed, contracts. About nobody."""

import uuid

from django.db import models
from django.db.models import F, Q

from voordeur.money.waterbed import DOWN, UP

KINDS = ("household_type", "street", "project")


class PayingCase(models.Model):
    """A kind of household, a street or a project under which ways of paying are set side by side.

    It is made up or an average, never one household: the source says which. Amounts are eurocents
    a year; heavy help is counted in `unit`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=[(one, one) for one in KINDS])
    name = models.CharField(max_length=120, unique=True)
    unit = models.CharField(max_length=60)
    """What heavy help is counted in: placements, days in shelter."""
    units_before = models.PositiveIntegerField()
    units_after = models.PositiveIntegerField()
    unit_cents = models.BigIntegerField()
    prevention_cents = models.BigIntegerField()
    """What working on it earlier costs, so that fewer units are needed."""
    result_before_percent = models.PositiveSmallIntegerField()
    result_after_percent = models.PositiveSmallIntegerField()
    """The part of the agreed result that is reached without and with it."""
    source = models.CharField(max_length=300)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="paying_case_kind"),
            models.CheckConstraint(
                condition=Q(unit_cents__gt=0, prevention_cents__gte=0)
                & Q(result_before_percent__lte=100, result_after_percent__lte=100),
                name="paying_case_amounts",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="paying_case_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaSet(models.Model):
    """Areas with objective counts, public weights and all costs of care, to divide one budget over.

    The table is kept as it was pasted; `money.areas` reads it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    total_cents = models.BigIntegerField()
    table = models.TextField(max_length=20_000)
    weights = models.JSONField()
    """Factor → whole number; public, and whoever looks may try others."""
    source = models.CharField(max_length=300)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total_cents__gt=0), name="area_set_above_0"),
            models.CheckConstraint(
                condition=~Q(table="") & ~Q(source=""), name="area_set_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WaterbedSpill(models.Model):
    """What a cut on one policy field does to the cost of another: the sign, the size if known, a source."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cut = models.CharField(max_length=80)
    other = models.CharField(max_length=80)
    sign = models.SmallIntegerField()
    low_cents = models.BigIntegerField(null=True, blank=True)
    high_cents = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)
    off_on = models.DateField(null=True, blank=True)
    """The day it was taken out of the matrix."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sign__in=[UP, DOWN]), name="spill_has_a_sign"),
            models.CheckConstraint(
                condition=Q(low_cents=None, high_cents=None)
                | Q(low_cents__gte=0, high_cents__gte=F("low_cents")),
                name="spill_ends_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(cut="") & ~Q(other="") & ~Q(source="") & ~Q(cut=F("other")),
                name="spill_between_two_fields_with_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cut} → {self.other}"


class ContractEntry(models.Model):
    """A contract for help in the register; how it pays is in its terms, which are dated."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    party = models.CharField(max_length=120)
    from_date = models.DateField()
    until = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("from_date")), name="contract_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContractTerms(models.Model):
    """How a contract pays and what it asks from a day on; a later one is how it was steered."""

    contract = models.ForeignKey(ContractEntry, on_delete=models.PROTECT, related_name="terms")
    from_date = models.DateField()
    terms = models.JSONField()
    """The fields of `money.contracts.Contract`, as `money.contractfile` writes them."""
    why = models.CharField(max_length=300, default="", blank=True)
    decided_by = models.CharField(max_length=160)
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "from_date"], name="contract_terms_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.pk}"
