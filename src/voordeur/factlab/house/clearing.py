# SPDX-License-Identifier: EUPL-1.2
"""Files with names go from the disk when their term is over, and what no delivery needs any more.

The term (`retention.toml`, Folder) is longer than a year, so that a yearly delivery can still be
compared with the last one. It counts from the last time somebody worked with the folder.
"""

import shutil
from datetime import datetime
from pathlib import Path

from voordeur.door import retention
from voordeur.factlab.actions.clearing import clear_folder, note_folder
from voordeur.factlab.actions.tasks import WORKER
from voordeur.factlab.house.place import root
from voordeur.factlab.keeping import NOTES
from voordeur.factlab.models import Delivery, Folder, Task
from voordeur.history import clock

TASKS = "tasks"
SPILL = "spill"


def clear_due() -> int:
    """Erase the folders whose term is over, and work that belongs to no delivery; return how many.

    Nothing happens while somebody works: a run that is busy has files that no row names yet.
    """
    if Task.objects.filter(state__in=["waiting", "running"]).exists():
        return 0
    limit = retention.before(retention.kinds()["factlab.Folder"].term, clock.now())
    known = dict(Folder.objects.values_list("name", "used_at"))
    there = root().names()
    for name in there.keys() - known.keys():
        # Put there by hand, or by a house that did not write this down yet.
        known[name] = note_folder(WORKER, name=name, used_at=_last_used(name)).used_at
    over = sorted(name for name, used_at in known.items() if used_at < limit)
    for name in over:
        if name in there:
            shutil.rmtree(there[name])
        clear_folder(WORKER, name=name)
    _clear_work(root().work)
    return len(over)


def _last_used(name: str) -> datetime:
    """Return when a folder that was not written down was used last; now when it never was."""
    checked = Delivery.objects.filter(folder=name).order_by("-checked_at").first()
    return checked.checked_at if checked else clock.now()


def _clear_work(work: Path) -> None:
    """Take away what was taken in from files that are not here any more, and what tasks left."""
    if not work.is_dir():
        return
    kept = {
        (one.source, one.digest)
        for one in Delivery.objects.filter(folder__in=root().names().keys(), current=True)
    }
    # What was accepted last is what the next delivery is compared with.
    accepted = Delivery.objects.filter(verdict="accepted", folder__in=root().names().keys())
    last = dict(accepted.order_by("judged_at", "pk").values_list("source", "digest"))
    kept |= set(last.items())
    for source in work.iterdir():
        if source.is_dir() and source.name in (TASKS, SPILL):
            shutil.rmtree(source, ignore_errors=True)
        elif source.is_dir():
            for one in source.iterdir():
                if one.is_dir() and (source.name, one.name) not in kept:
                    shutil.rmtree(one, ignore_errors=True)
                elif one.name == NOTES:
                    # It names files that may be gone; what is still here is read once more.
                    one.unlink()


__all__ = ["clear_due"]
