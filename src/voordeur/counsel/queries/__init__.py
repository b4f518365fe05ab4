# SPDX-License-Identifier: EUPL-1.2
"""Questions about counsel; all through the door."""

from voordeur.counsel.queries.conferences import (
    Decided,
    ItemLine,
    Meeting,
    SeatLine,
    agenda,
    agenda_of_household,
    concealed_over,
    conference,
    conferences,
)
from voordeur.counsel.queries.consultations import Advice, consultations, showable

__all__ = [
    "Advice",
    "Decided",
    "ItemLine",
    "Meeting",
    "SeatLine",
    "agenda",
    "agenda_of_household",
    "concealed_over",
    "conference",
    "conferences",
    "consultations",
    "showable",
]
