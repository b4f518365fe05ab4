# SPDX-License-Identifier: EUPL-1.2
"""Bringing in a file, making a letter, taking a paper away."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from voordeur.door.deed import Deed, action
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.door.voice import said_if_theirs
from voordeur.history import clock
from voordeur.history.record import Private
from voordeur.papers import blobs
from voordeur.papers.kinds import Kind, Unfit, kind_of
from voordeur.papers.letters import LetterError, letters
from voordeur.papers.models import Paper, PaperSignature
from voordeur.papers.typeset import HOUSE, typeset
from voordeur.papers.virusscan import ScannerSilent, scan
from voordeur.people.queries import members

MOST = 100
"""Papers in one household that one reader knows of."""
SHELVES = ("own", "money", "health", "youth", "justice", "safety", "private")
"""Parts of a member's file in which a paper can lie; one about the household lies in `common`."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that was looked at: what it is, and what the scanner said."""

    content: bytes
    kind: Kind
    scan: str


def inspect(content: bytes) -> tuple[Inspected, str]:
    """Return a file that can be kept with the name of the virus in it (empty: none was found).

    Raises Refusal when it is no file of ours, or when the scanner that was set up does not answer:
    what cannot be checked is not kept. Not an action: it changes nothing and can take long.
    """
    try:
        kind = kind_of(content)
    except Unfit as error:
        raise Refusal(_unfit(error.reason), "file", _taken()) from error
    address = settings.CONFIG.virus_scan
    if not address:
        return Inspected(content, kind, "not_scanned"), ""
    try:
        verdict = scan(content, address)
    except ScannerSilent as error:
        raise Refusal(
            _("This file could not be checked for viruses, so it was not kept."),
            "file",
            _("Try again later."),
        ) from error
    return Inspected(content, kind, "clean"), verdict.found


def _unfit(reason: str) -> str:
    words = {
        "empty": _("This file is empty."),
        "too_large": _("This file is too large."),
        "macros": _("This file has macros in it: small programs that can do harm."),
        "unknown": _("This kind of file cannot be kept."),
    }
    return words[reason]


def _taken() -> str:
    return _("You can keep PDF, JPG, PNG, Word, Excel, OpenDocument text and plain text to 20 MB.")


def bring_in(
    reader: Reader,
    *,
    household_id: int,
    title: str,
    content: bytes,
    person_id: int | None = None,
    compartment: str = "",
    replaces: UUID | None = None,
) -> Paper:
    """Inspect a file and keep it; an infected one is refused, and that is recorded.

    Two actions behind one door, so that the record of the refusal stays when the file does not.
    """
    looked, virus = inspect(content)
    if virus:
        refuse_paper(
            reader,
            household_id=household_id,
            person_id=person_id,
            compartment=compartment,
            virus=virus,
        )
        raise Refusal(
            _("There is a virus in this file. It was not kept."),
            "file",
            _("Do not open it, and ask the helpdesk to look at your device."),
        )
    return add_paper(
        reader,
        household_id=household_id,
        title=title,
        looked=looked,
        person_id=person_id,
        compartment=compartment,
        replaces=replaces,
    )


def _shelf(deed: Deed, person_id: int | None, compartment: str) -> str:
    """Return the compartment of a paper; its member must be one that this reader sees."""
    if person_id is None:
        if compartment not in ("", "common"):
            raise Refusal(_("Say which member this is about."), "person")
        return "common"
    known = {each.person_id for each in members(deed.inside, past=True) if not each.masked}
    if person_id not in known:
        raise Refusal(_("This member is not in the household."), "person")
    chosen = compartment or "own"
    if chosen not in SHELVES:
        raise Refusal(_("A paper cannot be kept in this part of the file."), "compartment")
    return chosen


def _older(deed: Deed, uuid: UUID | None) -> Paper | None:
    """Return the paper that a new one is the next version of."""
    if uuid is None:
        return None
    rows = Paper.objects.through(deed.inside).shown()
    row = rows.filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This paper is not in the file."), "replaces")
    if rows.filter(replaces=row).exists():
        raise Refusal(
            _("There is a newer version of this paper already."),
            "replaces",
            _("Choose the newest version."),
        )
    return row


def _subject(household_id: int, person_id: int | None) -> str:
    return f"person:{person_id}" if person_id is not None else f"household:{household_id}"


def keep(
    deed: Deed,
    *,
    title: str,
    looked: Inspected,
    person_id: int | None,
    compartment: str,
    made_from: str = "",
    replaces: UUID | None = None,
) -> Paper:
    """Write a paper and its file inside a deed; for rooms that make documents too.

    A new version lies where the paper lies that it `replaces`, which stays as it is.
    """
    old = _older(deed, replaces)
    if old is not None:
        person_id, compartment = old.person_id, old.compartment
    shelf = _shelf(deed, person_id, compartment)
    if not title.strip():
        raise Refusal(_("Give the paper a title."), "title")
    rows = Paper.objects.through(deed.inside)
    # Only what this reader knows of is counted: the limit may not tell of papers that are hidden.
    if rows.count() >= MOST:
        raise Refusal(
            _("This household has 100 papers already."),
            "file",
            _("Take away a paper that nobody needs any more."),
        )
    row = Paper(
        household_id=deed.household_id,
        person_id=person_id,
        compartment=shelf,
        title=title.strip()[:120],
        kind=looked.kind.value,
        size=len(looked.content),
        sha256=hashlib.sha256(looked.content).hexdigest(),
        scan=looked.scan,
        made_from=made_from,
        replaces=old,
        edition=old.edition + 1 if old else 1,
        added_by=deed.reader.key,
        added_at=deed.now,
    )
    row.save(force_insert=True)
    if not Paper.objects.through(deed.inside).shown().filter(pk=row.pk).exists():
        raise Refusal(
            _("This part of the file is not open to you."),
            "compartment",
            _("Choose another part, or ask the member to add the paper."),
        )
    subject = _subject(deed.household_id, person_id)
    blobs.write(row.uuid, looked.content, subject=subject, compartment=shelf)
    deed.happened(
        "papers.made" if made_from else "papers.added",
        {"paper": row.pk, "kind": row.kind, "size": row.size},
        Private(subject, shelf, {"title": row.title, "sha256": row.sha256}),
    )
    return row


