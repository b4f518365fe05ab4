# SPDX-License-Identifier: EUPL-1.2
"""What management may know of reports without a name: only batches of several reporters at once.

A group that is shown as soon as it holds five reporters still tells on the sixth: one more line in
one more week is one person. So lines come out in batches, each of at least five reporters since the
batch before. Between two looks nothing changes, or the lines of at least five people do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

LEAST: Final = 5
"""Reporters in a batch."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its number, the Monday of the week it came into its group, and who made it."""

    id: int
    week: date
    author: str


def released(reports: Iterable[Report], this_week: date, least: int = LEAST) -> frozenset[int]:
    """Return the numbers of the reports that are out. Raises ValueError for a limit below 2.

    Whole weeks come out together, the earliest first, as soon as those that wait were made by
    enough different people. The week of `this_week` (its Monday) is not over, so nothing of it is out.
    """
    return frozenset().union(*(one.reports for one in batches(reports, this_week, least)))


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that came out together, with the Monday of the week in which they were enough."""

    week: date
    reports: frozenset[int]


def batches(reports: Iterable[Report], this_week: date, least: int = LEAST) -> tuple[Batch, ...]:
    """Return the batches that are out, the earliest first; the same limit as `released`."""
    if least < 2:
        raise ValueError("the limit is 2 or more")
    out: list[Batch] = []
    waiting: list[Report] = []
    over = (one for one in reports if one.week < this_week)
    ordered = sorted(over, key=lambda one: one.week)
    for week, made in groupby(ordered, key=lambda one: one.week):
        waiting += made
        if len({one.author for one in waiting}) >= least:
            out.append(Batch(week, frozenset(one.id for one in waiting)))
            waiting = []
    return tuple(out)


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())
