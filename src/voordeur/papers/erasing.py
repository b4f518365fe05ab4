# SPDX-License-Identifier: EUPL-1.2
"""How papers erases a person: rows and files about them go; a backup holds what no key opens."""

from datetime import datetime

from django.db import transaction

from voordeur.door.erasure import household_eraser
from voordeur.door.forgetting import eraser
from voordeur.papers import blobs
from voordeur.papers.models import Paper


@eraser("papers", "papers_paper")
def erase(person_id: int, moment: datetime) -> int:
    """Delete the papers about a person with their files; return how many."""
    rows = Paper._plain.filter(person_id=person_id)
    uuids = list(rows.order_by("pk").values_list("uuid", flat=True))
    rows.delete()
    for uuid in uuids:
        transaction.on_commit(lambda uuid=uuid: blobs.erase(uuid))  # type: ignore[misc]
    return len(uuids)


@household_eraser("papers")
def erase_files(household_id: int, moment: datetime) -> None:
    """Remove the files of a household; its rows go with all others."""
    rows = Paper._plain.filter(household_id=household_id).order_by("pk")
    for uuid in list(rows.values_list("uuid", flat=True)):
        transaction.on_commit(lambda uuid=uuid: blobs.erase(uuid))  # type: ignore[misc]
