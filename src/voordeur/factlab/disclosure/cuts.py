# SPDX-License-Identifier: EUPL-1.2
"""Why a choice of figures to leave out is not enough, as an inequality that every good choice meets.

For a sensitive figure the attacker's programme has a dual: a set of factors that says how much each
figure that is left out can add to the doubt. What is published adds nothing; so what those figures
could add together must be at least the doubt that is needed. (Capacity inequalities of Fischetti
and Salazar-González, JASA 95, 2000, section 3.)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

import highspy
import numpy as np

from voordeur.factlab.disclosure.insiders import own_record
from voordeur.factlab.disclosure.task import Cut, Task
from voordeur.solver import quiet_solver


class Cutter:
    """Finds cuts for one task: one programme, of which only the bounds change."""

    def __init__(self, task: Task) -> None:
        self._task = task
        equations, values = task.system.equations, task.values
        may = task.hidden([*task.free, *task.needs])
        self._down, self._up = np.where(may, values, 0.0), np.where(may, np.inf, 0.0)
        self._size = len(values)
        self._solver = quiet_solver(again=True)
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

    def allow(self, left_out: Iterable[int]) -> None:
        """Say which figures are left out."""
        hidden = self._task.hidden(left_out)
        # What is published may move by next to nothing, so that of all reasons why the choice fails
        # the solver gives the one that asks the least of what is published.
        little = max(max(need.below, need.above, need.width) for need in self._task.needs.values())
        lower = np.where(hidden, -self._down, -np.minimum(little * 1e-4, self._down))
        upper = np.where(hidden, self._up, np.minimum(little * 1e-4, self._up))
        self._bounds = lower, upper
        self._solver.changeColsBounds(
            self._size, np.arange(self._size, dtype=np.int32), lower, upper
        )

    def cuts(self, place: int, insider: int | None) -> Iterator[Cut]:
        """Yield the cuts that say why a sensitive figure has too little doubt, the cheapest first.

        `insider`: the figure somebody knows by being in it, and so lets move less.
        """
        need, value = self._task.needs[place], float(self._task.values[place])
        held: dict[int, tuple[float, float]] = {}
        if insider is not None:
            known = own_record(self._task.system, insider)
            assert known is not None
            own = float(self._task.values[insider])
            held[insider] = own - known[0], known[1] - own
        up = self._shares(place, 1.0, held)
        # No figure is less than nothing, so the rest of the width must come from above.
        yield _cut(up, max(float(need.above), need.width - value))
        down = self._shares(place, -1.0, held)
        yield _cut(down, float(need.below))
        yield _cut(up + down, float(need.width))

    def _shares(
        self, place: int, direction: float, held: Mapping[int, tuple[float, float]]
    ) -> np.ndarray:
        solver = self._solver
        for one, (below, above) in held.items():
            solver.changeColBounds(one, -below, above)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        solver.changeColCost(place, direction)
        solver.run()
        status = solver.getModelStatus()
        solver.changeColCost(place, 0.0)
        for one in held:
            solver.changeColBounds(one, *(float(side[one]) for side in self._bounds))
        if status in {
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        }:
            solver.clearSolver()
            return np.where(np.arange(self._size) == place, math.inf, 0.0)
        duals = np.array(solver.getSolution().row_dual)
        reduced = -np.bincount(self._indices, self._factors * duals[self._rows], self._size)
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


def _cut(factors: np.ndarray, wanted: float) -> Cut:
    return {int(place): float(factors[place]) for place in np.flatnonzero(factors > 0)}, wanted
