# SPDX-License-Identifier: EUPL-1.2
"""Pages of what is asked of another party: asking, one referral, and what was asked of me."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.cooperation import actions
from voordeur.cooperation.forms import (
    AnswerForm,
    AskForm,
    IntakeForm,
    PriceForm,
    WaitForm,
    WhyForm,
)
from voordeur.cooperation.page import AskedItem, asked_item, names_of
from voordeur.cooperation.queries import Asked, referrals
from voordeur.cooperation.views.forms_shown import PAGE, WORKERS, answer, must, posted
from voordeur.coordination.gate import gate_of
from voordeur.coordination.queries import involved
from voordeur.door.refusal import NoEntry, NotAllowed
from voordeur.history import clock
from voordeur.partners.queries import colleagues, organisations
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members


@require_http_methods(PAGE)
@household_page(*WORKERS)
def ask(request: HttpRequest, home: Home) -> HttpResponse:
    """Assign, hand over, ask or refer; with many helpers the map, basics and plan come first."""
    must(home, "referral.ask")
    helping = involved(home.access, past=True)
    gate = gate_of(home.access, home.id, helping)
    form = AskForm(
        posted(request),
        people=colleagues(),
        places=organisations(),
        around=members(home.access),
        helping=involved(home.access),
        crowded=gate is not None,
    )

    def act(said: dict[str, Any]) -> object:
        organisation_id, professional_id = form.party_ids()
        return actions.ask_party(
            home.reader,
            household_id=home.id,
            kind=said["kind"],
            organisation_id=organisation_id,
            professional_id=professional_id,
            law=said["law"],
            what=said["what"],
            why=said["why"],
            basis=said["basis"],
            person_id=int(said["about"]) if said["about"] else None,
            compartment=said["part"],
            said_yes=[int(one) for one in said["said_yes"]],
            channel=said["channel"],
            necessity=said["necessity"],
            can_stop=said.get("can_stop", ""),
            hands_over=int(said["hands_over"]) if said["hands_over"] else None,
        )

    return answer(
        request,
        home,
        form,
        act,
        said=_("It was asked."),
        title=_("Ask another party"),
        lead=_("The party sees this one piece until it says yes. Then it helps."),
        button=_("Ask"),
        gate=gate,
    )


@dataclass(frozen=True, slots=True)
class Doing:
    """One form about a referral: the verb of the graph it is, its words, and what it does."""

    verb: str
    title: Any
    button: Any
    done: Any
    form: Callable[[Any], forms.Form]
    run: Callable[[Home, Asked, dict[str, Any]], object]


def _common(home: Home, row: Asked) -> dict[str, Any]:
    return {
        "household_id": home.id,
        "referral": row.uuid,
        "expected_version": row.version,
    }


DOINGS: dict[str, Doing] = {
    "antwoord": Doing(
        "accept",
        gettext_lazy("What does the party say?"),
        gettext_lazy("Write down the answer"),
        gettext_lazy("The answer was written down."),
        AnswerForm,
        lambda home, row, said: actions.answer_referral(
            home.reader,
            accept=said["accept"] == "yes",
            answer=said["answer"],
            **_common(home, row),
        ),
    ),
    "intake": Doing(
        "start",
        gettext_lazy("How did the intake go?"),
        gettext_lazy("Write down the outcome"),
        gettext_lazy("The outcome was written down."),
        IntakeForm,
        lambda home, row, said: actions.take_intake(
            home.reader,
            outcome=said["outcome"],
            answer=said["answer"],
            from_date=said["from_date"],
            **_common(home, row),
        ),
    ),
    "wachten": Doing(
        "wait",
        gettext_lazy("On the waiting list"),
        gettext_lazy("Write down the wait"),
        gettext_lazy("The wait was written down."),
        WaitForm,
        lambda home, row, said: actions.wait_for(
            home.reader,
            reason=said["reason"],
            words=said["words"],
            look_again=said["look_again"],
            **_common(home, row),
        ),
    ),
    "terug": Doing(
        "withdraw",
        gettext_lazy("Take the question back"),
        gettext_lazy("Take it back"),
        gettext_lazy("The question was taken back."),
        WhyForm,
        lambda home, row, said: actions.withdraw_referral(
            home.reader, answer=said["answer"], **_common(home, row)
        ),
    ),
    "klaar": Doing(
        "finish",
        gettext_lazy("What was asked is done"),
        gettext_lazy("It is done"),
        gettext_lazy("It was written down."),
        WhyForm,
        lambda home, row, said: actions.finish_referral(
            home.reader, answer=said["answer"], **_common(home, row)
        ),
    ),
    "kosten": Doing(
        "",
        gettext_lazy("What does waiting cost?"),
        gettext_lazy("Keep the amounts"),
        gettext_lazy("The amounts were kept."),
        PriceForm,
        lambda home, row, said: actions.price_waiting(
            home.reader,
            bridge_year_cents=said["bridge"],
            solve_cents=said["solve"],
            **_common(home, row),
        ),
    ),
}


def _one(home: Home, referral: UUID) -> tuple[Asked, AskedItem]:
    row = next((one for one in referrals(home.access) if one.uuid == referral), None)
    if row is None or row.masked:
        raise NoEntry("This page is not here.")
    return row, asked_item(row, names_of(home.access), clock.today())


@require_safe
@household_page(*WORKERS)
def referral_page(request: HttpRequest, home: Home, referral: UUID) -> HttpResponse:
    """Show one referral: what was asked, on which basis, how it stands, what waiting costs."""
    _row, item = _one(home, referral)
    context = {
        "home": home,
        "item": item,
        "may_answer": home.may("referral.answer"),
        "may_ask": home.may("referral.ask"),
    }
    return render(request, "cooperation/referral.html", context)


@require_http_methods(PAGE)
@household_page(*WORKERS)
def referral_do(request: HttpRequest, home: Home, referral: UUID, doing: str) -> HttpResponse:
    """Show one form about a referral and do what it says."""
    known = DOINGS.get(doing)
    row, item = _one(home, referral)
    if known is None or (known.verb == "" and not item.may_price):
        raise NoEntry("This page is not here.")
    if known.verb and known.verb not in item.verbs:
        raise NotAllowed("This can no longer be done.")
    asked_of_me = row.account_id is not None and row.account_id == home.reader.account_id
    if home.access.relations == {"task"} and not asked_of_me:
        raise NoEntry("This page is not here.")
    return answer(
        request,
        home,
        known.form(posted(request)),
        lambda said: known.run(home, row, said),
        said=str(known.done),
        then="referrals_asked" if asked_of_me else "cooperation_page",
        title=known.title,
        lead=item.what,
        button=known.button,
        asked_of_me=asked_of_me,
    )


@require_safe
@household_page(*WORKERS)
def referrals_asked(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what was asked of me in a household that is otherwise closed to me: this piece only."""
    mine = [
        row
        for row in referrals(home.access)
        if row.account_id is not None and row.account_id == home.reader.account_id
    ]
    askers = {
        one.account_id: one
        for one in colleagues(account_ids=[row.asked_by for row in mine if row.asked_by])
    }
    names, day = names_of(home.access), clock.today()
    context = {
        "home": home,
        "lines": [(asked_item(row, names, day), askers.get(row.asked_by)) for row in mine],
    }
    return render(request, "cooperation/asked.html", context)
