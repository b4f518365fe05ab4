# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the end of a case: closing it, asking afterwards, opening it again."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from voordeur.coordination.actions.helping import stop_helping
from voordeur.coordination.actions.holding import (
    BASIS,
    ask_for_somebody,
    at_work,
    close_question,
    open_case_of,
    pass_on,
    start_holding,
    stop_holding,
)
from voordeur.coordination.ending import (
    AFTERCARE_MONTHS,
    Holds,
    Way,
    aftercare_days,
    months_after,
)
from voordeur.coordination.models import (
    Aftercare,
    Appointment,
    Case,
    Closing,
    Involvement,
    ProblemOutcome,
)
from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said
from voordeur.history.clock import AMSTERDAM, midnight
from voordeur.history.record import Private
from voordeur.instruments.trend import Outcome
from voordeur.people.queries import members
from voordeur.plan.queries import plan_end
from voordeur.safety.queries import OpenSafety, what_is_open
from voordeur.terms.book import close_terms, close_terms_of, open_term

ASKER_STAYS = timedelta(days=30)
"""How long after the last question the asker can still look; then the file closes for them too."""
SAFETY_AGAIN = timedelta(days=14)
"""How long after the end somebody looks again at a concern that stayed open."""
HEARD_DAYS = 3
CLOSED_TO = ("case_coordinator", "process_coordinator", "team", "lead", "triage")


def _term(months: int) -> str:
    return f"aftercare_{months}"


def _last_closing(deed: Deed) -> Closing:
    rows = Closing.objects.through(deed.inside).shown().filter(reopened_at=None)
    row = rows.select_related("case").order_by("-pk").first()
    if row is None:
        raise Refusal(_("This case is not closed."))
    return row


@action("case.close")
def close_case(
    deed: Deed,
    *,
    household_id: int,
    way: str,
    words: str,
    call_name: str,
    call_phone: str = "",
    asker: int,
    safety_with: int | None = None,
    outcomes: Mapping[int, str] | None = None,
    stops: Collection[int] = (),
    expected_version: int,
) -> Closing:
    """End the work for a household: what became of it, what goes on, who to call, who asks again.

    `outcomes` says per problem (id) what became of it; a problem that is not named stays unknown.
    `stops` is help that ends with the case; all other help goes on. Who worked on the case can see
    the file no longer, except who still helps and `asker`, who asks after three and six months.
    Steps that are open and goals nobody looked back on never hold it up. A crisis does, and so does
    a concern about safety, unless `safety_with` keeps it in sight: that professional goes on seeing
    those parts, is reminded, and can open the case again. The concern itself stays open.
    """
    case = open_case_of(deed)
    expect(case, expected_version, {"closed_at": deed.now})
    if way not in tuple(Way):
        raise Refusal(_("Choose how the case ends."), "way")
    if not words.strip():
        raise Refusal(_("Write how it went and how it goes on."), "words")
    if not call_name.strip():
        raise Refusal(_("Name who the household can call."), "call_name")
    who = at_work(asker)
    if who.account_id is None:
        raise Refusal(_("This professional has no account and cannot ask here."), "asker")
    safety = what_is_open(deed.inside)
    keeper = _keeper(safety, safety_with)
    row = Closing(
        household_id=household_id,
        case=case,
        way=way,
        words=words.strip(),
        call_name=call_name.strip(),
        call_phone=call_phone.strip(),
        asker_id=asker,
        closed_at=deed.now,
    )
    row.save(force_insert=True)
    _note_outcomes(deed, row, outcomes or {})
    today = deed.now.astimezone(AMSTERDAM).date()
    helping = Involvement.objects.through(deed.inside).shown().filter(pk__in=stops, until=None)
    for one in helping.order_by("pk"):
        # Help that was still to begin ends on the day it would have begun.
        stop_helping(deed, one, until=max(today, one.from_date), why_out=_("The case has ended."))
    if keeper is not None:
        _keep_in_sight(deed, row, safety.concerns, keeper)
    _let_go(deed, case)
    case.closed_at, case.version = deed.now, case.version + 1
    case.save(update_fields=["closed_at", "version"])
    _ask_later(deed, row, f"account:{who.account_id}")
    deed.happened(
        "coordination.case_closed",
        {"case": case.pk, "closing": row.pk, "way": row.way, "team": case.team_id},
        Private(
            f"household:{household_id}",
            "common",
            {"words": row.words, "call": [row.call_name, row.call_phone]},
        ),
    )
    return row


