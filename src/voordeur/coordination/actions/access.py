# SPDX-License-Identifier: EUPL-1.2
"""Verbs of asking to see a part of a member: asked with a reason, answered within a term, ends by itself."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.coordination.models import AccessRequest, Appointment, Case
from voordeur.coordination.models.access import ASKED_PARTS
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.matrix import bases
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import SHORTEST_NECESSITY, Telling, let_in
from voordeur.history.clock import midnight
from voordeur.history.record import Private
from voordeur.people.queries import members
from voordeur.terms.book import close_terms, open_term

ANSWER_DAYS = 7
"""Days within which the case coordinator answers (own choice: help does not wait longer)."""
LONGEST = timedelta(days=183)
"""What is asked for longer is asked anew, so that somebody looks again."""
KEPT = timedelta(days=30)
"""How long who asked can read the answer."""


def lies_in(asked_part: str) -> str:
    """Return the part of the file where a request for a part lies."""
    return "safety" if asked_part in {"safety", "where"} else "own"


def _answerer(deed: Deed) -> str:
    """Return who answers: the case coordinator, or the team lead while there is none."""
    case = Case._plain.filter(household_id=deed.household_id, closed_at=None).first()
    if case is None:
        raise Refusal(_("No case is open for this household."))
    holder = (
        Appointment._plain.filter(case=case, layer="case", state="appointed")
        .select_related("professional")
        .first()
    )
    if holder is None or holder.professional.account_id is None:
        raise Refusal(
            _("Nobody coordinates this case, so nobody can let you in."),
            remedy=_("Ask the team lead to find a case coordinator."),
        )
    return f"account:{holder.professional.account_id}"


@action("access.ask")
def ask_for_part(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    part: str,
    basis: str,
    necessity: str,
    until: date,
) -> AccessRequest:
    """Ask the case coordinator for one part of one member, because a task cannot do without.

    Who asked sees only the request itself until there is a yes. The member reads that it was asked.
    """
    if part not in ASKED_PARTS:
        raise Refusal(_("Choose the part that the task needs."), "part")
    if person_id not in {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose somebody of this household."), "person")
    if basis == "consent" or basis not in bases():
        raise Refusal(_("A task rests on a law; consent cannot take its place."), "basis")
    if len(necessity.strip()) < SHORTEST_NECESSITY:
        raise Refusal(
            _("Say in words why the task cannot do without."),
            "necessity",
            _("What would go wrong, and would less be enough?"),
        )
    today = deed.now.date()
    if not today <= until <= today + LONGEST:
        raise Refusal(_("Choose a last day within six months."), "until")
    if AccessRequest._plain.filter(
        household_id=household_id,
        person_id=person_id,
        asked_part=part,
        asked_by=deed.reader.key,
        answer="",
    ).exists():
        raise Refusal(_("You asked this already; the answer is still to come."), "part")
    answerer = _answerer(deed)
    if answerer == deed.reader.key:
        raise Refusal(_("You coordinate this case: give yourself the task instead."), "part")
    row = AccessRequest(
        household_id=household_id,
        person_id=person_id,
        compartment=lies_in(part),
        asked_part=part,
        basis=basis,
        necessity=necessity.strip()[:300],
        until=until,
        asked_by=deed.reader.key,
        asked_at=deed.now,
    )
    row.save(force_insert=True)
    standing.give(
        deed,
        reader=deed.reader.key,
        relation="task",
        basis=basis,
        reason=f"access:{row.pk}",
        person_id=person_id,
        compartment=row.compartment,
        item=row.uuid,
        until=deed.now + timedelta(days=ANSWER_DAYS) + KEPT,
    )
    open_term(
        deed,
        kind="access_asked",
        owner=answerer,
        subject=f"access:{row.pk}",
        due=today + timedelta(days=ANSWER_DAYS),
        person_id=person_id,
        compartment=row.compartment,
    )
    deed.happened(
        "coordination.access_asked",
        {"request": row.pk, "part": part, "until": until},
        Private(f"person:{person_id}", row.compartment, {"necessity": row.necessity}),
    )
    return row


def _waiting(deed: Deed, request: UUID, expected_version: int) -> AccessRequest:
    row = AccessRequest.objects.through(deed.inside).shown().filter(uuid=request).first()
    if row is None or row.person_id is None:
        raise Refusal(_("This was not asked here."), "request")
    expect(row, expected_version, {})
    if row.answer:
        raise Refusal(_("This was answered already."), "answer")
    return row


def _settle(deed: Deed, row: AccessRequest, answer: str, why: str = "") -> None:
    row.answer, row.why = answer, why
    row.answered_by, row.answered_at = deed.reader.key, deed.now
    row.version += 1
    row.save(update_fields=["answer", "why", "answered_by", "answered_at", "version"])
    close_terms(deed, subject=f"access:{row.pk}")
    deed.happened(
        "coordination.access_answered",
        {"request": row.pk, "answer": answer},
        Private(f"person:{row.person_id}", row.compartment, {"why": why}),
    )


@action("task.give")
def let_in_on_request(
    deed: Deed,
    *,
    household_id: int,
    request: UUID,
    until: date,
    telling: Telling,
    expected_version: int,
) -> AccessRequest:
    """Say yes: open the part until a day, not after the one that was asked; then it closes by itself."""
    row = _waiting(deed, request, expected_version)
    assert row.person_id is not None
    if not deed.now.date() <= until <= row.until:
        raise Refusal(_("Not longer than was asked, and not in the past."), "until")
    let_in(
        deed,
        reader=row.asked_by,
        person_id=row.person_id,
        compartment=row.asked_part,
        basis=row.basis,
        necessity=row.necessity,
        until=midnight(until + timedelta(days=1)),
        telling=telling,
    )
    _settle(deed, row, "given")
    return row


@action("task.give")
def refuse_request(
    deed: Deed, *, household_id: int, request: UUID, why: str, expected_version: int
) -> AccessRequest:
    """Say no, with the reason that who asked reads."""
    row = _waiting(deed, request, expected_version)
    if not why.strip():
        raise Refusal(_("Say why not; who asked reads it."), "why")
    _settle(deed, row, "refused", why.strip()[:300])
    return row


@action("access.ask")
def take_request_back(
    deed: Deed, *, household_id: int, request: UUID, expected_version: int
) -> AccessRequest:
    """Take one's own question back: it is not needed any more."""
    row = _waiting(deed, request, expected_version)
    if row.asked_by != deed.reader.key:
        raise NotAllowed(_("Only who asked takes it back."))
    _settle(deed, row, "taken_back")
    return row
