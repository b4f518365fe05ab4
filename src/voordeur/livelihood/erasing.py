# SPDX-License-Identifier: EUPL-1.2
"""How money at home erases a person: what came in, went out and was owed by them goes."""

from datetime import datetime
from typing import Any

from voordeur.door.forgetting import eraser
from voordeur.livelihood.models import Debt, MoneyManager, MonthPiece

TABLES: tuple[Any, ...] = (MonthPiece, Debt, MoneyManager)


@eraser("livelihood", *(model._meta.db_table for model in TABLES))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person; what the household has together stays."""
    return sum(model._plain.filter(person_id=person_id).delete()[0] for model in TABLES)
