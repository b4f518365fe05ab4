# SPDX-License-Identifier: EUPL-1.2
"""Nouns of money."""

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
    "AreaSet",
    "ContractEntry",
    "ContractTerms",
    "Freed",
    "Package",
    "PackageLine",
    "PayingCase",
    "Project",
    "UsedAgain",
    "WaterbedSpill",
]
