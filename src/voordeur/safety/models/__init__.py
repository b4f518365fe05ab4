# SPDX-License-Identifier: EUPL-1.2
"""Nouns of safety: concern, warning, measure, crisis."""

from voordeur.safety.models.concern import Agreement, Concern, Intervention, Weighing
from voordeur.safety.models.crisis import BasicsAnswer, Crisis
from voordeur.safety.models.measure import Measure, MeasureTurn
from voordeur.safety.models.warning import VisitWarning

__all__ = [
    "Agreement",
    "BasicsAnswer",
    "Concern",
    "Crisis",
    "Intervention",
    "Measure",
    "MeasureTurn",
    "VisitWarning",
    "Weighing",
]
