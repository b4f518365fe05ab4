# SPDX-License-Identifier: EUPL-1.2
"""Nouns of money."""

from voordeur.money.models.analysis import (
    Analysis,
    AnalysisResult,
    AnalysisVersion,
    FigureSeen,
    GroupOutcome,
)
from voordeur.money.models.budget import Freed, Package, PackageLine, UsedAgain
from voordeur.money.models.paying import (
    AreaSet,
    ContractEntry,
    ContractTerms,
    PayingCase,
    WaterbedSpill,
)
from voordeur.money.models.projects import Project

__all__ = [
    "Analysis",
    "AnalysisResult",
    "AnalysisVersion",
    "AreaSet",
    "ContractEntry",
    "ContractTerms",
    "FigureSeen",
    "Freed",
    "GroupOutcome",
    "Package",
    "PackageLine",
    "PayingCase",
    "Project",
    "UsedAgain",
    "WaterbedSpill",
]
