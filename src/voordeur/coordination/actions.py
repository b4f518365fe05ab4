# SPDX-License-Identifier: EUPL-1.2
"""Verbs of coordination: opening a case, appointing and handing over, claims, who is involved."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from voordeur.coordination.models import Appointment, Case, Claim, Involvement
from voordeur.coordination.states import LAYERS, after
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.partners.laws import laws
from voordeur.partners.queries import Colleague, colleagues
from voordeur.terms.book import close_terms, open_term

ANSWER_DAYS = 3
RELATION = {"case": "case_coordinator", "process": "process_coordinator"}


def _open_case(deed: Deed) -> Case:
    row = Case.objects.through(deed.inside).shown().filter(closed_at=None).first()
    if row is None:
        raise Refusal(_("This household has no open case."), remedy=_("Open a case first."))
    return row


def _colleague(professional_id: int) -> Colleague:
    found = colleagues(ids=[professional_id])
    if not found:
        raise Refusal(_("This professional does not work here any more."), "professional")
    return found[0]


def _start(deed: Deed, row: Appointment, who: Colleague) -> None:
    """Make an asked professional the holder of the layer, and end the one before."""
    before = (
        Appointment.objects.through(deed.inside)
        .shown()
        .filter(case_id=row.case_id, layer=row.layer, state="appointed")
        .first()
    )
    if before is not None:
        _stop(deed, before, row.reason)
    row.state, row.from_at = "appointed", deed.now
    row.version += 1
    row.save(update_fields=["state", "from_at", "answer", "version"])
    if who.account_id is not None:
        standing.give(
            deed,
            reader=f"account:{who.account_id}",
            relation=RELATION[row.layer],
            basis="wmo_5_1_1",
        )
    deed.happened(
        "coordination.appointed",
        {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
        about=(None, "name"),
    )


def _stop(deed: Deed, row: Appointment, why: str) -> None:
    row.state, row.until_at = "ended", deed.now
    row.version += 1
    row.save(update_fields=["state", "until_at", "version"])
    who = _colleague(row.professional_id)
    if who.account_id is not None:
        standing.end(deed, reader=f"account:{who.account_id}", relation=RELATION[row.layer])
    deed.happened(
        "coordination.appointment_ended",
        {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
        Private(f"household:{deed.household_id}", "name", {"why": why}),
    )


@action("case.open")
def open_case(
    deed: Deed,
    *,
    household_id: int,
    team_id: int,
    coordinator: int | None = None,
    asked_at: datetime | None = None,
) -> Case:
    """Open the work for a household by one team; `coordinator` (a professional) is appointed at once.

    Without a coordinator the case stands on the team lead's list of the unassigned.
    """
    if Case.objects.through(deed.inside).filter(closed_at=None).exists():
        raise Refusal(_("This household has an open case already."))
    row = Case(household_id=household_id, team_id=team_id, opened_at=deed.now, asked_at=asked_at)
    row.save(force_insert=True)
    standing.give(deed, reader=f"team:{team_id}", relation="team", basis="wmo_5_1_1")
    standing.give(deed, reader=f"lead:{team_id}", relation="lead", basis="wmo_5_1_1")
    deed.happened(
        "coordination.case_opened", {"case": row.pk, "team": team_id}, about=(None, "name")
    )
    if coordinator is not None:
        who = _colleague(coordinator)
        asked = Appointment(
            household_id=household_id,
            case=row,
            layer="case",
            professional_id=coordinator,
            state="proposed",
            asked_at=deed.now,
        )
        asked.save(force_insert=True)
        _start(deed, asked, who)
    else:
        open_term(
            deed,
            kind="case_unassigned",
            owner=f"lead:{team_id}",
            subject=f"case:{row.pk}",
            due=(deed.now + timedelta(days=ANSWER_DAYS)).date(),
        )
    return row


@action("case.coordinate")
def ask_coordinator(
    deed: Deed, *, household_id: int, layer: str, professional_id: int, reason: str = ""
) -> Appointment:
    """Ask a professional to take on case or process coordination; it counts once accepted.

    Until then the present holder stays, so that no household is without one in between.
    """
    if layer not in LAYERS:
        raise Refusal(_("Say which coordination: of the case or of the process."), "layer")
    case = _open_case(deed)
    who = _colleague(professional_id)
    if who.account_id is None:
        raise Refusal(
            _("This professional has no account and cannot coordinate here."), "professional"
        )
    rows = Appointment.objects.through(deed.inside).shown().filter(case=case, layer=layer)
    if rows.filter(professional_id=professional_id, state__in=["proposed", "appointed"]).exists():
        raise Refusal(_("This professional was asked already."), "professional")
    row = Appointment(
        household_id=household_id,
        case=case,
        layer=layer,
        professional_id=professional_id,
        state="proposed",
        asked_at=deed.now,
        reason=reason.strip(),
    )
    row.save(force_insert=True)
    # Enough standing to know that the question is there, until it is answered.
    standing.give(
        deed, reader=f"account:{who.account_id}", relation="team", basis="wmo_5_1_1", item=None
    )
    open_term(
        deed,
        kind="coordination_asked",
        owner=f"account:{who.account_id}",
        subject=f"appointment:{row.pk}",
        due=(deed.now + timedelta(days=ANSWER_DAYS)).date(),
    )
    deed.happened(
        "coordination.asked",
        {"appointment": row.pk, "layer": layer, "professional": professional_id},
        Private(f"household:{household_id}", "name", {"reason": row.reason}),
    )
    return row


@action("case.answer")
def answer_coordination(
    deed: Deed, *, household_id: int, appointment: int, accept: bool, answer: str = ""
) -> Appointment:
    """Accept or decline coordination; only the professional who was asked can answer."""
    row = Appointment._plain.filter(pk=appointment, household_id=household_id).first()
    if row is None:
        raise Refusal(_("This question is not there any more."))
    who = _colleague(row.professional_id)
    if who.account_id != deed.reader.account_id and "system" not in deed.reader.roles:
        raise NotAllowed(_("Only the person who was asked can answer."))
    state = after(row.state, "accept" if accept else "decline")
    if state is None:
        raise Refusal(_("This question was answered already."))
    if not accept and not answer.strip():
        raise Refusal(_("Say why not, in one line."), "answer")
    row.answer = answer.strip()
    standing.end(deed, reader=f"account:{who.account_id}", relation="team")
    close_terms(deed, subject=f"appointment:{row.pk}")
    if accept:
        close_terms(deed, subject=f"case:{row.case_id}", kind="case_unassigned")
        # The new holder sees the appointments of the case only from now on.
        deed.found(household_id)
        _start(deed, row, who)
        return row
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "answer", "version"])
    deed.happened(
        "coordination.declined",
        {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
        Private(f"household:{household_id}", "name", {"answer": row.answer}),
    )
    return row


@action("case.coordinate")
def end_coordination(
    deed: Deed, *, household_id: int, appointment: int, why: str, expected_version: int
) -> Appointment:
    """End a coordinator's appointment without a successor; the gap is a fault that everyone sees."""
    row = Appointment.objects.through(deed.inside).shown().filter(pk=appointment).first()
    if row is None or after(row.state, "end") is None:
        raise Refusal(_("This coordination has ended already."))
    expect(row, expected_version, {"state": "ended"})
    _stop(deed, row, why)
    if row.layer == "case":
        case = _open_case(deed)
        open_term(
            deed,
            kind="case_unassigned",
            owner=f"lead:{case.team_id}",
            subject=f"case:{case.pk}",
            due=(deed.now + timedelta(days=ANSWER_DAYS)).date(),
        )
    return row


