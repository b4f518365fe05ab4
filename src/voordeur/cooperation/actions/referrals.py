# SPDX-License-Identifier: EUPL-1.2
"""Verbs of assigning, handing over, asking and referring: one graph, one set of verbs."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import (
    check_basis,
    check_place,
    keep_seeing,
    sealed,
    some_text,
)
from voordeur.cooperation.models import PartnerQuestion, Referral
from voordeur.cooperation.states import INTAKES, KINDS, after
from voordeur.cooperation.waiting import REASONS
from voordeur.coordination.actions import start_helping, stop_helping
from voordeur.coordination.queries import cases, involved, last_moves, overview
from voordeur.coordination.queries.situation import NOTHING
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.partners.laws import laws
from voordeur.partners.queries import Colleague, colleagues, organisation_names
from voordeur.terms.book import close_terms, open_term

ANSWER_DAYS = 7
# Relations that may write down what a party said by phone or in a letter.
BESIDE = frozenset({"case_coordinator", "process_coordinator", "helper", "triage"})


def _today(deed: Deed) -> date:
    return deed.now.astimezone(AMSTERDAM).date()


def _look_first(deed: Deed, kind: str, can_stop: str) -> None:
    """Refuse a further party without an answer to what can stop, where many help already.

    A transfer puts one in the place of another, and an assignment stays in the team: no more help.
    """
    if kind in ("transfer", "assignment") or can_stop.strip():
        return
    case = next(iter(cases(deed.inside)), None)
    moves = last_moves(deed.inside).get(deed.household_id, NOTHING)
    if overview(case, involved(deed.inside, past=True), moves) is not None:
        raise Refusal(
            _("Many help here already: look at the map, the basics and the plan first."),
            "can_stop",
            _("What can stop when this starts? 'Nothing, because …' is an answer too."),
        )


def _asked(professional_id: int | None, organisation_id: int) -> Colleague | None:
    if professional_id is None:
        if organisation_id not in organisation_names([organisation_id]):
            raise Refusal(_("Choose an organisation."), "party")
        return None
    found = colleagues(ids=[professional_id])
    if not found or found[0].organisation_id != organisation_id:
        raise Refusal(_("This professional works for another organisation."), "party")
    return found[0]


@action("referral.ask")
def ask_party(
    deed: Deed,
    *,
    household_id: int,
    kind: str,
    organisation_id: int,
    law: str,
    what: str,
    why: str,
    basis: str,
    professional_id: int | None = None,
    person_id: int | None = None,
    compartment: str = "common",
    said_yes: Collection[int] = (),
    channel: str = "",
    necessity: str = "",
    can_stop: str = "",
    hands_over: int | None = None,
) -> Referral:
    """Assign, hand over, ask or refer: to a party that then says yes, no, or waits.

    Who is asked by name and has an account sees this one piece, and that there is a household. With
    the yes of the member it goes to the provider at once, without a desk in between.
    """
    if kind not in KINDS:
        raise Refusal(_("Choose what you want to do."), "kind")
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    check_place(deed, person_id, compartment)
    check_basis(
        deed,
        basis=basis,
        person_id=person_id,
        said_yes=said_yes,
        channel=channel,
        necessity=necessity,
    )
    over = [one for one in involved(deed.inside) if one.id == hands_over and not one.masked]
    if (kind == "transfer") != bool(over) or (hands_over is not None and not over):
        raise Refusal(_("Say whose help is handed over."), "hands_over")
    _look_first(deed, kind, can_stop)
    who = _asked(professional_id, organisation_id)
    row = Referral(
        household_id=household_id,
        person_id=person_id,
        compartment=compartment,
        kind=kind,
        state="asked",
        organisation_id=organisation_id,
        professional_id=professional_id,
        law=law,
        what=some_text(what, "what"),
        why=some_text(why, "why"),
        basis=basis,
        said_yes=sorted(set(said_yes)),
        channel=channel if basis == "consent" else "",
        necessity=necessity.strip(),
        can_stop=can_stop.strip(),
        hands_over_id=hands_over,
        asked_by=deed.reader.account_id,
        asked_at=deed.now,
    )
    row.save(force_insert=True)
    keep_seeing(deed, row, laws()[law].basis)
    due = _today(deed) + timedelta(days=ANSWER_DAYS)
    if who is not None and who.account_id is not None:
        reader = f"account:{who.account_id}"
        term = open_term(
            deed,
            kind="referral_asked",
            owner=reader,
            subject=f"referral:{row.pk}",
            due=due,
            person_id=person_id,
            compartment=compartment,
        )
        for item in (row.uuid, term.uuid):
            standing.give(
                deed,
                reader=reader,
                relation="task",
                basis=basis if basis != "consent" else laws()[law].basis,
                reason=f"referral:{row.pk}",
                person_id=person_id,
                compartment=compartment,
                item=item,
            )
    else:
        _watch(deed, row, due)
    deed.happened(
        "cooperation.asked",
        {"referral": row.pk, "kind": kind, "organisation": organisation_id, "basis": basis},
        sealed(row, {"what": row.what, "why": row.why, "necessity": row.necessity}),
    )
    return row


def _watch(deed: Deed, row: Referral, due: date) -> None:
    """Remind whoever asked of a day to look at it again."""
    close_terms(deed, subject=f"referral:{row.pk}", kind="referral_look")
    owner = f"account:{row.asked_by}" if row.asked_by else deed.reader.key
    open_term(
        deed,
        kind="referral_look",
        owner=owner,
        subject=f"referral:{row.pk}",
        due=due,
        person_id=row.person_id,
        compartment=row.compartment,
    )


def found_referral(deed: Deed, referral: UUID, where: str = "") -> Referral:
    """Return a referral the reader sees; refuse who was not asked and does not keep this file."""
    row = Referral.objects.through(deed.inside).shown().filter(uuid=referral).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), where)
    if deed.inside.everything or not deed.inside.relations.isdisjoint(BESIDE):
        return row
    who = row.professional.account_id if row.professional else None
    question = deed.reader.key.removeprefix("question:")
    by_page = (
        question.isdigit()
        and PartnerQuestion._plain.filter(pk=int(question), referral=row).exists()
    )
    if not by_page and (who is None or who != deed.reader.account_id):
        raise NotAllowed(_("Only the party that was asked can answer."))
    return row


def _move(deed: Deed, row: Referral, verb: str) -> None:
    state = after(row.state, verb)
    if state is None:
        raise Refusal(
            _("This can no longer be done."), remedy=_("Look at how it stands now on the page.")
        )
    row.state = state


def _end_wait(deed: Deed, row: Referral) -> None:
    """End a spell of waiting that still runs: today is the first day without it."""
    if row.waits and row.waits[-1][2] is None:
        row.waits[-1][2] = _today(deed).isoformat()


def _save(deed: Deed, row: Referral, kind: str, **said: object) -> None:
    """Write a referral that moved, with its event; what is due about it is closed when it is over."""
    if row.state not in ("asked", "waiting", "accepted", "started"):
        row.settled_at = deed.now
        _let_go(deed, row)
    row.version += 1
    row.save()
    deed.happened(
        kind, {"referral": row.pk, "state": row.state}, sealed(row, {"answer": row.answer, **said})
    )


def _let_go(deed: Deed, row: Referral) -> None:
    """Take back what the party could see only in order to answer, and close what was due."""
    close_terms(deed, subject=f"referral:{row.pk}")
    who = row.professional.account_id if row.professional else None
    if who is not None:
        standing.end(
            deed,
            reader=f"account:{who}",
            relation="task",
            person_id=row.person_id,
            compartment=row.compartment,
            reason=f"referral:{row.pk}",
        )


@action("referral.answer")
def answer_referral(
    deed: Deed,
    *,
    household_id: int,
    referral: UUID,
    accept: bool,
    expected_version: int,
    answer: str = "",
    from_date: date | None = None,
) -> Referral:
    """Say yes or no to what was asked; a no has its reason.

    Anything but a referral has no intake: with a yes the help starts at once, on `from_date` or
    today. Also for whoever asked, who writes down what the party said.
    """
    row = found_referral(deed, referral)
    expect(row, expected_version, {"answer": answer})
    settle(deed, row, accept=accept, answer=answer, from_date=from_date)
    return row


def settle(
    deed: Deed, row: Referral, *, accept: bool, answer: str, from_date: date | None = None
) -> None:
    """Write the yes or no of a party, within a deed."""
    row.answer = (answer.strip() if accept else some_text(answer, "answer"))[:300]
    _end_wait(deed, row)
    _move(deed, row, "accept" if accept else "refuse")
    if not accept:
        _save(deed, row, "cooperation.refused")
        return
    if row.kind == "referral":
        close_terms(deed, subject=f"referral:{row.pk}")
        _watch(deed, row, _today(deed) + timedelta(days=ANSWER_DAYS))
    else:
        _start(deed, row, from_date)
    _save(deed, row, "cooperation.accepted")


def _start(deed: Deed, row: Referral, from_date: date | None) -> None:
    """Begin the help that was asked; a task that is handed over ends where it was."""
    _move(deed, row, "start")
    _let_go(deed, row)
    begin = from_date or _today(deed)
    helping = start_helping(
        deed,
        organisation_id=row.organisation_id,
        professional_id=row.professional_id,
        law=row.law,
        task=row.what,
        from_date=begin,
        person_id=row.person_id,
        compartment=row.compartment,
        why_in=row.why,
        member_knows=row.basis == "consent" or None,
        can_stop=row.can_stop,
    )
    row.became_id = helping.pk
    if row.hands_over is not None and row.hands_over.until is None:
        why = _("Handed over: %(what)s") % {"what": row.what}
        until = max(begin, row.hands_over.from_date)
        stop_helping(deed, row.hands_over, until=until, why_out=why[:300], taken_over_by=helping.pk)


@action("referral.answer")
def take_intake(
    deed: Deed,
    *,
    household_id: int,
    referral: UUID,
    outcome: str,
    expected_version: int,
    answer: str = "",
    from_date: date | None = None,
) -> Referral:
    """Say how the intake went: it fits and starts, lighter help is enough, or heavier is needed.

    Lighter and heavier end this referral with their reason; whoever asked refers on.
    """
    if outcome not in INTAKES:
        raise Refusal(_("Choose how the intake went."), "outcome")
    row = found_referral(deed, referral)
    expect(row, expected_version, {"answer": answer})
    if INTAKES[outcome] == "send_on":
        row.answer = some_text(answer, "answer")[:300]
        _move(deed, row, "send_on")
    else:
        row.answer = answer.strip()[:300] or row.answer
        _start(deed, row, from_date)
    row.intake = outcome
    _save(deed, row, "cooperation.intake", intake=outcome)
    return row


@action("referral.answer")
def wait_for(
    deed: Deed,
    *,
    household_id: int,
    referral: UUID,
    reason: str,
    look_again: date,
    expected_version: int,
    words: str = "",
    since: date | None = None,
) -> Referral:
    """Put on the waiting list with the reason and the day somebody looks again.

    Waiting by choice, or because something else comes first, is not an unmet need.
    """
    if reason not in REASONS:
        raise Refusal(_("Choose why it waits."), "reason")
    begin = since or _today(deed)
    if begin > _today(deed):
        raise Refusal(_("This day is still to come."), "since")
    if look_again <= _today(deed):
        raise Refusal(_("Choose a day that is still to come."), "look_again")
    row = found_referral(deed, referral)
    expect(row, expected_version, {"words": words})
    _end_wait(deed, row)
    _move(deed, row, "wait")
    row.waits = [
        *row.waits,
        [reason, begin.isoformat(), None, look_again.isoformat(), words.strip()[:300]],
    ]
    _watch(deed, row, look_again)
    _save(deed, row, "cooperation.waiting", reason=reason, words=words.strip())
    return row


@action("referral.ask")
def price_waiting(
    deed: Deed,
    *,
    household_id: int,
    referral: UUID,
    bridge_year_cents: int | None,
    solve_cents: int | None,
    expected_version: int,
) -> Referral:
    """Say what bridging the wait costs a year and what solving costs once; both may be unknown."""
    row = found_referral(deed, referral)
    after_ = {"bridge_year_cents": bridge_year_cents, "solve_cents": solve_cents}
    expect(row, expected_version, dict(after_))
    if row.compartment == "safety":
        raise Refusal(_("Money and safety do not stand on one page."), "bridge_year_cents")
    for name, value in after_.items():
        if value is not None and value < 0:
            raise Refusal(_("An amount cannot be below zero."), name)
        setattr(row, name, value)
    _save(deed, row, "cooperation.waiting_priced", **after_)
    return row


@action("referral.ask")
def withdraw_referral(
    deed: Deed, *, household_id: int, referral: UUID, answer: str, expected_version: int
) -> Referral:
    """Take a question back before the help started, with the reason."""
    row = found_referral(deed, referral)
    expect(row, expected_version, {"answer": answer})
    row.answer = some_text(answer, "answer")[:300]
    _end_wait(deed, row)
    _move(deed, row, "withdraw")
    _save(deed, row, "cooperation.withdrawn")
    return row


@action("referral.answer")
def finish_referral(
    deed: Deed, *, household_id: int, referral: UUID, answer: str, expected_version: int
) -> Referral:
    """Say that what was asked is done; help that still runs goes on until somebody ends it."""
    row = found_referral(deed, referral)
    expect(row, expected_version, {"answer": answer})
    row.answer = some_text(answer, "answer")[:300]
    _move(deed, row, "finish")
    _save(deed, row, "cooperation.finished")
    return row
