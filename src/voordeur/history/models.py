# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the history: streams, events, daily seals, subject keys and the outbox."""

import uuid

from django.db import models


class Stream(models.Model):
    """The chain of events about one subject; its row is the lock that writers take first."""

    KINDS = ("household", "person", "organisation", "model", "system")

    kind = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    seq = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="stream_one_per_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}"


class Event(models.Model):
    """One thing that happened, in one stream; it has no foreign keys and is never changed."""

    stream_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    version = models.SmallIntegerField(default=1)
    operation_id = models.UUIDField()
    actor = models.CharField(max_length=40)
    purpose = models.CharField(max_length=12)
    household_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    compartment = models.CharField(max_length=20, default="name")
    """With the two before it: what the event is about, so that the door can mask or hide it."""
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField()
    sealed = models.JSONField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream_id", "seq"], name="event_one_per_place"),
        ]
        indexes = [
            models.Index(fields=["operation_id"], name="event_by_operation"),
            models.Index(fields=["kind", "recorded_at"], name="event_by_kind"),
            models.Index(fields=["household_id", "recorded_at"], name="event_by_household"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.stream_id}/{self.seq})"


class Seal(models.Model):
    """The daily seal over all chain ends; its root also leaves the machine."""

    made_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    root = models.CharField(max_length=64, unique=True)
    streams = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} {self.root[:12]}"


class SealedEnd(models.Model):
    """The end of one chain at the moment of a seal, for chains that moved since the seal before."""

    seal_id = models.BigIntegerField()
    stream_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    head = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal_id", "stream_id"], name="sealed_end_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.seq}"


class SubjectKey(models.Model):
    """A key of one subject for one compartment and retention class, wrapped by the master key."""

    lives_in = "keys"

    subject = models.CharField(max_length=40)
    compartment = models.CharField(max_length=20)
    retention = models.CharField(max_length=20)
    master = models.CharField(max_length=20)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "compartment", "retention"], name="subject_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.compartment}"


class Shredded(models.Model):
    """A subject whose keys were destroyed; replayed after a restore, so that nobody comes back."""

    lives_in = "keys"

    subject = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class Outbox(models.Model):
    """A reaction that is due to an event: written in the action's transaction, done at least once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    reaction = models.CharField(max_length=80)
    event_id = models.BigIntegerField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reaction", "event_id"], name="outbox_once"),
        ]
        indexes = [models.Index(fields=["not_before"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.reaction} on {self.event_id}"
