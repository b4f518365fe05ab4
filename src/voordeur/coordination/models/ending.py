# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the end of a case: the closing, what became of each problem, the question afterwards."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.coordination.ending import AFTERCARE_MONTHS, Holds, Way
from voordeur.coordination.models.cases import Case
from voordeur.instruments.trend import Outcome
from voordeur.people.items import HouseholdItem


class Closing(HouseholdItem):
    """One end of a case; a case that was opened again keeps its earlier ends (GGM: redenAfsluiting).

    What goes on is not copied here: it is the help that runs, as each reader may see it.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("case_id", "closed_at", "reopened_at")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=14, choices=[(str(way), str(way)) for way in Way])
    words = models.TextField(max_length=2000)
    """How it went and how it goes on, in plain words to the household."""
    call_name = models.CharField(max_length=160)
    call_phone = models.CharField(max_length=30, default="", blank=True)
    asker = models.ForeignKey("partners.Professional", on_delete=models.PROTECT, related_name="+")
    """Who asks after three and six months whether it holds."""
    closed_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_why = models.CharField(max_length=300, default="", blank=True)
    relapse = models.BooleanField(null=True, blank=True)
    """Whether what had become better is as it was before: yes, no, not known."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened_at=None), name="case_closed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_why="", relapse=None)
                | Q(reopened_at__gte=F("closed_at")) & ~Q(reopened_why=""),
                name="case_reopened_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(way__in=[str(way) for way in Way]), name="closing_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"closing {self.pk}"


class ProblemOutcome(HouseholdItem):
    """What became of one problem when the case ended; it lies in the part of that problem.

    `problem` is an id without a foreign key: forgetting somebody takes problem and outcome away.
    """

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="+")
    problem = models.BigIntegerField()
    outcome = models.CharField(max_length=24, choices=[(str(one), str(one)) for one in Outcome])

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(fields=["closing", "problem"], name="problem_outcome_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=[str(one) for one in Outcome]),
                name="problem_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"outcome of problem {self.problem}"


class Aftercare(HouseholdItem):
    """What one member said, months after the end; in that member's own part, or that nobody was reached."""

    open_fields: ClassVar[tuple[str, ...]] = ("closing_id", "said_at")

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="+")
    months = models.SmallIntegerField(choices=[(one, str(one)) for one in AFTERCARE_MONTHS])
    holds = models.CharField(max_length=10, choices=[(str(one), str(one)) for one in Holds])
    text = models.TextField(max_length=2000, default="", blank=True)
    said_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(holds__in=[str(one) for one in Holds]) & Q(months__in=AFTERCARE_MONTHS),
                name="aftercare_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, compartment="own")
                & ~Q(holds=str(Holds.UNREACHED))
                | Q(person=None, compartment="common", holds=str(Holds.UNREACHED), text=""),
                name="aftercare_is_of_one_member",
            ),
        ]

    def __str__(self) -> str:
        return f"aftercare {self.pk}"