@action("paper.write")
def add_paper(
    deed: Deed,
    *,
    household_id: int,
    title: str,
    looked: Inspected,
    person_id: int | None = None,
    compartment: str = "",
    replaces: UUID | None = None,
    how: str | None = None,
) -> Paper:
    """Keep a file that was inspected: about a member (in a part of that member), or about all."""
    said_if_theirs(deed, person_id, how)
    return keep(
        deed,
        title=title,
        looked=looked,
        person_id=person_id,
        compartment=compartment,
        replaces=replaces,
    )


@action("paper.write")
def refuse_paper(
    deed: Deed,
    *,
    household_id: int,
    virus: str,
    person_id: int | None = None,
    compartment: str = "",
) -> None:
    """Record that an infected file was refused: the name of the virus, nothing of the file."""
    shelf = _shelf(deed, person_id, compartment)
    deed.happened("papers.refused", {"virus": virus[:100]}, about=(person_id, shelf))


@action("paper.write")
def make_letter(
    deed: Deed,
    *,
    household_id: int,
    letter: str,
    language: str,
    values: Mapping[str, str],
    signed: str,
    person_id: int,
    compartment: str = "",
    replaces: UUID | None = None,
) -> Paper:
    """Make a letter from a template and keep the PDF with the papers of the member it is about.

    It is addressed to that member, unless the template asks for another `recipient`. It lies in the
    part that the template names, unless another is given.
    """
    template = letters().get(letter)
    if template is None or language not in ("nl", "en"):
        raise Refusal(_("This letter does not exist."), "letter")
    known = {each.person_id: each for each in members(deed.inside) if not each.masked}
    if person_id not in known:
        raise Refusal(_("This member is not in the household."), "person")
    name = known[person_id].name or ""
    try:
        paragraphs = template.filled(language, {**values, "name": name})
    except LetterError as error:
        raise Refusal(_("Fill in every field of the letter."), "letter") from error
    with override(language):
        day = date_format(clock.today(), "j F Y")
    title = template.title[language]
    made = typeset(
        HOUSE / "letter.typ",
        {
            "title": title,
            "sender": settings.CONFIG.municipality,
            "to": values.get("recipient", "").strip() or name,
            "date": day,
            "paragraphs": paragraphs,
            "signed": signed,
        },
        language,
    )
    return keep(
        deed,
        title=title,
        looked=Inspected(made, Kind.PDF, "made_here"),
        person_id=person_id,
        compartment=compartment or template.part,
        made_from=letter,
        replaces=replaces,
    )


@action("paper.write")
def keep_document(
    deed: Deed,
    *,
    household_id: int,
    title: str,
    template: Path,
    data: Mapping[str, Any],
    language: str,
    made_from: str,
    person_id: int | None = None,
    compartment: str = "",
) -> Paper:
    """Make a PDF with a template of another room and keep it with the papers of the household.

    What stands in `data` must be in that one part of the file already: the paper is seen by who may
    see that part.
    """
    made = typeset(template, data, language)
    return keep(
        deed,
        title=title,
        looked=Inspected(made, Kind.PDF, "made_here"),
        person_id=person_id,
        compartment=compartment,
        made_from=made_from,
    )


@action("paper.write")
def remove_paper(deed: Deed, *, household_id: int, paper: UUID, how: str | None = None) -> None:
    """Take a paper away: row and file are gone; the history keeps that it was there.

    What was signed stays. A professional takes away what the own hand added; a member what is about
    that member.
    """
    row = Paper.objects.through(deed.inside).shown().filter(uuid=paper).first()
    if row is None:
        raise Refusal(_("This paper is not in the file."), "paper")
    keys = set(deed.reader.keys)
    about_me = row.person_id is not None and f"person:{row.person_id}" in keys
    if row.added_by not in keys and not about_me and "system" not in deed.reader.roles:
        raise Refusal(
            _("Somebody else added this paper."),
            "paper",
            _("Ask who added it, or the member it is about."),
        )
    # A signature this reader may not see may not be told of by refusing: the history keeps that one.
    if PaperSignature.objects.through(deed.inside).shown().filter(paper=row).exists():
        raise Refusal(
            _("This paper was signed, so it stays."), "paper", _("Add a new version of it.")
        )
    said_if_theirs(deed, row.person_id, how)
    subject = _subject(row.household_id, row.person_id)
    deed.happened(
        "papers.removed",
        {"paper": row.pk},
        Private(subject, row.compartment, {"title": row.title}),
    )
    uuid = row.uuid
    PaperSignature._plain.filter(paper=row).delete()
    Paper._plain.filter(replaces=row).update(replaces=None)
    Paper._plain.filter(pk=row.pk).delete()
    transaction.on_commit(lambda: blobs.erase(uuid))


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Erase files that no paper points to: a transaction was taken back after its file was written.

    For the nightly task; return how many. A young file is left: its transaction may be under way.
    """
    there = blobs.stored(older_than=older_than)
    known = set(Paper._plain.filter(uuid__in=there).order_by("pk").values_list("uuid", flat=True))
    for uuid in there - known:
        blobs.erase(uuid)
    return len(there - known)
