# SPDX-License-Identifier: EUPL-1.2
"""What the pages of contact show, put together from the questions; nothing is decided here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.contact.guide import guide
from voordeur.contact.queries import (
    ContactLine,
    LimitLine,
    NoteLine,
    contacts,
    notes,
    written_once,
)
from voordeur.contact.words import PART_WORDS, in_words, kind_words, outcome_words
from voordeur.door.access import Access
from voordeur.partners.queries import colleagues
from voordeur.people.queries import Member, members


@dataclass(frozen=True, slots=True)
class ContactItem:
    """One contact in words, with its notes."""

    on: date
    masked: bool
    kind: str
    outcome: str
    held: bool
    by: str | None
    about: str | None
    present: str
    notes: tuple["NoteItem", ...]


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One note in words, with who reads it; `mine` offers what only its author may do."""

    id: int
    uuid: UUID
    masked: bool
    work: bool
    text: str | None
    about: str | None
    everybody: bool
    part: str
    by: str | None
    mine: bool
    written_at: datetime
    lapses_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactPage:
    """The page 'contact'."""

    contacts: tuple[ContactItem, ...]
    notes: tuple[NoteItem, ...]
    work_notes: tuple[NoteItem, ...]


def _about(person_id: int | None, names: dict[int, str]) -> str:
    return names.get(person_id, _("a member")) if person_id else _("The whole household")


def contact_items(
    found: Sequence[ContactLine], names: dict[int, str], attached: dict[int, list[NoteItem]]
) -> tuple[ContactItem, ...]:
    """Return contacts in words; a masked one says only that there was one."""
    return tuple(
        ContactItem(
            on=row.on,
            masked=row.masked,
            kind=kind_words(row.kind),
            outcome=outcome_words(row.outcome),
            held=row.outcome == "held",
            by=f"{row.professional}, {row.organisation}" if row.professional else None,
            about=None if row.masked else _about(row.person_id, names),
            present=", ".join(names.get(one, _("a member")) for one in row.present),
            notes=tuple(attached.get(row.id, ())),
        )
        for row in found
    )


def _note_item(
    row: NoteLine,
    about: Sequence[int | None],
    names: dict[int, str],
    authors: dict[int, str],
    account_id: int | None,
) -> NoteItem:
    return NoteItem(
        id=row.id,
        uuid=row.uuid,
        masked=row.masked,
        work=row.kind == "work",
        text=row.text,
        about=None if row.masked else ", ".join(_about(one, names) for one in about),
        everybody=row.compartment == "common",
        part=str(PART_WORDS.get(row.compartment, "")),
        by=authors.get(row.author or 0),
        mine=row.author is not None and row.author == account_id,
        written_at=row.written_at,
        lapses_at=row.lapses_at,
    )


def page_of(access: Access) -> ContactPage:
    """Return the page of one household; five queries."""
    names = {one.person_id: one.called for one in members(access, past=True) if one.called}
    written = notes(access)
    accounts = sorted({row.author for row in written if row.author is not None})
    authors = {
        one.account_id: f"{one.name}, {one.organisation}"
        for one in colleagues(account_ids=accounts)
        if one.account_id is not None
    }
    items = [
        (row.contact_id, _note_item(row, about, names, authors, access.reader.account_id))
        for row, about in written_once(written)
    ]
    attached: dict[int, list[NoteItem]] = {}
    for contact_id, item in items:
        if contact_id is not None:
            attached.setdefault(contact_id, []).append(item)
    loose = [item for contact_id, item in items if contact_id is None]
    return ContactPage(
        contacts=contact_items(contacts(access), names, attached),
        notes=tuple(item for item in loose if not item.work),
        work_notes=tuple(item for item in loose if item.work),
    )


@dataclass(frozen=True, slots=True)
class LimitItem:
    """One limit to self-direction in words."""

    uuid: UUID
    masked: bool
    who: str
    ground: str | None
    situation: str | None
    reason: str | None
    since: date
    until: date | None
    look_again: date | None
    stays: str | None
    authority: str | None
    power: str | None
    law: str | None
    acting: str | None
    responsible: str | None


def limit_items(found: Sequence[LimitLine], around: Sequence[Member]) -> tuple[LimitItem, ...]:
    """Return limits in words, with who may act now and what stays with the household."""
    names = {one.person_id: one.called for one in around if one.called}
    known = {ground.id: ground for ground in guide().limits}
    items = []
    for row in found:
        ground = known.get(row.ground or "")
        power = next(
            (one for one in ground.authorities if one.id == row.authority) if ground else iter(()),
            None,
        )
        items.append(
            LimitItem(
                uuid=row.uuid,
                masked=row.masked,
                who=names.get(row.person_id, _("a member")),
                ground=in_words(ground.title) if ground else row.ground,
                situation=row.situation,
                reason=row.reason,
                since=row.since,
                until=row.until,
                look_again=row.look_again,
                stays=in_words(ground.stays_with_household) if ground else None,
                authority=in_words(power.title) if power else None,
                power=in_words(power.power) if power else None,
                law=power.law if power else None,
                acting=row.acting or None,
                responsible=row.responsible,
            )
        )
    return tuple(items)


@dataclass(frozen=True, slots=True)
class Path:
    """What to do on a ground, in order, and who has the power."""

    title: str
    explain: str
    first: bool
    steps: tuple[str, ...]
    authorities: tuple[tuple[str, str, str], ...]
    stays: str


def paths() -> tuple[Path, ...]:
    """Return the ways to go when self-direction has a limit; those to act on at once come first."""
    ordered = sorted(guide().limits, key=lambda one: not one.immediate)
    return tuple(
        Path(
            title=in_words(ground.title),
            explain=in_words(ground.explanation),
            first=ground.immediate,
            steps=tuple(in_words(step) for step in ground.steps),
            authorities=tuple(
                (in_words(one.title), in_words(one.power), one.law) for one in ground.authorities
            ),
            stays=in_words(ground.stays_with_household),
        )
        for ground in ordered
    )
