# SPDX-License-Identifier: EUPL-1.2
"""Pages: what a household waits for and why, and the forms about it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.refusal import NoEntry
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.leeway import actions
from voordeur.leeway.forms.impasses import FactsForm, ImpasseForm, LiftForm, PriceForm
from voordeur.leeway.impassepage import impasse_item, impasse_page
from voordeur.leeway.page import barrier_item
from voordeur.leeway.queries import impasses as asked
from voordeur.leeway.queries.barriers import barriers_here
from voordeur.leeway.queries.escalations import (
    escalations,
    escalations_asked,
    turned_asked,
    turned_away,
)
from voordeur.leeway.queries.mandates import (
    decisions,
    decisions_asked,
    mandates_of,
    returns,
    returns_asked,
)
from voordeur.leeway.queries.rules import condition_names, rule_lines, rulebook_of
from voordeur.leeway.views.barriers import FORM, WORKERS
from voordeur.leeway.views.decisions import (
    DECISION_DOINGS,
    RETURN,
    REVIEW,
    TAKE,
    precedents_for,
)
from voordeur.leeway.views.escalations import ASK, DECIDE, ESCALATION_DOINGS
from voordeur.leeway.waiting import DAYS
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.provisions.amounts import typed
from voordeur.provisions.given import Price
from voordeur.provisions.queries import provisions

ACT = "impasse.write"


@require_safe
@household_page(*WORKERS)
def leeway_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what this household waits for, and what was written down about it."""
    here = home.access
    ahead(
        asked.impasses_asked(here),
        decisions_asked(here),
        returns_asked(here),
        escalations_asked(here),
        turned_asked(here),
    )
    rows, back = asked.impasses(here), returns(here)
    day = clock.today()
    context = {
        "home": home,
        "open": [impasse_item(row, day) for row in rows if row.state == "open"],
        "over": [impasse_item(row, day) for row in rows if row.state != "open"],
        "may": home.may(ACT),
        "decisions": [
            (one, [given for given in back if given.decision == one.uuid])
            for one in decisions(home.access)
        ],
        "may_return": home.may(RETURN),
        "may_decide": home.may(TAKE),
        "may_review": home.may(REVIEW),
        "may_letter": home.may("paper.write"),
        "me": home.reader.account_id,
        "escalations": escalations(home.access),
        "turned": turned_away(home.access),
        "may_ask": home.may(ASK),
        "may_decide_higher": home.may(DECIDE),
        "lines": [barrier_item(one) for one in barriers_here(home.access)],
    }
    return render(request, "leeway/household.html", context)


def _found(home: Home, uuid: UUID) -> asked.ImpasseLine | None:
    rows = (row for row in asked.impasses(home.access) if row.uuid == uuid and not row.masked)
    return next(rows, None)


def _open(home: Home, uuid: UUID) -> asked.ImpasseLine | None:
    row = _found(home, uuid)
    return row if row is not None and row.state == "open" else None


@require_safe
@household_page(*WORKERS)
def impasse(request: HttpRequest, home: Home, impasse: UUID) -> HttpResponse:
    """Show why the door is closed: the circle, the grounds, who can open it, what waiting costs."""
    row = _found(home, impasse)
    if row is None:
        raise NoEntry("This is not here.")
    context = {
        "home": home,
        "page": impasse_page(home.access, row, clock.today()),
        "may": home.may(ACT),
        "may_decide": home.may(TAKE) and bool(mandates_of(home.reader)),
    }
    return render(request, "leeway/impasse.html", context)


def _goals() -> Mapping[str, str]:
    """Return what rules give, which is what can be waited for."""
    names = condition_names()
    given = {route.gives for line in rule_lines() for route in line.routes}
    return {code: name for code, name in names.items() if code in given}


def _runs(home: Home) -> list[tuple[str, int | None]]:
    """Return what runs in the household with what it costs this year, to begin the form with."""
    day = clock.today()
    return [
        (line.name, _year_cents(line.price))
        for line in provisions(home.access, past=False)
        if not line.masked and line.runs_on(day)
    ]


def _year_cents(price: Price) -> int | None:
    """Return what a budget is over a year; of other prices the professional knows better."""
    if price.budget is None or price.budget.period.until is None:
        return None
    days = (price.budget.period.until - price.budget.period.from_).days
    return price.budget.cents * DAYS // days if days > 0 else None