def _keeper(safety: OpenSafety, safety_with: int | None) -> str | None:
    """Return who keeps safety in sight after the end; refuses an end over what nobody would see."""
    if safety.crises:
        raise Refusal(
            _("A crisis is under way here."), "way", _("Record first how the crisis ended.")
        )
    if not safety.concerns:
        return None
    if safety_with is None:
        raise Refusal(
            _("A concern about safety is open."),
            "safety_with",
            _("Weigh it and record why it closes, or choose who keeps it in sight."),
        )
    account = at_work(safety_with).account_id
    if account is None:
        raise Refusal(_("This professional has no account and cannot look here."), "safety_with")
    return f"account:{account}"


def _safety_mark(row: Closing) -> str:
    return f"closing:{row.pk}:safety"


def _keep_in_sight(
    deed: Deed, row: Closing, concerns: Collection[tuple[int, int]], keeper: str
) -> None:
    """Let somebody go on seeing the concerns that stay open, with what is due about them."""
    closed_on = row.closed_at.astimezone(AMSTERDAM).date()
    mark = _safety_mark(row)
    # No last day: a concern has none. It ends when the case is opened again.
    standing.give(deed, reader=keeper, relation="aftercare", basis=BASIS, reason=mark)
    for concern, person_id in concerns:
        standing.give(
            deed,
            reader=keeper,
            relation="task",
            basis=BASIS,
            reason=mark,
            person_id=person_id,
            compartment="safety",
        )
        open_term(
            deed,
            kind="safety_after_end",
            owner=keeper,
            subject=f"concern:{concern}",
            due=closed_on + SAFETY_AGAIN,
            person_id=person_id,
            compartment="safety",
        )


def _note_outcomes(deed: Deed, row: Closing, outcomes: Mapping[int, str]) -> None:
    """Keep what became of each problem, in the part of the file where the problem lies."""
    known = {one.id: one for one in plan_end(deed.inside).problems}
    for problem, outcome in sorted(outcomes.items()):
        if problem not in known:
            raise Refusal(_("This problem is not in the file any more."), "outcomes")
        if outcome not in tuple(Outcome):
            raise Refusal(_("Choose what became of it."), "outcomes")
        line = known[problem]
        ProblemOutcome(
            household_id=row.household_id,
            person_id=line.person_id,
            compartment=line.compartment,
            closing=row,
            problem=problem,
            outcome=outcome,
        ).save(force_insert=True)


def _let_go(deed: Deed, case: Case) -> None:
    """End every coordination and question, and the standing of who worked on the case alone."""
    now = Appointment._plain.filter(case=case).select_related("professional", "case")
    for one in now.filter(state="proposed").order_by("pk"):
        close_question(deed, one)
        one.state, one.version = "withdrawn", one.version + 1
        one.save(update_fields=["state", "version"])
        deed.happened(
            "coordination.question_withdrawn",
            {"appointment": one.pk, "layer": one.layer, "professional": one.professional_id},
            about=(None, "name"),
        )
    for one in now.filter(state="appointed").order_by("pk"):
        stop_holding(deed, one, _("The case has ended."))
    readers = standing.readers(deed)
    for reader in readers:
        for relation in CLOSED_TO:
            standing.end(deed, reader=reader, relation=relation)
    staying = set(standing.readers(deed))
    close_terms_of(deed, [reader for reader in readers if reader not in staying])


def _ask_later(deed: Deed, row: Closing, asker: str) -> None:
    """Let the asker in, and open the two questions."""
    closed_on = row.closed_at.astimezone(AMSTERDAM).date()
    last = months_after(closed_on, max(AFTERCARE_MONTHS)) + ASKER_STAYS
    standing.give(
        deed,
        reader=asker,
        relation="aftercare",
        basis=BASIS,
        reason=f"closing:{row.pk}",
        until=midnight(last),
    )
    for months, day in aftercare_days(closed_on).items():
        open_term(
            deed,
            kind=_term(months),
            owner=asker,
            subject=f"closing:{row.pk}",
            due=day,
            compartment="common",
        )


