# SPDX-License-Identifier: EUPL-1.2
"""Nouns of money."""

from voordeur.money.models.analysis import (
    Analysis,
    AnalysisResult,
    AnalysisVersion,
    FigureSeen,
    GroupOutcome,
    ZeroCalibration,
)
from voordeur.money.models.budget import Freed, Package, PackageLine, UsedAgain
from voordeur.money.models.claims import Claim, ClaimStep, Outcome
from voordeur.money.models.lines import BudgetLine, Effort
from voordeur.money.models.paying import (
    AreaSet,
    ContractEntry,
    ContractTerms,
    PayingCase,
    WaterbedSpill,
)
from voordeur.money.models.projects import Project
from voordeur.money.models.sheets import Difference, Proposal, Sheet
from voordeur.money.models.stops import Stop
from voordeur.money.models.zero import Foreseen, ForeseenOutcome

__all__ = [
    "Analysis",
    "AnalysisResult",
    "AnalysisVersion",
    "AreaSet",
    "BudgetLine",
    "Claim",
    "ClaimStep",
    "ContractEntry",
    "ContractTerms",
    "Difference",
    "Effort",
    "FigureSeen",
    "Foreseen",
    "ForeseenOutcome",
    "Freed",
    "GroupOutcome",
    "Outcome",
    "Package",
    "PackageLine",
    "PayingCase",
    "Project",
    "Proposal",
    "Sheet",
    "Stop",
    "UsedAgain",
    "WaterbedSpill",
    "ZeroCalibration",
]
