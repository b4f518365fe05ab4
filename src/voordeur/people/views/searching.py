# SPDX-License-Identifier: EUPL-1.2
"""Searching: what is looked for goes by POST and comes back on the same page, never in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from voordeur.door.matrix import matrix
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import Refusal
from voordeur.door.submitting import blame
from voordeur.people.forms import SearchForm
from voordeur.people.queries.search import Found, Question, find


@require_http_methods(["GET", "POST"])
@page("professional", "triage", "team_lead")
def search(request: HttpRequest) -> HttpResponse:
    """Show the search form, and with a POST what was found."""
    reader = who_asks(request)
    form = SearchForm(request.POST or None)
    found: Found | None = None
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                found = find(reader, Question(**form.cleaned_data))
            except Refusal as refusal:
                if refusal.status != 400:
                    raise
                blame(form, refusal)
        status = 200 if found else 422
    context = {
        "form": form,
        "found": found,
        "may_register": matrix().may("household.register", reader.holders),
    }
    return render(request, "people/search.html", context, status=status)
