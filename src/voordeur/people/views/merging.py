# SPDX-License-Identifier: EUPL-1.2
"""Pages to join two files about one person or household, and to take them apart again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.refusal import Refusal
from voordeur.door.submitting import answer, posted
from voordeur.people import actions, queries, words
from voordeur.people.forms import ApartForm, JoinHouseholdsForm, JoinPersonsForm
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import PersonCard

BOTH = ["GET", "POST"]
JOIN = "file.join"


def _said(refusal: Refusal | None) -> str:
    return " ".join(part for part in (refusal.what, refusal.remedy) if part) if refusal else ""


@require_safe
@household_page()
def same_person(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Show who, in one's own households, may be the same person as this member."""
    home.must(JOIN)
    card = queries.person_card(home.access, person)
    context = {"home": home, "card": card, "hits": queries.alike(home.reader, card)}
    return render(request, "people/same_person.html", context)


def _facts(pair: queries.TwoPersons) -> list[tuple[str, str, str, str]]:
    """Return name, words and both values of what differs between two persons."""
    found = []
    for name, label in words.FACTS.items():
        here, there = _shown(pair.here, name), _shown(pair.there, name)
        if there and here != there:
            found.append((name, _(label), here, there))
    return found


def _shown(card: PersonCard, name: str) -> str:
    value = str(getattr(card, name))
    if name == "gender":
        return words.word(words.GENDERS, value) if value != "unknown" else ""
    return words.word(words.LANGUAGES, value) if name == "language" else value


@require_http_methods(BOTH)
@household_page()
def join_persons(request: HttpRequest, home: Home, person: UUID, other: UUID) -> HttpResponse:
    """Show two persons side by side, and join the other to this one."""
    home.must(JOIN)
    pair = queries.two_persons(home.reader, person, other)
    facts = _facts(pair)
    versions = {"version_here": pair.here.version, "version_there": pair.there.version}
    missing = [name for name, _label, here, _there in facts if not here]
    form = JoinPersonsForm(
        posted(request),
        initial={**versions, "take": missing},
        differs=[(name, f"{label}: {there}") for name, label, _here, there in facts],
    )

    def do(typed: dict[str, Any]) -> None:
        actions.merge_persons(
            home.reader,
            household_id=home.id,
            source_id=pair.there.person_id,
            target_id=pair.here.person_id,
            ground=typed["ground"],
            take=typed.get("take", ()),
            expected_versions=(typed["version_there"], typed["version_here"]),
        )

    return answer(
        request,
        form,
        do,
        template="people/join.html",
        context={
            "home": home,
            "pair": pair,
            "facts": facts,
            "refused": _said(pair.refusal),
            "households": False,
            "back_url": home.url("people_same", person),
        },
        then=home.url("people_member", person),
        said=_("The two were joined. On the page of people you can undo it."),
    )


@require_safe
@household_page()
def same_household(request: HttpRequest, home: Home) -> HttpResponse:
    """Show which of one's own households may be this one, registered twice."""
    home.must(JOIN)
    found = queries.perhaps_the_same(home.reader, home.id)
    return render(request, "people/same_household.html", {"home": home, "found": found})


@require_http_methods(BOTH)
@household_page()
def join_households(request: HttpRequest, home: Home, other: UUID) -> HttpResponse:
    """Show two households side by side, and join the other to this one."""
    home.must(JOIN)
    pair = queries.two_households(home.reader, home.id, other)
    readers: dict[str, str] = {}
    for one in pair.let_go:
        if one.name:
            before = readers.get(one.reader, one.name)
            readers[one.reader] = f"{before} ({one.relation})"
    form = JoinHouseholdsForm(posted(request), readers=list(readers.items()))

    def do(typed: dict[str, Any]) -> None:
        actions.merge_households(
            home.reader,
            household_id=home.id,
            source_id=pair.there.id,
            ground=typed["ground"],
            let_in=typed.get("let_in", ()),
        )

    return answer(
        request,
        form,
        do,
        template="people/join.html",
        context={
            "home": home,
            "pair": pair,
            "facts": [],
            "refused": _said(pair.refusal),
            "households": True,
            "back_url": home.url("people_doubles"),
        },
        then=home.url("people_page"),
        said=_("The two were joined. On the page of people you can undo it."),
    )


@require_http_methods(BOTH)
@household_page()
def take_apart(request: HttpRequest, home: Home, merge: UUID) -> HttpResponse:
    """Show what was written since two files were joined, and take them apart again."""
    home.must(JOIN)
    known, since = queries.since_joining(home.access, merge)
    form = ApartForm(
        posted(request),
        initial={"version": known.version},
        since=[(one.token, f"{one.kind}: {one.text}" if one.text else one.kind) for one in since],
    )

    def do(typed: dict[str, Any]) -> None:
        actions.undo_merge(
            home.reader,
            household_id=home.id,
            merge=known.uuid,
            expected_version=typed["version"],
            back=queries.chosen(typed.get("back", ())),
        )

    return answer(
        request,
        form,
        do,
        template="people/apart.html",
        context={"home": home, "known": known, "back_url": home.url("people_page")},
        then=home.url("people_page"),
        said=_("The files were taken apart again."),
    )
