# SPDX-License-Identifier: EUPL-1.2
"""How what one person gets is divided over the households that person is a member of.

The rule: every day belongs to the households of that day in proportion to the days the person
lives there (`days_per_week`; equal when nothing is recorded). A day without a household belongs
to none, and its money is shown apart, so that households and persons add up to the same total.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from voordeur.ledger.entries import Period
from voordeur.ledger.eurocents import MoneyError, split

SHARING_RULE: Mapping[str, str] = MappingProxyType(
    {
        "nl": "Wie bij meer huishoudens hoort, telt één keer mee. De kosten zijn verdeeld naar de "
        "dagen dat iemand in elk huishouden is; staat dat nergens, dan gelijk.",
        "en": "Someone who belongs to more than one household counts once. The cost is divided by "
        "the days someone is in each household; where that is not recorded, equally.",
    }
)


@dataclass(frozen=True, slots=True)
class MembershipDays:
    """One person's place in one household for a period; `days_per_week` None: not recorded."""

    person: str
    household: str
    period: Period
    days_per_week: int | None = None

    def __post_init__(self) -> None:
        if self.days_per_week is not None and not 1 <= self.days_per_week <= 7:
            raise MoneyError(
                "Someone lives in a household 1 to 7 days a week",
                f"{self.person} in {self.household}",
                "Give a number from 1 to 7, or leave it empty.",
            )


def divide(
    cents: int, person: str, days: Period, memberships: Iterable[MembershipDays]
) -> dict[str | None, int]:
    """Divide eurocents over the households of a person in `days` (closed); None is: no household.

    When for one of the households of a day the number of days is not recorded, that day is
    divided equally. The parts add up to `cents`.
    """
    weights = household_weights(person, days, memberships)
    scale = lcm(*(weight.denominator for weight in weights.values()))
    keys = sorted(weights, key=lambda key: (key is None, key or ""))
    parts = split(cents, [int(weights[key] * scale) for key in keys])
    return dict(zip(keys, parts, strict=True))


def household_weights(
    person: str, days: Period, memberships: Iterable[MembershipDays]
) -> dict[str | None, Fraction]:
    """Return the number of days (a fraction where shared) per household; together all `days`."""
    if days.until is None:
        raise MoneyError("Days to divide have no end", f"from {days.from_}", "Give an end.")
    mine = [
        (one, met)
        for one in memberships
        if one.person == person and (met := one.period.meet(days)) is not None
    ]
    edges = {days.from_, days.until}
    for _, met in mine:
        edges |= {met.from_, met.until or days.until}
    moments = sorted(edges)
    result: dict[str | None, Fraction] = {}
    for start, end in itertools.pairwise(moments):
        length = (end - start).days
        present = {one.household: one.days_per_week for one, met in mine if start in met}
        for household, part in _parts_of_a_day(present).items():
            result[household] = result.get(household, Fraction(0)) + part * length
    return result


def _parts_of_a_day(present: Mapping[str, int | None]) -> dict[str | None, Fraction]:
    """Divide one day over the households present that day."""
    if not present:
        return {None: Fraction(1)}
    recorded = [days for days in present.values() if days is not None]
    if len(recorded) < len(present):
        return {household: Fraction(1, len(present)) for household in present}
    total = sum(recorded)
    return {household: Fraction(days or 0, total) for household, days in present.items()}
