# SPDX-License-Identifier: EUPL-1.2
"""Pages about help and what it costs together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door import drafts
from voordeur.door.refusal import Conflict, NoEntry, NotAllowed, Refusal
from voordeur.history import clock
from voordeur.partners.queries import organisations
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.provisions import actions, queries
from voordeur.provisions.chart import payers_svg
from voordeur.provisions.forms import CountingForm, EndForm, ProvisionForm, StackingForm
from voordeur.provisions.given import GivenError
from voordeur.provisions.page import BEFORE, DECENTRALISATION, CostPage, cost_page, help_rows
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


def _costs(home: Home, year: int) -> CostPage:
    return cost_page(queries.cost_sum(home.access, year, (BEFORE, DECENTRALISATION)))


@require_safe
@household_page(*WORKERS)
def costs_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what the help of a household costs together in a year, total first."""
    context = {"home": home, "page": _costs(home, _asked_year(request))}
    return render(request, "provisions/costs.html", context)


@require_safe
@household_page(*WORKERS)
def costs_chart(request: HttpRequest, home: Home, year: int) -> HttpResponse:
    """Draw who pays in a year, from the same figures as the page."""
    page = _costs(home, min(max(year, FIRST_YEAR), clock.today().year + 1))
    title = _("Who pays, %(year)s") % {"year": page.year}
    svg = payers_svg(title, page.alt, page.splits[0].parts)
    return HttpResponse(svg, content_type="image/svg+xml")


def _submitted(form: forms.Form, act: Callable[[], object]) -> bool:
    """Run an action for a valid form; False when refused, with the reason in the form."""
    try:
        act()
    except (NoEntry, NotAllowed):
        raise
    except GivenError as error:
        form.add_error(error.where if error.where in form.fields else None, _(error.what))
        return False
    except Refusal as refusal:
        words = " ".join(_(part) for part in (refusal.what, refusal.remedy) if part)
        form.add_error(refusal.where if refusal.where in form.fields else None, words)
        if isinstance(refusal, Conflict):
            form.both = [  # type: ignore[attr-defined]
                (form.fields[name].label or name, mine, refusal.theirs[name])
                for name, mine in refusal.mine.items()
                if name in form.fields
            ]
        return False
    return True


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


def _page(
    request: HttpRequest, home: Home, form: forms.Form, title: str, explain: str, draft: str = ""
) -> HttpResponse:
    context = {
        "home": home,
        "form": form,
        "title": title,
        "explain": explain,
        "both": getattr(form, "both", None),
        "draft_key": draft,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "provisions/form.html", context, status=status)


def _back(home: Home) -> HttpResponse:
    return HttpResponseRedirect(reverse("provisions_page", args=[home.uuid]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@household_page(*WORKERS)
def provision_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Record help that a member or the household gets."""
    if not home.may(ACT):
        raise NotAllowed("You may not do this in this household.")
    form = _form(home, request.POST if request.method == "POST" else None)
    account, draft = home.reader.account_id or 0, f"provision:{home.uuid}"
    if form.is_valid() and _submitted(
        form,
        lambda: actions.record_provision(home.reader, household_id=home.id, given=form.given()),
    ):
        drafts.drop(account, draft)
        messages.success(request, _("It was recorded."))
        return _back(home)
    if request.method != "POST":
        kept = drafts.load(account, draft)
        form.initial.update({name: kept[name][-1] for name in kept if name in form.fields})
    explain = _("Leave the price open when you do not know it: unknown is not nothing.")
    return _page(request, home, form, _("Record help"), explain, draft)


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
    given = form.given()
    return actions.change_provision(home.reader, **_common(home, form, row), given=given)


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
        raise NoEntry("This page is not here.")
    if not home.may(ACT):
        raise NotAllowed("You may not do this in this household.")
    form = known.make(home, request.POST if request.method == "POST" else None, row)
    if form.is_valid() and _submitted(form, lambda: known.run(home, form, row)):
        messages.success(request, _("It was recorded."))
        return _back(home)
    return _page(request, home, form, str(known.title), str(known.explain))
