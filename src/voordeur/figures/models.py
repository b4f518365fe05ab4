# SPDX-License-Identifier: EUPL-1.2
"""The noun of figures: what was published in one week. It holds nothing that was left out."""

from django.db import models


class Release(models.Model):
    """The figures of one week, as everybody who may see them sees them until the next.

    `tables` says per table since which week it stands and what its cells are; `record` is what the
    attacker of later releases knows: every published figure, and the sums between them.
    """

    week = models.CharField(max_length=8, unique=True)
    """ISO week: 2026-W48."""
    made_at = models.DateTimeField()
    profile = models.CharField(max_length=40)
    threshold = models.PositiveSmallIntegerField()
    tables = models.JSONField()
    record = models.JSONField()

    def __str__(self) -> str:
        return f"figures of {self.week}"
