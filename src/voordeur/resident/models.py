# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the resident's own pages: the page only the member sees, and what a member tells."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem
from voordeur.people.spoken import HOW

TOLD = ("line", "safety", "correction")
DECISIONS = ("corrected", "partly", "refused")
"""What was decided on a wish to correct the record; the reason is the answer."""


class OwnNote(HouseholdItem):
    """A note on the page that only this member sees; its text is sealed with the member's key."""

    keyed: ClassVar[bool] = True
    compartment = models.CharField(max_length=20, default="private")
    sealed = models.TextField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(compartment="private", person__isnull=False),
                name="own_note_is_for_the_member_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"own note {self.pk}"


class Told(HouseholdItem):
    """What a member tells to one reader the member picked: a line, a danger, a wrong record.

    A line and a danger lie in the member's private part, so that the picked reader sees them (by
    the standing `told` on this one row) and nobody else does. What is wrong in the record lies in
    the member's ordinary part: who keeps the record must know of it.
    """

    keyed: ClassVar[bool] = True
    open_fields: ClassVar[tuple[str, ...]] = ()

    compartment = models.CharField(max_length=20, default="private")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in TOLD])
    sealed = models.TextField()
    told_to = models.CharField(max_length=40)
    """A reader key: `account:7`, or `lead:3` when nobody coordinates yet."""
    told_at = models.DateTimeField()
    term = models.UUIDField(null=True, blank=True)
    """The term that was opened for the reader; the reader's standing reaches it too."""
    how = models.CharField(max_length=12, choices=[(how, how) for how in HOW])
    recorded_by = models.CharField(max_length=40)
    answer_sealed = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, default="", blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=12, default="", blank=True)
    put_off_until = models.DateField(null=True, blank=True)
    """The new day before which a wish is decided on, when it could not be done in time."""
    put_off_sealed = models.TextField(default="", blank=True)
    """Why: the member reads it."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                & (
                    Q(kind__in=["line", "safety"], compartment="private")
                    | Q(kind="correction", compartment="own")
                ),
                name="told_lies_in_the_part_of_its_member",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer_sealed="", answered_by="")
                | Q(answered_at__isnull=False),
                name="told_answer_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(kind="line") | Q(answered_at__isnull=False),
                name="told_stays_open_until_answered",
            ),
            models.CheckConstraint(condition=Q(how__in=list(HOW)), name="told_way_in_known"),
            models.CheckConstraint(
                condition=Q(decision="")
                | Q(kind="correction", decision__in=list(DECISIONS), answered_at__isnull=False),
                name="told_decision_on_a_correction",
            ),
            models.CheckConstraint(
                condition=Q(put_off_until=None, put_off_sealed="")
                | (Q(kind="correction", put_off_until__isnull=False) & ~Q(put_off_sealed="")),
                name="told_put_off_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"told {self.pk}"
