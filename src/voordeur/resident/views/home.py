# SPDX-License-Identifier: EUPL-1.2
"""The resident's start page, who helps, and the plan in short."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from voordeur.door.access import open_list, saw
from voordeur.door.pages import page, who_asks
from voordeur.leeway.queries.waits import waits_of
from voordeur.people.queries import own_households
from voordeur.resident import queries
from voordeur.resident.pages import My, resident_page, show


@require_safe
@page("resident")
def my_file(request: HttpRequest) -> HttpResponse:
    """Go to the resident's household, or let them choose when they are in more than one."""
    access = open_list(who_asks(request))
    homes = own_households(access)
    saw(access, [one.id for one in homes], activity="resident.my_file")
    if len(homes) == 1:
        return HttpResponseRedirect(reverse("my_home", args=[homes[0].uuid]))
    return render(request, "resident/my_file.html", {"homes": homes, "nav_items": []})


@require_safe
@resident_page
def my_home(request: HttpRequest, my: My) -> HttpResponse:
    """Show my regular contact, what happens next, what is asked of me, the plan and who helps."""
    context: dict[str, Any] = {"start": queries.start_of(my.access, my.person_id)}
    return show(request, my, "my_home", context)


@require_safe
@resident_page
def my_helpers(request: HttpRequest, my: My) -> HttpResponse:
    """Show who helps us and me, for what, since when and how to call them."""
    context = {"helpers": queries.helpers(my.access), "contact": queries.contact_of(my.access)}
    return show(request, my, "my_helpers", context)


@require_safe
@resident_page
def my_written(request: HttpRequest, my: My) -> HttpResponse:
    """Show what who helps wrote about me and about us, and what I can do about it."""
    context = {
        "written": queries.written(my.access, my.person_id),
        "contact": queries.contact_of(my.access),
    }
    return show(request, my, "my_written", context)


@require_safe
@resident_page
def my_waits(request: HttpRequest, my: My) -> HttpResponse:
    """Show what we wait for because of rules: what is needed, whose turn it is, what is done."""
    context = {"waits": waits_of(my.access), "contact": queries.contact_of(my.access)}
    return show(request, my, "my_waits", context)
