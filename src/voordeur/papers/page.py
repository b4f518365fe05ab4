# SPDX-License-Identifier: EUPL-1.2
"""What the page of papers shows, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from voordeur.papers import queries
from voordeur.papers.kinds import Kind
from voordeur.people.pages import Home
from voordeur.people.queries import members


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper in the list; `unscanned` is said plainly, because nobody checked it."""

    uuid: UUID | None
    title: str
    about: str
    kind: str
    added_at: datetime
    unscanned: bool
    mine: bool
    masked: bool


def rows(home: Home) -> list[PaperRow]:
    """Return the papers of a household in words, the newest first; two queries."""
    lines = queries.papers(home.access)
    called = {
        one.person_id: one.called or one.name or ""
        for one in (members(home.access, past=True) if lines else [])
    }
    keys = set(home.reader.keys)
    return [
        PaperRow(
            line.uuid,
            line.title or "",
            called.get(line.person_id, "") if line.person_id else _("The household together"),
            f"{Kind(line.kind).value.upper()}, {filesizeformat(line.size or 0)}"
            if line.kind
            else "",
            line.added_at,
            line.scan == "not_scanned",
            line.added_by in keys or f"person:{line.person_id}" in keys,
            line.masked,
        )
        for line in lines
    ]
