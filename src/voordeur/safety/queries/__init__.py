# SPDX-License-Identifier: EUPL-1.2
"""Questions about safety; all through the door."""

from voordeur.safety.queries.concerns import (
    AgreementLine,
    ConcernLine,
    InterventionLine,
    OpenSafety,
    WarningLine,
    WeighingLine,
    concerns,
    concerns_asked,
    warnings,
    warnings_asked,
    what_is_open,
)
from voordeur.safety.queries.crises import (
    CrisisLine,
    Moment,
    crises,
    crises_asked,
    first_moments,
    has_safety,
)
from voordeur.safety.queries.measures import (
    MeasureLine,
    TurnLine,
    measures,
    measures_asked,
    measures_that_run,
    picture_of,
    turns,
    turns_asked,
)

__all__ = [
    "AgreementLine",
    "ConcernLine",
    "CrisisLine",
    "InterventionLine",
    "MeasureLine",
    "Moment",
    "OpenSafety",
    "TurnLine",
    "WarningLine",
    "WeighingLine",
    "concerns",
    "concerns_asked",
    "crises",
    "crises_asked",
    "first_moments",
    "has_safety",
    "measures",
    "measures_asked",
    "measures_that_run",
    "picture_of",
    "turns",
    "turns_asked",
    "warnings",
    "warnings_asked",
    "what_is_open",
]
