# SPDX-License-Identifier: EUPL-1.2
"""Pages about what threatens: coercive measures, the start and the end, and a crisis."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.coordination.queries import cases_asked, involved_asked
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.partners.queries import colleagues
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.safety import actions, forms, queries
from voordeur.safety.crisispage import crisis_page_of
from voordeur.safety.page import measure_items, names_of
from voordeur.safety.queries.measures import MeasureLine
from voordeur.safety.startend import start_and_end
from voordeur.safety.words import kind_of, sentence, title

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]


@require_safe
@household_page(*WORKERS)
def measures_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what threatens and what is in force, what was before, and the start beside the end."""
    ahead(
        queries.measures_asked(home.access),
        queries.turns_asked(home.access),
        queries.crises_asked(home.access),
        cases_asked(home.access),
        involved_asked(home.access, past=True),
    )
    lines, course = queries.measures(home.access), queries.turns(home.access)
    found = measure_items(lines, course, names_of(home.access))
    context = {
        "home": home,
        "now": [one for one in found if one.running],
        "before": [one for one in found if not one.running],
        "picture": start_and_end(home.access, lines, course),
        "crises": queries.crises(home.access),
        "may": home.may("coercion.write"),
        "may_open": home.may("crisis.open"),
    }
    return render(request, "safety/measures.html", context)


@require_safe
@household_page(*WORKERS)
def crisis_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the crisis: the clock, who coordinates, the basics, and when it could have been seen."""
    context = {
        "home": home,
        "page": crisis_page_of(home.access, clock.today()),
        "may": home.may("crisis.open"),
    }
    return render(request, "safety/crisis.html", context)


ANSWERS = {"yes": True, "no": False, "": None}


def _measure(home: Home, uuid: UUID) -> MeasureLine | None:
    rows = queries.measures(home.access)
    return next((one for one in rows if one.uuid == uuid and not one.masked), None)


def _threatening(home: Home, uuid: UUID) -> MeasureLine | None:
    row = _measure(home, uuid)
    return row if row is not None and row.state == "threatened" else None


def _crisis(home: Home, uuid: UUID) -> Any:
    rows = queries.crises(home.access)
    return next((one for one in rows if one.uuid == uuid and not one.masked), None)


def _running(home: Home, uuid: UUID) -> Any:
    row = _crisis(home, uuid)
    return row if row is not None and row.closed_at is None else None


def _threats(lines: Sequence[MeasureLine]) -> list[tuple[str, str]]:
    found = []
    for line in lines:
        kind = kind_of(line.kind)
        if kind is not None and line.state == "threatened":
            found.append((str(line.id), sentence(title(kind.item))))
    return found


def _record(home: Home, given: dict[str, Any], row: None) -> object:
    about = given.pop("about")
    return actions.record_measure(
        home.reader, household_id=home.id, person_id=int(about) if about else None, **given
    )


def _turn(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.turn_measure(
        home.reader,
        household_id=home.id,
        measure=row.id,
        expected_version=given.pop("version"),
        **given,
    )


def _offer(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.offer_plan(
        home.reader,
        household_id=home.id,
        measure=row.id,
        on=given["on"],
        wanted=ANSWERS[given["wanted"]],
        expected_version=given["version"],
    )


def _open_crisis(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.open_crisis(
        home.reader,
        household_id=home.id,
        about=given["about"],
        coordinator=given["coordinator"],
        due_on=given["due_on"],
        person_id=int(given["whose"]) if given["whose"] else None,
        measure=int(given["measure"]) if given["measure"] else None,
    )


def _end_crisis(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.end_crisis(
        home.reader,
        household_id=home.id,
        crisis=row.id,
        outcome=given["outcome"],
        words=given["words"],
        expected_version=given["version"],
    )


def _basics(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.say_basics(
        home.reader,
        household_id=home.id,
        crisis=row.id,
        in_order=ANSWERS[given["in_order"]],
        lacking=given["lacking"],
    )


def _held(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.ask_whether_it_held(
        home.reader,
        household_id=home.id,
        crisis=row.id,
        held=ANSWERS[given["held"]],
        expected_version=given["version"],
    )


def _first(row: Any) -> dict[str, int | date]:
    return {"version": row.version, "on": clock.today()}


DOINGS: dict[str, Doing] = {
    "erbij": Doing(
        "coercion.write",
        gettext_lazy("A measure threatens or is in force"),
        gettext_lazy(
            "Write down what was announced, by whom and how you know. It decides nothing."
        ),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "measures_page",
        lambda home, data, row: forms.MeasureForm(data, around=members(home.access)),
        _record,
    ),
    "verder": Doing(
        "coercion.write",
        gettext_lazy("What happened to this measure?"),
        gettext_lazy("Averted and lifted are kept too: they show what help did or did not do."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "measures_page",
        lambda home, data, row: forms.TurnForm(data, state=row.state, initial=_first(row)),
        _turn,
        _measure,
    ),
    "eigen-plan": Doing(
        "coercion.write",
        gettext_lazy("A plan of their own first"),
        gettext_lazy(
            "The household may make a plan with its own people before the measure is taken."
        ),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "measures_page",
        lambda home, data, row: forms.OfferForm(data, initial=_first(row)),
        _offer,
        _threatening,
    ),
    "crisis": Doing(
        "crisis.open",
        gettext_lazy("Open a crisis"),
        gettext_lazy("One person coordinates; the basics come first on every front."),
        gettext_lazy("Open it"),
        gettext_lazy("The crisis is open."),
        "crisis_page",
        lambda home, data, row: forms.CrisisForm(
            data,
            around=members(home.access),
            found=colleagues(with_account=True),
            threats=_threats(queries.measures(home.access)),
        ),
        _open_crisis,
    ),
    "basis": Doing(
        "crisis.open",
        gettext_lazy("The basics, on every front"),
        gettext_lazy("Somebody says it with a day and a name. What was said before stays."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "crisis_page",
        lambda home, data, row: forms.BasicsForm(data),
        _basics,
        _running,
    ),
    "einde": Doing(
        "crisis.open",
        gettext_lazy("End a crisis"),
        gettext_lazy("Half a year later you are asked whether it held."),
        gettext_lazy("End it"),
        gettext_lazy("The crisis has ended."),
        "crisis_page",
        lambda home, data, row: forms.EndCrisisForm(data, initial={"version": row.version}),
        _end_crisis,
        _running,
    ),
    "navraag": Doing(
        "crisis.open",
        gettext_lazy("Did it hold after the crisis?"),
        gettext_lazy("Ask the household itself."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "crisis_page",
        lambda home, data, row: forms.HeldForm(data, initial={"version": row.version}),
        _held,
        lambda home, uuid: (
            found if (found := _crisis(home, uuid)) and found.closed_at is not None else None
        ),
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def measures_do(
    request: HttpRequest, home: Home, doing: str, item: UUID | None = None
) -> HttpResponse:
    """Show one form about measures or a crisis and do what it says."""
    return do(request, home, DOINGS, doing, item)
