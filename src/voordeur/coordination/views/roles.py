# SPDX-License-Identifier: EUPL-1.2
"""The page of what the roles in one case are called, and what each name means here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from voordeur.coordination.page import layers_of
from voordeur.coordination.queries import holders, involved
from voordeur.history import clock
from voordeur.partners.queries import colleagues
from voordeur.partners.queries.roles import roles_of
from voordeur.people.pages import Home, household_page


@require_safe
@household_page("professional", "triage", "team_lead")
def role_names(request: HttpRequest, home: Home) -> HttpResponse:
    """Show per professional in this case the names of their roles, with definition and function."""
    holding = holders(home.access)
    there = {row.professional_id for row in holding if row.state == "appointed"}
    there |= {row.professional_id for row in involved(home.access, on=clock.today())}
    ids = sorted(one for one in there if one is not None)
    known = roles_of(ids)
    context = {
        "home": home,
        "layers": layers_of(holding, None),
        "people": [(one, known.get(one.id, ())) for one in (colleagues(ids=ids) if ids else [])],
    }
    return render(request, "coordination/roles.html", context)
