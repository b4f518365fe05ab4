# SPDX-License-Identifier: EUPL-1.2
"""Pages about help and what it costs together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door import drafts
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.door.submitting import posted
from voordeur.history import clock
from voordeur.partners.queries import organisations
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.queries import members
from voordeur.provisions import actions, queries
from voordeur.provisions.chart import payers_svg
from voordeur.provisions.forms import (
    AlternativeForm,
    CountingForm,
    EndForm,
    ProvisionForm,
    StackingForm,
    SureForm,
)
from voordeur.provisions.given import Given, GivenError
from voordeur.provisions.page import BEFORE, DECENTRALISATION, cost_page, help_rows, ways
from voordeur.provisions.queries import ProvisionLine

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

WORKERS = ("professional", "triage", "team_lead")
ACT = "provision.write"
FIRST_YEAR = 2000


@require_safe
@household_page(*WORKERS)
def provisions_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the help of a household, what runs now first."""
    names = {one.person_id: one.called for one in members(home.access, past=True) if one.called}
    rows = help_rows(queries.provisions(home.access), names)
    context = {
        "home": home,
        "running": [row for row in rows if row.running and row.title],
        "others": [row for row in rows if not row.running and row.title],
        "masked": any(not row.title for row in rows),
        "may": home.may(ACT),
    }
    return render(request, "provisions/page.html", context)


def _asked_year(request: HttpRequest) -> int:
    text = request.GET.get("jaar", "")
    this = clock.today().year
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    return min(max(year, FIRST_YEAR), this + 1)


def _found(home: Home, year: int) -> queries.HouseholdCosts:
    return queries.cost_sum(home.access, year, (BEFORE, DECENTRALISATION))


@require_safe
@household_page(*WORKERS)
def costs_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what the help of a household costs together in a year, total first."""
    found = _found(home, _asked_year(request))
    context = {
        "home": home,
        "page": cost_page(found),
        "ways": ways(found.costs.total, queries.alternatives(home.access)),
        "may": home.may(ACT),
    }
    return render(request, "provisions/costs.html", context)


@require_safe
@household_page(*WORKERS)
def costs_chart(request: HttpRequest, home: Home, year: int) -> HttpResponse:
    """Draw who pays in a year, from the same figures as the page."""
    page = cost_page(_found(home, min(max(year, FIRST_YEAR), clock.today().year + 1)))
    title = _("Who pays, %(year)s") % {"year": page.year}
    svg = payers_svg(title, page.alt, page.splits[0].parts)
    return HttpResponse(svg, content_type="image/svg+xml")


def _form(home: Home, data: Any, row: ProvisionLine | None = None) -> ProvisionForm:
    people = [
        (str(one.person_id), one.called) for one in members(home.access, past=True) if one.called
    ]
    return ProvisionForm(
        data,
        types=queries.provision_types(),
        people=people,
        organisations=organisations(),
        row=row,
    )


def _said(form: Any) -> Given:
    """Return what the form says of the help; what cannot be so is refused at its field."""
    try:
        given: Given = form.given()
    except GivenError as error:
        raise Refusal(error.what, error.where, error.remedy) from error
    return given


def _frame(home: Home, title: str, explain: str, **more: Any) -> Frame:
    back = home.url("provisions_page")
    return Frame("provisions_page", title, back, eyebrow=_("Help"), lead=explain, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def provision_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Record help that a member or the household gets."""
    home.must(ACT)
    draft = f"provision:{home.uuid}"
    form = _form(home, posted(request))
    if not form.is_bound:
        kept = drafts.typed(home.reader.account_id, draft)
        form.initial.update({name: kept[name] for name in kept if name in form.fields})
    return form_page(
        request,
        home,
        form,
        lambda _given: actions.record_provision(
            home.reader, household_id=home.id, given=_said(form)
        ),
        _frame(
            home,
            _("Record help"),
            _("Leave the price open when you do not know it: unknown is not nothing."),
            draft=draft,
        ),
        said=_("It was recorded."),
    )


@dataclass(frozen=True, slots=True)
class Doing:
    """One form about one provision: its words, how to make it and what it does."""

    title: "StrPromise"
    explain: "StrPromise"
    make: Callable[[Home, Any, ProvisionLine], forms.Form]
    run: Callable[[Home, Any, ProvisionLine], object]


def _common(home: Home, form: Any, row: ProvisionLine) -> dict[str, Any]:
    return {
        "household_id": home.id,
        "provision": row.uuid,
        "expected_version": form.cleaned_data["version"] or 0,
    }


def _change(home: Home, form: Any, row: ProvisionLine) -> object:
    return actions.change_provision(home.reader, **_common(home, form, row), given=_said(form))


