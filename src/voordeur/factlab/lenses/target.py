# SPDX-License-Identifier: EUPL-1.2
"""How many there are in all, those nobody knows included: estimates with an interval and assumptions.

Lists overlap. Of how many households stand on one list only, and how many on two, something can be
said about how many stand on none. Each estimate says what it takes for granted, because every one
of them is wrong when that is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from voordeur.factlab.counting import Engine
from voordeur.factlab.fault import Fault
from voordeur.factlab.linked import MIDDLE
from voordeur.factlab.wording import gettext_noop

Z95 = 1.959963984540054
CLOSED = gettext_noop("Nobody came or left between the lists.")
LINKED = gettext_noop(
    "Who is on two lists is found on both: the doubt of linking is not in the interval."
)
INDEPENDENT = gettext_noop(
    "Being on one list makes being on the other neither more nor less likely. Where one institution "
    "sends people on to the other, the true number is higher."
)
EVEN = gettext_noop("Every household is as likely as another to be on a list.")
ONLY_LOWER = gettext_noop(
    "A lower bound: households differ in how likely they are to be known, and then there are more."
)
NATIONAL = gettext_noop(
    "A share found elsewhere holds here too. It says nothing about this city by itself."
)


@dataclass(frozen=True)
class Estimate:
    """How many households there are in all, known and not known."""

    name: str
    value: float
    low: float
    high: float
    known: int
    """How many of them are on at least one list; 0 where the estimate does not come from lists."""
    assumptions: tuple[str, ...]


def two_lists(first: int, second: int, both: int) -> Estimate:
    """Estimate from two lists and their overlap, with a 95 % interval.

    The estimator of Chapman (1951), with the log-normal interval of Burnham and others (1987) on
    those not seen. Raises Fault when the overlap is larger than a list.

    >>> round(two_lists(200, 150, 50).value)
    594
    """
    if not 0 <= both <= min(first, second):
        raise Fault(
            f"{both} is no overlap of {first} and {second}.", "two lists", "Count them again."
        )
    value = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (
        (first + 1)
        * (second + 1)
        * (first - both)
        * (second - both)
        / ((both + 1) ** 2 * (both + 2))
    )
    known = first + second - both
    low, high = _around(known, value - known, variance)
    return Estimate("two_lists", value, low, high, known, (CLOSED, LINKED, INDEPENDENT, EVEN))


def many_lists(seen: Mapping[int, int]) -> Estimate | None:
    """Estimate from how many households stand on exactly 1, 2, 3 … lists; None without any on two.

    The lower bound of Chao (1987), bias-corrected, with its variance and log-normal interval.

    >>> round(many_lists({1: 100, 2: 50, 3: 10}).value)
    257
    """
    once, twice = seen.get(1, 0), seen.get(2, 0)
    known = sum(many for lists, many in seen.items() if lists > 0)
    if not twice:
        return None
    hidden = once * (once - 1) / (2 * (twice + 1))
    variance = (
        once * (once - 1) / (2 * (twice + 1))
        + once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    low, high = _around(known, hidden, variance)
    return Estimate("many_lists", known + hidden, low, high, known, (CLOSED, LINKED, ONLY_LOWER))


def national(households: int, low_percent: float, high_percent: float) -> Estimate:
    """Estimate from a share that holds for the whole country: a range stays a range.

    >>> national(60_000, 0.5, 1.0).low
    300.0
    """
    if not 0 <= low_percent <= high_percent <= 100:
        raise Fault("Shares run from low to high.", "national share", "Correct the parameter.")
    low, high = households * low_percent / 100, households * high_percent / 100
    return Estimate("national", (low + high) / 2, low, high, 0, (NATIONAL,))


def known_to_many(engine: Engine, clustering: str = MIDDLE) -> Mapping[int, int]:
    """Return how many households stand on exactly so many lists of provisions."""
    found: dict[int, int] = {}
    for (_, mask), many in engine.baskets(clustering, "sources").items():
        lists = mask.bit_count()
        found[lists] = found.get(lists, 0) + many
    return found


def _around(known: int, hidden: float, variance: float) -> tuple[float, float]:
    """Return the log-normal interval on those not seen, so that it never falls under those seen."""
    if hidden <= 0:
        return float(known), float(known)
    spread = math.exp(Z95 * math.sqrt(math.log(1 + variance / hidden**2)))
    return known + hidden / spread, known + hidden * spread
