# SPDX-License-Identifier: EUPL-1.2
"""Questions about papers; every one goes through the door, every time."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.refusal import NoEntry
from voordeur.door.together import Asked, answer
from voordeur.history.keyring import Forgotten
from voordeur.papers import blobs
from voordeur.papers.kinds import Kind
from voordeur.papers.models import Paper, PaperSignature


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper as this reader may see it; masked: that it is there and since when."""

    uuid: UUID | None
    person_id: int | None
    compartment: str
    title: str | None
    kind: str | None
    size: int | None
    scan: str | None
    edition: int | None
    newer: bool
    """Whether this reader sees a newer version of it."""
    added_by: str | None
    added_at: datetime
    signed: tuple["SignatureLine", ...] = ()

    @property
    def masked(self) -> bool:
        """Say whether only the fact is shown."""
        return self.title is None


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who said what about a paper, on which day and how it came in."""

    signed_by: str
    word: str
    how: str
    signed_on: date
    projection: str
    """The SHA-256 of what was signed, to hold beside a copy of the paper."""


def signatures(access: Access) -> dict[int, list[SignatureLine]]:
    """Return the words on papers this reader may see, by paper; one query."""
    found: dict[int, list[SignatureLine]] = {}
    rows = PaperSignature.objects.through(access).order_by("pk")
    for row in rows.rows("paper_id", "signed_by", "word", "how", "signed_on", "projection"):
        if row.seen == Answer.SHOWN:
            line = SignatureLine(row.signed_by, row.word, row.how, row.signed_on, row.projection)
            found.setdefault(row.paper_id, []).append(line)
    return found


_PAPER = (
    "id",
    "uuid",
    "person_id",
    "compartment",
    "title",
    "kind",
    "size",
    "scan",
    "replaces_id",
    "edition",
    "added_by",
    "added_at",
)


def papers_asked(access: Access) -> Asked:
    """Return the question for the papers of a household, the newest first."""
    return Paper.objects.through(access).order_by("-added_at", "-id"), _PAPER


def papers(access: Access, *, signed: bool = False) -> list[PaperLine]:
    """Return the papers of a household, the newest first; one query, with signatures two."""
    words = signatures(access) if signed else {}
    found = answer(papers_asked(access))
    older = {row.replaces_id for row in found}
    return [
        PaperLine(
            uuid=row.uuid if row.seen == Answer.SHOWN else None,
            person_id=row.person_id,
            compartment=row.compartment,
            title=row.title,
            kind=row.kind,
            size=row.size,
            scan=row.scan,
            added_by=row.added_by,
            added_at=row.added_at,
            edition=row.edition,
            newer=row.id in older,
            signed=tuple(words.get(row.id, ())),
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a paper, ready to hand out; the name says nothing about anybody."""

    name: str
    kind: Kind
    content: bytes


def content(access: Access, uuid: UUID) -> Content:
    """Return what is in a paper; raises NoEntry for any other than one this reader may read.

    Also when its file or its key is gone: somebody who was forgotten has no papers.
    """
    row = Paper.objects.through(access).shown().filter(uuid=uuid).first()
    gone = NoEntry("This paper cannot be opened.", remedy="Ask the case coordinator.")
    if row is None:
        raise gone
    about = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    try:
        found = blobs.read(row.uuid, subject=about, compartment=row.compartment)
    except (Forgotten, blobs.BlobError) as error:
        raise gone from error
    kind = Kind(row.kind)
    return Content(f"stuk-{row.uuid.hex[:8]}.{kind.value}", kind, found)


def without_file() -> int:
    """Return how many papers point to a file that is not there; for the check after a restore."""
    there = blobs.stored()
    return sum(
        uuid not in there for uuid in Paper._plain.order_by("pk").values_list("uuid", flat=True)
    )
