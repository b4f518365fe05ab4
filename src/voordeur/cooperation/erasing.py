# SPDX-License-Identifier: EUPL-1.2
"""How cooperation erases a person: what was asked, answered and scaled for them goes."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from voordeur.cooperation.models import PartnerQuestion, Referral, Scaling
from voordeur.door.forgetting import eraser


@eraser("cooperation", *(model._meta.db_table for model in (PartnerQuestion, Referral, Scaling)))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person."""
    mine = Q(person_id=person_id)
    gone: tuple[tuple[Any, Q], ...] = (
        (PartnerQuestion, mine | Q(referral__person_id=person_id)),
        (Referral, mine),
        (Scaling, mine),
    )
    count = 0
    for model, chosen in gone:
        rows = model._plain.filter(pk__in=model._plain.filter(chosen).values("pk"))
        # without looking at the rows first: nobody opens a file to erase it
        count += rows._raw_delete(rows.db)
    return count
