# SPDX-License-Identifier: EUPL-1.2
"""The list of my households: narrowing down, saving a view of it, and taking the list along."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.desk.export import sheets_of
from voordeur.desk.forms import SaveViewForm
from voordeur.desk.lists import FILTERS, MOST_VIEWS, narrowed, query_of, views_of
from voordeur.desk.nav import WORKERS
from voordeur.door import limits
from voordeur.door.access import at_table, open_list, saw
from voordeur.door.pages import page, who_asks
from voordeur.door.preferences import choose
from voordeur.door.submitting import press
from voordeur.papers.sheets import Sheet, file_response
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members


def _address(on: tuple[str, ...], **more: int) -> str:
    query = query_of(on, **more)
    return f"{reverse('households')}?{query}" if query else reverse("households")


@require_safe
@page(*WORKERS)
def households(request: HttpRequest) -> HttpResponse:
    """List the households in my standing that have an open case, narrowed down as one likes."""
    reader = who_asks(request)
    access = open_list(reader)
    raw = request.GET.get("na", "0")
    after = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 16 else 0
    found = narrowed(access, reader, request.GET.getlist("alleen"), after)
    saw(access, [line.household_id for line in found.lines], activity="desk.households")
    context = {
        "households": found.lines,
        "filters": [(code, words, code in found.on) for code, words in FILTERS.items()],
        "on": found.on,
        "views": [
            (place, view, view.filters == found.on)
            for place, view in enumerate(views_of(reader.account_id))
        ],
        "save": SaveViewForm(),
        "next_url": _address(found.on, na=found.following) if found.following else "",
        "previous_url": _address(found.on) if after else "",
    }
    return render(request, "desk/pages/households.html", context)


@require_POST
@page(*WORKERS)
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the list under a name; one's own screen only."""
    account = who_asks(request).account_id or 0
    form = SaveViewForm(request.POST)
    on = tuple(one for one in FILTERS if one in request.POST.getlist("alleen"))

    def keep() -> None:
        name = form.cleaned_data["name"] if form.is_valid() else _("My view")
        kept = [[one.name, list(one.filters)] for one in views_of(account) if one.name != name]
        choose(account, "views", [*kept, [name, list(on)]][-MOST_VIEWS:])

    return press(request, keep, then=_address(on), said=_("The view is saved."))


@require_POST
@page(*WORKERS)
def drop_view(request: HttpRequest) -> HttpResponse:
    """Throw a saved view away."""
    account = who_asks(request).account_id or 0
    place = request.POST.get("view", "")
    kept: list[Any] = [
        [one.name, list(one.filters)]
        for number, one in enumerate(views_of(account))
        if str(number) != place
    ]
    choose(account, "views", kept)
    return HttpResponseRedirect(reverse("households"), status=303)


@require_POST
@page(*WORKERS)
def take_list(request: HttpRequest) -> HttpResponse:
    """Give the list as a file: exactly the lines this reader sees; counted and logged as an export."""
    reader = who_asks(request)
    limits.spend(reader, "export")
    access = open_list(reader)
    found = narrowed(access, reader, request.POST.getlist("alleen"))
    saw(access, [line.household_id for line in found.lines], activity="desk.take_list")
    sheet = Sheet(
        _("My households"),
        (_("Household"), _("Case open since"), _("Case coordinator")),
        tuple(
            (line.name, line.opened_at.date(), line.coordinator or _("nobody yet"))
            for line in found.lines
        ),
    )
    return file_response([sheet], request.POST.get("soort", ""), _("My households"))


@require_http_methods(["GET", "HEAD", "POST"])
@household_page()
def take_household(request: HttpRequest, home: Home) -> HttpResponse:
    """Give one household as a file: what this reader sees, or what both they and a member may see."""
    here = [one for one in members(home.access) if one.called]
    if request.method != "POST":
        resident = "resident" in home.reader.roles
        context = {
            "home": home,
            "members": [] if resident else here,
            "resident": resident,
            "base": "desk/base_resident.html" if resident else "desk/base.html",
        }
        return render(request, "desk/pages/take.html", context)
    limits.spend(home.reader, "export")
    access = home.access
    chosen = set(request.POST.getlist("met"))
    together = [one.person_id for one in here if str(one.person_uuid) in chosen]
    if together:
        access = at_table(access, together, activity="desk.take_household")
    return file_response(
        sheets_of(access), request.POST.get("soort", ""), _("What is written down")
    )
