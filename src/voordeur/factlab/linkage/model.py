# SPDX-License-Identifier: EUPL-1.2
"""The model of linkage as neutral data: how often one person agrees, how often two people do.

Probabilities have four decimals, weights are whole thousandths of a bit (milli-bits): the same on
every engine, every number of threads and every order of the rows.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage.comparisons import COMPARISONS

DECIMALS = 4
LEAST = 10**-DECIMALS
"""A probability that was not seen is not zero."""


@dataclass(frozen=True, slots=True)
class Odds:
    """For one level: the share of one person's records (`m`) and of two people's (`u`) in it."""

    m: float
    u: float

    def __post_init__(self) -> None:
        """Refuse what is no probability."""
        if not (0 < self.m <= 1 and 0 < self.u <= 1):
            raise Fault(
                f"m {self.m} and u {self.u} must lie above 0, up to 1.",
                "linkage model",
                "Correct the model, or train it again.",
            )

    @property
    def weight(self) -> int:
        """What being in this level says, in milli-bits; below zero: against."""
        return milli_bits(self.m / self.u)


def milli_bits(ratio: float) -> int:
    """Return a ratio of chances in whole thousandths of a bit.

    >>> milli_bits(2), milli_bits(0.25)
    (1000, -2000)
    """
    return round(1000 * math.log2(ratio))


@dataclass(frozen=True)
class Model:
    """Odds per comparison and level, and where they were learned."""

    origin: str
    odds: Mapping[str, Mapping[str, Odds]]

    def __post_init__(self) -> None:
        """Refuse a model that does not fit the comparisons."""
        for comparison in COMPARISONS:
            levels = set(self.odds.get(comparison.name, {}))
            if levels != {level.name for level in comparison.levels}:
                raise Fault(
                    f"The levels of {comparison.name} are not those that are compared.",
                    "linkage model",
                    "Train the model again.",
                )

    def to_toml(self) -> str:
        """Write the model down."""
        lines = ["# SPDX-License-Identifier: EUPL-1.2", f'origin = "{self.origin}"']
        for comparison, levels in self.odds.items():
            lines += ["", f"[{comparison}]"]
            lines += [
                f"{level} = {{ m = {_plain(odds.m)}, u = {_plain(odds.u)} }}"
                for level, odds in levels.items()
            ]
        return "\n".join(lines) + "\n"

    @classmethod
    def of_toml(cls, text: str) -> Model:
        """Read a model; raises Fault when it is none."""
        try:
            found = tomllib.loads(text)
            origin = found.pop("origin")
            odds = {
                comparison: {level: Odds(**one) for level, one in levels.items()}
                for comparison, levels in found.items()
            }
        except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
            raise Fault(
                "This is no linkage model.", "linkage model", "Give the file as it was written."
            ) from error
        return cls(origin, odds)

    @classmethod
    def read(cls, path: Path) -> Model:
        """Read a model from a file."""
        return cls.of_toml(path.read_text(encoding="utf-8"))

    @classmethod
    def standard(cls) -> Model:
        """Return the model that comes with Factlab, learned on synthetic towns."""
        source = resources.files(__package__).joinpath("model.toml")
        return cls.of_toml(source.read_text(encoding="utf-8"))


def rounded(probability: float) -> float:
    """Return a probability as it is kept: four decimals; for very small ones three digits."""
    if probability < 10 * LEAST:
        return float(f"{max(probability, 1e-7):.2e}")
    return min(round(probability, DECIMALS), 1.0)


def _plain(probability: float) -> str:
    text = f"{probability:.10f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
