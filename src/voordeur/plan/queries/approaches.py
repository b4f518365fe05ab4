# SPDX-License-Identifier: EUPL-1.2
"""Questions about what is tried, here and in how many other places it helped."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.history.record import events
from voordeur.plan.approaching import Tally, tally
from voordeur.plan.models import Approach


@dataclass(frozen=True, slots=True)
class ApproachLine:
    """What is or was tried; masked: that there is something."""

    uuid: UUID
    version: int
    masked: bool
    person_id: int | None
    logic: str | None
    why: str | None
    in_the_way: tuple[str, ...]
    from_date: date
    until: date | None
    went: str | None
    learned: str | None


def approaches(access: Access) -> list[ApproachLine]:
    """Return what is and was tried, what runs first; one query."""
    rows = (
        Approach.objects.through(access)
        .order_by("-from_date", "-pk")[:50]
        .rows(
            "uuid",
            "version",
            "person_id",
            "logic",
            "why",
            "in_the_way",
            "from_date",
            "until",
            "went",
            "learned",
        )
    )
    lines = [
        ApproachLine(
            row.uuid,
            row.version,
            row.seen == Answer.MASKED,
            row.person_id,
            row.logic,
            row.why,
            tuple(row.in_the_way or ()),
            row.from_date,
            row.until,
            row.went,
            row.learned,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.until is not None)


def what_helped(since: datetime) -> tuple[Tally, ...]:
    """Return per way of working how often it was judged and helped, in the whole municipality.

    From the history; it opens no file and never counts fewer than five. One query.
    """
    judged = events().filter(kind="plan.approach_judged", occurred_at__gte=since)
    facts = judged.order_by("pk").values_list("facts", flat=True)
    return tally((one["logic"], one["went"]) for one in facts)
