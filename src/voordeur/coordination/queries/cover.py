# SPDX-License-Identifier: EUPL-1.2
"""Questions about standing in: who acts for whom, until when."""

from dataclasses import dataclass
from datetime import datetime

from voordeur.coordination.models import Cover
from voordeur.door.access import Access
from voordeur.door.masking import GuardedQuerySet


@dataclass(frozen=True, slots=True)
class CoverLine:
    """Somebody who stands in for the case coordinator of a household."""

    household_id: int
    stand_in: str
    phone: str
    stand_in_account: int | None
    absent: str
    absent_account: int | None
    until_at: datetime


def covers_asked(access: Access) -> GuardedQuerySet[Cover]:
    """Return the question of `covers`."""
    rows = Cover.objects.through(access).shown().filter(ended_at=None, until_at__gt=access.at)
    return rows.select_related("stand_in", "absent").order_by("pk")


def covers(access: Access) -> list[CoverLine]:
    """Return who stands in now, as far as the reader may read it; one query."""
    return [
        CoverLine(
            row.household_id,
            row.stand_in.name,
            row.stand_in.phone,
            row.stand_in.account_id,
            row.absent.name,
            row.absent.account_id,
            row.until_at,
        )
        for row in covers_asked(access)
    ]
