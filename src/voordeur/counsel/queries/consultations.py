# SPDX-License-Identifier: EUPL-1.2
"""Questions to specialists and their answers, and what an asker can show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.counsel.models import Consultation
from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.plan.queries import problems


@dataclass(frozen=True, slots=True)
class Advice:
    """One question to a specialist with the answer; masked: that one was asked."""

    id: int
    uuid: UUID
    version: int
    household_id: int
    household_uuid: UUID | None
    person_id: int | None
    masked: bool
    state: str
    specialist: str | None
    organisation: str | None
    account_id: int | None
    question: str | None
    picture: str | None
    pieces: tuple[str, ...]
    asked_by: int | None
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    visit_on: date | None
    new_to_asker: str | None
    new_to_specialist: str | None


def consultations(access: Access) -> list[Advice]:
    """Return what was asked of specialists, the newest first; one query."""
    found = (
        Consultation.objects.through(access)
        .order_by("-asked_at", "-pk")
        .rows(
            "id",
            "uuid",
            "version",
            "household_id",
            "household__uuid",
            "person_id",
            "state",
            "specialist__name",
            "specialist__organisation__name",
            "specialist__account_id",
            "question",
            "picture",
            "pieces",
            "asked_by",
            "asked_at",
            "answer",
            "answered_at",
            "visit_on",
            "new_to_asker",
            "new_to_specialist",
        )
    )
    return [
        Advice(
            id=row.id,
            uuid=row.uuid,
            version=row.version,
            household_id=row.household_id,
            household_uuid=row.household__uuid,
            person_id=row.person_id,
            masked=row.seen == Answer.MASKED,
            state=row.state,
            specialist=row.specialist__name,
            organisation=row.specialist__organisation__name,
            account_id=row.specialist__account_id,
            question=row.question,
            picture=row.picture,
            pieces=tuple(row.pieces or ()),
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            answer=row.answer,
            answered_at=row.answered_at,
            visit_on=row.visit_on,
            new_to_asker=row.new_to_asker,
            new_to_specialist=row.new_to_specialist,
        )
        for row in found
    ]


def showable(access: Access) -> list[str]:
    """Return joint problems an asker can show a specialist, in words.

    What lies in a member's own part is not offered: the asker writes it anew, without a name.
    """
    return [
        line.text
        for line in problems(access).lines
        if line.is_open and line.person_id is None and line.text
    ]
