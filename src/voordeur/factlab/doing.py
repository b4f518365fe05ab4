# SPDX-License-Identifier: EUPL-1.2
"""One task on a folder of deliveries, in a process of its own that knows no database and no secret.

    python -m voordeur.factlab.doing ORDER

The order is a file; what is done is told as a line per step, and what came of it stands in files
beside the order. The process ends when its standard input does: it does not outlive who started it.
What was finished before it was stopped is not done anew when the same is ordered again.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import duckdb

from voordeur.factlab.deliveries import Manifest, Source, Taken, drift, letter, take_in
from voordeur.factlab.deliveries.drift import Change, Drift
from voordeur.factlab.doubtful import doubts
from voordeur.factlab.fault import Fault
from voordeur.factlab.linkage import Decisions, Options, link_up
from voordeur.factlab.publishing import Safety
from voordeur.factlab.telling import STEPS, period_of, tell
from voordeur.factlab.telling import Options as Telling

Task = Literal["check", "run"]
Progress = Callable[[str, int, int], None]
ORDER, DELIVERIES, DOUBTS, FAULT = "order.json", "deliveries.json", "doubts.json", "fault.json"
"""The files beside an order: what was asked, what was taken in, the grey zone, what went wrong."""
OUT = "out"
LONGEST_NAME = 100
"""Letters of the name of a run that are told."""
MOST_REFUSED = 1000
"""Rows that cannot be used and are named one by one; the others are counted."""


@dataclass(frozen=True)
class Order:
    """What is asked: a check of a folder, or figures from it.

    `last`: the delivery of each source that was accepted last. `refused`: sources that do not count,
    as if they had not delivered. `decisions`: pairs in the grey zone with what was decided.
    """

    task: Task
    folder: str
    work: str
    language: str = "nl"
    profile: str = "voordeur"
    threshold: int | None = None
    last: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    decisions: tuple[tuple[str, str, bool], ...] = ()

    @classmethod
    def read(cls, path: Path) -> Order:
        """Read an order that was written down."""
        found = json.loads(path.read_text(encoding="utf-8"))
        found["refused"] = tuple(found["refused"])
        found["decisions"] = tuple((one, other, same) for one, other, same in found["decisions"])
        return cls(**found)

    def write(self, path: Path) -> None:
        """Write this order down."""
        _write(path, asdict(self))


def do(order: Order, beside: Path, progress: Progress) -> None:
    """Do what was ordered and write what came of it; a Fault is written down and not raised."""
    (beside / FAULT).unlink(missing_ok=True)
    try:
        _do(order, beside, progress)
    except Fault as fault:
        _write(beside / FAULT, fault.plain())


def _do(order: Order, beside: Path, progress: Progress) -> None:
    manifest, work = Manifest.read(Path(order.folder)), Path(order.work)
    steps = 1 if order.task == "check" else STEPS + 2
    taken = _take_in(order, manifest, work, beside)
    progress("taken in", 1, steps)
    if order.task == "check":
        return
    decided = Decisions({(one, other): same for one, other, same in order.decisions})
    options = Options(decisions=decided)
    linking = link_up(manifest, taken, work, beside / "linked.duckdb", options)
    found = doubts(linking, taken, options.thresholds)
    _write(beside / DOUBTS, [one.plain() for one in found])
    linking.link.close()
    progress("linked", 2, steps)
    telling = Telling(
        manifest.name[:LONGEST_NAME],
        period_of(manifest.sources.values()),
        Safety.named(order.profile, order.threshold),
        order.language,
        manifest.folder,
        fingerprints={code: one.digest for code, one in taken.items() if one},
    )
    with duckdb.connect(str(linking.path), read_only=True) as link:
        tell(link, beside / OUT, telling, lambda what, done, _: progress(what, done + 2, steps))


def _take_in(
    order: Order, manifest: Manifest, work: Path, beside: Path
) -> Mapping[str, Taken | None]:
    """Take in one source after the other and write down what arrived, with what is wrong with it.

    A check tells all that is wrong; a run raises the first Fault of a source that is to count.
    """
    taken: dict[str, Taken | None] = {}
    rows, first = [], None
    with duckdb.connect() as link:
        for code, source in manifest.sources.items():
            fault = None
            try:
                taken |= take_in(replace(manifest, sources={code: source}), work)
            except Fault as found:
                taken[code], fault = None, found
                first = first or (None if code in order.refused else found)
            rows.append(_delivered(link, source, manifest, taken[code], order, work, fault))
    counted = {code: None if code in order.refused else one for code, one in taken.items()}
    if first is None:
        try:
            # All together once more, for what only shows then: one file for two sources.
            there = {code: one for code, one in manifest.sources.items() if counted[code]}
            take_in(replace(manifest, sources=there), work)
        except Fault as found:
            first = found
    _write(beside / DELIVERIES, rows)
    if first is not None:
        raise first
    return counted


def _delivered(
    link: duckdb.DuckDBPyConnection,
    source: Source,
    manifest: Manifest,
    taken: Taken | None,
    order: Order,
    work: Path,
    fault: Fault | None,
) -> dict[str, Any]:
    """Return what is said of one delivery: counts, refused rows without their cells, drift, letter."""
    change = _drift(link, source, taken, order.last.get(source.code), work)
    return {
        "source": source.code,
        "institution": source.institution,
        "delivered": bool(source.files(manifest.folder)),
        "digest": taken.digest if taken else "",
        "rows_in": taken.rows_in if taken else 0,
        "rows_rejected": taken.rows_rejected if taken else 0,
        "fault": fault.plain() if fault else None,
        "compared": change is not None,
        "changes": [
            asdict(one) | {"label": _label(source, one)}
            for one in (change.changes if change else ())
        ],
        "refusals": _refusals(source, taken) if taken else [],
        "letter": "" if fault else letter(source, taken, change),
    }


def _drift(
    link: duckdb.DuckDBPyConnection,
    source: Source,
    taken: Taken | None,
    last: Mapping[str, Any] | None,
    work: Path,
) -> Drift | None:
    """Compare with the delivery that was accepted last, where its rows are still kept."""
    if taken is None or last is None or last["digest"] == taken.digest:
        return None
    folder = work / source.code / last["digest"]
    before = Taken(source, last["digest"], folder, last["rows_in"], last["rows_rejected"])
    return drift(link, before, taken) if before.rows.exists() else None


def _label(source: Source, one: Change) -> str:
    """Return what a change is about in the words of the file: its column, or its code."""
    field, _, code = one.name.partition(" ")
    field = field.removesuffix("_day").removesuffix("_cents")
    return code or source.columns.get(field, field)


def _refusals(source: Source, taken: Taken) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in taken.refusals():
        if len(found) >= MOST_REFUSED:
            break
        name = source.columns.get(one.reason.field, "")
        found.append(
            {
                "file": one.file,
                "row": one.file_row,
                "what": one.reason.what(name)._asdict(),
                "remedy": one.reason.remedy._asdict(),
            }
        )
    return found


def _write(path: Path, value: object) -> None:
    draft = path.with_name(path.name + ".part")
    draft.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def _end_with_starter() -> None:
    """End this process when whoever started it is gone: standard input then comes to its end."""
    sys.stdin.buffer.read()
    os._exit(3)


def main() -> None:
    """Do the order named on the command line; tell each step as a line of JSON."""
    path = Path(sys.argv[1])
    threading.Thread(target=_end_with_starter, daemon=True).start()

    def told(what: str, done: int, of: int) -> None:
        sys.stdout.write(json.dumps([what, done, of]) + "\n")
        sys.stdout.flush()

    do(Order.read(path), path.parent, told)


if __name__ == "__main__":
    main()
