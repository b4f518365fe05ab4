# SPDX-License-Identifier: EUPL-1.2
"""What the page of papers shows, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from voordeur.papers import queries
from voordeur.papers.kinds import Kind
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Home
from voordeur.people.queries import members
from voordeur.people.words import HOWS, WORDS


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
    edition: int
    newer: bool
    signed: tuple[str, ...]


def _signed(
    line: queries.PaperLine, called: dict[int, str], workers: dict[str, str]
) -> tuple[str, ...]:
    """Return who said what about a paper, a sentence each."""
    said = []
    for one in line.signed:
        kind, _colon, number = one.signed_by.partition(":")
        who = called.get(int(number)) if kind == "person" else workers.get(one.signed_by)
        said.append(
            _("%(who)s: %(word)s on %(day)s, %(how)s (print %(print)s)")
            % {
                "who": who or _("a member"),
                "word": WORDS[one.word],
                "day": date_format(one.signed_on, "j F Y"),
                "how": HOWS[one.how],
                "print": one.projection[:8],
            }
        )
    return tuple(said)


def rows(home: Home, *, signed: bool = False) -> list[PaperRow]:
    """Return the papers of a household in words, the newest first.

    Two queries; with who signed at most four.
    """
    lines = queries.papers(home.access, signed=signed)
    called = {
        one.person_id: one.called or one.name or ""
        for one in (members(home.access, past=True) if lines else [])
    }
    keys = set(home.reader.keys)
    signers = {one.signed_by for line in lines for one in line.signed}
    accounts = [int(key.removeprefix("account:")) for key in signers if key.startswith("account:")]
    workers = {
        f"account:{one.account_id}": f"{one.name}, {one.organisation}"
        for one in (colleagues(account_ids=sorted(accounts)) if accounts else [])
    }
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
            line.edition or 1,
            line.newer,
            _signed(line, called, workers),
        )
        for line in lines
    ]
