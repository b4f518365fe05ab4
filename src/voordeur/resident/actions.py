# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the resident: writing for oneself, and telling one thing to one person one picks.

What is written here is in no event: only that something was written, and that for the member
alone. When the member throws a note away, nothing of it is left.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.emergency import working_days_later
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said
from voordeur.history.clock import AMSTERDAM
from voordeur.plan.actions.placing import some_text
from voordeur.resident.models import DECISIONS, OwnNote, Told
from voordeur.resident.queries import called, coordinator_key, pickable
from voordeur.resident.queries.telling import answer_by, last_put_off
from voordeur.resident.sealing import Opener, seal
from voordeur.terms.book import close_terms, open_term

SAFETY_WORKING_DAYS = 1
LONGEST = 4000


def _text(text: str, where: str = "text") -> str:
    found = some_text(text, where)
    if len(found) > LONGEST:
        raise Refusal(_("This text is too long. Make it shorter, or write two."), where)
    return found


def _note(deed: Deed, uuid: UUID) -> OwnNote:
    row = OwnNote.objects.through(deed.inside).shown().filter(uuid=uuid).first()
    if row is None or row.person_id != deed.reader.person_id:
        raise Refusal(_("This note is not here any more."), "note")
    return row


@action("private.write")
def write_note(deed: Deed, *, household_id: int, text: str) -> OwnNote:
    """Write on the page that nobody else sees: no other member, no professional, in no emergency."""
    if deed.reader.person_id is None:
        raise NotAllowed(_("Only the member writes on the own page."))
    row = OwnNote(household_id=household_id, person_id=deed.reader.person_id, written_at=deed.now)
    row.sealed = seal(row, {"text": _text(text)})
    row.save(force_insert=True)
    deed.happened("resident.note_written", {"note": row.pk}, about=(row.person_id, row.compartment))
    return row


@action("private.write")
def change_note(
    deed: Deed, *, household_id: int, note: UUID, text: str, expected_version: int
) -> OwnNote:
    """Change an own note; what stood there before is kept nowhere."""
    row = _note(deed, note)
    _expect_text(row, expected_version, text)
    row.sealed, row.changed_at = seal(row, {"text": _text(text)}), deed.now
    row.version += 1
    row.save(update_fields=["sealed", "changed_at", "version"])
    deed.happened("resident.note_changed", {"note": row.pk}, about=(row.person_id, row.compartment))
    return row


def _expect_text(row: OwnNote, version: int, text: str) -> None:
    """Raise Conflict with both texts, readable, when the note moved on in another window."""
    row.text = Opener().open(row, row.sealed).get("text", "")  # type: ignore[attr-defined]
    expect(row, version, {"text": text})


@action("private.write")
def throw_note_away(deed: Deed, *, household_id: int, note: UUID, expected_version: int) -> None:
    """Delete an own note for good: its text was in no event and is nowhere any more."""
    row = _note(deed, note)
    expect(row, expected_version, {})
    deed.happened(
        "resident.note_thrown_away", {"note": row.pk}, about=(row.person_id, row.compartment)
    )
    OwnNote._plain.filter(pk=row.pk).delete()


def _tell(
    deed: Deed,
    *,
    kind: str,
    person_id: int | None,
    body: dict[str, str],
    told_to: str,
    due: date | None,
    how: str | None,
) -> Told:
    """Write what is told, let the picked reader in to this one row, and open a term for them."""
    who = person_id or deed.reader.person_id
    if who is None:
        raise Refusal(_("Choose somebody of this household."), "person")
    may_write_for(deed, who, "own")
    row = Told(
        household_id=deed.household_id,
        person_id=who,
        compartment="own" if kind == "correction" else "private",
        kind=kind,
        told_to=told_to,
        told_at=deed.now,
        **_came(deed, who, how),
    )
    row.sealed = seal(row, {**body, "who": called(deed.inside, who)})
    row.save(force_insert=True)
    term = open_term(
        deed,
        kind=f"{kind}_told",
        owner=told_to,
        subject=f"told:{row.pk}",
        due=due,
        person_id=who,
        compartment=row.compartment,
    )
    row.term = term.uuid
    row.save(update_fields=["term"])
    for item in (row.uuid, term.uuid):
        standing.give(
            deed,
            reader=told_to,
            relation="told",
            basis="consent",
            reason=f"told:{row.pk}",
            person_id=who,
            compartment=row.compartment,
            item=item,
        )
    deed.happened("resident.told", {"told": row.pk, "how": row.how}, about=(who, row.compartment))
    return row


def _came(deed: Deed, person_id: int, how: str | None) -> dict[str, str]:
    came = said(deed, person_id, how)
    return {"how": came["how"], "recorded_by": came["recorded_by"]}


def _picked(deed: Deed, professional_id: int) -> str:
    for one in pickable(deed.inside):
        if one.professional_id == professional_id:
            return one.key
    raise Refusal(_("Choose somebody from the list."), "to")


@action("share.give")
def share_line(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    to: int,
    person_id: int | None = None,
    how: str | None = None,
) -> Told:
    """Tell one line to one professional; the note it came from stays where only the member sees it.

    `to` is the id of a professional on the list of `pickable`.
    """
    line = _text(text)
    return _tell(
        deed,
        kind="line",
        person_id=person_id,
        body={"text": line},
        told_to=_picked(deed, to),
        due=None,
        how=how,
    )


