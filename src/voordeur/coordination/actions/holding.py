# SPDX-License-Identifier: EUPL-1.2
"""Verbs about the case and who coordinates it: open, ask, answer, withdraw, end."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from voordeur.coordination.models import Appointment, Case
from voordeur.coordination.states import after
from voordeur.coordination.stuck import Layer, LayerNeededError, layer_meant
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.roomwords import term_words
from voordeur.history.record import Private
from voordeur.partners.queries import Colleague, colleagues
from voordeur.safety.actions import pass_crises_on
from voordeur.terms.book import close_terms, hand_over_terms, open_term

ANSWER_DAYS = 3
RELATION = {"case": "case_coordinator", "process": "process_coordinator"}
BASIS = "wmo_5_1_1"


def layer_of(said: str) -> str:
    """Return `case` or `process` for what was said; refuses the bare word 'regie' and asks which.

    Self-direction is refused too: it belongs to the household and has no holder.
    """
    try:
        layer = layer_meant(said)
    except LayerNeededError:
        raise Refusal(
            _("This does not say which coordination is meant."),
            "layer",
            _("Choose: the household itself, the help together (case) or the organisations."),
        ) from None
    if layer is Layer.SELF:
        raise Refusal(
            _("Self-direction belongs to the household itself: nobody is appointed to it."),
            "layer",
        )
    return layer.value


def open_case_of(deed: Deed) -> Case:
    """Return the open case of the household of the deed; refuses when there is none."""
    row = Case.objects.through(deed.inside).shown().filter(closed_at=None).first()
    if row is None:
        raise Refusal(_("This household has no open case."), remedy=_("Open a case first."))
    return row


def at_work(professional_id: int) -> Colleague:
    """Return a professional who works for one of the organisations now; refuses one who left."""
    found = colleagues(ids=[professional_id])
    if not found:
        raise Refusal(_("This professional does not work here any more."), "professional")
    return found[0]


def _answer_day(deed: Deed) -> date:
    return (deed.now + timedelta(days=ANSWER_DAYS)).date()


def _keys(account_id: int | None) -> list[str]:
    return [] if account_id is None else [f"account:{account_id}"]


def pass_on(deed: Deed, case: Case, left: Iterable[str], to: str | None) -> None:
    """Let what goes along with case coordination (a term says so) go from who left to the next.

    Nothing about safety waits for somebody who cannot see it any more: without a next one it is
    the team lead's, until there is one.
    """
    lead = f"lead:{case.team_id}"
    kinds = [kind for kind, words in term_words().items() if words.goes_with == "case"]
    hand_over_terms(deed, owners=[*left, lead], to=to or lead, kinds=kinds)


def _start(deed: Deed, row: Appointment, who: Colleague) -> None:
    """Make an asked professional the holder of the layer, and end the one before."""
    # The one row of the holder before: who says yes reads the other appointments only afterwards.
    before = Appointment._plain.filter(
        household_id=row.household_id, case_id=row.case_id, layer=row.layer, state="appointed"
    ).first()
    if before is not None:
        stop_holding(deed, before, row.reason)
    row.state, row.from_at = "appointed", deed.now
    row.version += 1
    row.save(update_fields=["state", "from_at", "answer", "version"])
    if who.account_id is not None:
        standing.give(
            deed, reader=f"account:{who.account_id}", relation=RELATION[row.layer], basis=BASIS
        )
    if row.layer == "case":
        left = _keys(before.professional.account_id) if before is not None else []
        pass_on(deed, row.case, left, next(iter(_keys(who.account_id)), None))
        pass_crises_on(deed, left, row.professional_id)
    deed.happened(
        "coordination.appointed",
        {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
        about=(None, "name"),
    )


def stop_holding(deed: Deed, row: Appointment, why: str) -> None:
    """End an appointment; also of somebody who has left the organisation meanwhile."""
    row.state, row.until_at = "ended", deed.now
    row.version += 1
    row.save(update_fields=["state", "until_at", "version"])
    if row.professional.account_id is not None:
        reader = f"account:{row.professional.account_id}"
        standing.end(deed, reader=reader, relation=RELATION[row.layer])
    deed.happened(
        "coordination.appointment_ended",
        {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
        Private(f"household:{deed.household_id}", "name", {"why": why}),
    )


def close_question(deed: Deed, row: Appointment) -> None:
    """Take back what the professional could see only in order to answer."""
    reader = f"account:{row.professional.account_id}"
    others = Appointment._plain.filter(
        household_id=row.household_id, professional_id=row.professional_id, state="proposed"
    )
    standing.end(deed, reader=reader, relation="task", item=row.uuid)
    if not others.exclude(pk=row.pk).exists():
        standing.end(deed, reader=reader, relation="task", item=row.case.uuid)
        standing.end(deed, reader=reader, relation="team")
    close_terms(deed, subject=f"appointment:{row.pk}")


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

    Without a coordinator the case stands on the team lead's list of the unassigned. A case needs no
    label and no number of problems: a household with one question can have one.
    """
    if Case.objects.through(deed.inside).filter(closed_at=None).exists():
        raise Refusal(_("This household has an open case already."))
    if asked_at is not None and asked_at > deed.now:
        raise Refusal(_("The question lies in the future."), "asked_at")
    row = Case(household_id=household_id, team_id=team_id, opened_at=deed.now, asked_at=asked_at)
    row.save(force_insert=True)
    standing.give(deed, reader=f"team:{team_id}", relation="team", basis=BASIS)
    standing.give(deed, reader=f"lead:{team_id}", relation="lead", basis=BASIS)
    deed.happened(
        "coordination.case_opened", {"case": row.pk, "team": team_id}, about=(None, "name")
    )
    if coordinator is not None:
        who = at_work(coordinator)
        start_holding(deed, row, "case", who)
    else:
        ask_for_somebody(deed, row)
    return row


