# SPDX-License-Identifier: EUPL-1.2
"""Nouns of supervision: a batch of what is past its term, a wish to be forgotten, a data breach."""

import uuid

from django.db import models
from django.db.models import Q

CHANNELS = ("own", "paper", "phone", "supporter")


class ErasureBatch(models.Model):
    """A list of what is past its term, made by the nightly task and confirmed by a person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposed_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=40, default="", blank=True)
    """The second reader of this version of the list; lines that come in later ask to read anew."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=40, default="", blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["confirmed_by"],
                condition=Q(confirmed_at=None),
                name="erasure_one_open_proposal",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | Q(read_by="") | ~Q(read_by=models.F("confirmed_by")),
                name="erasure_read_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure batch {self.pk}"


class ErasureItem(models.Model):
    """One thing in a batch: a household, or a kind of record; and what became of it."""

    STATES = ("proposed", "held", "erased", "not_due")

    batch = models.ForeignKey(ErasureBatch, on_delete=models.CASCADE)
    what = models.CharField(max_length=60)
    """`household:3`, or a kind of record such as `door.AccessRecord`."""
    law = models.CharField(max_length=40)
    since = models.DateTimeField()
    count = models.IntegerField()
    state = models.CharField(max_length=8, default="proposed")
    erased_at = models.DateTimeField(null=True, blank=True)
    erased = models.JSONField(default=dict, blank=True)
    """How many rows went, per kind; counts and nothing else."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "what"], name="erasure_item_once"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "held", "erased", "not_due"]),
                name="erasure_item_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} of batch {self.batch_id}"


class Wish(models.Model):
    """Somebody's wish to be forgotten, and what was decided; names nobody."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person_id = models.BigIntegerField()
    asked_on = models.DateField()
    channel = models.CharField(max_length=10, choices=[(way, way) for way in CHANNELS])
    answer_by = models.DateField()
    decision = models.CharField(
        max_length=8, default="", blank=True, choices=[("forget", "forget"), ("keep", "keep")]
    )
    reason = models.CharField(max_length=600, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=40, default="", blank=True)
    erased = models.JSONField(default=dict, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="wish_decided_with_reason",
            ),
            models.UniqueConstraint(
                fields=["person_id"], condition=Q(decision=""), name="wish_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class Breach(models.Model):
    """A data breach: what is known of it, and what was decided within 72 hours; names nobody."""

    ANSWERS = (("", ""), ("yes", "yes"), ("no", "no"))

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    known_at = models.DateTimeField()
    what = models.TextField()
    whose = models.TextField()
    people = models.IntegerField(null=True, blank=True)
    """About how many people; None: not known yet."""
    consequences = models.TextField(default="", blank=True)
    measures = models.TextField(default="", blank=True)
    authority = models.CharField(max_length=3, default="", blank=True, choices=ANSWERS)
    """Whether the Autoriteit Persoonsgegevens is notified; empty: not decided."""
    authority_why = models.TextField(default="", blank=True)
    authority_at = models.DateTimeField(null=True, blank=True)
    residents = models.CharField(max_length=3, default="", blank=True, choices=ANSWERS)
    residents_why = models.TextField(default="", blank=True)
    residents_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="breach_says_what"),
            models.CheckConstraint(
                condition=~Q(authority="no") | ~Q(authority_why=""),
                name="breach_no_notice_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(residents="no") | ~Q(residents_why=""),
                name="breach_residents_not_told_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | (~Q(authority="") & ~Q(residents="")),
                name="breach_closed_when_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"breach {self.pk}"
