# SPDX-License-Identifier: EUPL-1.2
"""The waterbed: what is saved on one policy field and comes up on another; an unknown size stays unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voordeur.door.refusal import Refusal

UP, DOWN = 1, -1


@dataclass(frozen=True, slots=True)
class Spill:
    """What a cut on one field does to the cost of another: its sign, and its size where it is known.

    `sign` UP: the other field costs more. Sizes are eurocents a year, 0 or more, from low to high;
    both None: that it happens is known, how much is not.
    """

    cut: str
    other: str
    sign: int
    source: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.sign not in (UP, DOWN):
            raise Refusal("A spill goes up or down.", f"{self.cut} → {self.other}", "Give 1 or -1.")
        if (self.low is None) != (self.high is None):
            raise Refusal(
                "Only one end is known.",
                f"{self.cut} → {self.other}",
                "Give both ends, or neither.",
            )
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high:
            raise Refusal(
                "The ends are not in order.", f"{self.cut} → {self.other}", "Give low, then high."
            )

    @property
    def sign_text(self) -> str:
        """Return '+' for a field that costs more, '-' for one that costs less."""
        return "+" if self.sign == UP else "-"


@dataclass(frozen=True, slots=True)
class Net:
    """What a cut saves after all: the saving less what comes up elsewhere, in eurocents.

    `low` and `high` hold only what is known; `unknown` are the fields of which only the sign is. With
    one that goes up, nothing says that the cut saves anything.
    """

    low: int
    high: int
    unknown: tuple[Spill, ...]

    @property
    def is_sure_to_save(self) -> bool:
        """Whether the cut saves whatever the truth is, with no field of unknown size going up."""
        return self.low > 0 and not any(one.sign == UP for one in self.unknown)

    @property
    def is_known(self) -> bool:
        """Whether every field has a size."""
        return not self.unknown


def net_of_cut(saving: int, spills: Iterable[Spill], cut: str) -> Net:
    """Return what a cut of `saving` eurocents on a field leaves, over every field it touches."""
    low = high = saving
    unknown = []
    for one in spills:
        if one.cut != cut:
            continue
        if one.low is None or one.high is None:
            unknown.append(one)
        elif one.sign == UP:
            low, high = low - one.high, high - one.low
        else:
            low, high = low + one.low, high + one.high
    return Net(low, high, tuple(unknown))


def matrix(spills: Iterable[Spill]) -> dict[tuple[str, str], str]:
    """Return the signed matrix: per (cut, other field) '+', '-', '±' when sources differ.

    A pair that is not in it was not looked at; it is not zero.
    """
    found: dict[tuple[str, str], str] = {}
    for one in spills:
        key = (one.cut, one.other)
        found[key] = one.sign_text if found.get(key, one.sign_text) == one.sign_text else "±"
    return found