def _end(home: Home, form: Any, row: ProvisionLine) -> object:
    said = form.cleaned_data
    until: date = said["until"]
    return actions.end_provision(
        home.reader,
        **_common(home, form, row),
        until=until,
        exit_reason=said["exit_reason"],
    )


def _mark(home: Home, form: Any, row: ProvisionLine) -> object:
    said = form.cleaned_data
    return actions.mark_stacking(
        home.reader, **_common(home, form, row), stacking=said["stacking"], why=said["why"]
    )


def _count(home: Home, form: Any, row: ProvisionLine) -> object:
    return actions.set_not_counted(
        home.reader, **_common(home, form, row), kind=form.cleaned_data["kind"]
    )


DOINGS: dict[str, Doing] = {
    "wijzigen": Doing(
        gettext_lazy("Change this help"),
        gettext_lazy("A new bill comes beside the bills that are here already."),
        lambda home, data, row: _form(home, data, row),
        _change,
    ),
    "stoppen": Doing(
        gettext_lazy("This help stops"),
        gettext_lazy("The end of help is not the end of a problem: that stays open."),
        lambda home, data, row: EndForm(data, initial={"version": row.version}),
        _end,
    ),
    "stapeling": Doing(
        gettext_lazy("Is this stacking meant so?"),
        gettext_lazy("Several kinds of help at once can be right. Say so, or say what is double."),
        lambda home, data, row: StackingForm(
            data,
            initial={
                "version": row.version,
                "stacking": row.stacking,
                "why": row.stacking_why,
            },
        ),
        _mark,
    ),
    "meetellen": Doing(
        gettext_lazy("Does this count in the sum?"),
        gettext_lazy("What is not counted stays in the list and is always said with the sum."),
        lambda home, data, row: CountingForm(
            data, initial={"version": row.version, "kind": row.not_counted}
        ),
        _count,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def provision_do(request: HttpRequest, home: Home, provision: UUID, doing: str) -> HttpResponse:
    """Show one form about one provision and do what it says."""
    known = DOINGS.get(doing)
    row = queries.provision(home.access, provision) if known else None
    if known is None or row is None:
        raise NoEntry(_("This page is not here."))
    home.must(ACT)
    form = known.make(home, posted(request), row)
    return form_page(
        request,
        home,
        form,
        lambda _given: known.run(home, form, row),
        _frame(home, str(known.title), str(known.explain)),
        said=_("It was recorded."),
    )


def _beside(home: Home, title: str, explain: str, **more: Any) -> Frame:
    """Return the frame of a form about another way; it leads back to the sum it stands beside."""
    back = home.url("costs_page", anchor="anders")
    return Frame("provisions_page", title, back, eyebrow=_("Help"), lead=explain, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def alternative_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Put another way beside the help of today."""
    home.must(ACT)
    form = AlternativeForm(posted(request))
    return form_page(
        request,
        home,
        form,
        lambda _given: actions.note_alternative(home.reader, household_id=home.id, **form.way()),
        _beside(
            home,
            _("Another way"),
            _("What else could be done with the same money, and what would come of it?"),
        ),
        said=_("It was recorded."),
    )


def _alternative(home: Home, alternative: UUID) -> queries.AlternativeLine:
    lines = queries.alternatives(home.access)
    found = next((one for one in lines if one.uuid == alternative), None)
    if found is None:
        raise NoEntry(_("This page is not here."))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def alternative_change(request: HttpRequest, home: Home, alternative: UUID) -> HttpResponse:
    """Say what became known of another way."""
    home.must(ACT)
    row = _alternative(home, alternative)
    form = AlternativeForm(posted(request), initial=AlternativeForm.from_line(row))
    return form_page(
        request,
        home,
        form,
        lambda given: actions.change_alternative(
            home.reader,
            household_id=home.id,
            alternative=row.uuid,
            expected_version=given["version"] or 0,
            **form.way(),
        ),
        _beside(home, _("Another way"), row.name),
        said=_("It was recorded."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def alternative_aside(request: HttpRequest, home: Home, alternative: UUID) -> HttpResponse:
    """Take another way from the page."""
    home.must(ACT)
    row = _alternative(home, alternative)
    return form_page(
        request,
        home,
        SureForm(posted(request), initial={"version": row.version}),
        lambda given: actions.put_alternative_aside(
            home.reader,
            household_id=home.id,
            alternative=row.uuid,
            expected_version=given["version"],
        ),
        _beside(
            home,
            _("Put this way aside"),
            _("It leaves this page. That it was thought of stays in the history."),
            submit=_("Put aside"),
        ),
        said=_("It was put aside."),
    )
