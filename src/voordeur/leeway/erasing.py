# SPDX-License-Identifier: EUPL-1.2
"""How leeway erases a person: what is known of them and what they waited for goes."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from voordeur.door.forgetting import eraser
from voordeur.leeway.models import (
    Escalation,
    Impasse,
    KnownFact,
    ReturnService,
    StepOrder,
    TailoredDecision,
    TurnedAway,
)

OF_A_PERSON: tuple[Any, ...] = (
    KnownFact,
    StepOrder,
    ReturnService,
    TailoredDecision,
    Impasse,
    Escalation,
    TurnedAway,
)


@eraser("leeway", *(model._meta.db_table for model in OF_A_PERSON))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person."""
    count = 0
    for model in OF_A_PERSON:
        chosen = Q(person_id=person_id)
        if model is TailoredDecision:
            # A decision about what a person waited for goes along with it.
            chosen |= Q(impasse__person_id=person_id)
        if model is ReturnService:
            chosen |= Q(decision__person_id=person_id) | Q(decision__impasse__person_id=person_id)
        rows = model._plain.filter(pk__in=model._plain.filter(chosen).values("pk"))
        # without looking at the rows first: nobody opens a file to erase it
        count += rows._raw_delete(rows.db)
    return count
