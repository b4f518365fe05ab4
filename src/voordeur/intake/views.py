# SPDX-License-Identifier: EUPL-1.2
"""Pages of intake: the worklist, recording a signal, one signal and what is done with it."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door import access as door
from voordeur.door import drafts
from voordeur.door.pages import page
from voordeur.door.reader import Reader
from voordeur.history import clock
from voordeur.intake import actions, queries, showing
from voordeur.intake.actions import NewSignal
from voordeur.intake.forms import (
    AsideForm,
    AttachForm,
    AttemptForm,
    DecideForm,
    InformForm,
    OutreachForm,
    SignalForm,
    StartForm,
    WaitForm,
)
from voordeur.intake.matching import Described
from voordeur.partners.queries import colleagues, teams
from voordeur.people.answering import answer
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import household_uuids, members

BOTH = ["GET", "POST"]
WORKERS = ("professional", "triage", "team_lead")
DRAFT = "signal-new"
FORM = "people/form_page.html"


def _reader(request: HttpRequest) -> Reader:
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return reader


@require_safe
@page(*WORKERS)
def signals(request: HttpRequest) -> HttpResponse:
    """Show the open signals, the most urgent first, and what outreach came to."""
    reader = _reader(request)
    found = queries.worklist(reader)
    since = clock.now() - timedelta(weeks=6)
    counts = queries.outreach(door.open_list(reader), since=since)
    context = {"lines": showing.lines(found), "counts": counts}
    return render(request, "intake/signals.html", context)


def _teams(reader: Reader) -> tuple[list[tuple[str, str]], str]:
    """Return the teams to choose from and the reader's own as the first choice."""
    found = [(str(team.id), team.name) for team in teams()]
    mine = [str(team) for team in sorted(reader.teams)]
    return found, mine[0] if mine else ""


def _described(typed: dict[str, Any], who: str) -> Described | None:
    found = Described(typed[f"{who}_given"], typed[f"{who}_surname"], typed[f"{who}_born"])
    return None if found.empty else found


def _new(typed: dict[str, Any]) -> NewSignal:
    plain = (
        *("what", "source", "source_name", "source_may_be_named", "basis", "life_area"),
        *("urgency", "who", "street", "postcode", "number", "safety", "received_on"),
    )
    return NewSignal(
        **{name: typed[name] for name in plain},
        youth=_described(typed, "youth"),
        parent=_described(typed, "parent"),
    )


@require_http_methods(BOTH)
@page(*WORKERS)
def signal_new(request: HttpRequest) -> HttpResponse:
    """Record a signal on one screen; a half-typed one is kept."""
    reader = _reader(request)
    choices, mine = _teams(reader)
    kept = drafts.load(reader.account_id, DRAFT) if reader.account_id else {}
    typed_before = {name: values[0] for name, values in kept.items() if values}
    form = SignalForm(request.POST or None, teams=choices, initial={"team": mine, **typed_before})

    def do(typed: dict[str, Any]) -> None:
        actions.record_signal(reader, new=_new(typed), team_id=int(typed["team"]))
        if reader.account_id:
            drafts.drop(reader.account_id, DRAFT)

    return answer(
        request,
        form,
        do,
        template="intake/signal_new.html",
        context={"draft_key": DRAFT, "home": None, "back_url": reverse("signals")},
        then=reverse("signals"),
        said=_("The signal was passed on to triage."),
    )


@require_http_methods(BOTH)
@household_page()
def signal_add(request: HttpRequest, home: Home) -> HttpResponse:
    """Record a signal in a household one already works for."""
    choices, mine = _teams(home.reader)
    form = SignalForm(request.POST or None, teams=choices, initial={"team": mine})
    back = reverse("signals_here", args=[home.uuid])
    return answer(
        request,
        form,
        lambda typed: actions.add_signal(
            home.reader, household_id=home.id, new=_new(typed), team_id=int(typed["team"])
        ),
        template="intake/signal_new.html",
        context={"draft_key": "", "home": home, "back_url": back},
        then=back,
        said=_("The signal was recorded."),
    )


@require_safe
@household_page()
def signals_here(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the signals of one household."""
    context = {
        "home": home,
        "lines": showing.lines(queries.household_signals(home.access)),
        "may_add": home.may("contact.write"),
    }
    return render(request, "intake/signals_here.html", context)


@require_safe
@household_page()
def signal(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Show one signal: what came in, what was tried, what was decided."""
    found = queries.signal_page(home.access, signal)
    context = {
        "home": home,
        "page": showing.shown(found),
        "may_write": home.may("contact.write"),
        "may_decide": home.may("signal.triage"),
        "may_edit": home.may("household.edit"),
        "goes_on": home.may("case.open")
        and any(one.outcome == "household_approach" for one in found.decisions),
    }
    return render(request, "intake/signal.html", context)


def _context(home: Home, signal: UUID, title: str, *, lead: str = "") -> dict[str, Any]:
    return {
        "home": home,
        "tab": "signals_here",
        "title": title,
        "lead": lead,
        "submit": "",
        "danger": False,
        "back_url": _url(home, signal),
    }


def _url(home: Home, signal: UUID) -> str:
    return reverse("signal", args=[home.uuid, signal])


def _staged(
    request: HttpRequest,
    home: Home,
    signal: UUID,
    kind: type[Form],
    verb: Any,
    title: str,
    *,
    lead: str = "",
    said: str,
) -> HttpResponse:
    """Answer a form that moves a signal on, made from the version that was read."""
    found = queries.signal_page(home.access, signal)
    initial = {
        "version": found.version,
        "informed_on": found.informed_on,
        "informed_how": found.informed_how,
        "not_informed_reason": found.not_informed_reason,
        "not_informed_until": found.not_informed_until,
    }
    form = kind(request.POST or None, initial=initial)

    def do(typed: dict[str, Any]) -> None:
        version = typed.pop("version")
        verb(home.reader, household_id=home.id, signal=signal, expected_version=version, **typed)

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=_context(home, signal, title, lead=lead),
        then=_url(home, signal),
        said=said,
    )


