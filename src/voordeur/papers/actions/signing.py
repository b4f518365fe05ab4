# SPDX-License-Identifier: EUPL-1.2
"""Signing a paper: one's own word on it, or a member's word that came in another way."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.access import at_table
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said
from voordeur.history.clock import AMSTERDAM
from voordeur.history.record import Private
from voordeur.papers.models import Paper, PaperSignature
from voordeur.people.queries import members
from voordeur.people.spoken import WORDS, How


def _paper(deed: Deed, uuid: UUID) -> Paper:
    row = Paper.objects.through(deed.inside).shown().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This paper is not in the file."), "paper")
    return row


def _put(
    deed: Deed, row: Paper, signer: str, word: str, how: How, signed_on: date | None, shared: bool
) -> PaperSignature:
    """Write the word of one signer on one paper; given again, the newest counts.

    A member's word on a paper of the household together lies in that member's own part, unless
    the member lets the others see it. Any other lies where the paper lies.
    """
    if word not in WORDS:
        raise Refusal(_("Choose: agreed, not agreed, or seen."), "word")
    today = deed.now.astimezone(AMSTERDAM).date()
    if signed_on is not None and signed_on > today:
        raise Refusal(_("This day is still to come."), "signed_on")
    kind, _colon, number = signer.partition(":")
    apart = row.person_id is None and kind == "person" and not shared
    person_id = int(number) if apart else row.person_id
    found = PaperSignature._plain.filter(paper=row, signed_by=signer).first()
    signature = found or PaperSignature(
        household_id=deed.household_id, paper=row, signed_by=signer, version=0
    )
    signature.person_id, signature.compartment = person_id, "own" if apart else row.compartment
    signature.word, signature.how = word, str(how)
    signature.recorded_by, signature.recorded_at = deed.reader.key, deed.now
    signature.signed_on, signature.projection = signed_on or today, row.sha256
    signature.version += 1
    signature.save()
    subject = f"person:{person_id}" if person_id else f"household:{deed.household_id}"
    deed.happened(
        "papers.signed",
        {"paper": row.pk, "signature": signature.pk, "edition": row.edition},
        Private(subject, signature.compartment, {"word": word, "projection": row.sha256}),
    )
    return signature


@action("paper.write")
def sign_paper(
    deed: Deed, *, household_id: int, paper: UUID, word: str, shared: bool = False
) -> PaperSignature:
    """Give one's own word on a paper: a member, a parent on a child's paper, or who helps.

    It holds for this version of the paper only. Every word has the same consequences: none.
    """
    row = _paper(deed, paper)
    person_id = deed.reader.person_id
    signer = f"person:{person_id}" if person_id is not None else deed.reader.key
    return _put(deed, row, signer, word, How.SELF, None, shared)


@action("paper.write")
def record_signature(
    deed: Deed,
    *,
    household_id: int,
    paper: UUID,
    person_id: int,
    word: str,
    how: str,
    shared: bool = False,
    signed_on: date | None = None,
) -> PaperSignature:
    """Record that a member signed at the table, on paper, by phone or through a supporter.

    Raises Refusal for a paper that this member may not read: nobody signs what they were not shown.
    """
    row = _paper(deed, paper)
    if how == How.SELF:
        raise Refusal(_("Say how this came in: at the table, on paper or by phone."), "how")
    said(deed, person_id, how)
    if person_id not in {one.person_id for one in members(deed.inside) if not one.masked}:
        raise Refusal(_("Choose somebody of this household."), "person")
    both = at_table(replace(deed.inside, present=()), [person_id], activity=deed.name)
    if not Paper.objects.through(both).shown().filter(pk=row.pk).exists():
        raise Refusal(
            _("This member may not read this paper, so cannot sign it."),
            "person",
            _("Put the paper in a part that this member may read."),
        )
    may_write_for(deed, person_id, "own")
    return _put(deed, row, f"person:{person_id}", word, How(how), signed_on, shared)
