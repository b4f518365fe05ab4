# SPDX-License-Identifier: EUPL-1.2
"""Solutions that attackers found, kept for the next attack: what fits still need not be found again.

A solution is what all figures together could be, given what was published. When more is left out it
still fits; when less is, a mix of two that fit often does.
"""

from __future__ import annotations

import numpy as np

FEW = 12
"""Of how many solutions on each side of a limit mixes are made."""


def mixed(solutions: np.ndarray, column: int, lower: float, upper: float) -> np.ndarray:
    """Return mixes of two solutions in which one figure is just inside its limits.

    `solutions`, shape (many, figures), fit sums and bounds that are linear; so does what lies on the
    line between two of them. Given are only mixes of one that is outside with one that is not.
    """
    figure = solutions[:, column]
    made = [
        _between(solutions[outside], solutions[~outside], column, limit)
        for outside, limit in ((figure < lower, lower), (figure > upper, upper))
    ]
    return np.concatenate(made)


def _between(outside: np.ndarray, others: np.ndarray, column: int, limit: float) -> np.ndarray:
    # The last ones that were found show most.
    outside, others = outside[-FEW:, None, :], others[None, -FEW:, :]
    from_outside = limit - outside[..., column]
    share = (from_outside / (others[..., column] - outside[..., column]))[..., None]
    mixes = outside + share * (others - outside)
    mixes[..., column] = limit
    return mixes.reshape(-1, outside.shape[-1])


class Shown:
    """Solutions of all figures, for attacks on choices of the same figures that differ a little.

    `values`, shape (figures,): the true figures.
    """

    def __init__(self, values: np.ndarray) -> None:
        self._values = values
        self._rows = np.empty((0, len(values)))

    def fitting(self, hidden: np.ndarray) -> np.ndarray:
        """Return the solutions that fit when only these figures are left out (a mask)."""
        return self._rows[self._fits(hidden)]

    def keep(self, hidden: np.ndarray, found: np.ndarray) -> None:
        """Keep what an attack on these left out figures found, instead of what it was given."""
        self._rows = np.concatenate((self._rows[~self._fits(hidden)], found))

    def tell(self, place: int) -> Shown:
        """Return what is left of these solutions when one more figure is published."""
        other = Shown(self._values)
        value = float(self._values[place])
        same = self._rows[:, place] == value
        other._rows = np.concatenate((self._rows[same], mixed(self._rows, place, value, value)))
        return other

    def _fits(self, hidden: np.ndarray) -> np.ndarray:
        said = ~hidden
        return np.asarray((self._rows[:, said] == self._values[said]).all(axis=1))
