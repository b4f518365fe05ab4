# SPDX-License-Identifier: EUPL-1.2
"""Pages of coordination: who helps, the forms to change it, the question to a colleague, a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.coordination import actions
from voordeur.coordination.forms.helping import (
    AnswerForm,
    AskForm,
    ClaimForm,
    EndForm,
    EndHelpForm,
    InvolveForm,
    MarkForm,
    OpenCaseForm,
    SettleForm,
    WithdrawForm,
    number,
    version,
)
from voordeur.coordination.gate import gate_of
from voordeur.coordination.page import coordination_of
from voordeur.coordination.queries import claims, holders, involved
from voordeur.coordination.words import layer_name
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted, submit
from voordeur.history.clock import AMSTERDAM
from voordeur.intake.queries import household_signals
from voordeur.partners.queries import colleagues, organisations, teams
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]


@require_safe
@household_page(*WORKERS)
def coordination_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who helps and who coordinates, what is wrong with it, and how many helped through time."""
    context = {
        "home": home,
        "page": coordination_of(home.access),
        "may": home.may("case.coordinate"),
        "may_claim": home.may("case.claim"),
        "may_open": home.may("case.open"),
    }
    return render(request, "coordination/page.html", context)


@dataclass(frozen=True, slots=True)
class Doing:
    """One form of coordination: the act it needs, its words, how to make it and what it does."""

    act: str
    title: "StrOrPromise"
    explain: "StrOrPromise"
    button: "StrOrPromise"
    done: "StrOrPromise"
    make: Callable[[Home, Any], forms.Form]
    run: Callable[[Home, Any], object]


def _ask(home: Home, form: Any) -> object:
    given = form.cleaned_data
    return actions.ask_coordinator(
        home.reader,
        household_id=home.id,
        layer=given["layer"],
        professional_id=given["professional"],
        reason=given["reason"],
    )


def _end(home: Home, form: Any) -> object:
    chosen = form.cleaned_data["appointment"]
    return actions.end_coordination(
        home.reader,
        household_id=home.id,
        appointment=number(chosen),
        why=form.cleaned_data["why"],
        expected_version=version(chosen),
    )


def _claim(home: Home, form: Any) -> object:
    given = form.cleaned_data
    return actions.record_claim(
        home.reader,
        household_id=home.id,
        organisation_id=given["organisation"],
        layer=given["layer"],
        ground=given["ground"],
    )


def _settle(home: Home, form: Any) -> object:
    chosen = form.cleaned_data["claim"]
    return actions.settle_claim(
        home.reader,
        household_id=home.id,
        claim=number(chosen),
        why=form.cleaned_data["why"],
        expected_version=version(chosen),
    )


def _involve_form(home: Home, data: Any) -> forms.Form:
    gate = gate_of(home.access, home.id, involved(home.access, past=True))
    form = InvolveForm(
        data,
        people=colleagues(),
        places=organisations(),
        members=[(str(row.person_id), row.called) for row in members(home.access) if row.called],
        crowded=gate is not None,
    )
    form.gate = gate  # type: ignore[attr-defined]
    return form


def _involve(home: Home, form: Any) -> object:
    given = form.cleaned_data
    organisation_id, professional_id = form.chosen_helper(colleagues())
    return actions.involve(
        home.reader,
        household_id=home.id,
        organisation_id=organisation_id,
        professional_id=professional_id,
        law=given["law"],
        task=given["task"],
        from_date=given["from_date"],
        until=given["until"],
        person_id=int(given["about"]) if given["about"] else None,
        compartment=given["part"],
        why_in=given["why_in"],
        member_knows=form.knows(),
        can_stop=given.get("can_stop", ""),
    )


def _end_help(home: Home, form: Any) -> object:
    given = form.cleaned_data
    return actions.end_involvement(
        home.reader,
        household_id=home.id,
        involvement=number(given["involvement"]),
        until=given["until"],
        why_out=given["why_out"],
        taken_over_by=number(given["taken_over_by"]) if given["taken_over_by"] else None,
        expected_version=version(given["involvement"]),
    )


def _mark(home: Home, form: Any) -> object:
    given = form.cleaned_data
    return actions.mark_stacking(
        home.reader,
        household_id=home.id,
        involvement=number(given["involvement"]),
        other=number(given["other"]) if given["other"] else None,
        mark=given["mark"],
        why=given["why"],
    )


