# SPDX-License-Identifier: EUPL-1.2
"""Pages: effort and gain per party, the least return flow with its picture and paper, new for old."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from voordeur.door.pages import may, page
from voordeur.door.refusal import NoEntry
from voordeur.money.dividing import flow_pdf, party_rows, unpaid, waterfall_svg
from voordeur.money.newforold import Balance
from voordeur.money.page import tabs
from voordeur.money.queries.claims import ClaimLine, claim_lines
from voordeur.money.queries.lines import effort_lines, efforts_taken_off, stops_taken_off
from voordeur.money.queries.parties import Division, division, yearly
from voordeur.money.queries.projects import ProjectLine
from voordeur.money.queries.stops import exchange, stop_lines
from voordeur.money.views.asking import READERS, the_project
from voordeur.money.words import amount, summed


@require_safe
@page(*READERS)
def effort_and_gain(request: HttpRequest, project: UUID) -> HttpResponse:
    """Show who makes the effort and who gains, who loses by it, and what would have to flow back."""
    about = the_project(project)
    efforts, claims = effort_lines(about.id), claim_lines(about.id)
    found, per_year = division(efforts, claims), yearly(efforts, claims)
    context = {
        "project": about,
        "tabs": tabs(project, "effort_and_gain"),
        "rows": party_rows(found),
        "net": amount(found.net),
        "years": per_year.years,
        "per_year": [
            (party, [(year, amount(net)) for year, net in zip(per_year.years, nets, strict=True)])
            for party, nets in per_year.parties
        ],
        "found": found.settlement,
        "flows": [(one, amount(one.cents)) for one in found.settlement.flows],
        "bargaining": [
            (party, amount(low), amount(high))
            for party, (low, high) in found.settlement.bargaining.items()
        ],
        "short_by": amount(found.settlement.short_by),
        "unpaid": unpaid(found, claims),
        "efforts": [(one, amount(one.cents)) for one in efforts],
        "taken_off": efforts_taken_off(about.id),
        "may_claim": may(request, "benefit.claim"),
    }
    return render(request, "money/parties.html", context)


def _division(project: UUID) -> tuple[ProjectLine, Division, list[ClaimLine]]:
    about = the_project(project)
    claims = claim_lines(about.id)
    found = division(effort_lines(about.id), claims)
    if not found.parties:
        raise NoEntry(_("There is nothing to divide yet."))
    return about, found, claims


@require_safe
@page(*READERS)
def waterfall(request: HttpRequest, project: UUID) -> HttpResponse:
    """Draw who wins and who loses, from the same figures as the page."""
    _about, found, _claims = _division(project)
    return HttpResponse(waterfall_svg(found), content_type="image/svg+xml")


@require_safe
@page(*READERS)
def flow_paper(request: HttpRequest, project: UUID) -> HttpResponse:
    """Give the proposal for paying together as a PDF, to take to the table."""
    about, found, claims = _division(project)
    answer = HttpResponse(flow_pdf(about, found, claims), content_type="application/pdf")
    name = slugify(_("Paying together"))
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _balance(one: Balance) -> dict[str, Any]:
    """Return one pot in one year in words; where nothing is freed or needed nothing is said."""
    is_said = any(each.known + each.unknown for each in (one.freed, one.needed))
    return {
        "year": one.year,
        "freed": summed(one.freed),
        "needed": summed(one.needed),
        "left": amount(one.gap) if is_said else "–",
        "is_said": is_said,
    }


@require_safe
@page(*READERS)
def new_for_old(request: HttpRequest, project: UUID) -> HttpResponse:
    """Show what stops, whose work it is, and per pot and year what is freed against what is needed."""
    about = the_project(project)
    stops, efforts = stop_lines(about.id), effort_lines(about.id)
    found = exchange(stops, efforts, about.pots, about.starts_on.year)
    context: dict[str, Any] = {
        "project": about,
        "tabs": tabs(project, "new_for_old"),
        "stops": [(one, amount(one.cents)) for one in stops],
        "found": found,
        "may_claim": may(request, "benefit.claim"),
        "taken_off": stops_taken_off(about.id),
    }
    if found is not None:
        years = list(dict.fromkeys(one.year for one in found.balances))
        context |= {
            "gap": amount(found.transition_gap),
            "years": years,
            "pots": [
                (pot, [_balance(one) for one in found.balances if one.pot == pot])
                for pot in found.pots
            ],
            "all": [(year, amount(gap)) for year, gap in found.by_year().items()],
            "alone": found.giving[0] if len(found.giving) == 1 and len(found.pots) > 1 else None,
            "silent": [pot for pot in found.pots if pot not in found.giving],
        }
    return render(request, "money/newforold.html", context)