@action("share.give")
def take_back(
    deed: Deed, *, household_id: int, told: UUID, expected_version: int, how: str | None = None
) -> Told:
    """Take back what was told: from now on the reader cannot open it; what was read stays read.

    A line at any time; what must be answered (a danger, a wrong record) only after the answer.
    """
    row = Told.objects.through(deed.inside).shown().filter(uuid=told).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), "told")
    may_write_for(deed, row.person_id or 0, "own")
    if row.taken_back_at is not None:
        raise Refusal(_("You took this back already."), "told")
    if row.kind != "line" and row.answered_at is None:
        raise Refusal(
            _("This stays open until it is answered."), "told", _("Call the person you told it to.")
        )
    expect(row, expected_version, {})
    said(deed, row.person_id, how)
    row.taken_back_at, row.version = deed.now, row.version + 1
    row.save(update_fields=["taken_back_at", "version"])
    close_terms(deed, subject=f"told:{row.pk}")
    for item in (row.uuid, row.term):
        standing.end(
            deed,
            reader=row.told_to,
            relation="told",
            person_id=row.person_id,
            compartment=row.compartment,
            item=item,
        )
    deed.happened("resident.taken_back", {"told": row.pk}, about=(row.person_id, row.compartment))
    return row


@action("safety.raise")
def raise_safety(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    reach: str,
    to: int,
    never: str = "",
    person_id: int | None = None,
    how: str | None = None,
) -> Told:
    """Tell one professional that it is not safe, and how the member can be reached without danger.

    Only that professional sees it, and must answer within one working day. No other member and no
    other professional sees it or that it was told. It stays open until it is answered.
    """
    body = {"text": _text(text), "reach": some_text(reach, "reach"), "never": never.strip()}
    return _tell(
        deed,
        kind="safety",
        person_id=person_id,
        body=body,
        told_to=_picked(deed, to),
        due=working_days_later(deed.now, SAFETY_WORKING_DAYS).date(),
        how=how,
    )


@action("voice.write")
def ask_correction(
    deed: Deed,
    *,
    household_id: int,
    text: str,
    person_id: int | None = None,
    how: str | None = None,
) -> Told:
    """Ask the case coordinator, or the team lead while there is none, to correct the record."""
    return _tell(
        deed,
        kind="correction",
        person_id=person_id,
        body={"text": _text(text)},
        told_to=coordinator_key(deed.inside),
        due=answer_by(deed.now),
        how=how,
    )


@action("told.answer", only=frozenset({"told"}))
def answer_told(
    deed: Deed,
    *,
    household_id: int,
    told: UUID,
    expected_version: int,
    answer: str = "",
    decision: str = "",
) -> Told:
    """Answer what was told: the member reads it. Only a line may be answered with just 'read'.

    A wish to correct the record is decided on, with the answer as the reason. Correcting itself is
    done where the record is; what stood there before stays in the history.
    """
    row = Told.objects.through(deed.inside).shown().filter(uuid=told).first()
    if row is None or not _to_me(deed, row):
        raise Refusal(_("This is not in the file any more."), "told")
    _expect_answer(row, expected_version, answer)
    if row.answered_at is not None:
        raise Refusal(_("This was answered already."), "answer")
    if (row.kind == "correction") != (decision in DECISIONS):
        raise Refusal(_("Say whether it was corrected."), "decision")
    if row.kind != "line" or answer.strip():
        row.answer_sealed = seal(row, {"text": _text(answer, "answer")}, part="answer")
    row.answered_at, row.answered_by = deed.now, deed.reader.key
    row.decision = decision
    row.version += 1
    row.save(update_fields=["answer_sealed", "answered_at", "answered_by", "decision", "version"])
    close_terms(deed, subject=f"told:{row.pk}")
    deed.happened(
        "resident.told_answered",
        {"told": row.pk, **({"decision": decision} if decision else {})},
        about=(row.person_id, row.compartment),
    )
    return row


@action("told.answer", only=frozenset({"told"}))
def put_off_correction(
    deed: Deed, *, household_id: int, told: UUID, expected_version: int, why: str, until: date
) -> Told:
    """Put off deciding on a wish to correct the record, once, with a reason that the member reads.

    Within the first term, and to a day at most two months after the month that the AVG (article
    12, third paragraph) gives.
    """
    row = Told.objects.through(deed.inside).shown().filter(uuid=told, kind="correction").first()
    if row is None or not _to_me(deed, row):
        raise Refusal(_("This is not in the file any more."), "told")
    _expect_answer(row, expected_version, why)
    if row.answered_at is not None:
        raise Refusal(_("This was answered already."), "answer")
    if row.put_off_until is not None:
        raise Refusal(_("This was put off once already."), "decision", _("Decide now."))
    first = answer_by(row.told_at)
    if deed.now.astimezone(AMSTERDAM).date() > first:
        raise Refusal(_("Its day has passed."), "decision", _("Decide now."))
    if not first < until <= last_put_off(row.told_at):
        raise Refusal(
            _("Choose a day after the first one, and within three months of the question."), "until"
        )
    row.put_off_until = until
    row.put_off_sealed = seal(row, {"text": _text(why, "answer")}, part="put_off")
    row.version += 1
    row.save(update_fields=["put_off_until", "put_off_sealed", "version"])
    open_term(
        deed,
        kind="correction_told",
        owner=row.told_to,
        subject=f"told:{row.pk}",
        due=until,
        person_id=row.person_id,
        compartment=row.compartment,
    )
    deed.happened(
        "resident.correction_put_off",
        {"told": row.pk, "until": until},
        about=(row.person_id, row.compartment),
    )
    return row


def _expect_answer(row: Told, version: int, answer: str) -> None:
    """Raise Conflict with both answers, readable, when somebody else answered meanwhile."""
    row.answer = Opener().open(row, row.answer_sealed, part="answer").get("text", "")  # type: ignore[attr-defined]
    expect(row, version, {"answer": answer})


def _to_me(deed: Deed, row: Told) -> bool:
    return deed.inside.everything or row.told_to in deed.reader.keys
