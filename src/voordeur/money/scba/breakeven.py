# SPDX-License-Identifier: EUPL-1.2
"""What must be true for the benefits to reach the costs: break-even values, as intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from voordeur.door.refusal import Refusal
from voordeur.money.scba.assumption import units
from voordeur.money.scba.distribution import Draws
from voordeur.money.scba.drawing import Source, Values
from voordeur.money.scba.lines import lines_of
from voordeur.money.scba.model import Model
from voordeur.money.scba.sensitivity import Net


class Stands(StrEnum):
    """Where an interval lies with regard to the point at which benefits equal costs."""

    ABOVE = "positive over the whole interval"
    CROSSES = "crosses zero"
    BELOW = "negative over the whole interval"


@dataclass(frozen=True, slots=True)
class Interval:
    """From a low to a high value, in the unit of what it is about."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise Refusal("The low end lies above the high end.", "interval", "Swap them.")


def quantity_needed(costs: Interval, unit_value: Interval, other_benefits: Interval) -> Interval:
    """Return how much of an effect is needed: (costs - other benefits) / unit value, as an interval.

    Never below zero: when other benefits cover the costs, none is needed. Raises Refusal for a unit
    value that can be zero or less, because then no quantity is enough.
    """
    if unit_value.low <= 0:
        raise Refusal(
            "The effect may be worth nothing.", "unit value", "Give a value above 0 to divide by."
        )
    low = (costs.low - other_benefits.high) / unit_value.high
    high = (costs.high - other_benefits.low) / unit_value.low
    return Interval(max(0.0, low), max(0.0, high))


def stands(needed: Interval, seen: Interval) -> Stands:
    """Say whether what is seen (or expected) is enough, over the whole interval or a part of it.

    >>> stands(Interval(10, 10), Interval(6, 12)).value
    'crosses zero'
    """
    if seen.low >= needed.high:
        return Stands.ABOVE
    return Stands.BELOW if seen.high < needed.low else Stands.CROSSES


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The value of one assumption at which benefits equal costs.

    `at` is that value with the others as expected, None when no value is enough (or none too
    little). `between` holds it for nine in ten draws of the others, None when nothing else is
    uncertain or no draw has one; `never` is the share of draws without one. `must_be` says on which
    side a positive return lies: 'at least', 'at most', or '' when the figure does not matter.
    """

    name: str
    now: float
    must_be: str
    at: float | None
    between: Interval | None
    never: float

    def stands(self, seen: Interval) -> Stands | None:
        """Say whether what is believed of the figure is enough; None when no value makes a difference.

        Of a figure that must be at most something, less is more. Where more than one draw in ten of
        the others has no such value, it can go either way.
        """
        if not self.must_be or (self.at is None and self.between is None):
            return None
        if self.never > 0.1:
            return Stands.CROSSES
        needed = self.between or Interval(self.at or 0.0, self.at or 0.0)
        if self.must_be == "at least":
            return stands(needed, seen)
        return stands(Interval(-needed.high, -needed.low), Interval(-seen.high, -seen.low))


def break_even(
    model: Model,
    name: str,
    *,
    view: str = "society",
    reading: str = "",
    draws: int = 2000,
    seed: int = 1,
) -> BreakEven:
    """Return what an assumption must be for the net of a perspective not to be below zero.

    Looks between nothing and a hundred times the expected value, or between 0 and 1 for a share.
    """
    now = model.value(name, reading)
    if now is None:
        raise Refusal(f"'{name}' is unknown.", "break-even", "Give it a range first.")
    net = Net(model, view, reading)
    source = Source(model, reading, seed=seed, draws=draws)
    is_share = not units(model.assumptions[name].unit).keys() - {"year"}
    ends = (0.0, 1.0) if is_share else (0.0, 100 * now if now > 0 else 100.0)

    def roots(values: Values, count: int) -> Draws:
        return _roots(lambda value: net({**values, name: value}), ends, count)

    expected = source.means()
    slope = float(net({**expected, name: ends[1]})) - float(net({**expected, name: ends[0]}))
    at = roots(expected, 1).item()
    between, never = None, float(np.isnan(at))
    if set(source.names) - {name}:
        found = roots(source.take(draws), draws)
        never = float(np.isnan(found).mean())
        if never < 1:
            low, high = np.nanquantile(found, [0.05, 0.95])
            between = Interval(float(low), float(high))
    must_be = "" if slope == 0 else "at least" if slope > 0 else "at most"
    return BreakEven(name, now, must_be, None if np.isnan(at) else at, between, never)


def _roots(net: Callable[[Draws], float | Draws], ends: tuple[float, float], count: int) -> Draws:
    """Return per draw where the net changes sign between two ends; nan where it does not.

    Almost every assumption stands in the sum once: the net is a straight line and the first guess,
    where the line through both ends crosses zero, is the answer. Otherwise the interval is halved.
    """

    def at(value: Draws) -> Draws:
        return np.broadcast_to(np.asarray(net(value), dtype=float), (count,))

    low, high = np.full(count, ends[0]), np.full(count, ends[1])
    at_low, at_high = at(low), at(high)
    crosses = (at_low * at_high <= 0) & (at_low != at_high)
    with np.errstate(divide="ignore", invalid="ignore"):
        guess = np.where(crosses, low - at_low * (high - low) / (at_high - at_low), np.nan)
    scale = np.maximum(np.abs(at_low), np.abs(at_high))
    if not np.any(np.abs(at(np.where(crosses, guess, low)))[crosses] > 1e-9 * scale[crosses]):
        return guess
    for _ in range(60):
        middle = (low + high) / 2
        below = (at(middle) < 0) == (at_low < 0)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.where(crosses, (low + high) / 2, np.nan)


def break_evens(model: Model, *, view: str = "society", reading: str = "") -> tuple[BreakEven, ...]:
    """Return what every assumption in the sum must be, in the order of the model."""
    used = {name for line in lines_of(model, reading)[0] for name in line.needs}
    return tuple(
        break_even(model, name, view=view, reading=reading)
        for name in model.assumptions
        if name in used
    )
