# SPDX-License-Identifier: EUPL-1.2
"""The clock of a data breach: 72 hours from when it is known to the notice (AVG, article 33). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TERM = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Clock:
    """How the notice to the authority stands at a moment."""

    due: datetime
    hours_left: int
    """Whole hours; negative once it is late, 0 in the last hour."""
    stopped: bool

    @property
    def late(self) -> bool:
        """Say whether the term went by without a decision or a notice."""
        return not self.stopped and self.hours_left < 0


def read(known_at: datetime, decided: str, notified_at: datetime | None, now: datetime) -> Clock:
    """Read the clock: it stops at the notice, or at the decision that none is needed.

    >>> from datetime import UTC
    >>> known = datetime(2026, 11, 13, 9, tzinfo=UTC)
    >>> read(known, "", None, known + timedelta(hours=70, minutes=30)).hours_left
    1
    """
    due = known_at + TERM
    stopped = decided == "no" or (decided == "yes" and notified_at is not None)
    at = notified_at if notified_at is not None and decided == "yes" else now
    return Clock(due, (due - at) // timedelta(hours=1), stopped)
