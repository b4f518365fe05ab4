# SPDX-License-Identifier: EUPL-1.2
"""Questions about cooperation; all through the door."""

from voordeur.cooperation.queries.lines import (
    Asked,
    MainLine,
    QuestionLine,
    ScalingLine,
    TurnedDown,
    WaitLine,
    main_provider,
    main_provider_asked,
    question_by_secret,
    questions,
    questions_asked,
    referrals,
    referrals_asked,
    scalings,
    scalings_asked,
    turned_down,
    waiting_here,
)

__all__ = [
    "Asked",
    "MainLine",
    "QuestionLine",
    "ScalingLine",
    "TurnedDown",
    "WaitLine",
    "main_provider",
    "main_provider_asked",
    "question_by_secret",
    "questions",
    "questions_asked",
    "referrals",
    "referrals_asked",
    "scalings",
    "scalings_asked",
    "turned_down",
    "waiting_here",
]
