# SPDX-License-Identifier: EUPL-1.2
"""Nouns of papers: a file of a household, whose content lies encrypted, and who signed it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from voordeur.papers.kinds import LARGEST, Kind
from voordeur.people.items import HouseholdItem, Spoken
from voordeur.people.spoken import HOW, WORDS

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
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    """The version before this one; a paper itself never changes."""
    edition = models.IntegerField(default=1)
    """The how-manieth version it is."""
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
            models.UniqueConstraint(fields=["replaces"], name="paper_replaced_once"),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"


class PaperSignature(HouseholdItem, Spoken):
    """The word of one signer on one version of a paper: agreed, not agreed or seen.

    `projection` is the SHA-256 of exactly what was signed: the content of that paper.
    """

    when_double: ClassVar[str] = "aside"
    open_fields: ClassVar[tuple[str, ...]] = ("paper_id",)

    paper = models.ForeignKey(Paper, on_delete=models.DO_NOTHING, related_name="+")
    signed_by = models.CharField(max_length=40)
    """Who signed: `person:5` for a member, `account:7` for who helps."""
    word = models.CharField(max_length=12, choices=[(word, word) for word in WORDS])
    signed_on = models.DateField()
    projection = models.CharField(max_length=64)

    class Meta(HouseholdItem.Meta):
        constraints = [
            *HouseholdItem.Meta.constraints,
            models.UniqueConstraint(
                fields=["paper", "signed_by"], name="paper_signed_once_by_each"
            ),
            models.CheckConstraint(
                condition=Q(word__in=list(WORDS)) & Q(how__in=list(HOW)),
                name="paper_signature_codes_known",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk} on paper {self.paper_id}"
