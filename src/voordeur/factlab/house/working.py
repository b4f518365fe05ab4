# SPDX-License-Identifier: EUPL-1.2
"""The worker: takes the task that is due, has it done in a process of its own, and keeps what came.

That process gets an order in a file and knows no database and no key: what reads files of strangers
cannot reach the house. The worker renews its lease, tells how far it is, and ends the process when
somebody asks to stop. When the worker itself is killed the process ends with it; once the lease is
over the next worker goes on, and finds what was finished in the work folder.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from voordeur.door import access as door
from voordeur.factlab.actions.tasks import WORKER, Ending, end_task
from voordeur.factlab.agreeing import Said, decision
from voordeur.factlab.doing import DELIVERIES, DOUBTS, FAULT, ORDER, OUT, Order, do
from voordeur.factlab.fault import Fault, gettext_noop
from voordeur.factlab.house.place import root
from voordeur.factlab.house.sealing import open_pair, seal_doubt
from voordeur.factlab.house.words import FILES
from voordeur.factlab.models import Delivery, Look, Release, Task
from voordeur.factlab.publishing import RELEASES
from voordeur.factlab.telling import LANGUAGES
from voordeur.history import clock

LEASE = timedelta(minutes=1)
RENEW = 10.0
"""Seconds after which a lease is renewed."""

PAUSE = 0.5
"""Seconds between two looks at a process and at whether somebody wants to stop."""

SETTINGS = "VOORDEUR_"
"""What the settings of the house are called in the environment; the process below gets none."""

type Step = tuple[str, int, int]
type Doer = Callable[[Path], Iterator[Step | None] | Iterator[Step]]
"""From an order to the steps that are done; None: still busy. Closing it ends the work."""


def run_due(doer: Doer | None = None) -> int:
    """Do the tasks that are due one after the other; return how many ended."""
    ended = 0
    while (task := _claimed()) is not None:
        with door.scope():
            _do(task, doer or in_a_process)
        ended += 1
    return ended


def _claimed() -> Task | None:
    """Claim what waits longest, or what a worker that is gone left; None when another is busy."""
    now = clock.now()
    left = Q(state="running", lease_until__lt=now)
    busy = Task.objects.filter(state="running").exclude(left)
    # What was cut short goes first: "running" comes before "waiting".
    due = Task.objects.filter(Q(state="waiting") | left).order_by("state", "pk")
    task = due.first()
    if busy.exists() or task is None:
        return None
    changed = {"state": "running", "lease_until": now + LEASE}
    if task.started_at is None:
        changed["started_at"] = now
    try:
        with transaction.atomic():
            claimed = due.order_by().filter(pk=task.pk).update(**changed)
    except IntegrityError:  # another worker took another task at the same moment
        return None
    return Task.objects.get(pk=task.pk) if claimed else None


def _do(task: Task, doer: Doer) -> None:
    beside = root().work / "tasks" / task.uuid.hex
    beside.mkdir(parents=True, exist_ok=True)
    try:
        ending = _ending(task, beside, doer)
    except Fault as fault:
        ending = Ending("failed", fault.plain())
    except (OSError, ValueError, LookupError, StopIteration):
        # What was left cannot be read: half a disk, or files that somebody took away.
        ending = Ending("failed", _broke().plain())
    end_task(WORKER, task_id=task.pk, ending=ending)
    shutil.rmtree(beside, ignore_errors=True)


def _ending(task: Task, beside: Path, doer: Doer) -> Ending:
    _order(task, beside).write(beside / ORDER)
    _releases(beside / OUT / RELEASES)
    renewed, steps = time.monotonic(), doer(beside / ORDER)
    try:
        for step in steps:
            now = time.monotonic()
            if step is None and now - renewed < RENEW and not _stop_asked(task):
                continue
            renewed = now
            changed: dict[str, Any] = {"lease_until": clock.now() + LEASE}
            if step is not None:
                changed |= {"step": step[0], "done": step[1], "of": step[2]}
            Task.objects.filter(pk=task.pk).update(**changed)
            if _stop_asked(task):
                return Ending("stopped")
    finally:
        close = getattr(steps, "close", None)
        if close:
            close()
    return _came_of(task, beside)


def _stop_asked(task: Task) -> bool:
    return Task.objects.filter(pk=task.pk, stop_asked=True).exists()


def _order(task: Task, beside: Path) -> Order:
    current = Delivery.objects.filter(folder=task.folder, current=True)
    accepted = Delivery.objects.filter(verdict="accepted").exclude(digest="")
    return Order(
        task.kind,  # type: ignore[arg-type]
        str(root().folder(task.folder)),
        str(root().work),
        task.language,
        threshold=task.threshold,
        last={
            one.source: {
                "digest": one.digest,
                "rows_in": one.rows_in,
                "rows_rejected": one.rows_rejected,
            }
            for one in accepted.order_by("judged_at", "pk")
        },
        refused=tuple(
            current.filter(verdict="refused").order_by("source").values_list("source", flat=True)
        ),
        decisions=tuple(decisions()),
    )


def decisions() -> Iterator[tuple[str, str, bool]]:
    """Yield what was decided about pairs of rows, as linkage takes it."""
    looks: dict[str, list[Look]] = {}
    for one in Look.objects.order_by("pk"):
        looks.setdefault(one.mark, []).append(one)
    for some in looks.values():
        same = decision([Said(one.looked_by, one.says, one.second) for one in some])
        if same is not None:
            left, right = open_pair(some[0])
            yield left, right, same


def _releases(folder: Path) -> None:
    """Lay down all that was told before, for the attacker."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in Release.objects.order_by("pk"):
        (folder / f"{one.pk}.json").write_text(json.dumps(one.record), encoding="utf-8")


