# SPDX-License-Identifier: EUPL-1.2
"""Nouns: the ladder, a stuck case on a rung of it, what a manager took away, and who was turned away."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.leeway.turning import HOW, WEIGHTS
from voordeur.people.items import HouseholdItem

DECISIONS = ("exception", "knot", "judgement")
"""An exception, a knot that is cut between organisations, or a judgement that the law gives to
somebody: that one is asked and never overruled (eigen-tuin R9)."""


JUDGED = ("", "law", "custom")
"""Whether a colleague judges alone in this, and by what (eigen-tuin R9): the law (Jeugdwet, safety),
and then that colleague is asked and never overruled; or a custom of the house, that can give way."""


class Rung(models.Model):
    """A rung of the ladder: who decides there, within how many days, and with which power."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.SmallIntegerField(unique=True)
    """From 1, the lowest."""
    name = models.CharField(max_length=120)
    account = models.BigIntegerField()
    """Who decides on this rung."""
    days = models.SmallIntegerField()
    may_overrule = models.BooleanField(default=False)
    """Whether this rung may decide across organisations (doorzettingsmacht)."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(place__gte=1) & Q(days__gte=1, days__lte=90),
                name="rung_has_a_place_and_a_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Escalation(HouseholdItem):
    """A stuck case brought to a rung: what threatens, what blocks, what was tried, by when.

    A judgement that the law gives to a colleague is asked and never overruled; one that is theirs by
    custom of the house goes up the ladder like anything else.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("asked_on", "due")

    rung = models.ForeignKey(Rung, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(
        "leeway.Rule", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    threat = models.CharField(max_length=300)
    blocks = models.CharField(max_length=300)
    tried = models.CharField(max_length=300)
    statutory = models.BooleanField(default=False)
    by_custom = models.BooleanField(default=False)
    asked_on = models.DateField()
    due = models.DateField()
    decision = models.CharField(
        max_length=10, default="", blank=True, choices=[(one, one) for one in DECISIONS]
    )
    words = models.CharField(max_length=500, default="", blank=True)
    overruled = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(threat="") & ~Q(blocks="") & ~Q(tried=""),
                name="escalation_says_what_threatens_blocks_and_was_tried",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None)
                | (~Q(words="") & Q(decided_on__gte=F("asked_on")) & ~Q(decision="")),
                name="escalation_decided_in_words",
            ),
            models.CheckConstraint(
                condition=Q(statutory=False) | Q(decision__in=["", "judgement"], overruled=False),
                name="a_statutory_judgement_is_never_overruled",
            ),
            models.CheckConstraint(
                condition=Q(statutory=False) | Q(by_custom=False),
                name="a_judgement_is_by_law_or_by_custom",
            ),
        ]

    def __str__(self) -> str:
        return f"escalation {self.pk}"


class Removed(models.Model):
    """What a manager took out of the way of practice (hitteschild); about a rule, never a household."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey(
        "leeway.Rule", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(max_length=300)
    account = models.BigIntegerField()
    seen_on = models.DateField()
    removed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & Q(removed_on__gte=F("seen_on")),
                name="removed_after_it_was_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"removed {self.pk}"


class TurnedAway(HouseholdItem):
    """That a gate did not admit, put out or sent on this household: evidence on the gate and its rule."""

    open_fields: ClassVar[tuple[str, ...]] = ("on",)

    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField(max_length=12, choices=[(one, one) for one in HOW])
    ground = models.CharField(max_length=160)
    rule = models.ForeignKey(
        "leeway.Rule", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    weight = models.CharField(max_length=4, choices=[(one, one) for one in WEIGHTS])
    on = models.DateField()

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(how__in=HOW) & Q(weight__in=WEIGHTS) & ~Q(ground=""),
                name="turned_away_how_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"turned away {self.pk}"
