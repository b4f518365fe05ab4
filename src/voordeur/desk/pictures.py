# SPDX-License-Identifier: EUPL-1.2
"""The page with the family and who stands around a household, made of people and of who helps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from voordeur.coordination.queries import involved
from voordeur.people.pages import Home, household_page
from voordeur.people.pictures import Helping, family, surroundings
from voordeur.people.queries import members


@require_safe
@household_page()
def pictures(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the family by generations, and who and what stands around the household."""
    names = {one.person_id: one.called for one in members(home.access, past=True)}
    helping = [
        Helping(
            organisation=one.organisation or "",
            task=one.task or "",
            whom=_("for %(name)s") % {"name": names[one.person_id]}
            if one.person_id and names.get(one.person_id)
            else "",
        )
        for one in involved(home.access)
        if not one.masked
    ]
    context = {
        "home": home,
        "family": family(home.access),
        "around": surroundings(home.access, helping),
    }
    return render(request, "desk/pages/pictures.html", context)
