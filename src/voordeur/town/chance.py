# SPDX-License-Identifier: EUPL-1.2
"""Dice that fall the same on every platform and Python version.

Only `Random.random()` is used: Python promises its sequence for a seed; for `choice`, `sample`
and the like it does not. No `math` function either: their last bit differs per platform.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random


class Weighted[T]:
    """A list to pick from with unequal chances; the sums are made once."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        if len(items) != len(weights) or not items or min(weights) < 0 or sum(weights) <= 0:
            raise ValueError("Give as many weights as items, none below 0 and not all 0.")
        self._items = items
        self._upto = list(accumulate(weights))

    def pick(self, dice: "Dice") -> T:
        """Return one item; an item with weight 0 never comes out."""
        place = bisect_right(self._upto, dice.fraction() * self._upto[-1])
        return self._items[min(place, len(self._items) - 1)]


class Dice:
    """One stream of chance, named by the words it is made with.

    Each household has its own stream, so that a change in how one household is drawn leaves all
    other households as they were.

    >>> Dice(1, "household", 7).between(1, 6) == Dice(1, "household", 7).between(1, 6)
    True
    """

    __slots__ = ("fraction",)

    def __init__(self, *name: object) -> None:
        #: The next number in [0, 1).
        self.fraction = Random("/".join(map(str, name))).random

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.fraction() * (high - low + 1))

    def pick[T](self, items: Sequence[T]) -> T:
        """Return one item, all equally likely."""
        return items[int(self.fraction() * len(items))]

    def happens(self, chance: float) -> bool:
        """Return whether something with this chance happens."""
        return self.fraction() < chance

    def some[T](self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` different items (all of them when there are fewer), in chance order."""
        left = list(items)
        return [left.pop(int(self.fraction() * len(left))) for _ in range(min(count, len(left)))]
