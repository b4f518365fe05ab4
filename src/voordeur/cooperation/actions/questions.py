# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the one question to a partner without an account, and of the page that answers it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.referrals import found_referral, settle
from voordeur.cooperation.actions.writing import check_place, keep_seeing, sealed, some_text
from voordeur.cooperation.models import PartnerQuestion, Referral
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.partners.queries import organisation_names
from voordeur.terms.book import close_terms, open_term

LONGEST = timedelta(days=28)
SHORTEST = timedelta(hours=1)


def hash_of(token: str) -> str:
    """Return what is kept of the secret of a page."""
    return hashlib.sha256(token.encode()).hexdigest()


def partner_reader(number: int, organisation_id: int) -> Reader:
    """Return the reader that whoever opens the page of a question is: of one piece, no account."""
    return Reader(
        key=f"question:{number}", roles=frozenset({"partner"}), organisation_id=organisation_id
    )


@action("referral.ask")
def ask_partner(
    deed: Deed,
    *,
    household_id: int,
    organisation_id: int,
    question: str,
    expires_at: datetime,
    email: str = "",
    referral: UUID | None = None,
    person_id: int | None = None,
    compartment: str = "common",
    basis: str = "wmo_5_1_1",
) -> tuple[PartnerQuestion, str]:
    """Make a page on which a partner without an account answers one question; return its secret.

    The secret is 256 bits, returned once and kept as a hash only. With a referral the page asks yes
    or no to that referral, lies in its part of the file and rests on what it rests on.
    """
    if not SHORTEST <= expires_at - deed.now <= LONGEST:
        raise Refusal(_("A page is open for an hour at least and four weeks at most."), "expires")
    row = PartnerQuestion(household_id=household_id, organisation_id=organisation_id)
    if referral is not None:
        asked: Referral = found_referral(deed, referral, "referral")
        if asked.state not in ("asked", "waiting"):
            raise Refusal(_("This was answered already."), "referral")
        if asked.organisation_id != organisation_id:
            raise Refusal(_("This was asked of another organisation."), "organisation")
        row.referral = asked
        person_id, compartment = asked.person_id, asked.compartment
    else:
        check_place(deed, person_id, compartment)
    if organisation_id not in organisation_names([organisation_id]):
        raise Refusal(_("Choose an organisation."), "organisation")
    token = secrets.token_urlsafe(32)
    row.person_id, row.compartment = person_id, compartment
    row.question, row.email = some_text(question, "question"), email.strip()
    row.token_hash = hash_of(token)
    row.asked_by, row.asked_at, row.expires_at = deed.reader.account_id, deed.now, expires_at
    row.save(force_insert=True)
    keep_seeing(deed, row, basis)
    for item in (row.uuid, *([row.referral.uuid] if row.referral else [])):
        standing.give(
            deed,
            reader=f"question:{row.pk}",
            relation="task",
            basis=basis,
            reason=f"question:{row.pk}",
            person_id=person_id,
            compartment=compartment,
            item=item,
            until=expires_at,
        )
    open_term(
        deed,
        kind="partner_question",
        owner=deed.reader.key,
        subject=f"question:{row.pk}",
        due=expires_at.date(),
        person_id=person_id,
        compartment=compartment,
    )
    deed.happened(
        "cooperation.partner_asked",
        {"question": row.pk, "organisation": organisation_id, "expires": expires_at},
        sealed(row, {"question": row.question}),
    )
    return row, token


def _asked_of_me(deed: Deed, question: UUID) -> PartnerQuestion:
    """Return the question whose page this reader has open; refuse everybody else."""
    row = PartnerQuestion.objects.through(deed.inside).shown().filter(uuid=question).first()
    if row is None or deed.reader.key != f"question:{row.pk}":
        raise NotAllowed(_("Only the party that was asked can answer."))
    if row.answered_at or row.withdrawn_at or row.expires_at <= deed.now:
        raise Refusal(_("This page is closed."))
    return row


@action("referral.answer")
def open_question(deed: Deed, *, household_id: int, question: UUID) -> PartnerQuestion:
    """Open the page of a question: the access log and the history note that it was read."""
    row = _asked_of_me(deed, question)
    deed.happened(
        "cooperation.partner_opened",
        {"question": row.pk, "organisation": row.organisation_id},
        about=(row.person_id, row.compartment),
    )
    return row


@action("referral.answer")
def answer_question(
    deed: Deed,
    *,
    household_id: int,
    question: UUID,
    answered_by: str,
    answer: str,
    accept: bool | None = None,
) -> PartnerQuestion:
    """Answer the one question, once; the page closes and nothing more can be seen by it.

    Of a referral the answer is a yes or no (`accept`), with a reason for a no.
    """
    row = _asked_of_me(deed, question)
    row.answered_by = some_text(answered_by, "answered_by")[:120]
    row.answered_at = deed.now
    if row.referral is not None:
        if accept is None:
            raise Refusal(_("Choose yes or no."), "accept")
        settle(deed, row.referral, accept=accept, answer=answer)
        row.answer = answer.strip()
    else:
        row.answer = some_text(answer, "answer")
    _close(deed, row)
    deed.happened(
        "cooperation.partner_answered",
        {"question": row.pk, "organisation": row.organisation_id, "accept": accept},
        sealed(row, {"answer": row.answer, "by": row.answered_by}),
    )
    return row


@action("referral.ask")
def withdraw_partner_question(deed: Deed, *, household_id: int, question: UUID) -> PartnerQuestion:
    """Close the page of a question that was not answered, also one whose time is over."""
    row = PartnerQuestion.objects.through(deed.inside).shown().filter(uuid=question).first()
    if row is None or row.answered_at or row.withdrawn_at:
        raise Refusal(_("This page is closed."))
    row.withdrawn_at = deed.now
    _close(deed, row)
    deed.happened(
        "cooperation.partner_withdrawn",
        {"question": row.pk},
        about=(row.person_id, row.compartment),
    )
    return row


def _close(deed: Deed, row: PartnerQuestion) -> None:
    row.version += 1
    row.save()
    standing.end(
        deed,
        reader=f"question:{row.pk}",
        relation="task",
        person_id=row.person_id,
        compartment=row.compartment,
    )
    close_terms(deed, subject=f"question:{row.pk}")
