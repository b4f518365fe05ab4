# SPDX-License-Identifier: EUPL-1.2
"""Pages about concerns and warnings for who visits."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.contact.page import paths
from voordeur.history import clock
from voordeur.partners.queries import colleagues
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.safety import actions, forms, queries
from voordeur.safety.catalogue import catalogue
from voordeur.safety.page import safety_of
from voordeur.safety.words import sentence, title

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]


@require_safe
@household_page(*WORKERS)
def safety_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show warnings for who visits, concerns that are open and those that were closed."""
    context = {
        "home": home,
        "page": safety_of(home.access),
        "may_raise": home.may("safety.raise"),
        "may_weigh": home.may("safety.weigh"),
        "may_warn": home.may("safety.warn"),
    }
    return render(request, "safety/page.html", context)


def _concern(home: Home, uuid: UUID) -> Any:
    rows = queries.concerns(home.access)
    return next((one for one in rows if one.uuid == uuid and one.open and not one.masked), None)


def _agreement(home: Home, uuid: UUID) -> Any:
    lines = [line for one in queries.concerns(home.access) if one.open for line in one.plan]
    return next((line for line in lines if line.uuid == uuid and not line.ended), None)


def _warning(home: Home, uuid: UUID) -> Any:
    rows = queries.warnings(home.access)
    return next((one for one in rows if one.uuid == uuid and not one.masked), None)


def _raise(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.raise_concern(
        home.reader, household_id=home.id, person_id=given.pop("about"), **given
    )


def _weigh_form(home: Home, data: Any, row: Any) -> Any:
    found = colleagues()
    me = next((one.id for one in found if one.account_id == home.reader.account_id), None)
    first = {"on": clock.today(), "decided_by": me}
    return forms.WeighForm(data, found=found, initial=first)


def _weigh(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.weigh(home.reader, household_id=home.id, concern=row.id, **given)


def _agree(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.agree(home.reader, household_id=home.id, concern=row.id, **given)


def _look(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.look_at_agreement(
        home.reader,
        household_id=home.id,
        agreement=row.id,
        kept=given["kept"] == "yes",
        words=given["words"],
        look_on=given["look_on"],
        expected_version=given["version"],
    )


def _act(home: Home, given: dict[str, Any], row: Any) -> object:
    ground, _colon, office = given.pop("authority").partition(":")
    return actions.act_at_once(
        home.reader,
        household_id=home.id,
        concern=row.id,
        ground=ground,
        authority=office,
        **given,
    )


def _close(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.close_concern(
        home.reader,
        household_id=home.id,
        concern=row.id,
        expected_version=given.pop("version"),
        **given,
    )


def _warn(home: Home, given: dict[str, Any], row: None) -> object:
    return actions.warn_visitors(
        home.reader,
        household_id=home.id,
        advice=given["advice"],
        why=given["why"],
        review_on=given["review_on"],
        person_id=int(given["about"]) if given["about"] else None,
    )


def _review(home: Home, given: dict[str, Any], row: Any) -> object:
    about = {
        "household_id": home.id,
        "warning": row.id,
        "why": given["why"],
        "expected_version": given["version"],
    }
    if given["still"] == "yes":
        return actions.review_warning(home.reader, review_on=given["review_on"], **about)
    return actions.end_warning(home.reader, **about)


DOINGS: dict[str, Doing] = {
    "zorg": Doing(
        "safety.raise",
        gettext_lazy("Record a concern about safety"),
        gettext_lazy("In danger: act first, write later. Call 112."),
        gettext_lazy("Record the concern"),
        gettext_lazy("The concern was recorded. It stays open until somebody closes it."),
        "safety_page",
        lambda home, data, row: forms.ConcernForm(data, around=members(home.access)),
        _raise,
        aside="safety/acting.html",
    ),
    "wegen": Doing(
        "safety.weigh",
        gettext_lazy("Take a step of the reporting code"),
        gettext_lazy("Any order, and a step may be taken again. In danger one acts first."),
        gettext_lazy("Record the step"),
        gettext_lazy("The step was recorded."),
        "safety_page",
        _weigh_form,
        _weigh,
        _concern,
    ),
    "afspraak": Doing(
        "safety.weigh",
        gettext_lazy("Agree on safety"),
        gettext_lazy("Made by the family and the professional together, in their words."),
        gettext_lazy("Put it in the safety plan"),
        gettext_lazy("It is in the safety plan."),
        "safety_page",
        lambda home, data, row: forms.AgreeForm(data),
        _agree,
        _concern,
    ),
    "houdt-het": Doing(
        "safety.weigh",
        gettext_lazy("Does the agreement hold?"),
        gettext_lazy("Ask who it is about too."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "safety_page",
        lambda home, data, row: forms.LookForm(data, initial={"version": row.version}),
        _look,
        _agreement,
        aside="safety/agreement.html",
    ),
    "ingrijpen": Doing(
        "safety.raise",
        gettext_lazy("Somebody acted at once"),
        gettext_lazy("Nothing had to be tried before this."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded. The concern stays open."),
        "safety_page",
        lambda home, data, row: forms.ActForm(data),
        _act,
        _concern,
        aside="safety/acting.html",
    ),
    "sluiten": Doing(
        "safety.weigh",
        gettext_lazy("Close a concern"),
        gettext_lazy("Only what makes somebody safer closes a concern."),
        gettext_lazy("Close it with this reason"),
        gettext_lazy("The concern is closed."),
        "safety_page",
        lambda home, data, row: forms.CloseForm(data, initial={"version": row.version}),
        _close,
        _concern,
        aside="safety/no_reasons.html",
    ),
    "waarschuwing": Doing(
        "safety.warn",
        gettext_lazy("Warn who visits"),
        gettext_lazy("A warning sticks to people: it always gets a day to look again."),
        gettext_lazy("Give the warning"),
        gettext_lazy("Whoever visits reads it now."),
        "safety_page",
        lambda home, data, row: forms.WarnForm(data, around=members(home.access)),
        _warn,
    ),
    "nog-nodig": Doing(
        "safety.warn",
        gettext_lazy("Is this warning still needed?"),
        gettext_lazy("Look at what happened since, not at what is known of old."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "safety_page",
        lambda home, data, row: forms.ReviewForm(
            data, initial={"version": row.version, "why": row.why}
        ),
        _review,
        _warning,
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def safety_do(
    request: HttpRequest, home: Home, doing: str, item: UUID | None = None
) -> HttpResponse:
    """Show one form about safety and do what it says."""
    known = DOINGS.get(doing)
    aside = known.aside if known else ""
    more: dict[str, object] = {}
    if aside == "safety/acting.html":
        more["paths"] = [path for path in paths() if path.first]
    elif aside == "safety/no_reasons.html":
        more["no_reasons"] = [sentence(title(one.item)) for one in catalogue().no_reasons.values()]
    return do(request, home, DOINGS, doing, item, more)
