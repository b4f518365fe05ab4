# SPDX-License-Identifier: EUPL-1.2
"""Linking towns of growing size: time, memory and what is spilled to disk, and how they grow.

    python -m benchmarks.scale --records 250000 500000 1000000 5000000

Per size a synthetic town is drawn in pieces, so that drawing needs no more memory for a larger one, and
its 36 lists and register are read, linked, made into households and written, in a process of its own.
Ends with code 1 when time grows faster than n log n between two sizes, or memory beyond what DuckDB
was given and `BESIDE`. Processor time is what growth is judged by: others may use the machine.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.linking import MEMORY, prepare

RECORDS_PER_HOUSEHOLD = 2.876
"""Residents in the register and rows in lists, in the towns that are drawn."""
SLACK = 1.1
"""How far one step may lie above n log n: what else the machine does weighs on it."""
BESIDE = 1_000
"""Megabytes that may be used beside what DuckDB is given."""


class Measured(NamedTuple):
    """What linking one town took. Seconds, and megabytes of a million bytes."""

    records: int
    seconds: float
    processor: float
    megabytes: float
    spilled: float
    drawing: float


def measure(records: int, memory: str) -> Measured:
    """Draw a town with about so many records and link it."""
    with tempfile.TemporaryDirectory() as name:
        folder, work = Path(name) / "town", Path(name) / "work"
        start = time.process_time()
        prepare(folder, round(records / RECORDS_PER_HOUSEHOLD))
        drawing = time.process_time() - start
        words = ["--ours", str(folder), str(work), "--memory", memory]
        with _watched(work / "spill") as spilled:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.linking", *words],
                check=True,
                capture_output=True,
                text=True,
            )
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(
        found["records"],
        found["seconds"],
        found["processor"],
        found["megabytes"] * 1.048576,
        max(spilled) / 1e6,
        drawing,
    )


@contextmanager
def _watched(folder: Path) -> Iterator[list[int]]:
    """Yield a list to which the size of a folder is added, five times a second, until the end."""
    sizes, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.2):
            try:
                sizes.append(sum(one.stat().st_size for one in folder.rglob("*")))
            except OSError:
                continue  # A page was read back and removed while it was looked at.

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield sizes
    finally:
        ended.set()
        watcher.join()


def grown(before: Measured, after: Measured) -> float:
    """Return how many times n log n the processor time grew."""

    def work(one: Measured) -> float:
        return one.records * math.log(one.records)

    return (after.processor / before.processor) / (work(after) / work(before))


def exponent(found: Sequence[Measured]) -> float:
    """Return the power of n log n that fits the processor time best; below 1: it grows slower."""
    points = [
        (math.log(one.records * math.log(one.records)), math.log(one.processor)) for one in found
    ]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    over = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return over / sum((x - middle[0]) ** 2 for x, _ in points)


def faults(found: Sequence[Measured], allowed: float) -> Iterator[str]:
    """Yield what does not hold. `allowed`: megabytes that DuckDB was given."""
    for before, after in pairwise(found):
        times = grown(before, after)
        if times > SLACK:
            yield (
                f"From {before.records:,} to {after.records:,} records the time grew {times:.2f} times "
                f"as n log n; at most {SLACK} is promised."
            )
    for one in found:
        if one.megabytes > allowed + BESIDE:
            yield (
                f"With {one.records:,} records {one.megabytes:,.0f} MB was used: more than the "
                f"{allowed:,.0f} MB that DuckDB was given and {BESIDE:,} beside it."
            )


def main() -> int:
    """Measure, print a line per size, and say what does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[250_000, 500_000, 1_000_000])
    parser.add_argument("--memory", default=MEMORY, help="what DuckDB is given, in GB: 2GB")
    chosen = parser.parse_args()
    found = []
    print("records seconds processor µs/record megabytes spilled drawing")
    for records in sorted(chosen.records):
        one = measure(records, chosen.memory)
        found.append(one)
        each = 1e6 * one.processor / one.records
        print(
            f"{one.records} {one.seconds:.1f} {one.processor:.1f} {each:.1f} {one.megabytes:.0f} "
            f"{one.spilled:.0f} {one.drawing:.1f}",
            flush=True,
        )
    drawn = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"drawing used at most {drawn:.0f} megabytes")
    if len(found) > 1:
        print(f"time grows as (n log n) to the power {exponent(found):.2f}")
    wrong = list(faults(found, 1000 * float(chosen.memory.removesuffix("GB"))))
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
