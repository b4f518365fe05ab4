# SPDX-License-Identifier: EUPL-1.2
"""Nouns of coordination."""

from voordeur.coordination.models.access import AccessRequest
from voordeur.coordination.models.cases import Appointment, Case, Claim, Involvement, StackingMark
from voordeur.coordination.models.cover import Cover
from voordeur.coordination.models.ending import Aftercare, Closing, ProblemOutcome

__all__ = [
    "AccessRequest",
    "Aftercare",
    "Appointment",
    "Case",
    "Claim",
    "Closing",
    "Cover",
    "Involvement",
    "ProblemOutcome",
    "StackingMark",
]
