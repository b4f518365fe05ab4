# SPDX-License-Identifier: EUPL-1.2
"""The solver of optimisation problems (HiGHS), set so that the same question has the same answer.

A sum that belongs to no room: whoever solves a programme, in whichever room, begins here.
"""

from __future__ import annotations

import highspy

PRIMAL = 4
"""What HiGHS calls the primal simplex method."""


def quiet_solver(*, exact: bool = False, again: bool = False) -> highspy.Highs:
    """Return an empty solver that prints nothing, uses one thread and draws no lots.

    `exact`: of an integer programme the very best is wanted, not one that is nearly as good. `again`:
    the same programme is solved many times with another objective; each time begins where the last one
    ended, which fits all sums already (the primal simplex method).
    """
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    if exact:
        solver.setOptionValue("mip_rel_gap", 0.0)
    if again:
        solver.setOptionValue("simplex_strategy", PRIMAL)
    return solver
