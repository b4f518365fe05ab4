# SPDX-License-Identifier: EUPL-1.2
"""Asking for a task on a folder of deliveries, stopping it, and writing down how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.reader import system
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.factlab.actions.delivering import STREAM, used
from voordeur.factlab.fault import Fault
from voordeur.factlab.house.place import root
from voordeur.factlab.house.sealing import Sealed, forget_doubts
from voordeur.factlab.models import Delivery, Doubt, Release, Task, TaskFile

WORKER = system("factlab")


@action("factlab.run", household=False)
def ask_task(
    deed: Deed,
    *,
    kind: Literal["check", "run"],
    folder: str,
    language: str = "nl",
    threshold: int | None = None,
) -> Task:
    """Ask for a check of a folder, or for a run; the worker begins when it is free.

    Raises Refusal when a delivery that stands out was not judged yet, or when a task on the folder
    waits or is busy already. A run of what was never checked does that first, by itself.
    """
    try:
        root().folder(folder)
    except Fault as fault:
        raise NoEntry(_("There is no such folder of deliveries.")) from fault
    if Task.objects.filter(folder=folder, state__in=["waiting", "running"]).exists():
        raise Refusal(
            _("Something on this folder waits or is busy already."),
            remedy=_("Wait until it is done, or stop it."),
        )
    if kind == "run" and (open_ones := _unjudged(folder)):
        raise Refusal(
            _("First say of these whether they may count: %(names)s.")
            % {"names": ", ".join(one.institution for one in open_ones)},
            remedy=_("They cannot be read, or differ from the last time."),
        )
    task = Task.objects.create(
        kind=kind,
        folder=folder,
        language=language if language in ("nl", "en") else "nl",
        threshold=threshold,
        asked_by=deed.reader.key,
        asked_at=deed.now,
    )
    used(folder, deed.now)
    deed.happened("factlab.asked", {"task": task.pk, "kind": kind}, stream=STREAM)
    return task


def _unjudged(folder: str) -> list[Delivery]:
    rows = Delivery.objects.filter(folder=folder, current=True, verdict="open").order_by("source")
    return [one for one in rows if one.changes or one.fault]


@action("factlab.run", household=False)
def stop_task(deed: Deed, *, task: UUID) -> Task:
    """Stop a task: one that waits at once, one that is busy as soon as the worker looks."""
    row = Task.objects.select_for_update().filter(uuid=task).first()
    if row is None:
        raise NoEntry(_("There is no such task."))
    if row.state == "waiting":
        row.state, row.ended_at = "stopped", deed.now
    elif row.state == "running":
        row.stop_asked = True
    else:
        raise Refusal(_("This has ended already."))
    row.save()
    deed.happened("factlab.stopped", {"task": row.pk}, stream=STREAM)
    return row


@dataclass(frozen=True)
class Ending:
    """What came of a task. `deliveries`: as `doing` wrote them. `files`: by name."""

    state: Literal["done", "failed", "stopped"]
    fault: Mapping[str, Any] | None = None
    deliveries: tuple[Mapping[str, Any], ...] = ()
    doubts: tuple[Sealed, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    provenance: Mapping[str, Any] | None = None
    release: Mapping[str, Any] | None = None


@action("factlab.finish", household=False)
def end_task(deed: Deed, *, task_id: int, ending: Ending) -> Task:
    """Write down how a task ended: deliveries, files, doubt and what the world knows now; or nothing.

    What a run told stays; the doubt of the run before it, of the same folder, goes.
    """
    row = Task.objects.select_for_update().get(pk=task_id)
    _deliveries(row, ending, deed)
    row.state, row.fault = ending.state, dict(ending.fault) if ending.fault else None
    row.ended_at, row.lease_until = deed.now, None
    if row.kind == "run" and ending.state == "done":
        row.provenance = dict(ending.provenance or {})
        row.release = _release(ending.release or {}, deed)
        TaskFile.objects.bulk_create(
            TaskFile(task=row, name=name, content=content) for name, content in ending.files.items()
        )
        for old in Task.objects.filter(folder=row.folder, doubts__isnull=False).distinct():
            forget_doubts(old)
        Doubt.objects.bulk_create(
            Doubt(task=row, place=place, mark=one.mark, content=one.content, made_at=deed.now)
            for place, one in enumerate(ending.doubts, start=1)
        )
    row.save()
    deed.happened("factlab.ended", {"task": row.pk, "state": row.state}, stream=STREAM)
    return row


def _deliveries(task: Task, ending: Ending, deed: Deed) -> None:
    """Keep what was found per source; what was judged before stays judged as long as it is the same."""
    if not ending.deliveries:
        return
    Delivery.objects.filter(folder=task.folder, current=True).update(current=False)
    for one in ending.deliveries:
        found = {
            "institution": str(one["institution"])[:200],
            "current": True,
            "delivered": one["delivered"],
            "rows_in": one["rows_in"],
            "rows_rejected": one["rows_rejected"],
            "fault": one["fault"],
            "refusals": one["refusals"],
            "checked_at": deed.now,
        }
        compared = {name: one[name] for name in ("compared", "changes", "letter")}
        key = {"folder": task.folder, "source": one["source"], "digest": one["digest"]}
        row = Delivery.objects.filter(**key).first()
        if row is None:
            row = Delivery(**key, **found, **compared)
        else:
            # With what it was compared when it was new is what somebody judged.
            kept = {} if row.verdict != "open" else compared
            for name, value in (found | kept).items():
                setattr(row, name, value)
        counts = row.digest and row.verdict == "open" and not row.changes
        if task.kind == "run" and ending.state == "done" and counts:
            row.verdict, row.judged_by, row.judged_at = "accepted", deed.reader.key, deed.now
        row.save()


def _release(record: Mapping[str, Any], deed: Deed) -> Release:
    """Keep what was told; a run that told the same again points at what is there."""
    figures = record["figures"]
    row, _made = Release.objects.get_or_create(
        name=record["name"],
        defaults={
            "made_at": deed.now,
            "record": record,
            "figures": sum(one[3] is not None for one in figures),
            "left_out": sum(one[3] is None for one in figures),
        },
    )
    return row


__all__ = ["WORKER", "Ending", "ask_task", "end_task", "stop_task"]
