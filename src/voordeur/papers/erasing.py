# SPDX-License-Identifier: EUPL-1.2
"""How papers erases a person: rows and files about them go; a backup holds what no key opens."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from voordeur.door.erasure import household_eraser
from voordeur.door.forgetting import eraser
from voordeur.papers import blobs
from voordeur.papers.models import Paper, PaperSignature


@eraser("papers", "papers_paper", "papers_papersignature")
def erase(person_id: int, moment: datetime) -> int:
    """Delete the papers about a person with their files, and what the person signed."""
    rows = Paper._plain.filter(person_id=person_id)
    uuids = list(rows.order_by("pk").values_list("uuid", flat=True))
    signed = Q(paper__person_id=person_id) | Q(person_id=person_id)
    for one in (signed, Q(signed_by=f"person:{person_id}")):
        PaperSignature._plain.filter(
            pk__in=list(
                PaperSignature._plain.filter(one).order_by("pk").values_list("pk", flat=True)
            )
        ).delete()
    Paper._plain.filter(replaces__person_id=person_id).update(replaces=None)
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
