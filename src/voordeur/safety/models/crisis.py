# SPDX-License-Identifier: EUPL-1.2
"""A crisis: a clock, one coordinator, an end, and a question later whether it held."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem

OUTCOMES = ("prevented", "stabilised", "other")


class Crisis(HouseholdItem):
    """The file of one crisis of a household; one open at a time.

    It lies in the household's common part, or in the safety part of the member it is about.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("opened_at", "closed_at", "due_on")

    about = models.CharField(max_length=1000)
    coordinator = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    """The day on which it goes wrong unless something is done; None when nobody knows."""
    measure = models.ForeignKey(
        "safety.Measure", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=12, default="", blank=True, choices=[(one, one) for one in OUTCOMES]
    )
    outcome_words = models.CharField(max_length=1000, default="", blank=True)
    asked_on = models.DateField(null=True, blank=True)
    held = models.BooleanField(null=True)
    """Whether it held when somebody asked later: yes, no, not asked or not known."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "compartment"],
                condition=Q(closed_at=None),
                name="crisis_one_open_per_part",
            ),
            models.CheckConstraint(
                condition=Q(compartment="common", person=None)
                | Q(compartment="safety", person__isnull=False),
                name="crisis_common_or_of_a_member",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__gte=F("opened_at")) & Q(outcome__in=OUTCOMES)),
                name="crisis_closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"crisis {self.pk}"


class BasicsAnswer(HouseholdItem):
    """The answer to one question of a crisis: are the basics in order on every front? Never changed.

    Somebody says it on a day, so that one reads later what was known and by whom; the newest counts.
    It lies where its crisis lies.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("crisis_id",)

    crisis = models.ForeignKey(Crisis, on_delete=models.PROTECT, related_name="+")
    in_order = models.BooleanField(null=True)
    """Yes, no, or nobody knows."""
    lacking = models.CharField(max_length=1000, default="", blank=True)
    """What is not in order, and what is done about it."""
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=40)
    """A reader key: `account:7`."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(in_order=False) | ~Q(lacking=""), name="basics_answer_says_what_lacks"
            ),
        ]

    def __str__(self) -> str:
        return f"basics answer {self.pk}"
