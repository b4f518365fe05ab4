# SPDX-License-Identifier: EUPL-1.2
"""The time box of a conference: when each item comes up, and whether it all fits. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Slot:
    """When one item comes up, in [start, end)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class TimeBox:
    """The slots of a conference in order, and the minutes that do not fit before its end."""

    slots: tuple[Slot, ...]
    minutes: int
    over: int


def time_box(start: datetime, end: datetime, boxes: Sequence[int]) -> TimeBox:
    """Put items of so many minutes after each other; `over` counts the minutes past the end.

    Raises ValueError for an item without minutes, or an end that is not after the start.
    """
    if end <= start:
        raise ValueError("the end lies before the start")
    if any(box <= 0 for box in boxes):
        raise ValueError("an item takes at least a minute")
    slots, at = [], start
    for box in boxes:
        slots.append(Slot(at, at + timedelta(minutes=box)))
        at = slots[-1].end
    total = sum(boxes)
    room = int((end - start).total_seconds() // 60)
    return TimeBox(tuple(slots), total, max(0, total - room))
