# SPDX-License-Identifier: EUPL-1.2
"""Pages: effort and gain per party, the least return flow with its picture and paper, new for old."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page
from voordeur.door.refusal import NoEntry
from voordeur.ledger.words import amount
from voordeur.money import actions
from voordeur.money.closing import digest
from voordeur.money.dividing import flow_pdf, party_rows, unpaid, waterfall_svg
from voordeur.money.forms.sheets import ProposalForm
from voordeur.money.newforold import Balance
from voordeur.money.page import tabs
from voordeur.money.queries.claims import claim_lines
from voordeur.money.queries.lines import effort_lines, efforts_taken_off, stops_taken_off
from voordeur.money.queries.parties import division, yearly
from voordeur.money.queries.proposals import proposal, proposal_now, proposals
from voordeur.money.queries.stops import exchange, stop_lines
from voordeur.money.views.asking import FORM, READERS, WRITERS, the_project
from voordeur.money.views.doing import Doing, do
from voordeur.money.words import summed


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
        "proposals": proposals(about.id),
        "may_claim": may(request, "benefit.claim"),
    }
    return render(request, "money/parties.html", context)


@require_safe
@page(*READERS)
def waterfall(request: HttpRequest, project: UUID) -> HttpResponse:
    """Draw who wins and who loses, from the same figures as the page."""
    about = the_project(project)
    found = division(effort_lines(about.id), claim_lines(about.id))
    if not found.parties:
        raise NoEntry(_("There is nothing to divide yet."))
    return HttpResponse(waterfall_svg(found), content_type="image/svg+xml")


def _paper(body: Mapping[str, Any], name: str) -> HttpResponse:
    answer = HttpResponse(flow_pdf(body), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@require_safe
@page(*READERS)
def flow_paper(request: HttpRequest, project: UUID) -> HttpResponse:
    """Give the proposal for paying together as a PDF, as it is now: a draft for the table."""
    the_project(project)
    body = proposal_now(project)
    if body is None:
        raise NoEntry(_("There is nothing to divide yet."))
    return _paper(body, slugify(_("Paying together")))


@require_safe
@page(*READERS)
def proposal_paper(request: HttpRequest, project: UUID, version: UUID) -> HttpResponse:
    """Give a proposal as it was kept, as a PDF."""
    row = proposal(the_project(project).id, version)
    if row is None or not row.is_whole:
        raise NoEntry(_("This version is not there."))
    return _paper(row.body, f"{slugify(_('Paying together'))}-v{row.number}")


@require_http_methods(FORM)
@page(*WRITERS)
def proposal_put(request: HttpRequest, project: UUID) -> HttpResponse:
    """Keep the proposal as it goes to the table: a version that nobody changes any more."""
    about, body = the_project(project), proposal_now(project)
    if body is None:
        raise NoEntry(_("There is nothing to divide yet."))
    put = Doing[str](
        "benefit.claim",
        _("Keep this proposal"),
        _("Keep it"),
        _("The proposal is kept. What changes after this makes a new version."),
        lambda data, row: ProposalForm(data, initial={"seen": row}),
        lambda reader, form, row: actions.put_proposal(
            reader,
            project=project,
            signer=form.cleaned_data["signer"],
            seen=form.cleaned_data["seen"],
        ),
    )
    back = reverse("effort_and_gain", args=[project])
    return do(request, put, digest(body), lead=about.name, back=back)


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
