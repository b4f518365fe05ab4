# SPDX-License-Identifier: EUPL-1.2
"""Verbs of money at home: the month, debts, and who manages the money."""

from voordeur.livelihood.actions.debts import (
    choose_route,
    date_arrears,
    record_debt,
    restate_debt,
    turn_debt,
)
from voordeur.livelihood.actions.managing import say_who_manages
from voordeur.livelihood.actions.month import change_piece, end_piece, put_piece

__all__ = [
    "change_piece",
    "choose_route",
    "date_arrears",
    "end_piece",
    "put_piece",
    "record_debt",
    "restate_debt",
    "say_who_manages",
    "turn_debt",
]
