# SPDX-License-Identifier: EUPL-1.2
"""Nouns: a case conference, its agenda per household, who sits there, who comes, what was decided."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.door.answer import Reach
from voordeur.people.items import HouseholdItem

WORDS = ("coming", "not_coming", "with_somebody")


class Conference(models.Model):
    """A meeting over several households; it holds a time, a place and a chair, nothing about anybody."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+")
    chair = models.BigIntegerField()
    """The account that leads it."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="conference_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"conference {self.pk}"


class AgendaItem(HouseholdItem):
    """One household on the agenda: the question, its time box, and minutes of its own in plain words.

    The household reads it and may come. When a recorded ground forbids that for a while, it lies in
    the part about safety, without a member, until the end date: then it becomes joint.
    """

    open_fields: ClassVar[tuple[str, ...]] = (
        "conference_id",
        "order",
        "minutes_box",
        "withdrawn_at",
    )

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="+")
    order = models.IntegerField()
    minutes_box = models.SmallIntegerField()
    question = models.CharField(max_length=300)
    brought_by = models.BigIntegerField(null=True, blank=True)
    concealed_why = models.CharField(max_length=300, default="", blank=True)
    concealed_until = models.DateField(null=True, blank=True)
    minutes = models.TextField(default="", blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes_box__gte=1, minutes_box__lte=120), name="agenda_item_has_a_box"
            ),
            models.CheckConstraint(
                condition=Q(concealed_until=None, concealed_why="")
                | (Q(concealed_until__isnull=False) & ~Q(concealed_why="")),
                name="agenda_item_kept_back_with_ground_and_end",
            ),
        ]

    def __str__(self) -> str:
        return f"agenda item {self.pk}"


class OfItem(HouseholdItem):
    """What hangs on one agenda item; who may see that item may see this.

    It lies where its item lies. `of` is the item's uuid, so that standing for the item reaches it.
    """

    reach: ClassVar[Reach] = Reach(item="of")

    item = models.ForeignKey(AgendaItem, on_delete=models.DO_NOTHING, related_name="+")
    of = models.UUIDField()

    class Meta(HouseholdItem.Meta):
        abstract = True


class AgendaSeat(OfItem):
    """Somebody who sits at the table for one item: from which organisation, and what their law allows."""

    professional = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )
    law = models.CharField(max_length=20)
    options = models.CharField(max_length=500, default="", blank=True)
    """What can be done under that law for this question."""

    class Meta(OfItem.Meta):
        constraints = [
            *OfItem.Meta.constraints,
            models.UniqueConstraint(fields=["item", "professional"], name="agenda_seat_once"),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class AgendaDecision(OfItem):
    """What was decided: a step of the plan with owner and date, or a provision that is missing."""

    step = models.BigIntegerField(null=True, blank=True)
    """Id of the step of the plan; empty when what was found is a gap."""
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=160, default="", blank=True)
    due = models.DateField(null=True, blank=True)
    gap = models.BooleanField(default=False)

    class Meta(OfItem.Meta):
        constraints = [
            *OfItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(gap=True, step=None)
                | Q(gap=False, step__isnull=False, due__isnull=False),
                name="decision_is_a_step_with_a_date_or_a_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Coming(OfItem):
    """Whether a member comes to the part of the conference about their household."""

    word = models.CharField(max_length=16, choices=[(word, word) for word in WORDS])
    channel = models.CharField(max_length=12)
    said_at = models.DateTimeField()

    class Meta(OfItem.Meta):
        constraints = [
            *OfItem.Meta.constraints,
            models.UniqueConstraint(fields=["item", "person"], name="coming_said_once_each"),
            models.CheckConstraint(condition=Q(word__in=WORDS), name="coming_word_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False), name="coming_is_said_by_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"coming {self.pk}"
