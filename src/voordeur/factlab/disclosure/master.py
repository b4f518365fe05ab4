# SPDX-License-Identifier: EUPL-1.2
"""The master programme: the lightest choice that meets every cut that is known so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import highspy
import numpy as np

from voordeur.factlab.disclosure.task import Cut, Task
from voordeur.solver import quiet_solver

NODES = 20_000
"""How far one programme is searched: so many nodes, divided by how many figures may be left out. A
number of steps and not a time, so that a slow machine finds the same."""
ENOUGH = 1 - 1e-6


class Solved(NamedTuple):
    """A choice that meets the cuts (None: none was found), and the least weight one can have."""

    chosen: frozenset[int] | None
    bound: float
    steps: int
    """Simplex iterations that it took."""


class Master:
    """Cuts, and one variable for each figure that may be left out.

    `gap`: how much heavier than the lightest a choice may be, as a share.
    """

    def __init__(self, task: Task, gap: float) -> None:
        self._task = task
        self._column = {place: index for index, place in enumerate(task.free)}
        self._weights = task.weights[list(task.free)]
        self._cuts: dict[tuple[tuple[int, ...], tuple[float, ...]], None] = {}
        self._rows: list[tuple[np.ndarray, np.ndarray]] = []
        self._solver = quiet_solver(exact=True)
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setOptionValue("mip_max_nodes", max(5, NODES // (1 + len(task.free))))
        # A few tens of sums are known: more cuts of the solver's own than these only cost time.
        self._solver.setOptionValue("mip_pool_soft_limit", 30)
        for search in ("rens", "rins", "root_reduced_cost", "feasibility_jump"):
            # Searches inside the search take most of its time; what the attackers say does more.
            self._solver.setOptionValue(f"mip_heuristic_run_{search}", False)
        many = len(task.free)
        self._solver.addVars(many, np.zeros(many), np.ones(many))
        columns = np.arange(many, dtype=np.int32)
        self._solver.changeColsCost(many, columns, self._weights)
        self._solver.changeColsIntegrality(
            many, columns, np.full(many, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        )

    def add(self, cut: Cut, chosen: Collection[int] | None = None) -> bool:
        """Add a cut; False when it says nothing new, or `chosen` meets it already.

        Raises Fault when nothing that may be left out can meet it.
        """
        factors, wanted = cut
        needs = self._task.needs
        # A figure is left out or not, so that no factor need be larger than what is wanted.
        wanted -= sum(min(value, wanted) for place, value in factors.items() if place in needs)
        if wanted <= 1e-6:
            return False
        free = {
            self._column[place]: min(value / wanted, 1.0)
            for place, value in factors.items()
            if place in self._column and value > 1e-9
        }
        if sum(free.values()) < ENOUGH:
            raise self._task.hopeless()
        if chosen is not None:
            reached = sum(free.get(self._column[place], 0.0) for place in chosen)
            if reached >= ENOUGH:
                return False
        columns, values = zip(*sorted(free.items()), strict=True)
        row = (columns, tuple(round(value, 9) for value in values))
        if row in self._cuts:
            return False
        self._cuts[row] = None
        self._rows.append((np.array(columns, dtype=np.int32), np.array(values)))
        self._solver.addRow(1.0, highspy.kHighsInf, len(free), *self._rows[-1])
        return True

    def solve(self, within: Collection[int] | None = None) -> Solved:
        """Return the lightest choice there is, as far as so many steps go.

        `within`: of these figures only, which together meet all cuts; the bound is of such choices.
        """
        if not self._rows:
            return Solved(frozenset(), 0.0, 0)
        most = np.ones(len(self._weights))
        if within is not None:
            most[~self._mask(within)] = 0.0
        columns = np.arange(len(most), dtype=np.int32)
        self._solver.changeColsBounds(len(most), columns, np.zeros(len(most)), most)
        self._solver.run()
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            raise self._task.hopeless()
        info = self._solver.getInfo()
        bound = max(0.0, info.mip_dual_bound)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Solved(None, bound, info.simplex_iteration_count)
        values = np.array(self._solver.getSolution().col_value)
        return Solved(
            frozenset(self._task.free[column] for column in np.flatnonzero(values > 0.5)),
            bound,
            info.simplex_iteration_count,
        )

    def swapped(self, chosen: Collection[int]) -> frozenset[int] | None:
        """Return the lightest choice that meets all cuts, with one of these figures for another."""
        taken = self._mask(chosen)
        table = np.zeros((len(self._rows), len(taken)))
        for row, (columns, values) in enumerate(self._rows):
            table[row, columns] = values
        lack = 1.0 - table[:, taken].sum(axis=1)
        best: tuple[float, int, int] | None = None
        for gone in np.flatnonzero(taken).tolist():
            wanted = lack + table[:, gone]
            short = wanted > 1 - ENOUGH
            fit = ~taken & (table[short] >= wanted[short, None] - (1 - ENOUGH)).all(axis=0)
            for come in np.flatnonzero(fit).tolist():
                change = float(self._weights[come] - self._weights[gone])
                best = min(best or (change, gone, come), (change, gone, come))
        if best is None:
            return None
        _, gone, come = best
        return frozenset(chosen) - {self._task.free[gone]} | {self._task.free[come]}

    def covered(self, chosen: Iterable[int]) -> frozenset[int]:
        """Return these figures with more beside them, light ones that do much, so that they meet all cuts."""
        taken = self._mask(chosen)
        missing = {
            row: lack
            for row, (columns, values) in enumerate(self._rows)
            if (lack := 1.0 - float(values[taken[columns]].sum())) > 1 - ENOUGH
        }
        while missing:
            worth = np.zeros(len(taken))
            for row, lack in missing.items():
                columns, values = self._rows[row]
                worth[columns] += np.minimum(values, lack)
            worth[taken] = 0.0
            taken[int(np.argmax(worth / self._weights))] = True
            missing = {
                row: lack
                for row in missing
                if (lack := 1.0 - float(self._rows[row][1][taken[self._rows[row][0]]].sum()))
                > 1 - ENOUGH
            }
        return frozenset(self._task.free[column] for column in np.flatnonzero(taken))

    def needed(self, chosen: Collection[int]) -> frozenset[int]:
        """Return those of these figures without which some cut is not met."""
        taken = self._mask(chosen)
        found: set[int] = set()
        for columns, values in self._rows:
            inside = taken[columns]
            reached = float(values[inside].sum())
            alone = inside & (reached - values < ENOUGH)
            found.update(columns[alone].tolist())
        return frozenset(self._task.free[column] for column in found)

    def _mask(self, chosen: Iterable[int]) -> np.ndarray:
        taken = np.zeros(len(self._weights), dtype=bool)
        taken[[self._column[place] for place in chosen]] = True
        return taken
