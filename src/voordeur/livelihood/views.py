# SPDX-License-Identifier: EUPL-1.2
"""The page of money at home and its forms. Nothing about safety stands on them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.history import clock
from voordeur.livelihood import actions, forms, queries
from voordeur.livelihood.catalogue import catalogue
from voordeur.livelihood.page import money_of
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.provisions.amounts import typed

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]
ACT = "livelihood.write"


@require_safe
@household_page(*WORKERS)
def money_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the month, who manages the money, what is owed and the routes out."""
    context = {"home": home, "page": money_of(home.access), "may": home.may(ACT)}
    return render(request, "livelihood/page.html", context)


def _whose(given: dict[str, Any]) -> int | None:
    return int(given["whose"]) if given["whose"] else None


def _piece(home: Home, uuid: UUID) -> Any:
    rows = queries.pieces(home.access)
    return next((one for one in rows if one.uuid == uuid and not one.masked), None)


def _debt(home: Home, uuid: UUID) -> Any:
    rows = queries.debts(home.access)
    found = (one for one in rows if one.uuid == uuid and not one.masked)
    return next((one for one in found if one.state != "settled"), None)


def _put(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.put_piece(
        home.reader,
        household_id=home.id,
        piece=given["piece"],
        label=given["label"],
        person_id=_whose(given),
        amount=given["amount"],
        per=given["per"],
    )


def _change(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.change_piece(
        home.reader,
        household_id=home.id,
        piece=row.id,
        amount=given["amount"],
        per=given["per"],
        expected_version=given["version"],
    )


def _end(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.end_piece(
        home.reader,
        household_id=home.id,
        piece=row.id,
        until=given["until"],
        expected_version=given["version"],
    )


def _record(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.record_debt(
        home.reader,
        household_id=home.id,
        creditor=given["creditor"],
        creditor_name=given["creditor_name"],
        person_id=_whose(given),
        amount=given["amount"],
        state=given["state"],
        since=given["since"],
        threat_on=given["threat_on"],
    )


def _restate(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.restate_debt(
        home.reader,
        household_id=home.id,
        debt=row.id,
        amount=given["amount"],
        expected_version=given["version"],
    )


def _turn(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.turn_debt(
        home.reader,
        household_id=home.id,
        debt=row.id,
        verb=given["verb"],
        on=given["on"],
        expected_version=given["version"],
    )


def _date(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.date_arrears(
        home.reader,
        household_id=home.id,
        debt=row.id,
        threat_on=given["threat_on"],
        expected_version=given["version"],
    )


def _route(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.choose_route(
        home.reader,
        household_id=home.id,
        debt=row.id,
        route=given["route"],
        expected_version=given["version"],
    )


def _manage(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.say_who_manages(
        home.reader,
        household_id=home.id,
        manager=given["manager"],
        who=given["who"],
        person_id=_whose(given),
        from_date=given["from_date"],
    )


DOINGS: dict[str, Doing] = {
    "erbij": Doing(
        ACT,
        gettext_lazy("What comes in or goes out"),
        gettext_lazy("One amount at a time. What nobody knows stays empty."),
        gettext_lazy("Put it down"),
        gettext_lazy("It was put down."),
        "money_page",
        lambda home, data, row: forms.PieceForm(data, around=members(home.access)),
        _put,
    ),
    "bedrag": Doing(
        ACT,
        gettext_lazy("How much is it now?"),
        gettext_lazy("What was there before stays in the history."),
        gettext_lazy("Change it"),
        gettext_lazy("It was changed."),
        "money_page",
        lambda home, data, row: forms.ChangePieceForm(
            data,
            initial={
                "amount": typed(row.amount),
                "per": row.per,
                "version": row.version,
            },
        ),
        _change,
        _piece,
    ),
    "stopt": Doing(
        ACT,
        gettext_lazy("This amount ends"),
        gettext_lazy("From that day on it is not in the month any more."),
        gettext_lazy("End it"),
        gettext_lazy("It has ended."),
        "money_page",
        lambda home, data, row: forms.EndPieceForm(
            data, initial={"until": clock.today(), "version": row.version}
        ),
        _end,
        _piece,
    ),
    "schuld": Doing(
        ACT,
        gettext_lazy("Record a debt"),
        gettext_lazy("To whom, how it stands, and how much when that is known."),
        gettext_lazy("Record it"),
        gettext_lazy("The debt was recorded."),
        "money_page",
        lambda home, data, row: forms.DebtForm(data, around=members(home.access)),
        _record,
    ),
    "schuld-bedrag": Doing(
        ACT,
        gettext_lazy("How much is owed now?"),
        gettext_lazy("What was there before stays in the history."),
        gettext_lazy("Change it"),
        gettext_lazy("It was changed."),
        "money_page",
        lambda home, data, row: forms.RestateForm(
            data, initial={"amount": typed(row.amount), "version": row.version}
        ),
        _restate,
        _debt,
    ),
    "verder": Doing(
        ACT,
        gettext_lazy("What happened to this debt?"),
        gettext_lazy("Arranged or settled takes the day off on which it went wrong."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "money_page",
        lambda home, data, row: forms.TurnForm(
            data, state=row.state, initial={"on": clock.today(), "version": row.version}
        ),
        _turn,
        _debt,
    ),
    "dag": Doing(
        ACT,
        gettext_lazy("The day on which it goes wrong"),
        gettext_lazy("An eviction, a cut-off or detention that was announced for a day."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "money_page",
        lambda home, data, row: forms.ArrearsForm(
            data, initial={"threat_on": row.threat_on, "version": row.version}
        ),
        _date,
        lambda home, uuid: (
            found
            if (found := _debt(home, uuid)) and catalogue().creditors[found.creditor].threat
            else None
        ),
    ),
    "weg": Doing(
        ACT,
        gettext_lazy("The route out of this debt"),
        gettext_lazy("What fits is for the household and who helps with debts to decide."),
        gettext_lazy("Choose this route"),
        gettext_lazy("The route was recorded."),
        "money_page",
        lambda home, data, row: forms.RouteForm(
            data, initial={"route": row.route or "", "version": row.version}
        ),
        _route,
        _debt,
    ),
    "beheer": Doing(
        ACT,
        gettext_lazy("Who manages the money?"),
        gettext_lazy("Whoever managed it before stops on that day."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "money_page",
        lambda home, data, row: forms.ManagerForm(data, around=members(home.access)),
        _manage,
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def money_do(
    request: HttpRequest, home: Home, doing: str, item: UUID | None = None
) -> HttpResponse:
    """Show one form about money at home and do what it says."""
    return do(request, home, DOINGS, doing, item)
