# SPDX-License-Identifier: EUPL-1.2
"""What can be worked out from the figures of several weeks together. A sum; no Django.

The same figure of two weeks is tied: what is in it now is what was in it, with what came, without
what left. Who knows in how many households something happened in between knows that no more can
have come or left. The attacker of Factlab tries all weeks together, with those ties: no group that
came or left, and no figure that was not shown, may be known closer than a figure must be large.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voordeur.factlab.disclosure.attacker import Attacker, Interval
from voordeur.factlab.disclosure.published import Figure, Sum
from voordeur.factlab.disclosure.tables import Key

CAME, LEFT, EITHER = "came", "left", "either"


@dataclass(frozen=True, slots=True)
class Issue:
    """The figures of one measure as they were published in one week.

    `moved`: at most so many of its units came into it, or left, since the issue before it; None for
    the first, and where the figures before were about something else.
    """

    figures: Mapping[Key, Figure]
    sums: tuple[Sum, ...]
    moved: int | None


class _Knowledge:
    """Every figure of every week in one list, with what is known of each and the sums between them."""

    def __init__(self) -> None:
        self.places: dict[Key, int] = {}
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.equations: list[tuple[int, tuple[int, ...]]] = []

    def know(self, key: Key, lower: float, upper: float) -> int:
        self.places[key] = len(self.lower)
        self.lower.append(lower)
        self.upper.append(upper)
        return self.places[key]

    def add(self, total: Key, parts: Iterable[Key]) -> None:
        self.equations.append((self.places[total], tuple(self.places[part] for part in parts)))


def _named(key: Key, what: str) -> Key:
    return Key(f"{key.measure} {what}", key.period, key.at)


def _tie(known: _Knowledge, before: Issue, after: Issue, moved: int) -> list[Key]:
    """Tie the figures of two weeks; return what came and what left: nothing, or at most what moved."""
    earlier = {key.at: key for key in before.figures}
    pairs = [(earlier[key.at], key) for key in after.figures if key.at in earlier]
    flows = []
    for was, now in pairs:
        known.know(_named(now, EITHER), 0.0, math.inf)
        for what, figure in ((CAME, was), (LEFT, now)):
            flows.append(_named(now, what))
            known.know(flows[-1], 0.0, float(moved))
            known.add(_named(now, EITHER), (figure, flows[-1]))
    tied = {now for _, now in pairs}
    for number, (total, parts) in enumerate(after.sums):
        # One unit comes into one part at the most, and leaves one.
        if tied.issuperset(parts):
            for what in (CAME, LEFT):
                together = _named(total, f"{what} in all, {number}")
                known.know(together, 0.0, float(moved))
                known.add(together, [_named(part, what) for part in parts])
    return flows


def _too_close(issues: Sequence[Issue], threshold: int) -> dict[Key, Interval]:
    known, guarded = _Knowledge(), list[Key]()
    for number, issue in enumerate(issues):
        for key, figure in issue.figures.items():
            known.know(key, figure.lower, figure.upper)
        guarded += [key for key, figure in issue.figures.items() if figure.value is None]
        for total, parts in issue.sums:
            known.add(total, parts)
        if number and issue.moved is not None:
            guarded += _tie(known, issues[number - 1], issue, issue.moved)
    attacker = Attacker(known.equations, np.array(known.lower), np.array(known.upper))
    found = {key: _whole(attacker.interval(known.places[key])) for key in guarded}
    return {
        key: one
        for key, one in found.items()
        if one.width < threshold and one.upper > 0 and one.lower < threshold
    }


def worked_out(issues: Sequence[Issue], threshold: int) -> dict[Key, Interval]:
    """Return what is known too closely of weeks of one measure, the oldest first.

    Too closely: an interval that is narrower than the threshold, of what came, of what left, or of a
    figure that was not shown; unless it holds nothing but zero, or nothing so small. What a figure
    was in truth plays no part: this holds whatever it was. What one week tells by itself was tried
    when it was made. Raises Fault when the weeks contradict each other: then more has moved than
    is known.
    """
    found = _too_close(issues, threshold)
    weeks = {key.period for key in found}
    alone = {
        key
        for one in issues
        if any(key.period in weeks for key in one.figures)
        for key in _too_close([one], threshold)
    }
    return {key: one for key, one in found.items() if key not in alone}


def _whole(one: Interval) -> Interval:
    """Return what an interval leaves for a whole number."""
    grace = 1e-5
    upper = math.floor(one.upper + grace) if math.isfinite(one.upper) else math.inf
    return Interval(math.ceil(one.lower - grace), upper)
