# SPDX-License-Identifier: EUPL-1.2
"""Which rules keep how many households waiting at what cost; small numbers are not told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

LEAST: Final = 5
"""Households from which on a rule is told of."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One household that waits: behind which rules, for how many days, at what cost a day.

    `per_day` in eurocents, exact; None when no price is known.
    """

    household: int
    rules: tuple[str, ...]
    days: int
    per_day: Fraction | None


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What stands behind one rule. Unit: households, eurocents a day, eurocents so far.

    `unknown` households wait at a price nobody knows: the true cost is at least this. It is None,
    with the costs, when a small number would show by it.
    """

    rule: str
    households: int
    per_day: int
    so_far: int
    unknown: int


def ranking(waits: Iterable[Waits], least: int = LEAST) -> tuple[RuleCost, ...]:
    """Return the rules behind which at least so many households wait, the dearest first.

    A household behind two rules counts at each, so nothing here may be added up. A household that
    waits for two things counts once, with both costs. The costs are told when they rest on at least
    `least` households; those without a price are told as 0 or as at least `least`.
    """
    behind: dict[str, dict[int, list[Waits]]] = {}
    for one in waits:
        for rule in one.rules:
            behind.setdefault(rule, {}).setdefault(one.household, []).append(one)
    found = []
    for rule, homes in behind.items():
        priced = {
            home: [one for one in rows if one.per_day is not None] for home, rows in homes.items()
        }
        known = {home: rows for home, rows in priced.items() if rows}
        if len(known) < least or 0 < len(homes) - len(known) < least:
            continue
        rows = [one for each in known.values() for one in each]
        per_day = sum((one.per_day for one in rows if one.per_day is not None), Fraction(0))
        so_far = sum(
            (one.per_day * one.days for one in rows if one.per_day is not None), Fraction(0)
        )
        found.append(RuleCost(rule, len(homes), int(per_day), int(so_far), len(homes) - len(known)))
    return tuple(sorted(found, key=lambda one: (-one.so_far, one.rule)))
