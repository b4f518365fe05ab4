# SPDX-License-Identifier: EUPL-1.2
"""Nouns of leeway."""

from voordeur.leeway.models.barriers import Barrier, Walk, Workaround
from voordeur.leeway.models.decisions import (
    Mandate,
    Precedent,
    ReturnService,
    TailoredDecision,
)
from voordeur.leeway.models.escalations import Escalation, Removed, Rung, TurnedAway
from voordeur.leeway.models.impasses import Impasse, KnownFact, StepOrder
from voordeur.leeway.models.policy import PolicyCase, RuleOrder
from voordeur.leeway.models.rules import Condition, Rule

__all__ = [
    "Barrier",
    "Condition",
    "Escalation",
    "Impasse",
    "KnownFact",
    "Mandate",
    "PolicyCase",
    "Precedent",
    "Removed",
    "ReturnService",
    "Rule",
    "RuleOrder",
    "Rung",
    "StepOrder",
    "TailoredDecision",
    "TurnedAway",
    "Walk",
    "Workaround",
]
