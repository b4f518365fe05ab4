# SPDX-License-Identifier: EUPL-1.2
"""Verbs of notes: shared ones, and a work note that only its author reads until it lapses."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, check_part, sealed
from voordeur.contact.models import Contact, Note
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal

WORK_NOTE_LASTS = timedelta(days=28)


def put_note(
    deed: Deed,
    person_id: int | None,
    compartment: str,
    text: str,
    contact: Contact | None,
    writing: UUID | None = None,
) -> Note:
    """Write one shared note about one subject."""
    row = Note(
        household_id=deed.household_id,
        person_id=person_id,
        compartment=compartment,
        kind="shared",
        contact=contact,
        writing=writing,
        text=text.strip(),
        author=deed.reader.account_id,
        written_at=deed.now,
    )
    row.save(force_insert=True)
    deed.happened("contact.note_written", {"note": row.pk}, sealed(row, {"text": row.text}))
    return row


def _put_for_all(
    deed: Deed, person_ids: Collection[int], compartment: str, text: str, contact: Contact | None
) -> list[Note]:
    """Write one text as a note per member, each in that member's own part of the file."""
    if not text.strip():
        raise Refusal(_("Write something first."), "text")
    about: list[int | None] = [*sorted(set(person_ids))] or [None]
    for person_id in about:
        check_part(person_id, compartment)
    check_members(deed, set(person_ids), "about")
    writing = uuid4() if len(about) > 1 else None
    return [put_note(deed, person_id, compartment, text, contact, writing) for person_id in about]


@action("contact.write")
def write_note(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    person_ids: Collection[int] = (),
    compartment: str = "common",
) -> list[Note]:
    """Write a note that everybody reads who may see that part; about no member: the household's.

    About several members it becomes one note per member, so that none leads to another.
    """
    return _put_for_all(deed, person_ids, compartment, text, None)


@action("contact.write")
def write_work_note(deed: Deed, *, household_id: int, text: str) -> Note:
    """Write a note for oneself alone; it lapses after 28 days unless it is shared before.

    It is in nobody's part of the file, so nobody learns even that it is there.
    """
    if not text.strip():
        raise Refusal(_("Write something first."), "text")
    if deed.reader.account_id is None:
        raise Refusal(_("A work note needs an author with an account."), "text")
    row = Note(
        household_id=household_id,
        compartment="private",
        kind="work",
        text=text.strip(),
        author=deed.reader.account_id,
        written_at=deed.now,
        lapses_at=deed.now + WORK_NOTE_LASTS,
    )
    row.save(force_insert=True)
    standing.give(
        deed,
        reader=deed.reader.key,
        relation="told",
        basis="wmo_5_1_1",
        reason="work note",
        compartment="private",
        item=row.uuid,
        until=row.lapses_at,
    )
    deed.happened("contact.work_note_written", {"note": row.pk}, about=(None, "private"))
    return row


def _own_work_note(deed: Deed, note: int) -> Note:
    row = Note.objects.through(deed.inside).shown().filter(pk=note, kind="work").first()
    if row is None or row.author != deed.reader.account_id:
        raise Refusal(_("This note is not here any more."))
    return row


def _drop(deed: Deed, row: Note) -> None:
    """Erase a work note: nothing of its text is in the history."""
    pk, uuid = row.pk, row.uuid
    row.delete()
    standing.end(deed, reader=deed.reader.key, relation="told", item=uuid)
    deed.happened("contact.work_note_gone", {"note": pk}, about=(None, "private"))


@action("contact.write")
def share_work_note(
    deed: Deed,
    *,
    household_id: int,
    note: int,
    text: str,
    person_ids: Collection[int] = (),
    compartment: str = "common",
) -> list[Note]:
    """Turn one's own work note into a shared note, as it is or reworded; the work note is erased."""
    row = _own_work_note(deed, note)
    shared = _put_for_all(deed, person_ids, compartment, text, None)
    _drop(deed, row)
    return shared


@action("contact.write")
def throw_away_work_note(deed: Deed, *, household_id: int, note: int) -> None:
    """Erase one's own work note."""
    _drop(deed, _own_work_note(deed, note))


@action("contact.write")
def correct_note(
    deed: Deed, *, household_id: int, note: int, text: str, expected_version: int
) -> Note:
    """Correct a shared note one wrote; what was there before stays in the history.

    What was written once for several members is corrected for all of them that the author can
    still see.
    """
    row = Note.objects.through(deed.inside).shown().filter(pk=note, kind="shared").first()
    if row is None:
        raise Refusal(_("This note is not here any more."))
    if row.author != deed.reader.account_id:
        raise NotAllowed(_("Only who wrote a note corrects it."))
    expect(row, expected_version, {"text": text})
    if not text.strip():
        raise Refusal(_("Write something first."), "text")
    copies = [row]
    if row.writing is not None:
        written = Note.objects.through(deed.inside).shown().filter(writing=row.writing)
        copies += written.filter(author=row.author).exclude(pk=row.pk).order_by("pk")
    for copy in copies:
        before, copy.text, copy.version = copy.text, text.strip(), copy.version + 1
        copy.save(update_fields=["text", "version"])
        deed.happened(
            "contact.note_corrected",
            {"note": copy.pk},
            sealed(copy, {"before": {"text": before}, "after": {"text": copy.text}}),
        )
    return row
