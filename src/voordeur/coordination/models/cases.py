# SPDX-License-Identifier: EUPL-1.2
"""Nouns of coordination: case, appointment, claim, involvement."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.people.items import HouseholdItem


class Case(HouseholdItem):
    """The work for one household by one team, from opening to closing (GGM: SociaalTeamDossier)."""

    open_fields: ClassVar[tuple[str, ...]] = ("team_id", "opened_at", "closed_at")

    compartment = models.CharField(max_length=20, default="name")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    """When the household's question came in, the start of 'days from question to help'."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(closed_at=None),
                name="case_one_open_per_household",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                name="case_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Appointment(HouseholdItem):
    """A professional who coordinates a case, or was asked to: case or process coordination.

    Self-direction has no row here: it belongs to the household and has no holder.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("case_id", "layer", "state", "from_at", "until_at")

    compartment = models.CharField(max_length=20, default="name")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    layer = models.CharField(max_length=8, choices=[("case", "case"), ("process", "process")])
    professional = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    """The account that asked; None when a system did."""
    from_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    answer = models.CharField(max_length=300, default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "layer"],
                condition=Q(state="appointed"),
                name="one_appointed_per_layer",
            ),
            models.UniqueConstraint(
                fields=["case", "layer", "professional"],
                condition=Q(state="proposed"),
                name="asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(layer__in=["case", "process"]), name="appointment_layer_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="appointed") | Q(from_at__isnull=False, until_at=None),
                name="appointed_has_a_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer} coordination {self.pk}"


class Claim(HouseholdItem):
    """An organisation that says it coordinates without having been appointed; shown as a conflict."""

    when_double: ClassVar[str] = "aside"
    open_fields: ClassVar[tuple[str, ...]] = ("layer", "from_at", "until_at")

    compartment = models.CharField(max_length=20, default="name")
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    layer = models.CharField(max_length=8, choices=[("case", "case"), ("process", "process")])
    ground = models.CharField(max_length=300)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "organisation", "layer"],
                condition=Q(until_at=None),
                name="claim_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}"


class Involvement(HouseholdItem):
    """One organisation or person helping this household, for one task (GGM: Betrokkene).

    In [from_date, until). Masked, a reader learns that somebody helps, not who or for what.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("from_date", "until")

    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    professional = models.ForeignKey(
        "partners.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    law = models.CharField(max_length=20)
    task = models.CharField(max_length=200)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_in = models.CharField(max_length=300, default="", blank=True)
    why_out = models.CharField(max_length=300, default="", blank=True)
    taken_over_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    member_knows = models.BooleanField(null=True)
    """Whether the member knows that this party is at work: yes, no, not known."""
    can_stop = models.CharField(max_length=300, default="", blank=True)
    """What can stop now that this starts, as answered when there were many helpers already."""

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_date")),
                name="involvement_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"involvement {self.pk}"


class StackingMark(HouseholdItem):
    """What the team thinks of one involvement, or of two together: meant, or to be got rid of.

    It lies in the part of the file of what it is about, so that it tells no more than that does.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("marked_at", "until_at")

    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(
        Involvement, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mark = models.CharField(
        max_length=12, choices=[("intended", "intended"), ("unintended", "unintended")]
    )
    why = models.CharField(max_length=300, default="", blank=True)
    marked_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["involvement", "other"],
                condition=Q(until_at=None),
                name="stacking_of_two_marked_once",
            ),
            models.UniqueConstraint(
                fields=["involvement"],
                condition=Q(until_at=None, other=None),
                name="stacking_marked_once",
            ),
            models.CheckConstraint(
                condition=Q(mark__in=["intended", "unintended"]), name="stacking_mark_known"
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("involvement")), name="stacking_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"stacking mark {self.pk}"
