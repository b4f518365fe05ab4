# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody who got a task in a household has opened it: asked of the access log."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from voordeur.door.models import AccessRecord


def last_opened(
    readers: Iterable[str], household_ids: Iterable[int], *, relation: str
) -> dict[tuple[str, int], datetime]:
    """Return when each reader last opened each household in this relation; one query on the log.

    Seeing a household in a list is not opening it.
    """
    rows = AccessRecord.objects.filter(
        reader__in=list(readers),
        household_id__in=list(household_ids),
        relations__contains=relation,
        outcome="ok",
    )
    found = rows.values("reader", "household_id").annotate(last=Max("at"))
    return {
        (row["reader"], row["household_id"]): row["last"]
        for row in found.order_by("reader", "household_id")
        if row["household_id"] is not None
    }
