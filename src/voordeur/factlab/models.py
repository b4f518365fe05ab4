# SPDX-License-Identifier: EUPL-1.2
"""Nouns of Factlab: deliveries and what was thought of them, tasks, what was told, and doubt.

Nothing here points at a person or a household of the house: there is no way back. What was told is
in the open, because everybody may read it; rows in the grey zone are sealed.
"""

import uuid

from django.db import models
from django.db.models import Q

VERDICTS = ("open", "accepted", "refused")
TASKS = ("check", "run")
STATES = ("waiting", "running", "done", "failed", "stopped")
SAYS = ("same", "different", "unsure")


class Task(models.Model):
    """A check of a folder of deliveries, or a run from it to figures: asked, busy, and how it ended.

    At most one is running. `lease_until` is renewed while somebody works on it: one whose lease is
    over was cut short, and the next worker goes on with it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=5)
    folder = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="nl")
    threshold = models.IntegerField(null=True)
    """From how many on a figure may be told; None: what the rules say."""
    state = models.CharField(max_length=8, default="waiting")
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    step = models.CharField(max_length=20, default="", blank=True)
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    fault = models.JSONField(null=True)
    """What went wrong, as the plain values of a Fault."""
    provenance = models.JSONField(null=True)
    release = models.ForeignKey("Release", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TASKS), name="task_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="task_state_is_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="one_task_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"


class Release(models.Model):
    """What the world knows after a run: later runs are tried together with it. Never changed."""

    name = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    record = models.JSONField()
    figures = models.IntegerField()
    left_out = models.IntegerField()

    def __str__(self) -> str:
        return f"release {self.pk}"


class TaskFile(models.Model):
    """One file that a run wrote: made only of figures that may be told."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "name"], name="task_file_once")]

    def __str__(self) -> str:
        return f"{self.name} of task {self.task_id}"


class Folder(models.Model):
    """A folder of deliveries whose files lie here, names and all; it goes when its term is over.

    The row goes with the files. What was told of them, and which rows could not be used, stays.
    """

    name = models.CharField(max_length=40, unique=True)
    used_at = models.DateTimeField()
    """When it was received, checked or counted for the last time."""

    def __str__(self) -> str:
        return f"folder {self.pk}"


class Delivery(models.Model):
    """What one source delivered in one folder, as it was checked, and whether it may count.

    `digest` is "" for a source that delivered nothing, or nothing that can be read. `refusals`
    names rows of the file and never says what stands in them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    folder = models.CharField(max_length=40)
    source = models.CharField(max_length=60)
    institution = models.CharField(max_length=200)
    digest = models.CharField(max_length=20, default="", blank=True)
    current = models.BooleanField(default=True)
    """Whether it is what lies in the folder now."""
    delivered = models.BooleanField()
    rows_in = models.IntegerField(default=0)
    rows_rejected = models.IntegerField(default=0)
    fault = models.JSONField(null=True)
    compared = models.BooleanField(default=False)
    """Whether there was an earlier delivery to compare with."""
    changes = models.JSONField(default=list)
    refusals = models.JSONField(default=list)
    letter = models.TextField(default="", blank=True)
    checked_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, default="open")
    reason = models.CharField(max_length=500, default="", blank=True)
    judged_by = models.CharField(max_length=40, default="", blank=True)
    judged_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "source", "digest"], name="delivery_checked_once"
            ),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="verdict_is_known"),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | ~Q(reason=""), name="refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Doubt(models.Model):
    """Two rows in the grey zone of a run, sealed; they go when the next run of the folder is done.

    `mark` is a keyed value of the two rows, the same in each run.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="doubts")
    place = models.IntegerField()
    mark = models.CharField(max_length=64)
    content = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "mark"], name="doubt_once_per_run")]

    def __str__(self) -> str:
        return f"doubt {self.pk}"


class Look(models.Model):
    """What one analyst said of two rows; `second` is the look that settles a disagreement."""

    mark = models.CharField(max_length=64)
    pair = models.TextField()
    """The marks of linkage of the two rows, sealed."""
    looked_by = models.CharField(max_length=40)
    says = models.CharField(max_length=9)
    second = models.BooleanField(default=False)
    looked_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(says__in=SAYS), name="look_says_what_is_known"),
            models.UniqueConstraint(
                fields=["mark", "looked_by"], condition=Q(second=False), name="one_look_each"
            ),
            models.UniqueConstraint(
                fields=["mark"], condition=Q(second=True), name="settled_by_one_look"
            ),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"
