# SPDX-License-Identifier: EUPL-1.2
"""A period as its two ends: per area how many lines rose, stayed and fell. Never one mean over areas.

Source of the sum: carrousel M2 (l.901-907): level at the end less level at the start, per area.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from voordeur.instruments.trend import Series


@dataclass(frozen=True, slots=True)
class Moved:
    """How the lines of one area moved over a period; unit: lines (one subject, one rater).

    `unknown` are lines of which one of the two ends is not known; they are in no other number.
    """

    instrument: str
    version: str
    area: str
    higher: int = 0
    equal: int = 0
    lower: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        """Return how many lines the three numbers rest on."""
        return self.higher + self.equal + self.lower


def change(series: Series, start: date, end: date) -> int | None:
    """Return the level at the end less the level at the start; None when one of them is not known.

    The level at the start is the last known on or before it, or else the first known one after it;
    at the end it is the last known one. One level alone is no change.
    """
    known = [
        (one.on, one.level) for one in series.points if one.level is not None and one.on <= end
    ]
    if not known:
        return None
    first = max((n for n, (on, _level) in enumerate(known) if on <= start), default=0)
    if first == len(known) - 1:
        return None
    return known[-1][1] - known[first][1]


def moved(lines: Iterable[Series], start: date, end: date) -> list[Moved]:
    """Return per instrument, version and area how its lines moved, in the order they come."""
    found: dict[tuple[str, str, str], Moved] = {}
    for one in lines:
        key = (one.key.instrument, one.key.version, one.key.area)
        so_far = found.get(key, Moved(*key))
        by = change(one, start, end)
        if by is None:
            found[key] = replace(so_far, unknown=so_far.unknown + 1)
        elif by > 0:
            found[key] = replace(so_far, higher=so_far.higher + 1)
        elif by < 0:
            found[key] = replace(so_far, lower=so_far.lower + 1)
        else:
            found[key] = replace(so_far, equal=so_far.equal + 1)
    return list(found.values())
