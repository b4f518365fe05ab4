# SPDX-License-Identifier: EUPL-1.2
"""Discount schedules: what a euro later is worth now, as dated data with a source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np

from voordeur.money.scba.distribution import Draws


@dataclass(frozen=True, slots=True)
class Schedule:
    """Real discount rates by year, and the days on which the schedule was in force."""

    id: str
    name: str
    source: str
    from_: date
    until: date | None
    rates: tuple[tuple[int, float], ...]

    def rate(self, year: int) -> float:
        """Return the rate over year `year` (1 is the first after the start)."""
        return next(rate for first, rate in reversed(self.rates) if first <= year)

    def factors(self, horizon: int) -> Draws:
        """Return what a euro of each year is worth in year 0.

        >>> [round(float(one), 4) for one in schedules()["green_book"].factors(6)[1:]]
        [0.9662, 0.9335, 0.9019, 0.8714, 0.842]
        """
        steps = [1.0, *(1 / (1 + self.rate(year)) for year in range(1, horizon))]
        return np.cumprod(steps)

    def annuity(self, years: int) -> float:
        """Return the worth of a euro at the end of each of `years` years."""
        return float(self.factors(years + 1)[1:].sum())

    def in_force(self, day: date) -> bool:
        """Whether the schedule held on a day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@cache
def schedules() -> Mapping[str, Schedule]:
    """Return the schedules that come along, by id."""
    text = files("voordeur.money.scba").joinpath("rates.toml").read_text(encoding="utf-8")
    return {
        id_: Schedule(
            id_,
            row["name"],
            row["source"],
            row["from"],
            row.get("until"),
            tuple((first, rate) for first, rate in row["rates"]),
        )
        for id_, row in tomllib.loads(text).items()
    }
