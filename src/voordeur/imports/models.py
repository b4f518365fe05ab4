# SPDX-License-Identifier: EUPL-1.2
"""Nouns of imports: a batch of rows of one table, what became of each row, and references."""

import uuid

from django.db import models
from django.db.models import Q

STATES = ("uploaded", "mapped", "rehearsed", "waiting", "running", "done", "broken", "undone")


class ImportBatch(models.Model):
    """One table brought in: who, from which source, how far it is, and what came of it.

    The file and the mapping are sealed with the key of the batch and gone once it is finished and
    its rejected rows were not asked for; no cell of it stands here in the open.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account_id = models.BigIntegerField(null=True)
    target = models.CharField(max_length=20)
    source = models.CharField(max_length=80, default="", blank=True)
    suffix = models.CharField(max_length=5, default=".csv")
    fingerprint = models.CharField(max_length=64, default="", blank=True)
    """Keyed value of what the rows are and of the file: a run that was cut short is found by it."""
    content = models.TextField(default="", blank=True)
    mapping = models.TextField(default="", blank=True)
    rejected = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, default="uploaded")
    rows = models.IntegerField(null=True)
    done = models.IntegerField(default=0)
    brought = models.IntegerField(default=0)
    seen = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    undone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    """Rows that an undo left, because somebody went on from them."""
    faults = models.JSONField(default=list)
    """What is wrong with the table as a whole, or per row: row number, column, what, remedy."""
    lease_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="batch_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class SourceColumns(models.Model):
    """Which column of a source is what, as somebody last saw it; proposed with its next table.

    Names of columns and words that stand in for values; nothing about anybody.
    """

    source = models.CharField(max_length=80)
    target = models.CharField(max_length=20)
    columns = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="columns_once_per_source"),
        ]

    def __str__(self) -> str:
        return f"columns of {self.source} for {self.target}"


class BatchRow(models.Model):
    """One row that was brought in: what it made, in which household, to be undone as one."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="made")
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    """Keyed value of target, source and cells: the same row is not brought in twice."""
    household_id = models.BigIntegerField()
    made = models.JSONField(default=list)
    """[model, number, version] of each row this made, in the order of making."""
    state = models.CharField(max_length=8, default="brought")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once"),
            models.UniqueConstraint(
                fields=["digest"], condition=Q(state="brought"), name="row_brought_in_once"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of batch {self.batch_id}"


class HouseholdReference(models.Model):
    """What a source calls a household, as a keyed value: the way back is not in the database."""

    reference = models.CharField(max_length=64, unique=True)
    household_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"reference to household {self.household_id}"
