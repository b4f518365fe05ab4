# SPDX-License-Identifier: EUPL-1.2
"""How counsel erases a person: what was asked, said and decided about them goes."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from voordeur.counsel.models import (
    AgendaDecision,
    AgendaItem,
    AgendaSeat,
    Coming,
    Consultation,
)
from voordeur.door.forgetting import eraser

TABLES = (Consultation, AgendaItem, AgendaSeat, AgendaDecision, Coming)


@eraser("counsel", *(model._meta.db_table for model in TABLES))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person, what hangs on them first."""
    mine = Q(person_id=person_id)
    hanging = mine | Q(item__person_id=person_id)
    gone: tuple[tuple[Any, Q], ...] = (
        (AgendaSeat, hanging),
        (AgendaDecision, hanging),
        (Coming, hanging),
        (AgendaItem, mine),
        (Consultation, mine),
    )
    count = 0
    for model, chosen in gone:
        rows = model._plain.filter(pk__in=model._plain.filter(chosen).values("pk"))
        # without looking at the rows first: nobody opens a file to erase it
        count += rows._raw_delete(rows.db)
    return count
