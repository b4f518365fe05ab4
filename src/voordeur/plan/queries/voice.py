# SPDX-License-Identifier: EUPL-1.2
"""Questions about own words and strengths, per member."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from voordeur.door.access import Access, once
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, together
from voordeur.people.spoken import How
from voordeur.plan.models import OwnWords, Strength
from voordeur.plan.queries.names import names


@dataclass(frozen=True, slots=True)
class Words:
    """What a member said; `written_by` is empty when they wrote it themselves."""

    uuid: UUID
    version: int
    person_id: int
    compartment: str
    text: str
    first_priority: str
    said_on: date
    how: str
    written_by: str


@dataclass(frozen=True, slots=True)
class StrengthLine:
    """Something that goes well, or that somebody is good at."""

    uuid: UUID
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One member with the newest words first; `masked`: there are words that are not for this reader."""

    person_id: int
    who: str
    words: tuple[Words, ...]
    masked: bool
    strengths: tuple[StrengthLine, ...]

    @property
    def newest(self) -> Words | None:
        """Return the words that count now."""
        return self.words[0] if self.words else None


@dataclass(frozen=True, slots=True)
class Voices:
    """All members in the order in which they joined, and what goes well together."""

    members: tuple[Voice, ...]
    together: tuple[StrengthLine, ...]


_WORDS = (
    "uuid",
    "version",
    "person_id",
    "compartment",
    "text",
    "first_priority",
    "said_on",
    "how",
    "recorded_by",
)


def spoken_asked(access: Access) -> list[Asked]:
    """Return the questions of `spoken`."""
    return [
        (OwnWords.objects.through(access).order_by("-pk"), _WORDS),
        Strength.objects.through(access).shown().filter(until=None).order_by("pk"),
    ]


def spoken(access: Access) -> tuple[list[Any], list[Strength]]:
    """Return own words, the newest first, and the strengths that hold; once per look, one query."""

    def ask() -> tuple[list[Any], list[Strength]]:
        words, strengths = together(*spoken_asked(access))
        return words, strengths

    return once(access, ("plan.spoken",), ask)


def voices(access: Access) -> Voices:
    """Return the own words and strengths of every member this reader knows of."""
    found, strengths = spoken(access)
    good: dict[int | None, list[StrengthLine]] = {}
    for row in strengths:
        line = StrengthLine(row.uuid, row.version, row.text)
        good.setdefault(row.person_id, []).append(line)
    book = names(access, keys=(row.recorded_by for row in found))
    return Voices(
        tuple(
            Voice(
                member.person_id,
                book.person(member.person_id),
                tuple(
                    Words(
                        row.uuid,
                        row.version,
                        row.person_id,
                        row.compartment,
                        row.text,
                        row.first_priority,
                        row.said_on,
                        row.how,
                        "" if row.how == How.SELF else book.writer(row.recorded_by),
                    )
                    for row in found
                    if row.person_id == member.person_id and row.seen == Answer.SHOWN
                ),
                any(
                    row.person_id == member.person_id and row.seen != Answer.SHOWN for row in found
                ),
                tuple(good.get(member.person_id, ())),
            )
            for member in book.members
            if member.until is None and not member.masked
        ),
        tuple(good.get(None, ())),
    )
