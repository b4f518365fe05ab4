# SPDX-License-Identifier: EUPL-1.2
"""Noun: help that was made lighter, less, carried by fewer, or more; with the reason."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import HouseholdItem

FORMS = ("lighter_kind", "lower_intensity", "fewer_helpers", "up")


class Scaling(HouseholdItem):
    """One time that help was scaled, in three forms down or up, and why (eigen-tuin S19).

    Less is never a target: nothing counts these up to a goal, and no form is better than another.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("on",)

    form = models.CharField(max_length=16, choices=[(form, form) for form in FORMS])
    on = models.DateField()
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=300)
    involvement = models.ForeignKey(
        "coordination.Involvement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    """Whose help it is about; with fewer helpers this help ends."""
    taken_over_by = models.ForeignKey(
        "coordination.Involvement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    look_again = models.DateField()
    how_it_is = models.CharField(max_length=300, default="", blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.CheckConstraint(condition=Q(form__in=FORMS), name="scaling_form_known"),
            models.CheckConstraint(condition=~Q(why=""), name="scaling_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(form="fewer_helpers") | Q(involvement__isnull=False),
                name="fewer_helpers_says_who_leaves",
            ),
        ]

    def __str__(self) -> str:
        return f"scaling {self.pk}"
