# SPDX-License-Identifier: EUPL-1.2
"""Pages: which projects there are, one project, and writing one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page, who_asks
from voordeur.door.submitting import answer, posted, uuid_in
from voordeur.ledger.eurocents import KnownSum, total_of
from voordeur.ledger.words import amount
from voordeur.money import actions
from voordeur.money.analysis_shown import added, standing_said
from voordeur.money.forms.projects import ProjectForm
from voordeur.money.page import cashed_words, stages, tabs
from voordeur.money.queries.claims import cashed_of, claims_sharing, divided
from voordeur.money.queries.projects import project_page
from voordeur.money.queries.standing import (
    AnalysisStanding,
    Portfolio,
    portfolios,
    standings,
)
from voordeur.money.views.asking import FORM, READERS, WRITERS, the_project
from voordeur.money.words import summed


@require_safe
@page(*READERS)
def projects(request: HttpRequest) -> HttpResponse:
    """Show the projects of which costs and gains are followed, each with what is really cashed."""
    after = uuid_in(request)
    lines, more = project_page(after)
    cashed = cashed_of(one.id for one in lines)
    here = reverse("projects")
    context = {
        "projects": [
            (one, summed(cashed[one.id]) if one.id in cashed else amount(0)) for one in lines
        ],
        "may_claim": may(request, "benefit.claim"),
        "next_url": f"{here}?na={lines[-1].uuid}" if more else "",
        "previous_url": here if after else "",
    }
    return render(request, "money/projects.html", context)


@require_safe
@page(*READERS)
def project(request: HttpRequest, project: UUID) -> HttpResponse:
    """Show one project: what it does, how far its claims are, and which outcomes it shares."""
    about = the_project(project)
    claims = claims_sharing(about.id)
    here = [one for one in claims if one.project_id == about.id]
    context = {
        "project": about,
        "tabs": tabs(project, "project"),
        "stages": stages(here, project),
        "cashed": cashed_words(here),
        "any": bool(here),
        "divided": divided(claims),
        "analyses": [standing_said(one) for one in standings([about.id])],
        "may_write": may(request, "analysis.write"),
        "may_claim": may(request, "benefit.claim"),
    }
    return render(request, "money/project.html", context)


@require_safe
@page(*READERS)
def portfolio_page(request: HttpRequest) -> HttpResponse:
    """Show each portfolio: what is cashed, and what its analyses come to, never without the range."""
    after = request.GET.get("na", "")
    found, more = portfolios(after)
    numbers = [pk for one in found for pk, _uuid, _name in one.projects]
    lines, cashed = standings(numbers), cashed_of(numbers)
    here = reverse("portfolios")
    context = {
        "portfolios": [_portfolio(one, lines, cashed) for one in found],
        "next_url": f"{here}?{urlencode({'na': found[-1].name})}" if more else "",
        "previous_url": here if after else "",
    }
    return render(request, "money/portfolios.html", context)


def _portfolio(
    one: Portfolio, lines: list[AnalysisStanding], cashed: dict[int, KnownSum]
) -> dict[str, Any]:
    numbers = {pk for pk, _uuid, _name in one.projects}
    mine = [line for line in lines if line.project_id in numbers]
    booked = [cashed[pk] for pk in numbers if pk in cashed]
    return {
        "name": one.name,
        "projects": one.projects,
        "analyses": [standing_said(line) for line in mine],
        "cashed": summed(total_of(booked)) if booked else amount(0),
        "indicative": added((line.title, line.indicative or line.actual) for line in mine),
        "actual": added((line.title, line.actual) for line in mine),
        "drifted": sum(line.drifted for line in mine),
    }


@require_http_methods(FORM)
@page(*WRITERS)
def project_write(request: HttpRequest, project: UUID | None = None) -> HttpResponse:
    """Write down a project, or change one."""
    line = the_project(project) if project else None

    def act(said: dict[str, Any]) -> object:
        return actions.write_project(
            who_asks(request),
            project=project,
            expected_version=said["version"] or 0,
            name=said["name"],
            about=said["about"],
            portfolio=said["portfolio"],
            pots=said["pots"].splitlines(),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )

    back = reverse("project", args=[project]) if project else reverse("projects")
    return answer(
        request,
        ProjectForm(posted(request), line=line),
        act,
        template="people/form_page.html",
        context={
            "title": _("Change the project") if project else _("New project"),
            "lead": _("Costs, gains and claims hang on a project, never on a household."),
            "back_url": back,
        },
        then=back,
        said=_("The project is written down."),
    )
