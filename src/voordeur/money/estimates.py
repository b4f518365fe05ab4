# SPDX-License-Identifier: EUPL-1.2
"""What help did, beside a group that did not get it: differences, before and after, panels.

How long people stay well is in `survival`. Every estimate comes with an interval; below a number of
cases the answer is that there are too few. Nothing here scores a person: it works on groups.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from voordeur.door.refusal import Refusal
from voordeur.intake.outreach import Share

LEAST = 10
"""The least number of cases in a group to say anything."""
BEFORE = "before and after"
"""The design that is no comparison: what it finds is a change."""


@dataclass(frozen=True, slots=True)
class TooFew:
    """An answer: there are too few cases to say it; with how many there are and are needed."""

    have: int
    need: int = LEAST


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference with its standard error and the interval that holds the true one 19 times in 20."""

    value: float
    error: float
    low: float
    high: float
    treated: int
    control: int
    design: str

    @property
    def says_something(self) -> bool:
        """Whether the interval leaves out 'no difference'."""
        return self.low > 0 or self.high < 0


@cache
def student(freedom: float) -> float:
    """Return the value that Student's t exceeds in 2.5 % of cases.

    >>> round(student(4), 3), round(student(1e9), 3)
    (2.776, 1.96)
    """
    if freedom <= 0:
        raise Refusal(
            "There is no freedom left.", "estimate", "More cases than figures are needed."
        )
    # The tail by Simpson's rule after t = tan(x): the whole line becomes a short stretch.
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2))
    scale /= math.sqrt(freedom * math.pi)

    def tail(value: float) -> float:
        x = np.linspace(math.atan(value), math.pi / 2 - 1e-9, 401)
        t = np.tan(x)
        density = scale * (1 + t * t / freedom) ** (-(freedom + 1) / 2) * (1 + t * t)
        weights = np.ones(len(x))
        weights[1:-1:2], weights[2:-1:2] = 4, 2
        return float((density * weights).sum() * (x[1] - x[0]) / 3)

    low, high = 1.9, 13.0 if freedom >= 1 else 1e4
    for _ in range(45):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle) > 0.025 else (low, middle)
    return (low + high) / 2


def difference(treated: ArrayLike, control: ArrayLike, *, least: int = LEAST) -> Estimate | TooFew:
    """Return the difference of two means, each group with a spread of its own (Welch 1947).

    Outcomes that are only yes (1) or no (0) are shares, and get the interval of Newcombe (1998,
    method 10): in a small group in which all went well, the spread is nothing and the doubt is not.
    """
    one, other = np.asarray(treated, dtype=float), np.asarray(control, dtype=float)
    if min(len(one), len(other)) < least:
        return TooFew(min(len(one), len(other)), least)
    if np.isin(np.concatenate([one, other]), (0.0, 1.0)).all():
        return _of_shares(Share(int(one.sum()), len(one)), Share(int(other.sum()), len(other)))
    parts = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    error = math.sqrt(sum(parts))
    value = float(one.mean() - other.mean())
    if error == 0:
        return Estimate(value, 0.0, value, value, len(one), len(other), "comparison group")
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(group) - 1) for part, group in zip(parts, (one, other), strict=True)
    )
    reach = student(round(float(freedom), 6)) * error
    return Estimate(
        value, error, value - reach, value + reach, len(one), len(other), "comparison group"
    )


def _of_shares(one: Share, other: Share) -> Estimate:
    shares, bounds = [], []
    for share in (one, other):
        if share.value is not None and share.interval is not None:
            shares.append(share.value)
            bounds.append(share.interval)
    low, high = beside((shares[0], *bounds[0]), (shares[1], *bounds[1]))
    error = math.sqrt(
        sum(
            value * (1 - value) / group.base
            for value, group in zip(shares, (one, other), strict=True)
        )
    )
    return Estimate(
        shares[0] - shares[1], error, low, high, one.base, other.base, "comparison group"
    )


def beside(
    one: tuple[float, float, float], other: tuple[float, float, float]
) -> tuple[float, float]:
    """Return the interval of a difference from two figures with intervals of their own.

    Each is (value, low, high). The distances to the bounds that lie towards each other are put
    together as at right angles (Newcombe 1998; Zou and Donner 2008): the interval need not lie evenly
    around the difference, and is never without width while one of the two has any.

    >>> [round(bound, 3) for bound in beside((0.8, 0.7, 0.9), (0.5, 0.4, 0.6))]
    [0.159, 0.441]
    """
    (value, low, high), (under, its_low, its_high) = one, other
    between = value - under
    return (
        between - math.hypot(value - low, its_high - under),
        between + math.hypot(high - value, under - its_low),
    )


