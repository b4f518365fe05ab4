# SPDX-License-Identifier: EUPL-1.2
"""Verbs of contact: recording contacts, writing notes, the conversation, limits."""

from voordeur.contact.actions.contacts import record_contact
from voordeur.contact.actions.conversation import Said, note_conversation
from voordeur.contact.actions.learning import note_learning
from voordeur.contact.actions.limits import end_limit, limit_self_direction
from voordeur.contact.actions.notes import (
    correct_note,
    share_work_note,
    throw_away_work_note,
    write_note,
    write_work_note,
)
from voordeur.contact.actions.watching import alert_colleague, come_back, go_out

__all__ = [
    "Said",
    "alert_colleague",
    "come_back",
    "correct_note",
    "end_limit",
    "go_out",
    "limit_self_direction",
    "note_conversation",
    "note_learning",
    "record_contact",
    "share_work_note",
    "throw_away_work_note",
    "write_note",
    "write_work_note",
]