def start_holding(deed: Deed, case: Case, layer: str, who: Colleague) -> Appointment:
    """Appoint somebody at once inside a deed, without asking first."""
    asked = Appointment(
        household_id=case.household_id,
        case=case,
        layer=layer,
        professional_id=who.id,
        state="proposed",
        asked_at=deed.now,
        asked_by=deed.reader.account_id,
    )
    asked.save(force_insert=True)
    _start(deed, asked, who)
    return asked


def ask_for_somebody(deed: Deed, case: Case) -> None:
    """Put a case without a coordinator on the list of the team lead."""
    open_term(
        deed,
        kind="case_unassigned",
        owner=f"lead:{case.team_id}",
        subject=f"case:{case.pk}",
        due=_answer_day(deed),
    )


@action("case.coordinate")
def ask_coordinator(
    deed: Deed, *, household_id: int, layer: str, professional_id: int, reason: str = ""
) -> Appointment:
    """Ask a professional to take on case or process coordination; it counts once accepted.

    Until then the present holder stays, so that no household is without one in between. Who is
    asked sees only that the household is there, who asks and why.
    """
    layer = layer_of(layer)
    case = open_case_of(deed)
    who = at_work(professional_id)
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
        asked_by=deed.reader.account_id,
        reason=reason.strip(),
    )
    row.save(force_insert=True)
    reader = f"account:{who.account_id}"
    # That the household is there, and of all it holds only the question and the case it is about.
    standing.give(deed, reader=reader, relation="team", basis=BASIS)
    for item in (row.uuid, case.uuid):
        standing.give(
            deed, reader=reader, relation="task", basis=BASIS, compartment="name", item=item
        )
    open_term(
        deed,
        kind="coordination_asked",
        owner=reader,
        subject=f"appointment:{row.pk}",
        due=_answer_day(deed),
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
    who = at_work(row.professional_id)
    if who.account_id != deed.reader.account_id and "system" not in deed.reader.roles:
        raise NotAllowed(_("Only the person who was asked can answer."))
    state = after(row.state, "accept" if accept else "decline")
    if state is None:
        raise Refusal(_("This question was answered already."))
    if not accept and not answer.strip():
        raise Refusal(_("Say why not, in one line."), "answer")
    row.answer = answer.strip()
    close_question(deed, row)
    if accept:
        if row.layer == "case":
            close_terms(deed, subject=f"case:{row.case_id}", kind="case_unassigned")
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
def withdraw_question(
    deed: Deed, *, household_id: int, appointment: int, expected_version: int
) -> Appointment:
    """Take back the question whether somebody will coordinate, before it is answered."""
    row = Appointment.objects.through(deed.inside).shown().filter(pk=appointment).first()
    state = after(row.state, "withdraw") if row is not None else None
    if row is None or state is None:
        raise Refusal(_("This question was answered already."))
    expect(row, expected_version, {"state": state})
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "version"])
    close_question(deed, row)
    deed.happened(
        "coordination.question_withdrawn",
        {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
        about=(None, "name"),
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
    if not why.strip():
        raise Refusal(_("Say in one line why it ends."), "why")
    # Before it ends: who ends the own coordination sees no case a moment later.
    case = open_case_of(deed)
    stop_holding(deed, row, why.strip())
    if row.layer == "case":
        pass_on(deed, case, _keys(row.professional.account_id), None)
        ask_for_somebody(deed, case)
    return row


@action("case.coordinate")
def coordinator_left(deed: Deed, *, household_id: int, account_id: int) -> int:
    """End what somebody without an account any more coordinates here; the team lead is told.

    A question to them that waits is taken back. Returns how many ended. For the background task
    that follows the end of an account; a household is never without a coordinator unseen.
    """
    rows = Appointment._plain.filter(
        household_id=household_id,
        professional__account_id=account_id,
        state__in=["proposed", "appointed"],
        case__closed_at=None,
    )
    ended = list(rows.select_related("case", "professional").order_by("pk"))
    for row in ended:
        if row.state == "appointed":
            stop_holding(deed, row, "account_closed")
            if row.layer == "case":
                pass_on(deed, row.case, _keys(account_id), None)
                ask_for_somebody(deed, row.case)
            continue
        row.state, row.version = "withdrawn", row.version + 1
        row.save(update_fields=["state", "version"])
        close_question(deed, row)
        deed.happened(
            "coordination.question_withdrawn",
            {"appointment": row.pk, "layer": row.layer, "professional": row.professional_id},
            about=(None, "name"),
        )
    return len(ended)


def coordinated_by_account(account_id: int) -> list[int]:
    """Return the households where somebody coordinates or was asked to; ids for the task alone."""
    rows = Appointment._plain.filter(
        professional__account_id=account_id,
        state__in=["proposed", "appointed"],
        case__closed_at=None,
    )
    return list(rows.order_by("household_id").values_list("household_id", flat=True).distinct())
