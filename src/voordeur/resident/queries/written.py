# SPDX-License-Identifier: EUPL-1.2
"""What was written about a member and the household, as the member reads it."""

from dataclasses import dataclass
from datetime import datetime

from voordeur.contact.queries import notes, written_once
from voordeur.door.access import Access
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members

NOT_ON_A_SCREEN = ("safety", "private")


@dataclass(frozen=True, slots=True)
class Written:
    """One note, whom it is about (`mine`: the reader; empty: everybody) and who wrote it."""

    text: str
    mine: bool
    about: str
    by: str
    organisation: str
    written_at: datetime


def written(access: Access, person_id: int) -> list[Written]:
    """Return the notes a member may read, newest first; three queries.

    What lies in the part about safety is left out whoever asks: somebody may look over a shoulder.
    """
    rows = [
        (row, about)
        for row, about in written_once(notes(access))
        if row.text is not None and row.compartment not in NOT_ON_A_SCREEN
    ]
    names = {one.person_id: one.called or "" for one in members(access, past=True)}
    accounts = sorted({row.author for row, _about in rows if row.author is not None})
    authors = {one.account_id: one for one in colleagues(account_ids=accounts)}
    found = []
    for row, about in rows:
        by = authors.get(row.author)
        found.append(
            Written(
                text=row.text or "",
                mine=person_id in about,
                about=", ".join(
                    filter(None, (names.get(one) for one in about if one and one != person_id))
                ),
                by=by.name if by else "",
                organisation=by.organisation if by else "",
                written_at=row.written_at,
            )
        )
    return found
