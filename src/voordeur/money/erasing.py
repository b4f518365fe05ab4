# SPDX-License-Identifier: EUPL-1.2
"""How money erases a person: amounts of their help, and what was freed and used again of it, go."""

from datetime import datetime
from typing import Any

from voordeur.door.forgetting import eraser
from voordeur.money.models import Freed, PackageLine, UsedAgain

# What was used again before what it was freed from: the first points to the second.
TABLES: tuple[Any, ...] = (UsedAgain, Freed, PackageLine)


@eraser("money", *(model._meta.db_table for model in TABLES))
def erase(person_id: int, moment: datetime) -> int:
    """Delete the rows about a person; what the household has together stays."""
    count = 0
    for model in TABLES:
        rows = model._plain.filter(person_id=person_id)
        # without looking at the rows first: nobody opens a file to erase it
        count += rows._raw_delete(rows.db)
    return count
