# SPDX-License-Identifier: EUPL-1.2
"""Questions about cooperation; all through the door."""

from voordeur.cooperation.queries.lines import (
    Asked,
    MainLine,
    QuestionLine,
    ScalingLine,
    WaitLine,
    main_provider,
    question_by_secret,
    questions,
    referrals,
    scalings,
    waiting_here,
)

__all__ = [
    "Asked",
    "MainLine",
    "QuestionLine",
    "ScalingLine",
    "WaitLine",
    "main_provider",
    "question_by_secret",
    "questions",
    "referrals",
    "scalings",
    "waiting_here",
]
