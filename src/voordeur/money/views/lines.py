# SPDX-License-Identifier: EUPL-1.2
"""Pages: budget lines with what is on them, spending on them, and what a project takes from whom."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import uuid_in
from voordeur.money import actions
from voordeur.money.forms.lines import (
    CostForm,
    EffortForm,
    LineChangeForm,
    LineForm,
    StopForm,
    TakeOffForm,
)
from voordeur.money.queries.lines import (
    BudgetLineLine,
    budget_line,
    budget_line_page,
    budget_lines,
    effort_lines,
    parties_known,
)
from voordeur.money.queries.stops import stop_lines
from voordeur.money.views.asking import FORM, READERS, WRITERS, the_project
from voordeur.money.views.doing import Doing, do


@require_safe
@page(*READERS)
def lines(request: HttpRequest) -> HttpResponse:
    """Show the budget lines and what is on each of them now."""
    after = uuid_in(request)
    rows, more = budget_line_page(after)
    here = reverse("budget_lines")
    context = {
        "lines": rows,
        "may_keep": may(request, "budget.keep"),
        "next_url": f"{here}?na={rows[-1].uuid}" if more else "",
        "previous_url": here if after else "",
    }
    return render(request, "money/lines.html", context)


@require_http_methods(FORM)
@page("controller")
def line_new(request: HttpRequest) -> HttpResponse:
    """Open a budget line."""
    known = parties_known()
    new = Doing[None](
        "budget.keep",
        _("New budget line"),
        _("Open the line"),
        _("The budget line is there."),
        lambda data, row: LineForm(data, known=known),
        lambda reader, form, row: actions.open_budget_line(reader, **form.cleaned_data),
    )
    lead = _("What is on it stands in the ledger, and goes down when a benefit is cashed.")
    return do(request, new, None, lead=lead, back=reverse("budget_lines"))


@require_http_methods(FORM)
@page("controller")
def line_change(request: HttpRequest, line: UUID) -> HttpResponse:
    """Let a line hold another amount, because the budget was changed."""
    row = budget_line(line)
    if row is None:
        raise NoEntry(_("This budget line is not there any more."))
    change = Doing[BudgetLineLine](
        "budget.keep",
        _("Change of the budget"),
        _("Keep it"),
        _("The budget line is changed."),
        lambda data, row: LineChangeForm(data, line=row),
        lambda reader, form, row: actions.change_budget_line(
            reader,
            line=row.uuid,
            cents=form.cleaned_data["cents"],
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
        ),
    )
    return do(request, change, row, lead=row.name, back=reverse("budget_lines"))


@require_http_methods(FORM)
@page("controller")
def cost_new(request: HttpRequest, project: UUID, year: int) -> HttpResponse:
    """Take over what was spent for a project from the financial administration."""
    about = the_project(project)
    here = budget_lines(year)
    new = Doing[UUID](
        "budget.keep",
        _("Book spending"),
        _("Book"),
        _("The spending is booked."),
        lambda data, row: CostForm(data, lines=here),
        lambda reader, form, row: actions.book_cost(
            reader,
            project=row,
            line=UUID(form.cleaned_data["line"]),
            cents=form.cleaned_data["cents"],
            on=form.cleaned_data["on"],
            text=form.cleaned_data["text"],
        ),
    )
    back = reverse("sheet", args=[project, year])
    return do(request, new, project, lead=f"{about.name}, {year}", back=back)


def _found[Row](rows: list[Row], uuid: UUID | None, key: Callable[[Row], UUID]) -> Row | None:
    """Return the row of an address; None for a new one, and no entry for one that is not there."""
    if uuid is None:
        return None
    row = next((one for one in rows if key(one) == uuid), None)
    if row is None:
        raise NoEntry(_("This is not there any more."))
    return row


@require_http_methods(FORM)
@page(*WRITERS)
def effort_write(request: HttpRequest, project: UUID, effort: UUID | None = None) -> HttpResponse:
    """Write down what a project takes from a party, or change it."""
    about = the_project(project)
    rows, on = effort_lines(about.id), budget_lines()
    found = _found(rows, effort, lambda one: one.uuid)
    known = [one.party for one in rows] + [one.party for one in on]

    def run(reader: Any, form: Any, row: Any) -> object:
        said = form.cleaned_data
        return actions.write_effort(
            reader,
            project=project,
            effort=effort,
            expected_version=said["version"] or 0,
            line=UUID(said["line"]) if said["line"] else None,
            **{name: said[name] for name in ("party", "what", "pot", "year", "cents")},
            would_be_spent=said["would_be_spent"],
            is_structural=said["is_structural"],
        )

    write = Doing[Any](
        "benefit.claim",
        _("Change the effort") if found else _("Write down an effort"),
        _("Keep it"),
        _("The effort is written down."),
        lambda data, row: EffortForm(data, lines=on, known=known, row=row),
        run,
    )
    back = reverse("effort_and_gain", args=[project])
    return do(request, write, found, lead=about.name, back=back)


@require_http_methods(FORM)
@page(*WRITERS)
def stop_write(request: HttpRequest, project: UUID, stop: UUID | None = None) -> HttpResponse:
    """Write down what stops because of a project, or change it."""
    about = the_project(project)
    found = _found(stop_lines(about.id), stop, lambda one: one.uuid)

    def run(reader: Any, form: Any, row: Any) -> object:
        said = dict(form.cleaned_data)
        version = said.pop("version") or 0
        return actions.write_stop(
            reader, project=project, stop=stop, expected_version=version, **said
        )

    write = Doing[Any](
        "benefit.claim",
        _("Change what stops") if found else _("Write down what stops"),
        _("Keep it"),
        _("It is written down what stops."),
        lambda data, row: StopForm(data, row=row),
        run,
    )
    back = reverse("new_for_old", args=[project])
    return do(request, write, found, lead=about.name, back=back)


def _taking_off(
    request: HttpRequest,
    title: str,
    found: Any,
    verb: Callable[..., object],
    back: str,
    **which: UUID,
) -> HttpResponse:
    """Ask why a line goes off, and take it off; `which` names it to the verb."""
    off = Doing[Any](
        "benefit.claim",
        title,
        _("Take it off"),
        _("It was taken off."),
        lambda data, row: TakeOffForm(data, initial={"version": row.version}),
        lambda reader, form, row: verb(
            reader,
            **which,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
        ),
    )
    return do(request, off, found, lead=found.what if found else "", back=back)


@require_http_methods(FORM)
@page(*WRITERS)
def effort_take_off(request: HttpRequest, project: UUID, effort: UUID) -> HttpResponse:
    """Take an effort off, because it was written down wrongly or is not made any more."""
    found = _found(effort_lines(the_project(project).id), effort, lambda one: one.uuid)
    title, back = _("Take this effort off"), reverse("effort_and_gain", args=[project])
    which = {"project": project, "effort": effort}
    return _taking_off(request, title, found, actions.take_effort_off, back, **which)


@require_http_methods(FORM)
@page(*WRITERS)
def stop_take_off(request: HttpRequest, project: UUID, stop: UUID) -> HttpResponse:
    """Take off what would stop, because it goes on after all."""
    found = _found(stop_lines(the_project(project).id), stop, lambda one: one.uuid)
    title, back = _("It does not stop after all"), reverse("new_for_old", args=[project])
    which = {"project": project, "stop": stop}
    return _taking_off(request, title, found, actions.take_stop_off, back, **which)
