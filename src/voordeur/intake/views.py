# SPDX-License-Identifier: EUPL-1.2
"""Pages of intake: the worklist, recording a signal, one signal and what is done with it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door import access as door
from voordeur.door import drafts
from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.intake import actions, queries, showing
from voordeur.intake.actions import NewSignal
from voordeur.intake.forms import (
    AsideForm,
    AttachForm,
    AttemptForm,
    DecideForm,
    DetachForm,
    InformForm,
    OutreachForm,
    SignalForm,
    StartForm,
    WaitForm,
)
from voordeur.intake.joined import came_from
from voordeur.intake.matching import Described
from voordeur.partners.queries import colleagues, teams
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.queries import household_uuids, members

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BOTH = ["GET", "HEAD", "POST"]
WORKERS = ("professional", "triage", "team_lead")
DRAFT = "signal-new"


@require_safe
@page(*WORKERS)
def signals(request: HttpRequest) -> HttpResponse:
    """Show the open signals, the most urgent first, and what outreach came to."""
    reader = who_asks(request)
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
    reader = who_asks(request)
    choices, mine = _teams(reader)
    typed_before = drafts.typed(reader.account_id, DRAFT)
    return answer(
        request,
        SignalForm(posted(request), teams=choices, initial={"team": mine, **typed_before}),
        lambda typed: actions.record_signal(reader, new=_new(typed), team_id=int(typed["team"])),
        template="intake/signal_new.html",
        context={"home": None, "back_url": reverse("signals")},
        then=reverse("signals"),
        said=_("The signal was passed on to triage."),
        draft=DRAFT,
    )


@require_http_methods(BOTH)
@household_page()
def signal_add(request: HttpRequest, home: Home) -> HttpResponse:
    """Record a signal in a household one already works for."""
    choices, mine = _teams(home.reader)
    form = SignalForm(posted(request), teams=choices, initial={"team": mine})
    back = home.url("signals_here")
    return answer(
        request,
        form,
        lambda typed: actions.add_signal(
            home.reader, household_id=home.id, new=_new(typed), team_id=int(typed["team"])
        ),
        template="intake/signal_new.html",
        context={"home": home, "back_url": back},
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
        "may_detach": home.may("signal.triage") and came_from(home.access, found.id) is not None,
        "goes_on": home.may("case.open")
        and any(one.outcome == "household_approach" for one in found.decisions),
    }
    return render(request, "intake/signal.html", context)


def _frame(home: Home, signal: UUID, title: str, **more: Any) -> Frame:
    return Frame("signals_here", title, home.url("signal", signal), **more)


@dataclass(frozen=True, slots=True)
class Staged:
    """One form that moves a signal on: how it is made, the verb and its words."""

    kind: type[Form]
    verb: Callable[..., object]
    title: "StrOrPromise"
    said: "StrOrPromise"
    lead: "StrOrPromise" = ""
    then: str = ""
    """Where it leads when the signal is not in this household any more."""


STAGES = {
    "signal_start": Staged(
        StartForm,
        actions.start_triage,
        gettext_lazy("Start the triage"),
        gettext_lazy("The triage has begun."),
        gettext_lazy(
            "Find out what this signal needs. One question needs no picture of the household."
        ),
    ),
    "signal_wait": Staged(
        WaitForm,
        actions.wait,
        gettext_lazy("Let it wait on purpose"),
        gettext_lazy("It waits. You are reminded to look again."),
    ),
    "signal_decide": Staged(
        DecideForm,
        actions.decide,
        gettext_lazy("Decide what this signal needs"),
        gettext_lazy("The decision was recorded."),
        gettext_lazy("Only going on with the whole household opens the whole picture."),
    ),
    "signal_aside": Staged(
        AsideForm,
        actions.set_aside,
        gettext_lazy("Set this signal aside"),
        gettext_lazy("The signal was set aside."),
        gettext_lazy("It stays on record and counts nowhere any more."),
    ),
    "signal_detach": Staged(
        DetachForm,
        actions.detach_signal,
        gettext_lazy("Take this signal out of the household"),
        gettext_lazy("The signal is out of this household. Triage looks at it again."),
        gettext_lazy(
            "It becomes a signal of its own again. What was tried and decided about it goes along."
        ),
        "signals_here",
    ),
    "signal_inform": Staged(
        InformForm,
        actions.record_informing,
        gettext_lazy("Does the household know?"),
        gettext_lazy("It was recorded."),
    ),
}


@require_http_methods(BOTH)
@household_page()
def staged(request: HttpRequest, home: Home, signal: UUID, stage: str) -> HttpResponse:
    """Move a signal on with one of the forms of `STAGES`, from the version that was read."""
    known = STAGES[stage]
    found = queries.signal_page(home.access, signal)
    names = ("version", "informed_on", "informed_how", "not_informed_reason")
    initial = {name: getattr(found, name) for name in (*names, "not_informed_until")}
    return form_page(
        request,
        home,
        known.kind(posted(request), initial=initial),
        lambda typed: known.verb(
            home.reader,
            household_id=home.id,
            signal=signal,
            expected_version=typed.pop("version"),
            **typed,
        ),
        _frame(home, signal, str(known.title), lead=str(known.lead)),
        said=str(known.said),
        then=home.url(known.then) if known.then else "",
    )


@require_http_methods(BOTH)
@household_page()
def attempt(request: HttpRequest, home: Home, signal: UUID) -> HttpResponse:
    """Record a try to get in touch."""
    queries.signal_page(home.access, signal)
    return form_page(
        request,
        home,
        AttemptForm(posted(request), initial={"way": "visit"}),
        lambda typed: actions.record_attempt(
            home.reader, household_id=home.id, signal=signal, **typed
        ),
        _frame(home, signal, _("How did it go?")),
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
    return form_page(
        request,
        home,
        OutreachForm(posted(request), colleagues=people),
        lambda typed: actions.ask_outreach(
            home.reader,
            household_id=home.id,
            signal=signal,
            account_id=int(typed.pop("account")),
            **typed,
        ),
        _frame(
            home,
            signal,
            _("Ask somebody to go there"),
            lead=_("They may then read this signal and what was tried before."),
        ),
        said=_("Your colleague finds it under Today."),
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
        posted(request), households=[(uuid, name) for uuid, (_pk, name) in known.items()]
    )
    return form_page(
        request,
        home,
        form,
        lambda typed: actions.attach_signal(
            home.reader,
            household_id=known[typed["household"]][0],
            from_household_id=home.id,
            signal=signal,
        ),
        _frame(
            home,
            signal,
            _("Add to a known household"),
            lead=_("Only households that are open to you. What was tried comes along."),
        ),
        then=lambda: reverse("signal", args=[form.cleaned_data["household"], signal]),
        said=_("The signal is now with this household."),
    )
