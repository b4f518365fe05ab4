# SPDX-License-Identifier: EUPL-1.2
"""How a series went, read with the direction before it.

A series is what one rater said of one area of one subject with one version of an instrument.
Each change is read together with the change before it, so that holding a level after a decline
counts for what it is. The table, with every change turned so that up is better:

    before \\ now     up          level                    down
    (none)           improved    stable                   worsened
    up               improved    stable                   worsened
    level            improved    stable                   worsened
    down             improved    downward line broken     slower than before: decline slowed
                                                          else: worsened

*Now* is the last step, or the whole period since a given day. *Before* is the step that ended
where *now* starts; only when *now* is level do we look further back, through level steps, to the
last real movement. *Slower* compares levels per day, exactly, in whole numbers. Fewer than two
known points: unknown. A missing level is skipped: it is never a zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from voordeur.instruments.errors import NotComparableError
from voordeur.instruments.measurement import Measurement, Rater
from voordeur.instruments.words import Direction, Text


class Outcome(StrEnum):
    """How a series went. There is no order among the outcomes: four of them are results."""

    IMPROVED = "improved"
    STABLE = "stable"
    DOWNWARD_LINE_BROKEN = "downward_line_broken"
    DECLINE_SLOWED = "decline_slowed"
    WORSENED = "worsened"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The words on the screen."""
        return _LABELS[self]

    @property
    def is_result(self) -> bool | None:
        """True for every outcome that counts as a result, not only for a rise; unknown is None.

        Source: landingsbaan R020, R022: holding a level is a result, lasting need of help too.
        """
        if self is Outcome.UNKNOWN:
            return None
        return self is not Outcome.WORSENED


_LABELS = {
    Outcome.IMPROVED: Text("verbeterd", "improved"),
    Outcome.STABLE: Text("stabiel", "stable"),
    Outcome.DOWNWARD_LINE_BROKEN: Text("neerwaartse lijn doorbroken", "downward line broken"),
    Outcome.DECLINE_SLOWED: Text("achteruitgang vertraagd", "decline slowed"),
    Outcome.WORSENED: Text("verslechterd", "worsened"),
    Outcome.UNKNOWN: Text("onbekend", "unknown"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A level on a day; None when the area was looked at without a level."""

    on: date
    level: int | None


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """What may be read as one line: one subject, instrument, version, area and rater."""

    subject: str
    instrument: str
    version: str
    area: str
    rater: Rater


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one key in order of day, one a day; built by `series_of`."""

    key: SeriesKey
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        for earlier, later in pairwise(self.points):
            if earlier.on >= later.on:
                raise NotComparableError(
                    f"area '{self.key.area}': {later.on} does not come after {earlier.on}. "
                    "A rater has one measurement a day: keep the corrected one."
                )


@dataclass(frozen=True, slots=True)
class StepReading:
    """One measurement read with what came before it: the known point and its outcome."""

    point: Point
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Step:
    """A change between two known points; `change` is turned so that above 0 is better."""

    change: int
    days: int

    def is_slower_fall_than(self, other: "_Step") -> bool:
        """Compare two falls per day without division: -1 in 300 days is slower than -1 in 30.

        Nothing that falls is slower than a step that was level or up.
        """
        return self.change * other.days > other.change * self.days


def series_of(measurements: Iterable[Measurement]) -> dict[SeriesKey, Series]:
    """Sort measurements into series, never mixing raters, versions, areas or subjects.

    An area left untouched adds no point; a skipped one adds a point without a level. Raises
    NotComparableError when one rater measured the same area twice on one day.
    """
    points: defaultdict[SeriesKey, list[Point]] = defaultdict(list)
    for measurement in sorted(measurements, key=lambda each: each.taken_on):
        for rating in measurement.ratings:
            key = SeriesKey(
                measurement.subject,
                measurement.instrument,
                measurement.version,
                rating.area,
                measurement.rater,
            )
            points[key].append(Point(measurement.taken_on, rating.level))
    return {key: Series(key, tuple(points[key])) for key in sorted(points)}


def outcome(series: Series, direction: Direction, since: date | None = None) -> Outcome:
    """Return how a series went, by the table above.

    Without `since` the last step is read. With `since` the period from that day is read as one
    step: from the last known point on or before it (or else the first known point) to the last
    known point; what came before that start is the direction before. A dip inside the period
    is not seen: `step_readings` shows every step.
    """
    known = _known(series)
    if len(known) < 2:
        return Outcome.UNKNOWN
    start = len(known) - 2
    if since is not None:
        start = max((place for place, (on, _) in enumerate(known) if on <= since), default=0)
    if start == len(known) - 1:
        return Outcome.UNKNOWN
    before = _steps(known[: start + 1], direction)
    return _read(before, _step(known[start], known[-1], direction))


def step_readings(series: Series, direction: Direction) -> tuple[StepReading, ...]:
    """Return every known point with its outcome; the first is unknown: nothing lies before it."""
    known = _known(series)
    steps = _steps(known, direction)
    outcomes = [Outcome.UNKNOWN] + [_read(steps[:place], now) for place, now in enumerate(steps)]
    return tuple(
        StepReading(Point(on, level), each)
        for (on, level), each in zip(known, outcomes[: len(known)], strict=True)
    )


def _known(series: Series) -> list[tuple[date, int]]:
    return [(point.on, point.level) for point in series.points if point.level is not None]


def _step(start: tuple[date, int], end: tuple[date, int], direction: Direction) -> _Step:
    return _Step(change=direction.sign * (end[1] - start[1]), days=(end[0] - start[0]).days)


def _steps(known: Sequence[tuple[date, int]], direction: Direction) -> list[_Step]:
    return [_step(start, end, direction) for start, end in pairwise(known)]


def _read(before: Sequence[_Step], now: _Step) -> Outcome:
    """Apply the table to one step and the steps before it."""
    if now.change > 0:
        return Outcome.IMPROVED
    if now.change == 0:
        last_movement = next((step.change for step in reversed(before) if step.change), 0)
        return Outcome.DOWNWARD_LINE_BROKEN if last_movement < 0 else Outcome.STABLE
    if before and now.is_slower_fall_than(before[-1]):
        return Outcome.DECLINE_SLOWED
    return Outcome.WORSENED
