# SPDX-License-Identifier: EUPL-1.2
"""What is believed about one figure: a value, a range, or the shape of a doubt.

Each kind knows its mean and variance in closed form and draws with NumPy. A figure that nobody
knows is no distribution: it is None, and stays unknown in every sum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voordeur.door.refusal import Refusal

type Draws = NDArray[np.float64]


class Distribution(Protocol):
    """One figure with its doubt."""

    @property
    def mean(self) -> float:
        """The expected value."""

    @property
    def variance(self) -> float:
        """The expected squared distance from the mean."""

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Return `count` independent draws; drawing in pieces gives the same numbers."""


def _refuse_unless(fine: bool, what: str, remedy: str) -> None:
    if not fine:
        raise Refusal(what, "distribution", remedy)


def _ordered(*values: float) -> None:
    _refuse_unless(
        all(one <= other for one, other in pairwise(values)) and values[0] < values[-1],
        "The lowest, most likely and highest value are not in order.",
        "Give them from low to high; for one value use kind 'fixed'.",
    )


@dataclass(frozen=True, slots=True)
class Fixed:
    """One value without doubt."""

    value: float

    @property
    def mean(self) -> float:
        """The value."""
        return self.value

    @property
    def variance(self) -> float:
        """Nothing."""
        return 0.0

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Return the value again and again."""
        return np.full(count, self.value)


@dataclass(frozen=True, slots=True)
class Range:
    """Somewhere between two values, and nothing known of where: each is as likely."""

    low: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.high)

    @property
    def mean(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    @property
    def variance(self) -> float:
        """(high - low)² / 12."""
        return (self.high - self.low) ** 2 / 12

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw evenly between the ends."""
        return rng.uniform(self.low, self.high, count)


@dataclass(frozen=True, slots=True)
class Triangular:
    """A lowest, a most likely and a highest value."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.mode, self.high)

    @property
    def mean(self) -> float:
        """(low + mode + high) / 3."""
        return (self.low + self.mode + self.high) / 3

    @property
    def variance(self) -> float:
        """The sum of squares less the products, / 18."""
        a, b, c = self.low, self.mode, self.high
        return (a * a + b * b + c * c - a * b - a * c - b * c) / 18

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw from the triangle: a mean of the larger and the smaller of two even draws.

        After Stein and Keblis (2009); faster than the inverse distribution that NumPy uses.
        """
        pairs = rng.random((count, 2))
        one, other = pairs[:, 0], pairs[:, 1]
        found: Draws = np.maximum(one, other)
        found *= self.mode - self.low
        smaller = np.minimum(one, other)
        smaller *= self.high - self.mode
        found += smaller
        found += self.low
        return found


@dataclass(frozen=True, slots=True)
class Pert:
    """As triangular, smoother; `weight` is how much the most likely value counts (4 by custom)."""

    low: float
    mode: float
    high: float
    weight: float = 4.0

    def __post_init__(self) -> None:
        _ordered(self.low, self.mode, self.high)
        _refuse_unless(self.weight > 0, "The weight is not above 0.", "Use 4, the custom.")

    @property
    def _shapes(self) -> tuple[float, float]:
        span = self.high - self.low
        return (
            1 + self.weight * (self.mode - self.low) / span,
            1 + self.weight * (self.high - self.mode) / span,
        )

    @property
    def mean(self) -> float:
        """(low + weight × mode + high) / (weight + 2)."""
        return (self.low + self.weight * self.mode + self.high) / (self.weight + 2)

    @property
    def variance(self) -> float:
        """That of the beta between the ends."""
        return (self.mean - self.low) * (self.high - self.mean) / (self.weight + 3)

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw a beta and stretch it between the ends."""
        return self.low + (self.high - self.low) * rng.beta(*self._shapes, count)


@dataclass(frozen=True, slots=True)
class Beta:
    """A share: as if `a` of `a + b` cases were seen to go well. Stretched between low and high."""

    a: float
    b: float
    low: float = 0.0
    high: float = 1.0

    def __post_init__(self) -> None:
        _refuse_unless(self.a > 0 and self.b > 0, "a and b are not above 0.", "Add one to each.")
        _ordered(self.low, self.high)

    @property
    def mean(self) -> float:
        """a / (a + b), stretched."""
        return self.low + (self.high - self.low) * self.a / (self.a + self.b)

    @property
    def variance(self) -> float:
        """ab / ((a + b)² (a + b + 1)), stretched."""
        both = self.a + self.b
        return (self.high - self.low) ** 2 * self.a * self.b / (both**2 * (both + 1))

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw a beta."""
        return self.low + (self.high - self.low) * rng.beta(self.a, self.b, count)


