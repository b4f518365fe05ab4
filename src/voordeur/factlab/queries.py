# SPDX-License-Identifier: EUPL-1.2
"""Questions of Factlab: folders, what was delivered, tasks, what was told, and who looks at what.

What is told here is about files, rows and figures. Only `pairs` opens rows about people; it is asked
with the access that the door wrote down.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from voordeur.door import retention
from voordeur.door.access import Access
from voordeur.factlab.agreeing import Said, State, is_asked, state
from voordeur.factlab.deliveries.manifest import Manifest, Source
from voordeur.factlab.fault import Fault
from voordeur.factlab.house.place import root
from voordeur.factlab.house.sealing import open_doubt
from voordeur.factlab.models import Delivery, Doubt, Folder, Look, Release, Task, TaskFile
from voordeur.factlab.outputs import pieces
from voordeur.factlab.outputs.report import Report
from voordeur.history import clock

TASKS = 20
ON_A_PAGE = 5
"""Pairs of rows on one page."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as the pages show it. `fault` as plain values; `told`: whether there is a report."""

    uuid: UUID
    kind: str
    folder: str
    state: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stop_asked: bool
    step: str
    done: int
    of: int
    threshold: int | None
    fault: Mapping[str, Any] | None
    told: bool

    @property
    def busy(self) -> bool:
        """Say whether it waits or is worked on."""
        return self.state in ("waiting", "running")

    @property
    def took(self) -> timedelta | None:
        """Return how long it took; None as long as it did not end."""
        return self.ended_at - self.started_at if self.started_at and self.ended_at else None


def _line(row: Task) -> TaskLine:
    return TaskLine(
        row.uuid,
        row.kind,
        row.folder,
        row.state,
        row.asked_at,
        row.started_at,
        row.ended_at,
        row.stop_asked,
        row.step,
        row.done,
        row.of,
        row.threshold,
        row.fault,
        row.release_id is not None,
    )


def tasks(folder: str = "") -> list[TaskLine]:
    """Return the newest tasks, of all folders or of one; one query."""
    rows = Task.objects.defer("provenance").order_by("-pk")
    return [_line(row) for row in (rows.filter(folder=folder) if folder else rows)[:TASKS]]


def task_of(uuid: UUID) -> TaskLine | None:
    """Return one task, None when there is none; one query."""
    row = Task.objects.defer("provenance").filter(uuid=uuid).first()
    return _line(row) if row else None


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one source delivered, as it was checked; `refusals` and `letter` only of one alone."""

    uuid: UUID
    folder: str
    source: str
    institution: str
    readable: bool
    delivered: bool
    rows_in: int
    rows_rejected: int
    fault: Mapping[str, Any] | None
    compared: bool
    changes: Sequence[Mapping[str, Any]]
    checked_at: datetime
    verdict: str
    reason: str
    judged_at: datetime | None
    version: int
    current: bool
    refusals: Sequence[Mapping[str, Any]] = ()
    letter: str = ""


def _delivered(row: Delivery, *, whole: bool = False) -> Delivered:
    return Delivered(
        row.uuid,
        row.folder,
        row.source,
        row.institution,
        bool(row.digest),
        row.delivered,
        row.rows_in,
        row.rows_rejected,
        row.fault,
        row.compared,
        row.changes,
        row.checked_at,
        row.verdict,
        row.reason,
        row.judged_at,
        row.version,
        row.current,
        row.refusals if whole else (),
        row.letter if whole else "",
    )


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of a folder as agreed, with what was found of it; `delivery` None: not checked."""

    source: Source
    delivery: Delivered | None

    @property
    def state(self) -> str:
        """Return gap, unread, refused, accepted, drift, rows or fine; "" when it was not checked."""
        one = self.delivery
        if one is None:
            return ""
        if one.verdict == "refused":
            return "refused"
        if one.fault:
            return "unread"
        if not one.delivered:
            return "gap"
        if one.verdict == "accepted":
            return "accepted"
        return "drift" if one.changes else "rows" if one.rows_rejected else "fine"

    @property
    def waits(self) -> bool:
        """Say whether somebody must look before a run can start."""
        return self.state in ("unread", "drift")


@dataclass(frozen=True)
class FolderLine:
    """A folder of deliveries: its name, what the manifest says, and each source in its order.

    `fault`: why the manifest cannot be read; then there are no sources.
    """

    name: str
    title: str
    sources: tuple[SourceLine, ...]
    fault: Fault | None = None
    until: datetime | None = None
    """Until when its files stay, when nobody works with them again; of one folder alone."""

    @property
    def waiting(self) -> int:
        """Return how many deliveries somebody must look at before a run can start."""
        return sum(one.waits for one in self.sources)

    @property
    def checked(self) -> bool:
        """Say whether the folder was looked at."""
        return any(one.delivery for one in self.sources)

    @property
    def gaps(self) -> int:
        """Return how many sources do not count: nothing delivered, or refused."""
        return sum(one.state in ("gap", "refused") for one in self.sources)


def folders() -> list[FolderLine]:
    """Return all folders of deliveries in order; one query whatever their number."""
    known: dict[str, list[Delivered]] = {}
    rows = Delivery.objects.filter(current=True).defer("refusals", "letter")
    for row in rows.order_by("folder", "source"):
        known.setdefault(row.folder, []).append(_delivered(row))
    return [_folder(name, known.get(name, ())) for name in root().names()]


