# SPDX-License-Identifier: EUPL-1.2
"""Nouns: what stands in the way, in one line, and the paths people walk around it.

No row holds a reporter or a household. Both are kept as a mark that only their own key can make
again (`marks`): the author finds the own lines, who has a file open finds those of the household,
and nobody can go the other way.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from voordeur.leeway.sorting import FOUND, KINDS, LEGALITY


class Barrier(models.Model):
    """One line about what stands in the way; its kind, rule and article come later, if ever."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.CharField(max_length=300)
    week = models.DateField()
    """The Monday of the week; of an anonymous line nothing more precise is kept."""
    grouped = models.DateField()
    """The Monday of the week in which it came into its group: that of a rule, a kind, or none yet."""
    author_mark = models.CharField(max_length=64)
    place_mark = models.CharField(max_length=64, default="", blank=True, db_index=True)
    named_account = models.BigIntegerField(null=True, blank=True)
    """Who recorded it, when they wanted their name with it."""
    kind = models.CharField(
        max_length=12, default="", blank=True, choices=[(kind, kind) for kind in KINDS]
    )
    law_claimed = models.BooleanField(null=True, blank=True)
    """Whether somebody said that the law forbids it; None: nobody asked."""
    found = models.CharField(
        max_length=8, default="", blank=True, choices=[(one, one) for one in FOUND]
    )
    """What was found when it was looked up: an article, a local rule, or none."""
    rule = models.ForeignKey(
        "leeway.Rule", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="barrier_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *KINDS]) & Q(found__in=["", *FOUND]),
                name="barrier_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(found__in=["", "none"], rule=None)
                | Q(found__in=["law", "local"], rule__isnull=False),
                name="barrier_names_the_rule_that_was_found",
            ),
            models.CheckConstraint(
                condition=Q(week__week_day=2, grouped__gte=F("week")),
                name="barrier_week_begins_on_monday",
            ),
        ]

    def __str__(self) -> str:
        return f"barrier {self.pk}"


class Workaround(models.Model):
    """An informal path around a rule (olifantenpaadje), with its marks; never used to punish."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(max_length=300)
    rule = models.ForeignKey(
        "leeway.Rule", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    legality = models.CharField(max_length=8, choices=[(one, one) for one in LEGALITY])
    against_will = models.BooleanField(null=True, blank=True)
    minutes = models.IntegerField(null=True, blank=True)
    """What walking it once takes of a professional; None: not known."""
    cents = models.BigIntegerField(null=True, blank=True)
    effect = models.CharField(max_length=300, default="", blank=True)
    author_mark = models.CharField(max_length=64)
    week = models.DateField()
    review = models.CharField(max_length=300, default="", blank=True)
    """What a colleague found of a path that goes against somebody's will."""
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="workaround_says_something"),
            models.CheckConstraint(
                condition=Q(legality__in=LEGALITY), name="workaround_legality_known"
            ),
            models.CheckConstraint(
                condition=(Q(minutes=None) | Q(minutes__gte=0)) & (Q(cents=None) | Q(cents__gte=0)),
                name="workaround_costs_not_below_0",
            ),
        ]

    def __str__(self) -> str:
        return f"workaround {self.pk}"


class Walk(models.Model):
    """That somebody walked a path in a week; one professional counts once a week."""

    workaround = models.ForeignKey(Workaround, on_delete=models.PROTECT, related_name="walks")
    week = models.DateField()
    author_mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workaround", "week", "author_mark"], name="walk_once_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"walk {self.pk}"
