# SPDX-License-Identifier: EUPL-1.2
"""Noun of papers: one file of a household. The content lies encrypted in the data folder."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.papers.kinds import LARGEST, Kind
from voordeur.people.items import HouseholdItem

SCANS = ("clean", "not_scanned", "made_here")


class Paper(HouseholdItem):
    """A file about one member or about the household together; its name at home is not kept.

    `scan` says plainly what is known: `clean` (a scanner said so), `not_scanned` (none was set up)
    or `made_here` (we made it ourselves). An infected file is never kept.
    """

    keyed: ClassVar[bool] = True
    open_fields: ClassVar[tuple[str, ...]] = ("added_at",)

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in Kind])
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=[(state, state) for state in SCANS])
    made_from = models.CharField(max_length=40, default="", blank=True)
    """The letter it was made with; empty for what was brought in."""
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=LARGEST), name="paper_not_empty_and_not_too_large"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="paper_of_a_known_kind"
            ),
            models.CheckConstraint(condition=Q(scan__in=SCANS), name="paper_scan_known"),
            models.CheckConstraint(condition=~Q(title=""), name="paper_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"
