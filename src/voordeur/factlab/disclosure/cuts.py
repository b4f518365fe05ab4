# SPDX-License-Identifier: EUPL-1.2
"""Why a choice of figures to leave out is not enough, as an inequality that every good choice meets.

For a sensitive figure the attacker's programme has a dual: a set of factors that says how much each
figure that is left out can add to the doubt. What is published adds nothing; so what those figures
could add together must be at least the doubt that is needed. (Capacity inequalities of Fischetti
and Salazar-González, JASA 95, 2000, section 3.)
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import highspy
import numpy as np

from voordeur.factlab.disclosure.rules import Need
from voordeur.factlab.disclosure.system import Equation
from voordeur.solver import quiet_solver

Cut = tuple[Mapping[int, float], float]
"""Factors per figure, and what their sum over the figures left out must reach."""


class Cutter:
    """Finds cuts for one system of figures.

    `down`, `up`, shape (figures,): how far each figure could move if it were left out.
    """

    def __init__(self, equations: tuple[Equation, ...], down: np.ndarray, up: np.ndarray) -> None:
        self._down, self._up = down, up
        self._equations = equations
        self._size = len(down)
        self._solver = quiet_solver()
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self._size, len(equations)
        programme.col_cost_ = np.zeros(self._size)
        programme.col_lower_ = np.zeros(self._size)
        programme.col_upper_ = np.zeros(self._size)
        programme.row_lower_ = programme.row_upper_ = np.zeros(len(equations))
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts, indices, factors = [0], [], []
        for total, parts in equations:
            indices += [total, *parts]
            factors += [1.0, *([-1.0] * len(parts))]
            starts.append(len(indices))
        programme.a_matrix_.start_ = np.array(starts)
        programme.a_matrix_.index_ = np.array(indices, dtype=np.int32)
        programme.a_matrix_.value_ = np.array(factors)
        self._solver.passModel(programme)
        self._starts = np.array(starts)
        self._indices = np.array(indices)
        self._factors = np.array(factors)
        self._rows = np.repeat(np.arange(len(equations)), np.diff(self._starts))

    def allow(self, left_out: np.ndarray, scale: float) -> None:
        """Say which figures are left out; `scale` is the doubt that is needed.

        What is published may move by next to nothing, so that of all reasons why the choice fails
        the solver gives the one that asks the least of what is published.
        """
        little = scale * 1e-4
        lower = np.where(left_out, -self._down, -np.minimum(little, self._down))
        upper = np.where(left_out, self._up, little)
        self._bounds = lower, upper
        self._solver.changeColsBounds(
            self._size, np.arange(self._size, dtype=np.int32), lower, upper
        )

    def cut(self, place: int, need: Need, held: Mapping[int, tuple[float, float]]) -> list[Cut]:
        """Return the cuts that say why a sensitive figure has too little doubt now.

        `held`: how far an insider lets figures move, instead of what was given at the start.
        """
        for one, (below, above) in held.items():
            self._solver.changeColBounds(one, -below, above)
        up = self._shares(place, 1.0, held)
        down = self._shares(place, -1.0, held)
        for one in held:
            self._solver.changeColBounds(one, *(float(side[one]) for side in self._bounds))
        cuts = []
        for factors, wanted in ((up, need.above), (down, need.below), (up + down, need.width)):
            if wanted > 0:
                cuts.append(_sharpened(factors, float(wanted)))
        return cuts

    def _shares(
        self, place: int, direction: float, held: Mapping[int, tuple[float, float]]
    ) -> np.ndarray:
        solver = self._solver
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        solver.changeColCost(place, direction)
        solver.run()
        status = solver.getModelStatus()
        solver.changeColCost(place, 0.0)
        if status in {
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        }:
            solver.clearSolver()
            return np.where(np.arange(self._size) == place, math.inf, 0.0)
        duals = np.array(solver.getSolution().row_dual)
        reduced = np.zeros(self._size)
        np.subtract.at(reduced, self._indices, self._factors * duals[self._rows])
        reduced[place] += direction
        reduced[np.abs(reduced) < 1e-7] = 0.0
        down, up = self._down, self._up
        if held:
            down, up = down.copy(), up.copy()
            for one, (below, above) in held.items():
                down[one], up[one] = below, above
        shares = np.zeros(self._size)
        rising, falling = reduced > 0, reduced < 0
        shares[rising] = reduced[rising] * up[rising]
        shares[falling] = -reduced[falling] * down[falling]
        return np.nan_to_num(shares, nan=0.0, posinf=math.inf)


def _sharpened(factors: np.ndarray, wanted: float) -> Cut:
    """Return a cut in which no factor is larger than what is wanted: a figure is left out or not."""
    return (
        {int(place): min(float(factors[place]), wanted) for place in np.flatnonzero(factors > 0)},
        wanted,
    )
