# SPDX-License-Identifier: EUPL-1.2
"""Versions of the plan: immutable sets of items by compartment, and the members' word on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.people.items import Spoken
from voordeur.people.spoken import HOW, WORDS
from voordeur.plan.models.voice import PlanItem


class PlanVersion(PlanItem):
    """The plan as it was set down at a moment; it never changes, a correction is a new version."""

    open_fields: ClassVar[tuple[str, ...]] = ("number", "made_at", "review_on")
    written_once: ClassVar[bool] = True

    number = models.IntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    why = models.CharField(max_length=300, default="", blank=True)
    review_on = models.DateField(null=True, blank=True)
    """The day on which the household and the professionals look back together."""

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "number"], name="plan_version_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of the plan"


class PlanVersionItem(PlanItem):
    """One piece of a version in its own compartment, sealed with the key of its one subject.

    Forgetting a person makes their pieces unreadable in every version. `source` is the uuid of the
    goal, step or own words it was copied from.
    """

    open_fields: ClassVar[tuple[str, ...]] = ("plan_version_id", "order")
    written_once: ClassVar[bool] = True

    person_now: int | None
    """Whom it is about since persons were joined; there on rows that came through the door."""

    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=8, choices=[("words", "words"), ("goal", "goal"), ("step", "step")]
    )
    source = models.UUIDField()
    order = models.IntegerField(default=0)
    sealed = models.TextField()

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan_version", "source"], name="version_holds_a_piece_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of version {self.plan_version_id}"


class Signature(PlanItem, Spoken):
    """A member's word on a version: agreed, not agreed or seen; the same consequences: none.

    `projection` is the SHA-256 of exactly what this signer was shown. `spoke` says whether the
    member spoke for themselves or a parent for a child. It lies in the member's own part, unless
    the member lets the others see it.
    """

    when_double: ClassVar[str] = "aside"
    open_fields: ClassVar[tuple[str, ...]] = ("plan_version_id",)

    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=12, choices=[(word, word) for word in WORDS])
    spoke = models.CharField(max_length=8, choices=[("self", "self"), ("parent", "parent")])
    signed_on = models.DateField()
    remark = models.CharField(max_length=300, default="", blank=True)
    projection = models.CharField(max_length=64)

    class Meta(PlanItem.Meta):
        constraints = [
            *PlanItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan_version", "person", "spoke"], name="one_word_per_version"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, compartment__in=["own", "common"]),
                name="signature_is_of_a_member",
            ),
            models.CheckConstraint(
                condition=Q(word__in=list(WORDS)) & Q(how__in=list(HOW)),
                name="signature_codes_known",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"
