# SPDX-License-Identifier: EUPL-1.2
"""Questions about who asked to see which part of a member, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.coordination.models import AccessRequest
from voordeur.door.access import Access


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One question to see a part, as far as this reader may know of it."""

    uuid: UUID
    version: int
    person_id: int
    asked_part: str
    basis: str
    necessity: str
    until: date
    asked_by: str
    asked_at: datetime
    answer: str
    why: str
    answered_at: datetime | None


def access_requests(access: Access, *, limit: int = 50) -> list[RequestLine]:
    """Return what was asked, what waits first, the newest first; one query."""
    rows = AccessRequest.objects.through(access).shown().order_by("-pk")[:limit]
    found = [
        RequestLine(
            row.uuid,
            row.version,
            row.person_id,
            row.asked_part,
            row.basis,
            row.necessity,
            row.until,
            row.asked_by,
            row.asked_at,
            row.answer,
            row.why,
            row.answered_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.answer != "")
