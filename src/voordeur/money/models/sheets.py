# SPDX-License-Identifier: EUPL-1.2
"""Nouns of the controller's sheet: a named difference, and a version that was signed."""

import uuid

from django.db import models
from django.db.models import Q

from voordeur.money.closing import KINDS


class Difference(models.Model):
    """Why the costs of a project and the ledger differ on a budget line in a year, and by how much.

    Above zero: the costs are higher than the ledger. `line` None: costs that name no budget line.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("money.Project", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    line = models.ForeignKey(
        "money.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=[(one, one) for one in KINDS])
    cents = models.BigIntegerField()
    why = models.CharField(max_length=300)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(cents=0) & ~Q(why=""), name="difference_is_named_and_not_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"difference {self.pk}"


class Sheet(models.Model):
    """One signed version of the sheet of a project and year: its body, its hash, who signed. Never changed.

    `signed_by` is the key of the account, `signer` the name and office that stand on the paper.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("money.Project", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    number = models.SmallIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    signer = models.CharField(max_length=120)
    remark = models.CharField(max_length=300, default="", blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "number"], name="sheet_version_is_there_once"
            ),
            models.CheckConstraint(
                condition=~Q(signer="") & ~Q(digest=""), name="sheet_is_signed_and_hashed"
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}, version {self.number}"


class Proposal(models.Model):
    """A proposal for paying together as it lay on the table: text, hash, who put it. Never changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("money.Project", on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    signer = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="proposal_version_is_there_once"
            ),
            models.CheckConstraint(
                condition=~Q(signer="") & ~Q(digest=""), name="proposal_is_signed_and_hashed"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}, version {self.number}"
