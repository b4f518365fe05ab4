# SPDX-License-Identifier: EUPL-1.2
"""How contact erases a person: what was said, seen and noted about them goes."""

from datetime import datetime

from django.db.models import Q

from voordeur.contact.models import (
    Attendance,
    Contact,
    ConversationNote,
    Note,
    SelfDirectionLimit,
)
from voordeur.door.forgetting import eraser

TABLES = (Attendance, Note, Contact, ConversationNote, SelfDirectionLimit)


@eraser("contact", *(model._meta.db_table for model in TABLES))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person, and that they were there at a contact about another."""
    mine = Q(person_id=person_id)
    hanging = mine | Q(contact__person_id=person_id)
    count = 0
    for model, chosen in (
        (Attendance, hanging | Q(attendee_id=person_id)),
        (Note, hanging),
        (Contact, mine),
        (ConversationNote, mine),
        (SelfDirectionLimit, mine),
    ):
        rows = model._plain.filter(chosen)
        count += model._plain.filter(
            pk__in=list(rows.order_by("pk").values_list("pk", flat=True))
        ).delete()[0]
    return count
