# SPDX-License-Identifier: EUPL-1.2
"""A whole run of Factlab over a synthetic town, from 36 lists and a register to the report.

    python -m benchmarks.run --households 60000

Draws the town, does the run in a process of its own, and tells per stage the seconds by the clock,
the processor time and the peak of memory, and how well households were found. On a machine that
others use, the clock says little; `--folder` takes a town that was written before.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.linking import MEMORY, THREADS, prepare

STAMP = datetime(2026, 1, 1, tzinfo=UTC)
"""When every report of this is made: two runs over the same lists are the same to the byte."""


def whole(
    folder: Path,
    out: Path,
    work: Path,
    *,
    threads: int = THREADS,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> Path:
    """Do a whole run as `voordeur factlab run` does; return the database of what was linked."""
    import duckdb

    from voordeur.factlab.deliveries import Manifest, take_in
    from voordeur.factlab.linkage import Options as Linking
    from voordeur.factlab.linkage import link_up
    from voordeur.factlab.telling import Options, period_of, tell

    manifest = Manifest.read(folder)
    taken = take_in(manifest, work)
    progress("taken in", 0, 0)
    linked = work / "linked.duckdb"
    linking = link_up(manifest, taken, work, linked, Linking(threads=threads, memory=MEMORY))
    linking.link.close()
    progress("linked", 0, 0)
    period = period_of(manifest.sources.values())
    options = Options(manifest.name, period, folder=folder, made=STAMP)
    with duckdb.connect(str(linked), read_only=True, config={"threads": threads}) as link:
        tell(link, out, options, progress)
    return linked


def measured(folder: Path) -> dict[str, Any]:
    """Run over a town and return what each stage took, and how well people were found."""
    stages: dict[str, dict[str, float]] = {}
    before = [time.perf_counter(), time.process_time()]

    def told(what: str, _done: int, _of: int) -> None:
        now = [time.perf_counter(), time.process_time()]
        wall, processor = (round(one - then, 2) for one, then in zip(now, before, strict=True))
        before[:] = now
        stages[what] = {"wall": wall, "processor": processor, "peak megabytes": _peak()}

    with tempfile.TemporaryDirectory() as name:
        linked = whole(folder, Path(name) / "out", Path(name) / "work", progress=told)
        found = _judged(folder, linked)
    return {
        "stages": stages,
        "wall": round(sum(one["wall"] for one in stages.values()), 1),
        "processor": round(sum(one["processor"] for one in stages.values()), 1),
        "peak megabytes": max(one["peak megabytes"] for one in stages.values()),
        "f1": found,
    }


def _peak() -> int:
    """Return the most memory used so far, in megabytes of a million bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 1_000_000


def _judged(folder: Path, linked: Path) -> dict[str, float]:
    """Return how well records of one person, and of one household, were brought together."""
    import duckdb

    from voordeur.factlab.linkage import judge
    from voordeur.factlab.synthetic.writing import TRUTH

    with duckdb.connect(str(linked), read_only=True) as link:
        rows = link.execute(
            "SELECT found.person, found.household, truth.person, truth.household "
            "FROM middle.link AS found JOIN main.record USING (record) "
            "JOIN read_parquet(?) AS truth USING (source, file, file_row)",
            [str(folder / TRUTH)],
        ).fetchall()
    persons, households, own, homes = zip(*rows, strict=True)
    return {
        "persons": round(judge(persons, own).f1, 4),
        "households": round(judge(households, homes).f1, 4),
    }


def main() -> None:
    """Draw a town and run over it in a process of its own, or be that process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=60_000)
    parser.add_argument("--folder", type=Path, help="a town that was written before")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        print(json.dumps(measured(chosen.here), indent=2))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.folder or Path(name) / "town"
        if not chosen.folder:
            prepare(folder, chosen.households)
        subprocess.run([sys.executable, "-m", "benchmarks.run", "--here", str(folder)], check=True)


if __name__ == "__main__":
    main()