@dataclass(frozen=True, slots=True)
class Gamma:
    """An amount above zero with a long tail upward: mean = shape × scale."""

    shape: float
    scale: float

    def __post_init__(self) -> None:
        _refuse_unless(
            self.shape > 0 and self.scale > 0,
            "Shape and scale are not above 0.",
            "With a mean m and a deviation s: shape (m/s)², scale s²/m.",
        )

    @property
    def mean(self) -> float:
        """Shape × scale."""
        return self.shape * self.scale

    @property
    def variance(self) -> float:
        """Shape × scale²."""
        return self.shape * self.scale**2

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw a gamma."""
        return rng.gamma(self.shape, self.scale, count)


@dataclass(frozen=True, slots=True)
class Normal:
    """A mean with a standard deviation; can go below zero."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        _refuse_unless(self.sd > 0, "The deviation is not above 0.", "Use kind 'fixed'.")

    @property
    def variance(self) -> float:
        """The deviation squared."""
        return self.sd**2

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw a normal."""
        return rng.normal(self.mean, self.sd, count)


@dataclass(frozen=True, slots=True)
class LogNormal:
    """An amount above zero, skewed; mean and deviation are those of the amount, not of its log."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        _refuse_unless(
            self.mean > 0 and self.sd > 0,
            "Mean and deviation are not above 0.",
            "Use 'normal' for what can be below zero.",
        )

    @property
    def variance(self) -> float:
        """The deviation squared."""
        return self.sd**2

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw the log and raise it."""
        spread = math.log1p((self.sd / self.mean) ** 2)
        return rng.lognormal(math.log(self.mean) - spread / 2, math.sqrt(spread), count)


@dataclass(frozen=True, slots=True)
class Empirical:
    """What was observed, drawn again as it was; each observation is as likely."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        _refuse_unless(
            len(self.values) > 1, "One observation shows no spread.", "Give two or more."
        )

    @property
    def mean(self) -> float:
        """The mean of what was observed."""
        return math.fsum(self.values) / len(self.values)

    @property
    def variance(self) -> float:
        """The mean squared distance of what was observed (over n: these are all there are)."""
        return math.fsum((one - self.mean) ** 2 for one in self.values) / len(self.values)

    def draw(self, rng: np.random.Generator, count: int) -> Draws:
        """Draw with replacement."""
        return np.asarray(self.values)[rng.integers(0, len(self.values), count)]


KINDS: Mapping[str, type] = MappingProxyType(
    {
        "fixed": Fixed,
        "range": Range,
        "triangular": Triangular,
        "pert": Pert,
        "beta": Beta,
        "gamma": Gamma,
        "normal": Normal,
        "lognormal": LogNormal,
        "empirical": Empirical,
    }
)
"""Every kind by the word that a model file uses for it."""


def kind_of(distribution: Distribution) -> str:
    """Return the word for a distribution, as in a model file."""
    return next(word for word, kind in KINDS.items() if type(distribution) is kind)


def parameters(distribution: Distribution) -> dict[str, float | tuple[float, ...]]:
    """Return what a distribution is made of, by name."""
    return {one.name: getattr(distribution, one.name) for one in fields(distribution)}  # type: ignore[arg-type]


def scaled(distribution: Distribution, factor: float) -> Distribution:
    """Return the distribution of `factor` times the figure; `factor` is above zero.

    >>> scaled(Triangular(1, 2, 4), 10)
    Triangular(low=10, mode=20, high=40)
    """
    match distribution:
        case Fixed(value):
            return Fixed(value * factor)
        case Range(low, high):
            return Range(low * factor, high * factor)
        case Triangular(low, mode, high):
            return Triangular(low * factor, mode * factor, high * factor)
        case Pert(low, mode, high, weight):
            return Pert(low * factor, mode * factor, high * factor, weight)
        case Beta(a, b, low, high):
            return Beta(a, b, low * factor, high * factor)
        case Gamma(shape, scale):
            return Gamma(shape, scale * factor)
        case Normal(mean, sd):
            return Normal(mean * factor, sd * factor)
        case LogNormal(mean, sd):
            return LogNormal(mean * factor, sd * factor)
        case Empirical(values):
            return Empirical(tuple(one * factor for one in values))
    raise TypeError(type(distribution))
