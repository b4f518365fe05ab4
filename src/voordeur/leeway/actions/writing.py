# SPDX-License-Identifier: EUPL-1.2
"""What the verbs of leeway share."""

from datetime import UTC, date, datetime, time
from typing import Final

from voordeur.door.deed import Deed
from voordeur.history.clock import AMSTERDAM
from voordeur.leeway.anonymity import monday_of

RULES: Final = ("system", 3)
"""The stream of rules, mandates and what policy answers: it is about no household and no person."""
REPORTS: Final = ("system", 4)
"""The stream of what is recorded without a name; a stream of its own, so that nothing stands beside
it that has an exact time."""


def today(deed: Deed) -> date:
    """Return the day of a deed in the Netherlands."""
    return deed.now.astimezone(AMSTERDAM).date()


def unsigned(deed: Deed) -> date:
    """Let a deed name nobody, and only its week; return the Monday."""
    monday = monday_of(today(deed))
    deed.leave_unsigned(datetime.combine(monday, time(), UTC))
    return monday