def difference_in_differences(
    treated: Sequence[tuple[float, float]],
    control: Sequence[tuple[float, float]],
    *,
    least: int = LEAST,
) -> Estimate | TooFew:
    """Return the change of who got help beyond the change of who did not: (before, after) each."""
    found = difference(
        [after - before for before, after in treated],
        [after - before for before, after in control],
        least=least,
    )
    if isinstance(found, TooFew):
        return found
    return Estimate(
        found.value,
        found.error,
        found.low,
        found.high,
        found.treated,
        found.control,
        "before and after, beside a comparison group",
    )


def change(pairs: Sequence[tuple[float, float]], *, least: int = LEAST) -> Estimate | TooFew:
    """Return how one group moved, (before, after) each: a change, and never an effect.

    Without a comparison group nobody knows what would have happened anyway.
    """
    moved = np.array([after - before for before, after in pairs], dtype=float)
    if len(moved) < least:
        return TooFew(len(moved), least)
    value, error = float(moved.mean()), float(moved.std(ddof=1)) / math.sqrt(len(moved))
    reach = student(float(len(moved) - 1)) * error
    return Estimate(value, error, value - reach, value + reach, len(moved), 0, BEFORE)


def matched(
    treated: Sequence[tuple[Hashable, float]],
    control: Sequence[tuple[Hashable, float]],
    *,
    least: int = LEAST,
) -> Estimate | TooFew:
    """Return the difference within groups of alike, weighted by who got help.

    Each case is (what it is alike in, outcome): few traits, exactly the same. Who has nobody alike is
    left out, and the number of treated in the estimate says how many are in it. A group counts with
    two or more on both sides, because one shows no spread; the spread is that within all groups of a
    side together, because two or three alike by chance would show none.
    """
    cells: dict[Hashable, tuple[list[float], list[float]]] = {}
    for side, cases in enumerate((treated, control)):
        for traits, outcome in cases:
            cells.setdefault(traits, ([], []))[side].append(outcome)
    used = [pair for pair in cells.values() if len(pair[0]) > 1 and len(pair[1]) > 1]
    count = sum(len(one) for one, _ in used)
    others = sum(len(other) for _, other in used)
    if min(count, others) < least:
        return TooFew(min(count, others), least)
    spreads = [_spread_within([pair[side] for pair in used]) for side in (0, 1)]
    value, variance = 0.0, 0.0
    for one, other in used:
        weight = len(one) / count
        value += weight * (float(np.mean(one)) - float(np.mean(other)))
        variance += weight**2 * (spreads[0] / len(one) + spreads[1] / len(other))
    error = math.sqrt(variance)
    reach = student(float(count + others - 2 * len(used))) * error
    return Estimate(
        value, error, value - reach, value + reach, count, others, "compared with alike"
    )


def _spread_within(groups: Sequence[Sequence[float]]) -> float:
    squares = sum(float(np.var(one)) * len(one) for one in groups)
    return squares / sum(len(one) - 1 for one in groups)


def two_way(
    unit: ArrayLike, year: ArrayLike, treated: ArrayLike, outcome: ArrayLike
) -> Estimate | TooFew:
    """Return the effect in a panel with an effect of its own per unit and per year.

    The panel is whole: each unit in each year once. Errors are clustered by unit (CRV1, with the
    correction G/(G-1) × (N-1)/(N-K), K without the units, because they lie within a cluster).
    When units start in different years and the effect grows, this is a weighted mean that can
    mislead; then compare groups that start together.
    """
    units, place = np.unique(np.asarray(unit), return_inverse=True)
    years, time = np.unique(np.asarray(year), return_inverse=True)
    if len(units) < 2 * LEAST:
        return TooFew(len(units), 2 * LEAST)
    if len(place) != len(units) * len(years) or len(set(zip(place, time, strict=True))) != len(
        place
    ):
        raise Refusal("The panel has holes.", "panel", "Give each unit in each year once.")
    d, y = np.empty((2, len(units), len(years)))
    d[place, time], y[place, time] = (
        np.asarray(treated, dtype=float),
        np.asarray(outcome, dtype=float),
    )
    ever = int(d.any(axis=1).sum())
    d, y = _within(d), _within(y)
    square = float((d * d).sum())
    if square < 1e-12:
        raise Refusal("Who got help never differs.", "panel", "Give a comparison group.")
    value = float((d * y).sum()) / square
    scores = (d * (y - value * d)).sum(axis=1)
    groups, cells = len(units), d.size
    correction = groups / (groups - 1) * (cells - 1) / (cells - len(years) - 1)
    error = math.sqrt(correction * float((scores**2).sum())) / square
    reach = student(float(groups - 1)) * error
    return Estimate(
        value, error, value - reach, value + reach, ever, groups - ever, "panel, units and years"
    )


def _within(table: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, columns = table.mean(axis=1, keepdims=True), table.mean(axis=0, keepdims=True)
    found: NDArray[np.float64] = table - rows - columns + table.mean()
    return found
