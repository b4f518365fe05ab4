# SPDX-License-Identifier: EUPL-1.2
"""The one definition of overdue, today and soon. Pure; every list, badge and count asks it."""

from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = 7


class Urgency(StrEnum):
    """How an open obligation stands on a day."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    OPEN = "open"
    """Without a date: asks attention, is never late."""


def urgency(due: date | None, today: date) -> Urgency:
    """Return the urgency of an open obligation that is due on a date (the last day it is in time)."""
    if due is None:
        return Urgency.OPEN
    if due < today:
        return Urgency.OVERDUE
    if due == today:
        return Urgency.TODAY
    if due <= today + timedelta(days=SOON_DAYS):
        return Urgency.SOON
    return Urgency.LATER


def days_late(due: date | None, today: date) -> int:
    """Return how many days an obligation is late; 0 when it is not."""
    return max(0, (today - due).days) if due else 0
