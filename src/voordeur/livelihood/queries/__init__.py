# SPDX-License-Identifier: EUPL-1.2
"""Questions about money at home; all through the door, and never in an order by amount."""

from voordeur.livelihood.queries.lines import (
    DebtLine,
    ManagerLine,
    PieceLine,
    debts,
    managers,
    money_asked,
    pieces,
)

__all__ = ["DebtLine", "ManagerLine", "PieceLine", "debts", "managers", "money_asked", "pieces"]
