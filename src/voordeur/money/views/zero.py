# SPDX-License-Identifier: EUPL-1.2
"""The page of the zero scenario of a household and its forms. For help only, never for access to it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.language import language
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.ledger.words import amount
from voordeur.money.actions import zero as actions
from voordeur.money.forms.zero import ForeseeForm, OutcomeForm
from voordeur.money.queries.zero import ForeseenSeen, zero_scenario
from voordeur.money.views.budget import FORM, WORKERS, WRITE, place
from voordeur.money.words import CAME_WORDS, FORESEEN_WORDS, summed
from voordeur.money.zeroscenario import Came
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.provisions.queries import cost_sum
from voordeur.provisions.words import law_name, payer_name, said

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = "zero_page"
TONES = {Came.HAPPENED: "warning", Came.NOT: "ok", Came.UNKNOWN: "", Came.MISTAKE: ""}


@dataclass(frozen=True, slots=True)
class ForeseenRow:
    """Something that was foreseen, in words."""

    seen: ForeseenSeen
    kind: "StrOrPromise"
    who: str
    payer: str
    law: str
    amount: str
    state: "StrOrPromise"
    tone: str
    is_due: bool
    """Whether the last day is over and nobody has said how it went."""


def _row(one: ForeseenSeen, names: dict[int, str], today: date) -> ForeseenRow:
    is_due = one.came is None and today > one.by_date
    state: StrOrPromise
    if one.came is not None:
        state, tone = CAME_WORDS[one.came], TONES[one.came]
    elif is_due:
        state, tone = _("say how it went"), "warning"
    else:
        state, tone = _("still to come"), "info"
    return ForeseenRow(
        one,
        FORESEEN_WORDS[one.kind],
        names.get(one.person_id, "") if one.person_id else _("the household"),
        payer_name(one.payer),
        law_name(one.law),
        amount(one.cents),
        state,
        tone,
        is_due,
    )


@require_safe
@household_page(*WORKERS)
def zero_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what was foreseen without the plan, what it comes to, and how it went."""
    names = {one.person_id: one.called for one in members(home.access, past=True) if one.called}
    found, today = zero_scenario(home.access), clock.today()
    costs = cost_sum(home.access, today.year, ()).costs
    comes_to = found.money
    context = {
        "home": home,
        "rows": [_row(one, names, today) for one in found.foreseen],
        "masked": found.masked,
        "expected": summed(comes_to.expected),
        "most": summed(comes_to.most),
        "came_true": summed(comes_to.came_true),
        "stayed_away": summed(comes_to.stayed_away),
        "open": comes_to.open,
        "year": today.year,
        "help": costs.total.text(language()) if costs.lines else _("unknown"),
        "closing": said(costs.closing),
        "may_write": home.may(WRITE),
    }
    return render(request, "money/zero.html", context)


def _find(home: Home, uuid: UUID) -> ForeseenSeen | None:
    rows = zero_scenario(home.access).foreseen
    return next((one for one in rows if one.uuid == uuid), None)


def _foresee(home: Home, typed: dict[str, Any], row: None) -> object:
    return actions.foresee(
        home.reader,
        household_id=home.id,
        forecast=actions.Forecast(
            kind=typed["kind"],
            what=typed["what"],
            place=place(typed),
            percent=typed["percent"],
            by_date=typed["by_date"],
            payer=typed["payer"],
            cents=typed["cost"],
            rests_on=typed["rests_on"],
        ),
    )


def _tell(home: Home, typed: dict[str, Any], row: ForeseenSeen) -> object:
    return actions.tell_outcome(
        home.reader,
        household_id=home.id,
        foreseen=row.uuid,
        came=typed["came"],
        rests_on=typed["rests_on"],
        expected_version=typed["version"],
    )


DOINGS: dict[str, Doing] = {
    "verwachten": Doing(
        WRITE,
        gettext_lazy("What would happen without the plan?"),
        gettext_lazy(
            "Write it down before you know. It is sealed at once: nobody changes it any more, not even you."
        ),
        gettext_lazy("Write down and seal"),
        gettext_lazy("It is written down and sealed."),
        PAGE,
        lambda home, data, row: ForeseeForm(
            data,
            around=members(home.access),
            initial={
                "law": "wmo",
                "payer": "unknown",
                "by_date": date(clock.today().year + 1, 12, 31),
            },
        ),
        _foresee,
    ),
    "afloop": Doing(
        WRITE,
        gettext_lazy("How did it go?"),
        gettext_lazy("What was foreseen stays as it was. This is not about who wrote it."),
        gettext_lazy("Keep it"),
        gettext_lazy("It is written down how it went."),
        PAGE,
        lambda home, data, row: OutcomeForm(
            data,
            row=row,
            may_be_mistake=row.sealed_at.astimezone(AMSTERDAM).date() == clock.today(),
        ),
        _tell,
        _find,
        "money/zero_aside.html",
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def zero_do(request: HttpRequest, home: Home, doing: str, item: UUID | None = None) -> HttpResponse:
    """Show one of the forms of the zero scenario, or do what it says."""
    return do(request, home, DOINGS, doing, item)
