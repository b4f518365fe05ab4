# SPDX-License-Identifier: EUPL-1.2
"""Nouns of leeway."""

from voordeur.leeway.models.barriers import Barrier, Walk, Workaround
from voordeur.leeway.models.decisions import Mandate, Precedent, TailoredDecision
from voordeur.leeway.models.escalations import Escalation, Removed, Rung, TurnedAway
from voordeur.leeway.models.impasses import Impasse, KnownFact
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
    "Rule",
    "RuleOrder",
    "Rung",
    "TailoredDecision",
    "TurnedAway",
    "Walk",
    "Workaround",
]
