# SPDX-License-Identifier: EUPL-1.2
"""What practice runs into more often than before: a rise is proposed to people, never acted on. Pure.

It looks at batches of lines of at least five people, as they came out (`anonymity`): a rise tells no
more than the groups do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from voordeur.leeway.anonymity import Batch

NOW: Final = timedelta(weeks=4)
"""The weeks that count as now."""
BEFORE: Final = timedelta(weeks=12)
"""The weeks before that it is compared with."""
TIMES: Final = 2
"""How many times as often it must be."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise. Unit: lines; `before` are those of the twelve weeks before the last four."""

    lines: int
    before: int


def rise_of(batches: Iterable[Batch], this_week: date) -> Rise | None:
    """Return the rise in the last four weeks, None when it is not twice as often as before.

    What never came up before and is there now is a rise too (landingsbaan R102, C12).
    """
    found = list(batches)
    since = this_week - NOW
    lines = sum(len(one.reports) for one in found if since <= one.week < this_week)
    before = sum(len(one.reports) for one in found if since - BEFORE <= one.week < since)
    if not lines or lines * (BEFORE // NOW) < TIMES * before:
        return None
    return Rise(lines, before)
