# SPDX-License-Identifier: EUPL-1.2
"""Questions about safety; all through the door."""

from voordeur.safety.queries.concerns import (
    AgreementLine,
    ConcernLine,
    InterventionLine,
    WarningLine,
    WeighingLine,
    concerns,
    has_open_concern,
    warnings,
)
from voordeur.safety.queries.crises import CrisisLine, Moment, crises, first_moments, has_safety
from voordeur.safety.queries.measures import MeasureLine, TurnLine, measures, picture_of, turns

__all__ = [
    "AgreementLine",
    "ConcernLine",
    "CrisisLine",
    "InterventionLine",
    "MeasureLine",
    "Moment",
    "TurnLine",
    "WarningLine",
    "WeighingLine",
    "concerns",
    "crises",
    "first_moments",
    "has_open_concern",
    "has_safety",
    "measures",
    "picture_of",
    "turns",
    "warnings",
]
