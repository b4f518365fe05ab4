# SPDX-License-Identifier: EUPL-1.2
"""Pages of the social map: looking for help, and one line of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.limits import spend
from voordeur.door.pages import page, public, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.instruments.words import LifeArea
from voordeur.provisions.social_map import actions as map_actions
from voordeur.provisions.social_map.forms import (
    KIND_WORDS,
    ExperienceForm,
    MapEntryForm,
    MapSearchForm,
    area_words,
)
from voordeur.provisions.social_map.queries import (
    MapEntry,
    entry_on_map,
    on_the_map,
    published,
)
from voordeur.provisions.words import GROUP_WORDS, law_name

KEEPERS = ("professional", "triage", "team_lead", "administrator")
PAGE = ["GET", "HEAD", "POST"]


def _shown(entry: MapEntry) -> dict[str, Any]:
    return {
        "entry": entry,
        "kind": KIND_WORDS[entry.kind],
        "law": law_name(entry.law),
        "groups": ", ".join(str(GROUP_WORDS[one]) for one in entry.groups),
        "areas": ", ".join(area_words(one) for one in entry.life_areas),
    }


@require_http_methods(PAGE)
@page(*KEEPERS)
def social_map(request: HttpRequest) -> HttpResponse:
    """Look for help; what is looked for and not there is counted for buying, without the words."""
    reader = who_asks(request)
    form = MapSearchForm(posted(request))
    found, counted = on_the_map(), None
    if form.is_bound and form.is_valid():
        spend(reader, "search")
        said = form.cleaned_data
        found = on_the_map(**said)
        if not found and said["life_area"] and said["group"]:
            counted = map_actions.note_missing(
                reader, life_area=said["life_area"], for_whom=said["group"]
            )
    context = {
        "form": form,
        "searched": form.is_bound,
        "lines": [_shown(entry) for entry in found],
        "counted": counted,
    }
    return render(request, "provisions/map.html", context)


@require_http_methods(PAGE)
@page(*KEEPERS)
def map_entry(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Show one line of the map, and tell how it really goes."""
    line = entry_on_map(entry)
    if line is None:
        raise NoEntry(_("This is not on the social map any more."))
    return answer(
        request,
        ExperienceForm(posted(request)),
        lambda said: map_actions.tell_experience(
            who_asks(request),
            entry=entry,
            text=said["text"],
            wait_days=said["wait_days"],
        ),
        template="provisions/map_entry.html",
        context={"line": _shown(line)},
        then=reverse("map_entry", args=[entry]),
        said=_("Thank you. Your colleagues read it here."),
    )


@require_http_methods(PAGE)
@page(*KEEPERS)
def map_describe(request: HttpRequest, entry: UUID | None = None) -> HttpResponse:
    """Put something on the map, or describe it better."""
    line = entry_on_map(entry) if entry else None
    if entry and line is None:
        raise NoEntry(_("This is not on the social map any more."))
    first: dict[str, Any] = {"kind": "formal", "version": 0}
    if line is not None:
        names = ("name", "kind", "law", "for_whom", "from_when", "least", "costs_resident")
        first = {name: getattr(line, name) for name in (*names, "wait_days", "how", "version")}
        first |= {"groups": list(line.groups), "life_areas": list(line.life_areas)}
    return answer(
        request,
        MapEntryForm(posted(request), initial=first),
        lambda said: map_actions.describe_on_map(
            who_asks(request),
            entry=entry,
            expected_version=said.pop("version") or 0,
            **said,
        ),
        template="provisions/map_form.html",
        context={"line": line},
        then=reverse("social_map"),
        said=_("The social map was changed."),
    )


@require_safe
@public
def open_map(request: HttpRequest) -> HttpResponse:
    """Publish what help there is, for who does not sign in; nothing of anybody stands on it."""
    found = published()
    areas = [*(str(area) for area in LifeArea), ""]
    groups = [
        {
            "id": area or "other",
            "title": area_words(area) if area else _("other help"),
            "lines": [_shown(entry) for entry in found[area]],
        }
        for area in areas
        if area in found
    ]
    context = {"groups": groups, "place": settings.CONFIG.municipality}
    return render(request, "provisions/open_map.html", context)
