# SPDX-License-Identifier: EUPL-1.2
"""How the resident's room erases a person: the own page goes, what was told loses its words."""

from datetime import datetime

from voordeur.door.forgetting import eraser
from voordeur.resident.models import OwnNote, Told


@eraser("resident", "resident_ownnote", "resident_told")
def erase(person_id: int, moment: datetime) -> int:
    """Delete the own notes of a person and empty what they told; return how many rows."""
    gone, _ = OwnNote._plain.filter(person_id=person_id).delete()
    told = Told._plain.filter(person_id=person_id)
    return gone + told.update(sealed="", answer_sealed="")
