# SPDX-License-Identifier: EUPL-1.2
"""Standing in for a case coordinator who is away: for a time, without taking the case over."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from voordeur.coordination.models.cases import Case
from voordeur.people.items import HouseholdItem


class Cover(HouseholdItem):
    """Somebody who acts as case coordinator up to and not including a day; the holder stays holder."""

    open_fields: ClassVar[tuple[str, ...]] = ("case_id", "from_at", "until_at", "ended_at")

    compartment = models.CharField(max_length=20, default="name")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(
        "partners.Professional", on_delete=models.PROTECT, related_name="+"
    )
    absent = models.ForeignKey("partners.Professional", on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_at__gt=F("from_at")) & ~Q(stand_in=F("absent")),
                name="cover_for_another_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"cover {self.pk}"
