# SPDX-License-Identifier: EUPL-1.2
"""Telling of linked data with noise only: counts that are private by themselves, paid from a budget.

They stand apart from the report. Its figures are exact up to rounding, and who lays both side by
side takes the noise away: a round is told in one way or in the other.
"""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

from voordeur.factlab.counting import Engine
from voordeur.factlab.disclosure.private import Budget, Noise, private_counts
from voordeur.factlab.lenses.place import Geography
from voordeur.factlab.lenses.provisions import STACK
from voordeur.factlab.linked import MIDDLE


def tell_privately(
    engine: Engine, out: Path, epsilon: str, budget: Budget, noise: Noise | None = None
) -> int:
    """Write households by number of provisions and district, with noise; return how many counts.

    Each household stands in one count, so all of them together cost `epsilon` once, from every
    source that delivered: a household is here by any of them. Raises Fault when a source cannot
    pay; then nothing is written.
    """
    axis = Geography.of(engine).axis("district")
    found = engine.cells(MIDDLE, [axis, STACK])
    # Also the combinations nobody stands at: that one is missing would be told without noise.
    areas = sorted({area for area, _ in found})
    counts = {
        f"{area}\t{code}": found.get((area, code), 0) for area, code in product(areas, STACK.codes)
    }
    sources = [one for one in engine.book.sets["sources"] if one not in engine.gaps]
    told = private_counts(counts, sources, epsilon, budget, noise)
    draft = out.with_name(out.name + ".part")
    with draft.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=";")
        writer.writerow(("district", "provisions", "households", "epsilon"))
        writer.writerows((*at.split("\t"), many, epsilon) for at, many in told.items())
    draft.replace(out)
    return len(told)
