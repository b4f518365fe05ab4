# SPDX-License-Identifier: EUPL-1.2
"""How money erases a person: amounts of their help, what was freed and used again, what was foreseen."""

from datetime import datetime
from typing import Any

from voordeur.door.forgetting import eraser
from voordeur.history.appendonly import purge_permit
from voordeur.money.models import Foreseen, ForeseenOutcome, Freed, PackageLine, UsedAgain

# What points to something before what it points to.
TABLES: tuple[Any, ...] = (UsedAgain, Freed, PackageLine, ForeseenOutcome, Foreseen)


@eraser("money", *(model._meta.db_table for model in TABLES))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person; what the household has together stays."""
    count = 0
    with purge_permit():
        for model in TABLES:
            rows = model._plain.filter(person_id=person_id)
            # without looking at the rows first: nobody opens a file to erase it
            count += rows._raw_delete(rows.db)
    return count