@require_http_methods(BOTH)
@household_page()
def attempt(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Record a try to get in touch."""
    queries.signal_page(home.access, signal)
    return answer(
        request,
        AttemptForm(request.POST or None, initial={"way": "visit"}),
        lambda typed: actions.record_attempt(
            home.reader, household_id=home.id, signal=signal, **typed
        ),
        template=FORM,
        context=_context(home, signal, _("How did it go?")),
        then=_url(home, signal),
        said=_("The attempt was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def outreach(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Ask a colleague to go there."""
    found = queries.signal_page(home.access, signal)
    people = [
        (str(one.account_id), f"{one.name}, {one.function}" if one.function else one.name)
        for one in colleagues(team_ids=[found.team_id], with_account=True)
    ]
    return answer(
        request,
        OutreachForm(request.POST or None, colleagues=people),
        lambda typed: actions.ask_outreach(
            home.reader,
            household_id=home.id,
            signal=signal,
            account_id=int(typed["account"]),
            due=typed["due"],
            despite=typed["despite"],
        ),
        template=FORM,
        context=_context(
            home,
            signal,
            _("Ask somebody to go there"),
            lead=_("They may then read this signal and what was tried before."),
        ),
        then=_url(home, signal),
        said=_("Your colleague finds it under Today."),
    )


@require_http_methods(BOTH)
@household_page()
def start(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Begin the triage."""
    return _staged(
        request,
        home,
        signal,
        StartForm,
        actions.start_triage,
        _("Start the triage"),
        lead=_("Find out what this signal needs. One question needs no picture of the household."),
        said=_("The triage has begun."),
    )


@require_http_methods(BOTH)
@household_page()
def wait(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Let the signal wait on purpose."""
    return _staged(
        request,
        home,
        signal,
        WaitForm,
        actions.wait,
        _("Let it wait on purpose"),
        said=_("It waits. You are reminded to look again."),
    )


@require_http_methods(BOTH)
@household_page()
def decide(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Decide what the signal needs."""
    return _staged(
        request,
        home,
        signal,
        DecideForm,
        actions.decide,
        _("Decide what this signal needs"),
        lead=_("Only going on with the whole household opens the whole picture."),
        said=_("The decision was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def aside(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Mark the signal as malicious."""
    return _staged(
        request,
        home,
        signal,
        AsideForm,
        actions.set_aside,
        _("Set this signal aside"),
        lead=_("It stays on record and counts nowhere any more."),
        said=_("The signal was set aside."),
    )


@require_http_methods(BOTH)
@household_page()
def inform(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Note that the household was told, or why not."""
    return _staged(
        request,
        home,
        signal,
        InformForm,
        actions.record_informing,
        _("Does the household know?"),
        said=_("It was recorded."),
    )


def _households(reader: Reader, but: int) -> dict[str, tuple[int, str]]:
    """Return the households of a reader's standing by address: inside number and first names."""
    access = door.open_list(reader)
    called: dict[int, list[str]] = defaultdict(list)
    for one in members(access):
        if one.called and one.household_id != but:
            called[one.household_id].append(one.called)
    door.saw(access, list(called), activity="intake.attach")
    uuids = household_uuids(list(called))
    return {str(uuids[pk]): (pk, ", ".join(names)) for pk, names in sorted(called.items())}


@require_http_methods(BOTH)
@household_page()
def attach(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Bring the signal to a household that was registered already."""
    queries.signal_page(home.access, signal)
    known = _households(home.reader, home.id)
    form = AttachForm(
        request.POST or None, households=[(uuid, name) for uuid, (_pk, name) in known.items()]
    )
    chosen = {"uuid": ""}

    def do(typed: dict[str, Any]) -> None:
        chosen["uuid"] = typed["household"]
        actions.attach_signal(
            home.reader,
            household_id=known[typed["household"]][0],
            from_household_id=home.id,
            signal=signal,
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=_context(
            home,
            signal,
            _("Add to a known household"),
            lead=_("Only households that are open to you. What was tried comes along."),
        ),
        then=lambda: reverse("signal", args=[chosen["uuid"], signal]),
        said=_("The signal is now with this household."),
    )