def _came_of(task: Task, beside: Path) -> Ending:
    """Read what a process left; one that left nothing broke down."""
    deliveries = tuple(_read(beside / DELIVERIES) or ())
    fault = _read(beside / FAULT)
    if fault:
        # A file that cannot be read is what a check is for; a run cannot go on without it.
        ended = task.kind == "check" and deliveries
        return Ending("done" if ended else "failed", None if ended else fault, deliveries)
    if task.kind == "check" and deliveries:
        return Ending("done", None, deliveries)
    provenance = _read(beside / OUT / "provenance.json")
    if not provenance:
        return Ending("failed", _broke().plain(), deliveries)
    told = (json.loads(one.read_text("utf-8")) for one in (beside / OUT / RELEASES).glob("*.json"))
    name = provenance["run"]["release"]
    wanted = {*FILES} | {f"report.{one}.json" for one in LANGUAGES}
    return Ending(
        "done",
        None,
        deliveries,
        tuple(
            {
                one.mark: one for one in (seal_doubt(task, d) for d in _read(beside / DOUBTS))
            }.values()
        ),
        {
            one.name: one.read_bytes()
            for one in sorted((beside / OUT).iterdir())
            if one.name in wanted
        },
        provenance,
        next(record for record in told if record["name"] == name),
    )


def _broke() -> Fault:
    return Fault(
        gettext_noop("The work broke down before it was done."),
        "factlab",
        gettext_noop("Start it again. Does it happen again? Ask the administrator."),
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def bare(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without the settings of the house.

    >>> bare({"PATH": "/bin", "VOORDEUR_DATABASE_URL": "postgresql://…"})
    {'PATH': '/bin'}
    """
    return {name: value for name, value in environ.items() if not name.startswith(SETTINGS)}


def in_a_process(order: Path) -> Iterator[Step | None]:
    """Do an order in a process of its own, which ends when this does."""
    words = [sys.executable, "-m", "voordeur.factlab.doing", str(order)]
    process = subprocess.Popen(  # noqa: S603 - the words are our own
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Not where the databases and keys are, nor how to open them.
        env=bare(os.environ),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    rest = b""
    try:
        while True:
            ended = process.poll() is not None
            *lines, rest = (rest + (process.stdout.read() or b"")).split(b"\n")
            for line in lines:
                what, done, of = json.loads(line)
                yield what, done, of
            if ended:
                return
            yield None
            time.sleep(PAUSE)
    finally:
        process.kill()
        process.wait()
        # A worker lives long: what led to the process and from it is closed at once.
        process.stdout.close()
        process.stdin.close()


def at_once(order: Path) -> Iterator[Step]:
    """Do an order here and now, and tell its steps afterwards: for deliveries of our own making."""
    steps: list[Step] = []
    do(Order.read(order), order.parent, lambda what, done, of: steps.append((what, done, of)))
    yield from steps


__all__ = ["at_once", "decisions", "in_a_process", "run_due"]
