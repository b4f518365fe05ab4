# SPDX-License-Identifier: EUPL-1.2
"""What people looked for and nobody offers, as counts for buying; small numbers stay hidden. Pure.

Unit: searches (one professional counts once a week for the same subject). A count below the limit
is not told, and nothing is added up that holds such a count: no total or difference leads to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5


@dataclass(frozen=True, slots=True)
class Missed:
    """How often something was looked for in vain; `searches` None: fewer than the limit."""

    subject: tuple[str, str]
    """Life area and for whom."""
    searches: int | None


@dataclass(frozen=True, slots=True)
class MissedTable:
    """All subjects, the most missed first, those below the limit last and in no order of size."""

    rows: tuple[Missed, ...]
    told: int
    """Searches in the rows whose number is told; the others are in no sum."""


def missed_table(counts: Mapping[tuple[str, str], int], least: int = LEAST) -> MissedTable:
    """Return counts with small ones hidden. Raises ValueError for a limit below 1."""
    if least < 1:
        raise ValueError("the limit is 1 or more")
    told = sorted(
        (Missed(subject, number) for subject, number in counts.items() if number >= least),
        key=lambda one: (-(one.searches or 0), one.subject),
    )
    small = [Missed(subject, None) for subject in _subjects(counts, least)]
    return MissedTable((*told, *small), sum(one.searches or 0 for one in told))


def _subjects(counts: Mapping[tuple[str, str], int], least: int) -> Iterable[tuple[str, str]]:
    return sorted(subject for subject, number in counts.items() if 0 < number < least)
