# SPDX-License-Identifier: EUPL-1.2
"""Rounding: profiles as published by those who use them, and what a rounded figure still tells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from voordeur.factlab.disclosure.attacker import Interval
from voordeur.factlab.disclosure.rules import Dominance, Rules
from voordeur.factlab.fault import Fault


@dataclass(frozen=True, slots=True)
class Profile:
    """How one publisher rounds. `source` and `year` say where the rule was read.

    >>> profiles()["opensafely"].count(8)
    10
    >>> profiles()["opensafely"].count(7) is None
    True
    """

    name: str
    source: str
    year: int
    threshold: int
    base: int
    offset: str = ""
    totals: str = "own"
    zeros: bool = False
    percentage_base: int = 1
    percentage_step: int = 1
    mean_base: int = 1
    mean_extreme: float = 1.0
    amount_base: int = 1
    """To how many eurocents amounts are rounded; 1: not at all."""
    freedom: int = 0
    """How many degrees of freedom a fitted model must have."""
    dominance: Dominance | None = None

    def count(self, value: int) -> int | None:
        """Return a count as it is published; None: left out because it is too small.

        Raises Fault for what is no count.
        """
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise Fault(f"{value!r} is no count.", f"profile {self.name}", "Give a whole number.")
        if value < self.threshold and (value > 0 or self.zeros):
            return None
        return self.rounded(value)

    def rounded(self, value: int) -> int:
        """Round a figure, also one that is large enough to publish by itself."""
        if self.offset == "midpoint":
            # ceil(x / 6) * 6 - 3 for base 6: the middle of the class; zero stays zero.
            return -(-value // self.base) * self.base - (self.base // 2 if value else 0)
        return (2 * value + self.base) // (2 * self.base) * self.base

    def amount(self, cents: int) -> int:
        """Round an amount in eurocents; halves go up."""
        return (2 * cents + self.amount_base) // (2 * self.amount_base) * self.amount_base

    def around_amount(self, published: int) -> Interval:
        """Return what the true amount can be, given what was published."""
        lower = max(0, published - self.amount_base // 2)
        return Interval(float(lower), float(published + (self.amount_base - 1) // 2))

    def total(self, parts: Iterable[int], value: int) -> int:
        """Return a total as it is published next to its parts."""
        return sum(parts) if self.totals == "parts" else self.rounded(value)

    def around(self, published: int, threshold: int | None = None) -> Interval:
        """Return what the true figure can be, given what was published.

        `threshold`: what was left out as too small, where that is not as the profile says.
        """
        smallest = self.threshold if threshold is None else threshold
        if self.offset == "midpoint":
            if published == 0:
                return Interval(0.0, 0.0)
            half = self.base // 2
            return Interval(float(published - half + 1), float(published + half))
        most = (self.base - 1) // 2
        if published == 0:
            return Interval(0.0, float(most if most >= max(smallest, 1) else 0))
        lower = max(published - self.base // 2, smallest)
        return Interval(float(lower), float(published + most))

    def percentage(self, part: int, base: int) -> int | None:
        """Return a percentage of a base, rounded; None where the base is too small to say one.

        Raises Fault when the part is larger than its base, which is an impossible figure.
        """
        if not 0 <= part <= base:
            raise Fault(
                f"{part} is no part of {base}.", f"profile {self.name}", "Check base and part."
            )
        if base == 0 or base < self.percentage_base:
            return None
        step = self.percentage_step
        return (200 * part + base * step) // (2 * base * step) * step

    def mean(self, values: Iterable[int]) -> float | None:
        """Return a mean; None where there are too few, or where one value makes up too much of it."""
        chosen = list(values)
        if len(chosen) < max(1, self.mean_base):
            return None
        total = sum(chosen)
        most = max(abs(min(chosen)), abs(max(chosen)))
        if most > self.mean_extreme * abs(total):
            return None
        return total / len(chosen)

    def rules(self) -> Rules:
        """Return what this profile calls sensitive, for the choice of what else to leave out."""
        return Rules(max(2, self.threshold), self.zeros, self.dominance or Dominance())


@cache
def profiles() -> Mapping[str, Profile]:
    """Return the profiles that come with the product, by name."""
    text = files("voordeur.factlab.disclosure").joinpath("rounding.toml").read_text("utf-8")
    found = {}
    for name, given in tomllib.loads(text).items():
        dominance = given.pop("dominance", None)
        found[name] = Profile(
            name=name, dominance=Dominance(**dominance) if dominance else None, **given
        )
    return found
