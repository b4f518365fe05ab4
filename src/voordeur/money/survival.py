# SPDX-License-Identifier: EUPL-1.2
"""How long people stay well: the share without a relapse, beside others, and what makes it differ.

The clock runs from the end of the help to the relapse (a return, a debt, an arrest), or to the last
day somebody was followed. A result that nobody followed is no success.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from voordeur.door.refusal import Refusal
from voordeur.intake.outreach import Z_95
from voordeur.money.estimates import LEAST, Estimate, TooFew, beside


@dataclass(frozen=True, slots=True)
class Hazards:
    """Per trait the log of how many times as fast it happens, with its standard error."""

    names: tuple[str, ...]
    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    cases: int
    events: int


def cox(
    durations: ArrayLike, happened: ArrayLike, traits: Mapping[str, ArrayLike]
) -> Hazards | TooFew:
    """Return what makes an event (a relapse, a return) come sooner or later: Cox (1972).

    Ties after Efron (1977). Newton's method on centred traits; below ten events per trait the answer
    is that there are too few.
    """
    time, event = np.asarray(durations, dtype=float), np.asarray(happened, dtype=bool)
    x = np.column_stack([np.asarray(one, dtype=float) for one in traits.values()])
    if event.sum() < LEAST * x.shape[1]:
        return TooFew(int(event.sum()), LEAST * x.shape[1])
    order = np.argsort(-time, kind="stable")
    time, event, x = time[order], event[order], x[order] - x.mean(axis=0)
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        gradient, information = _efron(time, event, x, beta)
        step = np.linalg.solve(information, gradient)
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    _, information = _efron(time, event, x, beta)
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Hazards(
        tuple(traits),
        tuple(float(one) for one in beta),
        tuple(float(one) for one in errors),
        len(time),
        int(event.sum()),
    )


def _efron(
    time: NDArray[np.float64],
    event: NDArray[np.bool_],
    x: NDArray[np.float64],
    beta: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the slope and the curvature of the partial likelihood; times run from late to early."""
    risk = np.exp(x @ beta)
    weighted = risk[:, None] * x
    squared = weighted[:, :, None] * x[:, None, :]
    sums = np.cumsum(risk), np.cumsum(weighted, axis=0), np.cumsum(squared, axis=0)
    gradient, information = np.zeros(x.shape[1]), np.zeros((x.shape[1], x.shape[1]))
    for moment in np.unique(time[event]):
        last = int(np.searchsorted(-time, -moment, side="right")) - 1
        dying = event & (time == moment)
        count = int(dying.sum())
        gradient += x[dying].sum(axis=0)
        own = risk[dying].sum(), weighted[dying].sum(axis=0), squared[dying].sum(axis=0)
        for turn in range(count):
            part = turn / count
            whole = sums[0][last] - part * own[0]
            mean = (sums[1][last] - part * own[1]) / whole
            gradient -= mean
            information += (sums[2][last] - part * own[2]) / whole - np.outer(mean, mean)
    return gradient, information


@dataclass(frozen=True, slots=True)
class Staying:
    """The share that had no relapse until a time, with the interval and how many were still followed.

    `error` is the standard error after Greenwood (1926).
    """

    until: float
    share: float
    low: float
    high: float
    followed: int
    error: float


def staying(
    durations: ArrayLike, relapsed: ArrayLike, *, until: Sequence[float]
) -> tuple[Staying, ...] | TooFew:
    """Return how many stay without a relapse (Kaplan and Meier 1958), with a log-log interval.

    Who is not followed any longer counts until then, and neither as a success nor as a relapse. When
    nobody or everybody fell back, the bound on the other side is the exact one of as many people
    (Clopper and Pearson 1934), so that ten out of ten is not certainty.
    """
    time, event = np.asarray(durations, dtype=float), np.asarray(relapsed, dtype=bool)
    if len(time) < LEAST:
        return TooFew(len(time))
    return tuple(_staying(time, event, limit) for limit in until)


def _staying(time: NDArray[np.float64], event: NDArray[np.bool_], limit: float) -> Staying:
    share, spread = 1.0, 0.0
    followed = int((time >= limit).sum())
    for moment in np.unique(time[event & (time <= limit)]):
        at_risk, gone = int((time >= moment).sum()), int((event & (time == moment)).sum())
        share *= 1 - gone / at_risk
        spread += gone / (at_risk * (at_risk - gone)) if at_risk > gone else 0.0
    if share == 1:
        return Staying(limit, 1.0, 0.025 ** (1 / followed) if followed else 0.0, 1.0, followed, 0.0)
    if share == 0:
        return Staying(limit, 0.0, 0.0, 1 - 0.025 ** (1 / len(time)), followed, 0.0)
    reach = Z_95 * math.sqrt(spread) / math.log(share)
    low, high = sorted((share ** math.exp(-reach), share ** math.exp(reach)))
    return Staying(limit, share, low, high, followed, share * math.sqrt(spread))


STAYING = "who stayed without a relapse, beside a comparison group"
"""The design of `staying_beside`."""


def staying_beside(
    treated: Sequence[tuple[float, bool]],
    control: Sequence[tuple[float, bool]],
    *,
    until: float,
) -> Estimate | TooFew:
    """Return how much larger the share is that stayed well until a time: (how long, relapsed) each.

    Of each group ten or more must be known at that time (followed so long, or fallen back before),
    and somebody must still be followed where not all fell back. The interval puts those of both
    shares together.
    """
    if until <= 0:
        raise Refusal("The relapse clock has no length.", "until", "Give a time above 0.")
    sides = [
        (np.array([how_long for how_long, _ in group]), np.array([fell for _, fell in group], bool))
        for group in (treated, control)
    ]
    known = min(int(((time >= until) | event).sum()) for time, event in sides)
    if known < LEAST:
        return TooFew(known)
    one, other = (_staying(*side, until) for side in sides)
    if any(found.share > 0 and not found.followed for found in (one, other)):
        return TooFew(0)
    low, high = beside((one.share, one.low, one.high), (other.share, other.low, other.high))
    return Estimate(
        one.share - other.share,
        math.hypot(one.error, other.error),
        low,
        high,
        len(treated),
        len(control),
        STAYING,
    )