@action("case.claim")
def record_claim(
    deed: Deed, *, household_id: int, organisation_id: int, layer: str, ground: str
) -> Claim:
    """Record that an organisation says it coordinates; it changes nothing but is seen by all."""
    if layer not in LAYERS:
        raise Refusal(_("Say which coordination: of the case or of the process."), "layer")
    if not ground.strip():
        raise Refusal(_("Say in one line what the claim rests on."), "ground")
    rows = Claim.objects.through(deed.inside).shown()
    if rows.filter(organisation_id=organisation_id, layer=layer, until_at=None).exists():
        raise Refusal(_("This claim is here already."), "organisation")
    row = Claim(
        household_id=household_id,
        organisation_id=organisation_id,
        layer=layer,
        ground=ground.strip(),
        from_at=deed.now,
    )
    row.save(force_insert=True)
    deed.happened(
        "coordination.claimed",
        {"claim": row.pk, "organisation": organisation_id, "layer": layer},
        Private(f"household:{household_id}", "name", {"ground": row.ground}),
    )
    return row


@action("case.coordinate")
def settle_claim(deed: Deed, *, household_id: int, claim: int, why: str) -> Claim:
    """Close a claim with how it was settled."""
    row = Claim.objects.through(deed.inside).shown().filter(pk=claim, until_at=None).first()
    if row is None:
        raise Refusal(_("This claim is settled already."))
    if not why.strip():
        raise Refusal(_("Say in one line how it was settled."), "why")
    row.until_at, row.ended_why, row.version = deed.now, why.strip(), row.version + 1
    row.save(update_fields=["until_at", "ended_why", "version"])
    deed.happened("coordination.claim_settled", {"claim": row.pk}, about=(None, "name"))
    return row


