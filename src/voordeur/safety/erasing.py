# SPDX-License-Identifier: EUPL-1.2
"""How safety erases a person: what was seen, agreed and imposed about them goes."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from voordeur.door.forgetting import eraser
from voordeur.safety.models import (
    Agreement,
    BasicsAnswer,
    Concern,
    Crisis,
    Intervention,
    Measure,
    MeasureTurn,
    VisitWarning,
    Weighing,
)

# What hangs on another row goes before it.
TABLES: tuple[Any, ...] = (
    Weighing,
    Agreement,
    Intervention,
    Concern,
    VisitWarning,
    BasicsAnswer,
    Crisis,
    MeasureTurn,
    Measure,
)


@eraser("safety", *(model._meta.db_table for model in TABLES))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person; a crisis of the household lets go of their measure."""
    mine = Q(person_id=person_id)
    Crisis._plain.filter(measure__person_id=person_id).exclude(mine).update(measure=None)
    count = 0
    for model in TABLES:
        rows = model._plain.filter(mine)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        count += model._plain.filter(pk__in=ids).delete()[0]
    return count
