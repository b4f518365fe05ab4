# SPDX-License-Identifier: EUPL-1.2
"""Forgetting somebody: what messages said of them goes, with what still waited."""

from datetime import datetime

from django.db.models import Q

from voordeur.door import access as door
from voordeur.door.forgetting import eraser
from voordeur.door.reader import system
from voordeur.people.queries import number_key
from voordeur.provisions.models import ImportedAssignment, ImportedRequest


# Before `people`, in the order of names: it needs the keyed number that `people` erases.
@eraser("messages", "provisions_importedassignment", "provisions_importedrequest")
def erase(person_id: int, moment: datetime) -> int:
    """Delete the facts and requests of this person; return how many rows went."""
    client = number_key(door.for_system(system("forget")), person_id)
    mine = Q(provision__person_id=person_id)
    rows = ImportedAssignment.objects.filter(mine | Q(client=client) if client else mine)
    count, _ = rows.delete()
    if client:
        count += ImportedRequest.objects.filter(client=client).delete()[0]
    return count
