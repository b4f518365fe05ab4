# SPDX-License-Identifier: EUPL-1.2
"""The zero scenario of one case: what would probably happen if nobody did anything, and how it went.

Written before the outcome is known and sealed at once (eigen-tuin R34, idea 5.1). A chance is in whole
per cent, an amount in eurocents; what nobody knows stays unknown. Nothing here knows who wrote it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import NormalDist
from typing import Any

from voordeur.ledger.eurocents import KnownSum, known_sum, round_half_up
from voordeur.money.updating import LEAST_CASES, calibrate

KINDS = (
    "eviction",
    "cut_off",
    "shelter",
    "placement",
    "admission",
    "detention",
    "school",
    "work",
    "more_help",
    "other",
)
"""What can be foreseen, as codes; what exactly is said in words beside it."""
LEAST_IN_CLASS = 10
"""Below so many households a class is not shown: the disclosure rule of figures, and too few to say."""


class Came(StrEnum):
    """How it went with something that was foreseen."""

    HAPPENED = "happened"
    NOT = "not"
    UNKNOWN = "unknown"
    """Nobody can know: moved away, or the help itself prevented telling."""
    MISTAKE = "mistake"
    """Written down wrongly; can be said on the day of writing and never later."""


def sealed(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what was foreseen, in one fixed order, so that reading it back gives the same."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def too_early(came: Came, *, sealed_on: date, by_date: date, today: date) -> str:
    """Return why an outcome cannot be said on a day: `running`, `late`; '' when it can.

    That it did not happen is known only after the last day; that it was a mistake only on the day of
    writing, because later one could take back what did not come true.
    """
    if came is Came.NOT and today <= by_date:
        return "running"
    if came is Came.MISTAKE and today != sealed_on:
        return "late"
    return ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that was foreseen: its chance, what it would cost, and how it went (None: still open)."""

    percent: int
    cents: int | None
    came: Came | None = None


@dataclass(frozen=True, slots=True)
class WithoutHelp:
    """What was foreseen to be spent without the plan, beside what came true; all in eurocents.

    `expected` is the sum of chance times amount, `most` what it is when all of it happens. When
    nothing of it happens it is zero. `came_true` is the sum of what did happen.
    """

    expected: KnownSum
    most: KnownSum
    came_true: KnownSum
    stayed_away: KnownSum
    """What was foreseen and did not happen; whether the plan averted it, only many cases can tell."""
    open: int
    """How many are still to come or to be told."""


def without_help(foreseen: Iterable[Expectation]) -> WithoutHelp:
    """Return the zero scenario of a case in money; mistakes are in no sum, unknown amounts stay unknown.

    >>> without_help([Expectation(60, 1_000_00), Expectation(10, None)]).expected
    KnownSum(sum=60000, known=1, unknown=1)
    """
    rows = [one for one in foreseen if one.came is not Came.MISTAKE]
    return WithoutHelp(
        expected=known_sum(
            None if one.cents is None else round_half_up(Fraction(one.cents * one.percent, 100))
            for one in rows
        ),
        most=known_sum(one.cents for one in rows),
        came_true=known_sum(one.cents for one in rows if one.came is Came.HAPPENED),
        stayed_away=known_sum(one.cents for one in rows if one.came is Came.NOT),
        open=sum(1 for one in rows if one.came is None),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """One thing foreseen of which is known whether it happened; `household` only to count by."""

    household: int
    chance: float
    happened: bool


type ClassOfChance = tuple[float, float, int | None, int | None]
"""From, to, how many there were, how many came true; None where fewer than ten households are in it."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """How good zero scenarios of many cases were; over cases together, never per professional.

    `brier` is the mean squared distance of chance and outcome: 0 is perfect, 0.25 is tossing a coin.
    """

    cases: int
    brier: float
    classes: tuple[ClassOfChance, ...]


def foresight(known: Sequence[Known]) -> Foresight | None:
    """Return how well it was foreseen; None below twenty households: too few is an answer.

    All that was foreseen of a household counts, and the household counts once for every threshold.
    """
    cases = len({one.household for one in known})
    if cases < LEAST_CASES:
        return None
    found = calibrate([(one.chance, one.happened) for one in known])
    if found is None:  # there are at least as many expectations as households
        return None
    return Foresight(cases, found.brier, tuple(_shown(known, one) for one in found.spread))


def _shown(known: Sequence[Known], one: tuple[float, float, int, int]) -> ClassOfChance:
    low, high, there, true = one
    inside = {
        each.household for each in known if low <= each.chance < high or each.chance == high == 1.0
    }
    return (low, high, None, None) if len(inside) < LEAST_IN_CLASS else (low, high, there, true)


def share_between(true: int, there: int) -> tuple[float, float]:
    """Return between which shares the true one lies, 19 times in 20 (Wilson 1927); `there` above 0.

    >>> [round(one, 2) for one in share_between(8, 12)]
    [0.39, 0.86]
    """
    z2 = NormalDist().inv_cdf(0.975) ** 2
    middle = (true + z2 / 2) / (there + z2)
    half = math.sqrt(z2 * (true * (there - true) / there + z2 / 4)) / (there + z2)
    return max(0.0, middle - half), min(1.0, middle + half)