def _name(home: Home, data: Any, row: None) -> ImpasseForm:
    return ImpasseForm(
        data,
        goals=_goals(),
        around=members(home.access),
        runs=_runs(home),
        initial={"since": clock.today()},
    )


def _facts(home: Home, data: Any, row: None) -> FactsForm:
    return FactsForm(
        data,
        conditions=_asked_about(home),
        facts=asked.facts_of(home.access),
        around=members(home.access),
    )


def _put_facts(home: Home, said: dict[str, Any], row: None) -> object:
    return actions.say_facts(
        home.reader,
        household_id=home.id,
        facts=said["facts"],
        person_id=int(said["about"]) if said["about"] else None,
    )


def _put_impasse(home: Home, said: dict[str, Any], row: None) -> object:
    return actions.name_impasse(
        home.reader,
        household_id=home.id,
        goal=said["goal"],
        since=said["since"],
        person_id=int(said["about"]) if said["about"] else None,
        solve_cents=said["solve_cents"],
        runs_on=said["runs"],
    )


def _put_price(home: Home, said: dict[str, Any], row: asked.ImpasseLine) -> object:
    return actions.price_impasse(
        home.reader,
        household_id=home.id,
        impasse=row.uuid,
        expected_version=said["version"] or 0,
        since=said["since"],
        solve_cents=said["solve_cents"],
        runs_on=said["runs"],
    )


def _lift(home: Home, said: dict[str, Any], row: asked.ImpasseLine) -> object:
    return actions.lift_impasse(
        home.reader,
        household_id=home.id,
        impasse=row.uuid,
        how=said["how_lifted"],
        expected_version=said["version"],
    )


def _asked_about(home: Home) -> Mapping[str, str]:
    """Return the conditions that have a part in what the household waits for; all when it does not."""
    names = condition_names()
    goals = [one.goal for one in asked.impasses(home.access) if one.goal and one.state == "open"]
    if not goals:
        return names
    book = rulebook_of(rule_lines())
    behind = {name for goal in goals for name in book.behind(goal).conditions}
    return {code: name for code, name in names.items() if code in behind}


def _do(request: HttpRequest, home: Home, doing: str, item: UUID | None) -> HttpResponse:
    more = precedents_for(home, item) if doing == "besluit" else None
    return do(request, home, DOINGS, doing, item, more)


@require_http_methods(FORM)
@household_page(*WORKERS)
def leeway_do(request: HttpRequest, home: Home, doing: str) -> HttpResponse:
    """Write something down about what this household waits for."""
    return _do(request, home, doing, None)


@require_http_methods(FORM)
@household_page(*WORKERS)
def leeway_do_one(request: HttpRequest, home: Home, item: UUID, doing: str) -> HttpResponse:
    """Write something down about one thing this household waits for."""
    return _do(request, home, doing, item)


DOINGS: Mapping[str, Doing] = {
    **DECISION_DOINGS,
    **ESCALATION_DOINGS,
    "feiten": Doing(
        ACT,
        gettext_lazy("What is known"),
        gettext_lazy(
            "Leave open what nobody knows. Nothing is asked about the network or own initiative: no "
            "rule may use them."
        ),
        gettext_lazy("Keep it"),
        gettext_lazy("It was written down."),
        "leeway_page",
        _facts,
        _put_facts,
    ),
    "doel": Doing(
        ACT,
        gettext_lazy("What does the household wait for?"),
        gettext_lazy("What runs on only because of the block, and what it would cost to solve."),
        gettext_lazy("Write it down"),
        gettext_lazy("It was written down."),
        "leeway_page",
        _name,
        _put_impasse,
    ),
    "kosten": Doing(
        ACT,
        gettext_lazy("What waiting costs"),
        gettext_lazy("What runs on only because of the block, and what it would cost to solve."),
        gettext_lazy("Keep it"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: PriceForm(
            data,
            runs=row.runs_on,
            initial={
                "since": row.since,
                "solve_cents": typed(row.solve_cents),
                "version": row.version,
            },
        ),
        _put_price,
        find=_open,
    ),
    "open": Doing(
        ACT,
        gettext_lazy("The door is open"),
        gettext_lazy("What opened it helps the next household with the same pattern."),
        gettext_lazy("Keep it"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: LiftForm(data, initial={"version": row.version}),
        _lift,
        find=_open,
    ),
}
