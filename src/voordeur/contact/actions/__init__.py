# SPDX-License-Identifier: EUPL-1.2
"""Verbs of contact: recording contacts, writing notes, the conversation, limits."""

from voordeur.contact.actions.contacts import record_contact
from voordeur.contact.actions.conversation import Said, note_conversation
from voordeur.contact.actions.limits import end_limit, limit_self_direction
from voordeur.contact.actions.notes import (
    correct_note,
    share_work_note,
    throw_away_work_note,
    write_note,
    write_work_note,
)

__all__ = [
    "Said",
    "correct_note",
    "end_limit",
    "limit_self_direction",
    "note_conversation",
    "record_contact",
    "share_work_note",
    "throw_away_work_note",
    "write_note",
    "write_work_note",
]