DOINGS: dict[str, Doing] = {
    "vragen": Doing(
        "case.coordinate",
        gettext_lazy("Ask somebody to coordinate"),
        gettext_lazy(
            "Who coordinates now goes on until the other says yes. Self-direction stays with the "
            "household: nobody is asked for that."
        ),
        gettext_lazy("Ask"),
        gettext_lazy("The question was sent."),
        lambda home, data: AskForm(data, people=colleagues(with_account=True)),
        _ask,
    ),
    "beeindigen": Doing(
        "case.coordinate",
        gettext_lazy("End a coordination"),
        gettext_lazy("Without a case coordinator the team lead is asked to find somebody."),
        gettext_lazy("End it"),
        gettext_lazy("The coordination has ended."),
        lambda home, data: EndForm(data, holding=holders(home.access)),
        _end,
    ),
    "claim": Doing(
        "case.claim",
        gettext_lazy("An organisation says it coordinates"),
        gettext_lazy("This changes nothing. Everyone who coordinates sees it."),
        gettext_lazy("Record it"),
        gettext_lazy("The claim was recorded."),
        lambda home, data: ClaimForm(data, places=organisations()),
        _claim,
    ),
    "claim-oplossen": Doing(
        "case.coordinate",
        gettext_lazy("Settle a claim"),
        gettext_lazy("Talk to each other first, then write down what you agreed."),
        gettext_lazy("Settle it"),
        gettext_lazy("The claim was settled."),
        lambda home, data: SettleForm(data, claimed=claims(home.access)),
        _settle,
    ),
    "erbij": Doing(
        "case.coordinate",
        gettext_lazy("Somebody starts helping"),
        gettext_lazy("The household's own people are not recorded here."),
        gettext_lazy("Add"),
        gettext_lazy("It was added."),
        _involve_form,
        _involve,
    ),
    "stopt": Doing(
        "case.coordinate",
        gettext_lazy("Somebody stops helping"),
        gettext_lazy("The end of help is not the end of a problem: that stays open."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        lambda home, data: EndHelpForm(data, helping=involved(home.access)),
        _end_help,
    ),
    "stapeling": Doing(
        "case.coordinate",
        gettext_lazy("Is this stacking meant so?"),
        gettext_lazy("Several kinds of help at once can be right. Say so, or say what should go."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        lambda home, data: MarkForm(data, helping=involved(home.access)),
        _mark,
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def coordination_do(request: HttpRequest, home: Home, doing: str) -> HttpResponse:
    """Show one form of coordination and do what it says."""
    known = DOINGS.get(doing)
    if known is None:
        raise NoEntry("This page is not here.")
    home.must(known.act)
    form = known.make(home, posted(request))
    return answer(
        request,
        form,
        lambda _given: known.run(home, form),
        template="coordination/do.html",
        context=lambda: {
            "home": home,
            "doing": known,
            "gate": getattr(form, "gate", None),
        },
        then=home.url("coordination_page"),
        said=str(known.done),
    )


@require_POST
@household_page(*WORKERS)
def coordination_withdraw(request: HttpRequest, home: Home) -> HttpResponse:
    """Take back a question that was not answered yet."""
    form = WithdrawForm(request.POST)
    if submit(
        form,
        lambda: actions.withdraw_question(
            home.reader,
            household_id=home.id,
            appointment=number(form.cleaned_data["appointment"]),
            expected_version=version(form.cleaned_data["appointment"]),
        ),
    ).done:
        messages.success(request, _("The question was taken back."))
    else:
        messages.warning(request, _("The question was answered already."))
    return HttpResponseRedirect(home.url("coordination_page"), status=303)


@require_http_methods(FORM)
@household_page(*WORKERS)
def coordination_answer(request: HttpRequest, home: Home) -> HttpResponse:
    """Ask the professional who was asked: will you coordinate? They see who asks and why, no more."""
    asked = next(
        (
            row
            for row in holders(home.access)
            if row.state == "proposed"
            and row.account_id is not None
            and row.account_id == home.reader.account_id
        ),
        None,
    )
    if asked is None:
        raise NoEntry("There is no question for you here.", remedy="It was answered or taken back.")
    form = AnswerForm(posted(request))
    asker = colleagues(account_ids=[asked.asked_by]) if asked.asked_by is not None else []
    return answer(
        request,
        form,
        lambda given: actions.answer_coordination(
            home.reader,
            household_id=home.id,
            appointment=asked.id,
            accept=given["accept"] == "yes",
            answer=given["answer"],
        ),
        template="coordination/answer.html",
        context={
            "asked": asked,
            "layer": layer_name(asked.layer),
            "asker": asker[0] if asker else None,
        },
        then=lambda: (
            home.url("household") if form.cleaned_data["accept"] == "yes" else reverse("home")
        ),
        said=_("Thank you for your answer."),
    )


def _came_in(home: Home) -> date | None:
    """Return the day the question came in: of the first signal that still counts, as far as shown."""
    days = [
        line.received_on
        for line in household_signals(home.access)
        if not line.masked and line.stage != "set_aside"
    ]
    return min(days, default=None)


@require_http_methods(FORM)
@household_page(*WORKERS)
def case_open(request: HttpRequest, home: Home) -> HttpResponse:
    """Open the work for a household after triage, by a team, with or without a coordinator."""
    home.must("case.open")
    form = OpenCaseForm(
        posted(request),
        team_lines=teams(),
        people=colleagues(with_account=True),
        initial={"team": min(home.reader.teams, default=""), "asked_on": _came_in(home)},
    )

    def open_it(given: dict[str, Any]) -> None:
        asked = given["asked_on"]
        actions.open_case(
            home.reader,
            household_id=home.id,
            team_id=given["team"],
            coordinator=given["coordinator"],
            asked_at=datetime.combine(asked, time(), AMSTERDAM) if asked else None,
        )

    return answer(
        request,
        form,
        open_it,
        template="coordination/open.html",
        context={"home": home},
        then=home.url("coordination_page"),
        said=_("The case is open."),
    )
