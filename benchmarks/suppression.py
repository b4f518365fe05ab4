# SPDX-License-Identifier: EUPL-1.2
"""Leaving out figures as a ratio: a table of 20 by 12, ours next to the optimum of pytauargus.

    uv pip install pytauargus && python -m benchmarks.suppression [--times 5]

Both get 14,500 households in 240 cells, of which those under 10 may not be told. Ours leaves out
beside them, and lets its attackers try until none finds anything, also who is in a figure and knows
it; pytauargus (OPT) leaves out and audits nothing. Told is how long each takes, and how many it
leaves out besides. `audited`: with one more trial by attackers who begin anew.
"""

import argparse
import json
import tempfile
from typing import Any

import numpy
from pytauargus import protect

from benchmarks.factlab import in_turn
from voordeur.factlab.disclosure import Dimension, Rules, System, choose, counts
from voordeur.factlab.disclosure.rules import sensitive
from voordeur.factlab.disclosure.task import Task, by_cell

ROWS, COLUMNS, HOUSEHOLDS = 20, 12, 14_500
SMALL = 10


def drawn(seed: int) -> numpy.ndarray:
    """Return a table of made-up counts, some rows and columns much larger than others."""
    random = numpy.random.default_rng(seed)
    shares = numpy.outer(
        random.dirichlet(numpy.ones(ROWS) * 1.2), random.dirichlet(numpy.ones(COLUMNS) * 0.8)
    )
    return random.multinomial(HOUSEHOLDS, shares.ravel()).reshape(ROWS, COLUMNS)


def names(row: int, column: int) -> tuple[str, str]:
    """Return the codes of a cell, in an order that both programs keep."""
    return f"r{row:02}", f"c{column:02}"


def measured(seed: int, times: int) -> dict[str, Any]:
    """Measure one table both ways."""
    table = drawn(seed)
    leaves = {names(row, column): int(many) for (row, column), many in numpy.ndenumerate(table)}
    dimensions = [
        Dimension.flat("row", sorted({row for row, _ in leaves})),
        Dimension.flat("column", sorted({column for _, column in leaves})),
    ]
    system = System.of([counts("households", "2025", dimensions, leaves)])
    needs = sensitive(system, Rules(threshold=SMALL))
    records: dict[str, list[Any]] = {
        name: [
            value
            for (row, column), many in leaves.items()
            for value in [{"row": row, "column": column, "n": 1}[name]] * many
        ]
        for name in ("row", "column", "n")
    }

    def ours() -> frozenset[int]:
        return choose(system, needs, weigh=by_cell).secondary

    def audited() -> frozenset[int]:
        secondary = ours()
        assert not Task(system, needs).findings(secondary | set(needs))
        return secondary

    def theirs() -> Any:
        with tempfile.TemporaryDirectory() as work:
            return protect(
                records,
                ["row", "column"],
                "n",
                safety_rules=f"FREQ({SMALL}, 30)",
                suppress="OPT(1)",
                workdir=work,
            ).tables[0]

    taken, found = in_turn(times, {"pytauargus": theirs, "ours": ours, "audited": audited})
    return {
        "small": len(needs),
        **taken,
        "secondary": len(found["ours"]),
        "secondary_of_pytauargus": sum(str(one) == "M" for one in found["pytauargus"].status()),
    }


def main() -> None:
    """Measure five tables and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    for seed in range(1, 6):
        print(json.dumps({f"table {seed}": measured(seed, given.times)}), flush=True)


if __name__ == "__main__":
    main()
