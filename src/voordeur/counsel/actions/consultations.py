# SPDX-License-Identifier: EUPL-1.2
"""Verbs of asking a specialist: ask, answer, go there together, say what was new."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import check_place, keep_seeing, sealed, some_text
from voordeur.counsel.models import Consultation
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.queries import colleagues
from voordeur.people.queries import members
from voordeur.terms.book import close_terms, open_term

ANSWER_DAYS = 7
BASIS = "wmo_5_1_1"


def _names_in(deed: Deed, *texts: str) -> list[str]:
    """Return the first names of members that stand in a text for somebody outside."""
    called = {one.called for one in members(deed.inside) if one.called}
    words = {word.strip(".,;:!?()'\"") for text in texts for word in text.split()}
    return sorted(called & words)


@action("contact.write")
def consult(
    deed: Deed,
    *,
    household_id: int,
    specialist: int,
    question: str,
    picture: str = "",
    pieces: Sequence[str] = (),
    person_id: int | None = None,
    compartment: str = "common",
) -> Consultation:
    """Ask a specialist; the household stays masked: no name, and only what the asker chose to show.

    Refused when a first name of a member stands in it: then it is not masked.
    """
    check_place(deed, person_id, compartment)
    found = [one for one in colleagues(ids=[specialist]) if one.account_id is not None]
    if not found:
        raise Refusal(_("This professional has no account and cannot answer here."), "specialist")
    if found[0].account_id == deed.reader.account_id:
        raise Refusal(_("Choose somebody else than yourself."), "specialist")
    named = _names_in(deed, question, picture, *pieces)
    if named:
        raise Refusal(
            _("A name of this household stands in it: %(names)s.") % {"names": ", ".join(named)},
            "picture",
            _("Write 'the mother' or 'a child of eight': the specialist does not need the name."),
        )
    row = Consultation(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        specialist_id=specialist,
        state="asked",
        question=some_text(question, "question"),
        picture=picture.strip(),
        pieces=[piece.strip() for piece in pieces if piece.strip()],
        asked_by=deed.reader.account_id,
        asked_at=deed.now,
    )
    row.save(force_insert=True)
    keep_seeing(deed, row, BASIS)
    reader = f"account:{found[0].account_id}"
    term = open_term(
        deed,
        kind="consultation_asked",
        owner=reader,
        subject=f"consultation:{row.pk}",
        due=deed.now.astimezone(AMSTERDAM).date() + timedelta(days=ANSWER_DAYS),
        person_id=person_id,
        compartment=compartment,
    )
    for item in (row.uuid, term.uuid):
        standing.give(
            deed,
            reader=reader,
            relation="task",
            basis=BASIS,
            reason=f"consultation:{row.pk}",
            person_id=person_id,
            compartment=compartment,
            item=item,
        )
    deed.happened(
        "counsel.asked",
        {"consultation": row.pk, "specialist": specialist},
        sealed(row, {"question": row.question, "picture": row.picture, "pieces": row.pieces}),
    )
    return row


def _seen(deed: Deed, consultation: UUID) -> Consultation:
    row = Consultation.objects.through(deed.inside).shown().filter(uuid=consultation).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    return row


def _is_specialist(deed: Deed, row: Consultation) -> bool:
    mine = row.specialist.account_id
    return mine is not None and mine == deed.reader.account_id


@action("counsel.answer")
def answer_consultation(
    deed: Deed, *, household_id: int, consultation: UUID, answer: str, expected_version: int
) -> Consultation:
    """Give advice, as the specialist who was asked; question and answer stay in the file."""
    row = _seen(deed, consultation)
    if not _is_specialist(deed, row):
        raise NotAllowed(_("Only the specialist who was asked can answer."))
    expect(row, expected_version, {"answer": answer})
    if row.state == "withdrawn":
        raise Refusal(_("This question was taken back."))
    row.answer, row.answered_at, row.state = some_text(answer, "answer"), deed.now, "answered"
    row.version += 1
    row.save()
    close_terms(deed, subject=f"consultation:{row.pk}", kind="consultation_asked")
    if row.asked_by is not None:
        open_term(
            deed,
            kind="consultation_answered",
            owner=f"account:{row.asked_by}",
            subject=f"consultation:{row.pk}",
            due=deed.now.astimezone(AMSTERDAM).date() + timedelta(days=ANSWER_DAYS),
            person_id=row.person_id,
            compartment=row.compartment,
        )
    deed.happened("counsel.answered", {"consultation": row.pk}, sealed(row, {"answer": row.answer}))
    return row


@action("contact.write")
def withdraw_consultation(
    deed: Deed, *, household_id: int, consultation: UUID, expected_version: int
) -> Consultation:
    """Take a question back; the specialist does not see it any more."""
    row = _seen(deed, consultation)
    expect(row, expected_version, {"state": "withdrawn"})
    if row.state != "asked":
        raise Refusal(_("This was answered already."))
    row.state, row.version = "withdrawn", row.version + 1
    row.save(update_fields=["state", "version"])
    _let_go(deed, row)
    deed.happened(
        "counsel.withdrawn", {"consultation": row.pk}, about=(row.person_id, row.compartment)
    )
    return row


@action("contact.write")
def go_together(
    deed: Deed, *, household_id: int, consultation: UUID, on: date, expected_version: int
) -> Consultation:
    """Agree on a day to visit together, when advice from a distance is not enough."""
    row = _seen(deed, consultation)
    expect(row, expected_version, {"visit_on": on})
    if on < deed.now.astimezone(AMSTERDAM).date():
        raise Refusal(_("Choose a day that is still to come."), "on")
    row.visit_on, row.version = on, row.version + 1
    row.save(update_fields=["visit_on", "version"])
    open_term(
        deed,
        kind="joint_visit",
        owner=deed.reader.key,
        subject=f"consultation:{row.pk}",
        due=on,
        person_id=row.person_id,
        compartment=row.compartment,
    )
    deed.happened(
        "counsel.visit_planned",
        {"consultation": row.pk, "on": on},
        about=(row.person_id, row.compartment),
    )
    return row


@action("counsel.answer")
def say_what_was_new(
    deed: Deed, *, household_id: int, consultation: UUID, what: str, expected_version: int
) -> Consultation:
    """Say what was new to you, as asker or as specialist; what was due about it is done then."""
    row = _seen(deed, consultation)
    expect(row, expected_version, {"what": what})
    if row.state != "answered":
        raise Refusal(_("This was not answered yet."))
    said = some_text(what, "what")[:300]
    if _is_specialist(deed, row):
        row.new_to_specialist = said
    elif row.asked_by is not None and row.asked_by == deed.reader.account_id:
        row.new_to_asker = said
        close_terms(deed, subject=f"consultation:{row.pk}", owner=deed.reader.key)
    else:
        raise NotAllowed(_("Only who asked and who answered say what was new."))
    row.version += 1
    row.save(update_fields=["new_to_asker", "new_to_specialist", "version"])
    if row.new_to_asker and row.new_to_specialist:
        _let_go(deed, row)
    deed.happened("counsel.learned", {"consultation": row.pk}, sealed(row, {"what": said}))
    return row


def _let_go(deed: Deed, row: Consultation) -> None:
    """Close what is due and take back what the specialist could see only to give advice."""
    close_terms(deed, subject=f"consultation:{row.pk}")
    if row.specialist.account_id is not None:
        standing.end(
            deed,
            reader=f"account:{row.specialist.account_id}",
            relation="task",
            person_id=row.person_id,
            compartment=row.compartment,
            reason=f"consultation:{row.pk}",
        )
