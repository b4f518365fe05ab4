# SPDX-License-Identifier: EUPL-1.2
"""What starts before expensive care, next to households of the same make-up without expensive care.

A case-control comparison: cases are households in which a kind of expensive care starts; controls
have a provision, no expensive care, and stand in the same stratum. A control is looked at on the day
of a case of its stratum, over the same window. That something comes before is no proof that it
leads to it, and the words say so.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from voordeur.factlab.combinations.surprise import LEVEL
from voordeur.factlab.counting import Starts


@dataclass(frozen=True, slots=True)
class Precursor:
    """A kind of provision that started in the window before expensive care, or on the same day elsewhere.

    `odds`: how many times as large the odds are for cases as for controls, over all strata
    together (Mantel-Haenszel), with a 95 % interval; `p_value` corrected for all kinds looked at.
    """

    kind: int
    cases: int
    exposed_cases: int
    controls: int
    exposed_controls: int
    odds: float
    low: float
    high: float
    p_value: float


def precursors(
    starts: Starts,
    expensive: Collection[int],
    strata: Mapping[int, str],
    window_days: int = 730,
    least: int = 10,
) -> list[Precursor]:
    """Return the kinds that start before expensive care more or less often than elsewhere.

    `expensive`: kinds, as places in the codebook. `strata`: of each household, with whom it is
    compared; one that is not named is left out. Kinds that fewer than `least` cases had before
    are left out. Empty when no stratum has both cases and controls.
    """
    by_kind = compared(starts, expensive, strata, window_days)
    found = [
        _pooled(kind, cells, len(by_kind))
        for kind, cells in by_kind.items()
        if sum(cell[0] for cell in cells) >= least
    ]
    return sorted(found, key=lambda one: (one.p_value, -one.odds, one.kind))


def compared(
    starts: Starts,
    expensive: Collection[int],
    strata: Mapping[int, str],
    window_days: int = 730,
) -> dict[int, list[np.ndarray]]:
    """Return per kind the numbers of each stratum that has both cases and controls.

    Shape (4,): exposed cases, other cases, exposed controls, other controls. See `precursors`.
    """
    dear = np.isin(starts.kinds, list(expensive))
    first: dict[int, int] = {}
    for household, day in zip(starts.households[dear], starts.days[dear], strict=True):
        first[int(household)] = min(int(day), first.get(int(household), int(day)))
    index = _index_days(starts, first, strata)
    kinds = [kind for kind in range(int(starts.kinds.max(initial=-1)) + 1) if kind not in expensive]
    exposed = _exposed(starts, index, window_days, kinds)
    tables = _tables(exposed, index, first, strata, len(kinds))
    return {kind: [table[at] for table in tables.values()] for at, kind in enumerate(kinds)}


def _index_days(
    starts: Starts, first: Mapping[int, int], strata: Mapping[int, str]
) -> dict[int, int]:
    """Give every control the day of a case of its stratum, in turn, in the order of the days.

    Households of a stratum without cases, or without controls, are not compared with anybody.
    """
    cases: dict[str, list[int]] = {}
    for household, day in first.items():
        if household in strata:
            cases.setdefault(strata[household], []).append(day)
    controls: dict[str, list[int]] = {}
    for household in sorted({int(one) for one in starts.households} - first.keys()):
        if household in strata:
            controls.setdefault(strata[household], []).append(household)
    index = {}
    for stratum in cases.keys() & controls.keys():
        days = sorted(cases[stratum])
        for turn, household in enumerate(controls[stratum]):
            index[household] = days[turn % len(days)]
    return index | {
        household: day for household, day in first.items() if strata.get(household) in controls
    }


def _exposed(
    starts: Starts, index: Mapping[int, int], window: int, kinds: list[int]
) -> dict[int, set[int]]:
    """Return per household which kinds started in the window before its day."""
    wanted = {kind: at for at, kind in enumerate(kinds)}
    found: dict[int, set[int]] = {household: set() for household in index}
    for household, kind, day in zip(starts.households, starts.kinds, starts.days, strict=True):
        who = int(household)
        if who in index and int(kind) in wanted and index[who] - window <= day < index[who]:
            found[who].add(wanted[int(kind)])
    return found


def _tables(
    exposed: Mapping[int, set[int]],
    index: Mapping[int, int],
    first: Mapping[int, int],
    strata: Mapping[int, str],
    many: int,
) -> dict[str, np.ndarray]:
    """Return per stratum and kind: exposed cases, other cases, exposed controls, other controls."""
    tables: dict[str, np.ndarray] = {}
    for household in index:
        table = tables.setdefault(strata[household], np.zeros((many, 4), dtype=np.int64))
        side = 0 if household in first else 2
        table[:, side + 1] += 1
        for at in exposed[household]:
            table[at, side] += 1
            table[at, side + 1] -= 1
    return tables


def _pooled(kind: int, cells: list[np.ndarray], looked_at: int) -> Precursor:
    """Pool strata: odds of Mantel-Haenszel, variance of Robins, Breslow and Greenland (1986)."""
    a, b, c, d = np.array(cells, dtype=float).T
    total = a + b + c + d
    r, s = a * d / total, b * c / total
    p, q = (a + d) / total, (b + c) / total
    # A half where one side is empty, so that there is an interval.
    right, wrong = float(r.sum()) or 0.5, float(s.sum()) or 0.5
    odds = right / wrong
    variance = float(
        (p * r).sum() / (2 * right**2)
        + (p * s + q * r).sum() / (2 * right * wrong)
        + (q * s).sum() / (2 * wrong**2)
    )
    deviation = math.sqrt(variance)
    z = NormalDist().inv_cdf(1 - LEVEL / 2)
    p_value = 2 * (1 - NormalDist().cdf(abs(math.log(odds)) / deviation)) if deviation else 1.0
    return Precursor(
        kind,
        int((a + b).sum()),
        int(a.sum()),
        int((c + d).sum()),
        int(c.sum()),
        odds,
        odds * math.exp(-z * deviation),
        odds * math.exp(z * deviation),
        min(1.0, p_value * looked_at),
    )