@action("case.coordinate")
def involve(
    deed: Deed,
    *,
    household_id: int,
    organisation_id: int,
    law: str,
    task: str,
    from_date: date,
    professional_id: int | None = None,
    person_id: int | None = None,
    compartment: str = "common",
    why_in: str = "",
    until: date | None = None,
    member_knows: bool | None = None,
) -> Involvement:
    """Record who helps, for what, under which law; a professional with an account gets standing."""
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    if not task.strip():
        raise Refusal(_("Say in a few words what the task is."), "task")
    row = Involvement(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        organisation_id=organisation_id,
        professional_id=professional_id,
        law=law,
        task=task.strip(),
        from_date=from_date,
        until=until,
        why_in=why_in.strip(),
        member_knows=member_knows,
    )
    row.save(force_insert=True)
    if professional_id is not None and until is None:
        who = _colleague(professional_id)
        if who.account_id is not None:
            standing.give(
                deed,
                reader=f"account:{who.account_id}",
                relation="helper",
                basis=laws()[law].basis,
                reason=f"involvement:{row.pk}",
            )
    deed.happened(
        "coordination.involved",
        {
            "involvement": row.pk,
            "organisation": organisation_id,
            "professional": professional_id,
            "law": law,
            "from": from_date,
        },
        _secret(row, {"task": row.task, "why_in": row.why_in}),
    )
    return row


def _secret(row: Involvement, body: dict[str, object]) -> Private:
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    return Private(subject, row.compartment, body)


@action("case.coordinate")
def end_involvement(
    deed: Deed,
    *,
    household_id: int,
    involvement: int,
    until: date,
    why_out: str,
    expected_version: int,
    taken_over_by: int | None = None,
) -> Involvement:
    """Record that a party stopped helping and why; the end of help is not the end of a problem."""
    rows = Involvement.objects.through(deed.inside).shown()
    row = rows.filter(pk=involvement).first()
    if row is None or row.until is not None:
        raise Refusal(_("This help has ended already."))
    expect(row, expected_version, {"why_out": why_out, "until": until})
    if not why_out.strip():
        raise Refusal(_("Say in one line why it stops."), "why_out")
    if until < row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    if taken_over_by is not None and not rows.filter(pk=taken_over_by).exists():
        raise Refusal(_("The party that takes over is not in this household."), "taken_over_by")
    row.until, row.why_out, row.version = until, why_out.strip(), row.version + 1
    row.taken_over_by_id = taken_over_by
    row.save(update_fields=["until", "why_out", "taken_over_by", "version"])
    if row.professional_id is not None:
        who = _colleague(row.professional_id)
        others = rows.filter(professional_id=row.professional_id, until=None)
        if who.account_id is not None and not others.exists():
            standing.end(deed, reader=f"account:{who.account_id}", relation="helper")
    deed.happened(
        "coordination.involvement_ended",
        {"involvement": row.pk, "until": until, "taken_over_by": taken_over_by},
        _secret(row, {"why_out": row.why_out}),
    )
    return row
