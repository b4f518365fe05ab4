# SPDX-License-Identifier: EUPL-1.2
"""What a household stands on: the basics check and the base layer, read for the plan.

An open point is a warning for whoever plans a course or treatment, never a gate.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from voordeur.instruments.instrument import Area
from voordeur.instruments.reading import AreaReading, holding

BASICS_CHECK = "basics-check"
BASE_LAYER = "base-layer"
NOT_IN_ORDER = 0
IN_ORDER = 1


@dataclass(frozen=True, slots=True)
class Footing:
    """The areas by what is known of them. Unknown is not open and not in order."""

    open: tuple[Area, ...]
    in_order: tuple[Area, ...]
    unknown: tuple[Area, ...]


def footing(readings: Iterable[AreaReading]) -> Footing:
    """Sort areas of the basics check or the base layer by what raters who still count say.

    One rater who sees that a point is not in order is enough to call it open: raters are not
    outvoted. Expired ratings and skipped areas say nothing.
    """
    sorted_areas: dict[str, list[Area]] = {"open": [], "in_order": [], "unknown": []}
    for reading in readings:
        levels = {each.level for each in holding(reading)}
        if NOT_IN_ORDER in levels:
            sorted_areas["open"].append(reading.area)
        elif IN_ORDER in levels:
            sorted_areas["in_order"].append(reading.area)
        else:
            sorted_areas["unknown"].append(reading.area)
    return Footing(**{state: tuple(areas) for state, areas in sorted_areas.items()})
