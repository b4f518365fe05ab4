# SPDX-License-Identifier: EUPL-1.2
"""What can be said of outreach: visits, contacts and how many could be judged. Pure."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""The normal quantile that leaves 2.5 % on either side."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with its base; `low` and `high` are the Wilson 95 % interval.

    `value` is None when the base is 0: then nothing is known, which is not nothing.
    """

    part: int
    base: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.base:
            raise ValueError(f"{self.part} of {self.base} is no share")

    @property
    def value(self) -> float | None:
        """Return part / base, between 0 and 1."""
        return self.part / self.base if self.base else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the bounds between which the share lies with 95 % confidence (Wilson, 1927)."""
        if not self.base:
            return None
        n, p, z = self.base, self.part / self.base, Z_95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - spread), min(1.0, middle + spread)


@dataclass(frozen=True, slots=True)
class Outreach:
    """Counts of one period. Units: visits for the first two, households for the last two.

    There is no figure for the households that could not be judged: the share of those who could
    is not stretched over the others.
    """

    visits: int
    contacts: int
    judged: int
    positive: int

    @property
    def contact_share(self) -> Share:
        """Return the share of the visits in which somebody was spoken to."""
        return Share(self.contacts, self.visits)

    @property
    def positive_share(self) -> Share:
        """Return the share of the judged households that it went well with."""
        return Share(self.positive, self.judged)
