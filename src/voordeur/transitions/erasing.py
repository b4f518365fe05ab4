# SPDX-License-Identifier: EUPL-1.2
"""How transitions erase a person: what was to change for them, and what was arranged, goes."""

from datetime import datetime

from django.db.models import Q

from voordeur.door.forgetting import eraser
from voordeur.transitions.models import Arrangement, Transition


@eraser("transitions", Arrangement._meta.db_table, Transition._meta.db_table)
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person, what hangs on them first."""
    hanging = Q(person_id=person_id) | Q(transition__person_id=person_id)
    ids = list(Arrangement._plain.filter(hanging).order_by("pk").values_list("pk", flat=True))
    count = Arrangement._plain.filter(pk__in=ids).delete()[0]
    return count + Transition._plain.filter(person_id=person_id).delete()[0]
