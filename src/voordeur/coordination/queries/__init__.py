# SPDX-License-Identifier: EUPL-1.2
"""Questions about coordination; all through the door."""

from voordeur.coordination.queries.lines import (
    CaseLine,
    ClaimLine,
    Help,
    Holder,
    Load,
    MarkLine,
    caseload,
    cases,
    claims,
    holders,
    involved,
    marks,
)
from voordeur.coordination.queries.situation import (
    Moves,
    Overview,
    Situation,
    helpers_over_time,
    last_moves,
    overview,
    situation,
    situation_of,
    way_to_help_of,
)

__all__ = [
    "CaseLine",
    "ClaimLine",
    "Help",
    "Holder",
    "Load",
    "MarkLine",
    "Moves",
    "Overview",
    "Situation",
    "caseload",
    "cases",
    "claims",
    "helpers_over_time",
    "holders",
    "involved",
    "last_moves",
    "marks",
    "overview",
    "situation",
    "situation_of",
    "way_to_help_of",
]