@action("aftercare.answer")
def say_how_it_holds(
    deed: Deed,
    *,
    household_id: int,
    months: int,
    holds: str,
    text: str = "",
    person_id: int | None = None,
    how: str | None = None,
) -> Aftercare:
    """Say, months after the end, whether it holds: a member for oneself, or what a member said.

    It lies in that member's own part, and who asks reads it. A member's answer takes nobody else's
    question away: the one who asks still asks, and is told sooner when it does not hold.
    """
    row = _last_closing(deed)
    if months not in AFTERCARE_MONTHS:
        raise Refusal(_("Choose which question this answers."), "months")
    if holds not in tuple(Holds):
        raise Refusal(_("Choose yes, partly or no."), "holds")
    who = person_id or deed.reader.person_id
    asked = deed.inside.everything or "aftercare" in deed.inside.relations
    unreached = holds == Holds.UNREACHED
    if unreached and not asked:
        raise Refusal(_("Choose yes, partly or no."), "holds")
    if unreached:
        who, text = None, ""
    elif who is None or who not in {one.person_id for one in members(deed.inside)}:
        raise Refusal(_("Choose somebody of this household."), "person")
    elif deed.reader.person_id is not None and who != deed.reader.person_id:
        raise Refusal(_("Each member answers for themselves."), "person")
    if who is not None:
        may_write_for(deed, who, "own")
        said(deed, who, how)
    answer = Aftercare(
        household_id=household_id,
        person_id=who,
        compartment="own" if who is not None else "common",
        closing=row,
        months=months,
        holds=holds,
        text=text.strip(),
        said_at=deed.now,
        recorded_by=deed.reader.key,
    )
    answer.save(force_insert=True)
    subject = f"person:{who}" if who is not None else f"household:{household_id}"
    deed.happened(
        "coordination.aftercare_answered",
        {"closing": row.pk, "months": months},
        Private(subject, answer.compartment, {"holds": holds, "text": answer.text}),
    )
    asker = f"account:{row.asker.account_id}"
    if asked:
        close_terms(deed, subject=f"closing:{row.pk}", kind=_term(months))
    if who is not None:
        _let_asker_read(deed, answer, asker, tell=not asked)
    return answer


def _let_asker_read(deed: Deed, said: Aftercare, asker: str, *, tell: bool) -> None:
    """Show one answer to the asker, and with `tell` remind the asker when it does not hold."""
    until = deed.now + timedelta(days=365)
    items = [said.uuid]
    if tell and said.holds != Holds.YES:
        term = open_term(
            deed,
            kind="aftercare_heard",
            owner=asker,
            subject=f"aftercare:{said.pk}",
            due=(deed.now + timedelta(days=HEARD_DAYS)).astimezone(AMSTERDAM).date(),
            person_id=said.person_id,
            compartment=said.compartment,
        )
        items.append(term.uuid)
    for item in items:
        standing.give(
            deed,
            reader=asker,
            relation="told",
            basis=BASIS,
            reason="aftercare",
            person_id=said.person_id,
            compartment=said.compartment,
            item=item,
            until=until,
        )


@action("aftercare.answer", only=frozenset({"aftercare", "told"}))
def hear_answer(deed: Deed, *, household_id: int, answer: int) -> Aftercare:
    """Say that one has read what a member answered and has called; the reminder goes."""
    row = Aftercare.objects.through(deed.inside).shown().filter(pk=answer).first()
    if row is None or not close_terms(deed, subject=f"aftercare:{answer}"):
        raise Refusal(_("This was heard already."))
    deed.happened(
        "coordination.aftercare_heard",
        {"closing": row.closing_id, "months": row.months},
        about=(row.person_id, row.compartment),
    )
    return row


@action("case.reopen")
def reopen_case(
    deed: Deed,
    *,
    household_id: int,
    why: str,
    relapse: bool | None = None,
    coordinator: int | None = None,
    expected_version: int,
) -> Case:
    """Open a closed case again, with its history; coming back is no failure of anybody.

    `relapse`: what had become better is as it was before. None: not known, or something new.
    Without a coordinator the team lead is asked to find somebody.
    """
    row = _last_closing(deed)
    case = row.case
    expect(row, expected_version, {"reopened_why": why})
    if not why.strip():
        raise Refusal(_("Say in one line why it opens again."), "why")
    row.reopened_at, row.reopened_why, row.relapse = deed.now, why.strip(), relapse
    row.version += 1
    row.save(update_fields=["reopened_at", "reopened_why", "relapse", "version"])
    case.closed_at, case.version = None, case.version + 1
    case.save(update_fields=["closed_at", "version"])
    close_terms(deed, subject=f"closing:{row.pk}")
    readers = standing.readers(deed)
    keepers = [one for one in readers if _let_keeper_go(deed, row, one)]
    for reader in readers:
        standing.end(deed, reader=reader, relation="aftercare")
    for reader, relation in ((f"team:{case.team_id}", "team"), (f"lead:{case.team_id}", "lead")):
        standing.give(deed, reader=reader, relation=relation, basis=BASIS)
    deed.happened(
        "coordination.case_reopened",
        {"case": case.pk, "closing": row.pk, "relapse": relapse, "team": case.team_id},
        Private(f"household:{household_id}", "common", {"why": row.reopened_why}),
    )
    if coordinator is None:
        ask_for_somebody(deed, case)
        pass_on(deed, case, keepers, None)
    else:
        who = at_work(coordinator)
        pass_on(deed, case, keepers, f"account:{who.account_id}")
        start_holding(deed, case, "case", who)
    return case


def _let_keeper_go(deed: Deed, row: Closing, reader: str) -> bool:
    """End what somebody saw only to keep safety in sight; say whether there was any."""
    mark = _safety_mark(row)
    ended = standing.end(deed, reader=reader, relation="task", compartment="safety", reason=mark)
    return bool(ended)
