# SPDX-License-Identifier: EUPL-1.2
"""Pages: the controller's sheet of a project and year, its differences, signing, signed versions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.pages import may, page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import number_sent, press, uuid_sent
from voordeur.history import clock
from voordeur.ledger.words import amount
from voordeur.money import actions
from voordeur.money.closing import Closing, body, digest
from voordeur.money.forms.sheets import DifferenceForm, SignForm
from voordeur.money.page import tabs
from voordeur.money.queries.lines import budget_lines
from voordeur.money.queries.sheets import (
    SignedLine,
    closing_of,
    difference_lines,
    signed_line,
    signed_lines,
)
from voordeur.money.views.asking import FORM, READERS, the_project
from voordeur.money.views.doing import Doing, do
from voordeur.money.words import DIFFERENCE_WORDS, summed


def _shown(made: Closing) -> dict[str, Any]:
    """Return a sheet in words."""
    return {
        "made": made,
        "rows": [
            {
                "name": line.name or _("Costs without a budget line"),
                "costs": summed(line.costs),
                "ledger": amount(line.ledger),
                "explained": amount(line.explained),
                "open": amount(line.open),
                "closes": line.open == 0,
                "items": [(item.what, amount(item.cents)) for item in line.items],
            }
            for line in made.lines
        ],
        "together": {
            "costs": summed(made.costs),
            "ledger": amount(made.ledger),
            "explained": amount(sum(made.differences().values())),
            "open": amount(
                None if not made.costs.is_complete else sum(line.open or 0 for line in made.lines)
            ),
        },
        "claimed": summed(made.claimed) if made.booked else amount(0),
        "cashed": amount(made.cashed),
        "booked": [(item.what, amount(item.cents)) for item in made.booked],
    }


@require_safe
@page(*READERS)
def sheet(request: HttpRequest, project: UUID, year: int) -> HttpResponse:
    """Show whether the costs of a project in a year are what the ledger says, and why not."""
    about = the_project(project)
    last = clock.today().year
    years = range(about.starts_on.year, max(last, year, about.starts_on.year) + 1)
    context = {
        "project": about,
        "year": year,
        "tabs": tabs(project, "sheet"),
        "years": [(one, reverse("sheet", args=[project, one]), one == year) for one in years],
        "differences": [
            (one, DIFFERENCE_WORDS[one.kind], amount(one.cents))
            for one in difference_lines(about.id, year)
        ],
        "signed": signed_lines(about.id, year),
        "may_sign": may(request, "sheet.sign"),
        "may_keep": may(request, "budget.keep"),
        **_shown(closing_of(about.id, year)),
    }
    return render(request, "money/sheet.html", context)


@require_http_methods(FORM)
@page("controller")
def difference_new(request: HttpRequest, project: UUID, year: int) -> HttpResponse:
    """Name a difference between the costs and the ledger."""
    about = the_project(project)
    here = budget_lines(year)
    new = Doing[UUID](
        "sheet.sign",
        _("Name a difference"),
        _("Keep it"),
        _("The difference has a name."),
        lambda data, row: DifferenceForm(data, lines=here),
        lambda reader, form, row: actions.name_difference(
            reader,
            project=row,
            year=year,
            kind=form.cleaned_data["kind"],
            cents=form.cleaned_data["cents"] * int(form.cleaned_data["side"]),
            why=form.cleaned_data["why"],
            line=UUID(form.cleaned_data["line"]) if form.cleaned_data["line"] else None,
        ),
    )
    back = reverse("sheet", args=[project, year])
    return do(request, new, project, lead=f"{about.name}, {year}", back=back)


@require_POST
@page("controller")
def difference_take_back(request: HttpRequest, project: UUID, year: int) -> HttpResponse:
    """Take a difference off the sheet."""
    the_project(project)
    wanted = uuid_sent(request, "difference")
    return press(
        request,
        lambda: actions.take_back_difference(
            who_asks(request), difference=wanted, expected_version=number_sent(request)
        ),
        then=reverse("sheet", args=[project, year]),
        said=_("The difference is taken off the sheet."),
    )


@require_http_methods(FORM)
@page("controller")
def sheet_sign(request: HttpRequest, project: UUID, year: int) -> HttpResponse:
    """Sign the sheet as it is now: a version that nobody changes any more."""
    about = the_project(project)
    seen = digest(body(closing_of(about.id, year), about.name, year))
    sign = Doing[str](
        "sheet.sign",
        _("Sign the sheet"),
        _("Sign"),
        _("The sheet is signed. What changes after this makes a new version."),
        lambda data, row: SignForm(data, initial={"seen": row}),
        lambda reader, form, row: actions.sign_sheet(
            reader,
            project=project,
            year=year,
            signer=form.cleaned_data["signer"],
            remark=form.cleaned_data["remark"],
            seen=form.cleaned_data["seen"],
        ),
    )
    back = reverse("sheet", args=[project, year])
    return do(request, sign, seen, lead=f"{about.name}, {year}", back=back)


def _signed(project: UUID, version: UUID) -> tuple[Any, SignedLine]:
    about, row = the_project(project), signed_line(version)
    if row is None or row.project_id != about.id:
        raise NoEntry(_("This version is not there."))
    return about, row


@require_safe
@page(*READERS)
def sheet_signed(request: HttpRequest, project: UUID, version: UUID) -> HttpResponse:
    """Show a signed version as it was signed, and whether it is still what was hashed."""
    about, row = _signed(project, version)
    newest = signed_lines(about.id, row.year)[0]
    context = {
        "project": about,
        "signed": row,
        "is_newest": newest.number == row.number,
        "differences": [
            (line.name, DIFFERENCE_WORDS[each.kind], amount(each.cents), each.why)
            for line in row.made.lines
            for each in line.differences
        ],
        **_shown(row.made),
    }
    return render(request, "money/signed.html", context)


@require_safe
@page(*READERS)
def sheet_file(request: HttpRequest, project: UUID, version: UUID, kind: str) -> HttpResponse:
    """Give a signed version as a spreadsheet that works itself out again, or as a PDF."""
    # Here and not above: a server starts sooner without.
    from voordeur.money import sheetfile

    about, row = _signed(project, version)
    if kind == "xlsx":
        content, mime = (
            sheetfile.spreadsheet(row),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )
    elif kind == "pdf":
        content, mime = sheetfile.pdf(row, is_demo=about.is_demo), "application/pdf"
    else:
        raise NoEntry(_("This version is not there."))
    answer = HttpResponse(content, content_type=mime)
    name = f"controleblad-{row.year}-v{row.number}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