def folder_of(name: str) -> FolderLine | None:
    """Return one folder, None when there is none; two queries."""
    if name not in root().names():
        return None
    rows = Delivery.objects.filter(folder=name, current=True).defer("refusals", "letter")
    found = _folder(name, [_delivered(row) for row in rows.order_by("source")])
    used_at = Folder.objects.filter(name=name).values_list("used_at", flat=True).first()
    term = retention.kinds()["factlab.Folder"].term
    return replace(found, until=retention.after(term, used_at or clock.now()))


def _folder(name: str, rows: Sequence[Delivered]) -> FolderLine:
    found = {one.source: one for one in rows}
    try:
        manifest = Manifest.read(root().folder(name))
    except Fault as fault:
        return FolderLine(name, name, (), fault)
    sources = [SourceLine(one, found.get(code)) for code, one in manifest.sources.items()]
    return FolderLine(name, manifest.name, tuple(sources))


def delivery_of(uuid: UUID) -> Delivered | None:
    """Return one delivery with its refused rows, None when there is none; one query."""
    row = Delivery.objects.filter(uuid=uuid).first()
    return _delivered(row, whole=True) if row else None


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """What was told once; every later run is tried together with it."""

    name: str
    made_at: datetime
    figures: int
    left_out: int
    run: UUID | None
    folder: str


def releases() -> list[ReleaseLine]:
    """Return all that was told, the newest first; two queries."""
    told = Task.objects.filter(release__isnull=False).order_by("pk")
    runs = {
        pk: (uuid, folder) for pk, uuid, folder in told.values_list("release", "uuid", "folder")
    }
    rows = Release.objects.order_by("-pk").values_list(
        "pk", "name", "made_at", "figures", "left_out"
    )
    return [ReleaseLine(*row[1:], *runs.get(row[0], (None, ""))) for row in rows]


def provenance_of(uuid: UUID) -> Mapping[str, Any]:
    """Return where the figures of a run come from; empty when it told nothing. One query."""
    found = Task.objects.filter(uuid=uuid).values_list("provenance", flat=True).first()
    return found or {}


def report_of(uuid: UUID, language: str) -> Report | None:
    """Return the report of a run in a language, None when there is none; one query."""
    content = file_of(uuid, f"report.{language}.json")
    return pieces.parse(json.loads(content)) if content else None


def file_of(uuid: UUID, name: str) -> bytes | None:
    """Return one file of a run, None when there is none; one query."""
    rows = TaskFile.objects.filter(task__uuid=uuid, name=name).values_list("content", flat=True)
    content = rows.first()
    return None if content is None else bytes(content)


def file_names(uuid: UUID) -> frozenset[str]:
    """Return the names of the files of a run; one query."""
    return frozenset(TaskFile.objects.filter(task__uuid=uuid).values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the grey zone of a run is: pairs in all, and in each state."""

    many: int
    settled: int
    disagreed: int
    for_me: int


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two rows side by side, with what was said of them by whom when a second look is asked."""

    uuid: UUID
    state: State
    score: int
    left: Mapping[str, Any]
    right: Mapping[str, Any]
    agrees: Mapping[str, str]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Queue:
    rows: tuple[tuple[UUID, str], ...]
    looks: Mapping[str, list[Said]]

    def state(self, mark: str) -> State:
        return state(self.looks.get(mark, ()))

    def for_reader(self, reader: str) -> list[UUID]:
        return [
            uuid for uuid, mark in self.rows if is_asked(mark, self.looks.get(mark, ()), reader)
        ]

    def disagreed(self) -> list[UUID]:
        return [uuid for uuid, mark in self.rows if self.state(mark) == "disagreed"]


def _queue(task: UUID) -> _Queue:
    rows = Doubt.objects.filter(task__uuid=task).order_by("place").values_list("uuid", "mark")
    found = tuple(rows)
    looks: dict[str, list[Said]] = {}
    said = Look.objects.filter(mark__in=[mark for _, mark in found]).order_by("pk")
    for one in said:
        looks.setdefault(one.mark, []).append(Said(one.looked_by, one.says, one.second))
    return _Queue(found, looks)


def standing_of(task: UUID, reader: str) -> Standing:
    """Return how far the grey zone of a run is, for this reader; two queries, and no row is opened."""
    queue = _queue(task)
    states = [queue.state(mark) for _, mark in queue.rows]
    return Standing(
        len(states),
        states.count("settled"),
        states.count("disagreed"),
        len(queue.for_reader(reader)),
    )


def pairs(access: Access, task: UUID, *, second: bool = False) -> list[PairLine]:
    """Return the next pairs for this reader to look at, opened; four queries.

    With `second` those about which two people disagree, with what was said.
    """
    queue = _queue(task)
    wanted = queue.disagreed() if second else queue.for_reader(access.reader.key)
    rows = (
        Doubt.objects.filter(uuid__in=wanted[:ON_A_PAGE]).select_related("task").order_by("place")
    )
    found = []
    for row in rows:
        says = open_doubt(row.task, row)
        said = queue.looks.get(row.mark, []) if second else []
        found.append(
            PairLine(
                row.uuid,
                queue.state(row.mark),
                says["score"],
                says["left"],
                says["right"],
                says["agrees"],
                tuple(one.says for one in said),
            )
        )
    return found
