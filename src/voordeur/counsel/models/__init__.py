# SPDX-License-Identifier: EUPL-1.2
"""Nouns of counsel."""

from voordeur.counsel.models.conferences import (
    AgendaDecision,
    AgendaItem,
    AgendaSeat,
    Coming,
    Conference,
)
from voordeur.counsel.models.consultations import Consultation

__all__ = [
    "AgendaDecision",
    "AgendaItem",
    "AgendaSeat",
    "Coming",
    "Conference",
    "Consultation",
]
