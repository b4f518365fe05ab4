# SPDX-License-Identifier: EUPL-1.2
"""Pages about the members of one household."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.people import actions, queries
from voordeur.people.actions import NewPerson
from voordeur.people.answering import answer
from voordeur.people.forms import CorrectionForm, EndForm, NewMemberForm, NumberForm
from voordeur.people.pages import Home, household_page
from voordeur.people.showing import member_page, people_page

FORM = "people/form_page.html"
BOTH = ["GET", "POST"]


def overview(home: Home) -> str:
    """Return the address of the people page of a household."""
    return reverse("people_page", args=[home.uuid])


def member_url(home: Home, person: UUID) -> str:
    """Return the address of a member's page."""
    return reverse("people_member", args=[home.uuid, person])


def frame(home: Home, title: str, *, back: str = "", **more: object) -> dict[str, object]:
    """Return what every form page of this room needs."""
    return {
        "home": home,
        "tab": "people_page",
        "title": title,
        "back_url": back or overview(home),
        "lead": "",
        "submit": "",
        "danger": False,
        **more,
    }


@require_safe
@household_page()
def people(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who belongs together: members, relations, authority, addresses and own people."""
    context = {
        "home": home,
        "page": people_page(home.access),
        "may_edit": home.may("household.edit"),
        "may_network": home.may("network.write"),
    }
    return render(request, "people/people.html", context)


@require_safe
@household_page()
def member(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Show one member."""
    return _member(request, home, person)


def _member(
    request: HttpRequest, home: Home, person: UUID, *, number: str | None = None
) -> HttpResponse:
    card = queries.person_card(home.access, person)
    context = {
        "home": home,
        "page": member_page(home.access, card),
        "number": number,
        "may_edit": home.may("household.edit"),
        "may_reach": home.may("where.write"),
    }
    return render(request, "people/member.html", context)


@require_POST
@household_page()
def show_number(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Show the citizen number of a member once, in the answer to a POST; the look is logged."""
    card = queries.person_card(home.access, person)
    number = queries.citizen_number(home.access, card.person_id)
    return _member(request, home, person, number=number)


@require_http_methods(BOTH)
@household_page()
def add(request: HttpRequest, home: Home) -> HttpResponse:
    """Add somebody to the household."""
    form = NewMemberForm(request.POST or None, initial={"role": "adult"})
    return answer(
        request,
        form,
        lambda typed: actions.add_member(home.reader, household_id=home.id, new=NewPerson(**typed)),
        template=FORM,
        context=frame(home, _("Add a member")),
        then=overview(home),
        said=_("The member was added."),
    )


@require_http_methods(BOTH)
@household_page()
def correct(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Correct what is known of a member."""
    card = queries.person_card(home.access, person)
    names = ("given_names", "prefix", "surname", "called", "born", "gender", "role", "needs")
    initial = {name: getattr(card, name) for name in (*names, "language", "version")}
    form = CorrectionForm(request.POST or None, initial=initial)

    def do(typed: dict[str, Any]) -> None:
        version = typed.pop("version")
        actions.correct_member(
            home.reader,
            household_id=home.id,
            person_id=card.person_id,
            expected_version=version,
            **typed,
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=frame(home, _("Correct"), back=member_url(home, person)),
        then=member_url(home, person),
        said=_("What is known was corrected."),
    )


@require_http_methods(BOTH)
@household_page()
def leave(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Record that a member left."""
    card = queries.person_card(home.access, person)
    form = EndForm(request.POST or None, initial={"version": card.membership_version})
    return answer(
        request,
        form,
        lambda typed: actions.end_membership(
            home.reader,
            household_id=home.id,
            membership=card.membership_id,
            until=typed["until"],
            expected_version=typed["version"],
        ),
        template=FORM,
        context=frame(
            home,
            _("Somebody leaves the household"),
            lead=_("The past stays in the file. Who left no longer sees what comes after."),
            back=member_url(home, person),
        ),
        then=overview(home),
        said=_("It was recorded that this member left."),
    )


@require_http_methods(BOTH)
@household_page()
def number(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Record a citizen number."""
    card = queries.person_card(home.access, person)
    return answer(
        request,
        NumberForm(request.POST or None),
        lambda typed: actions.record_citizen_number(
            home.reader,
            household_id=home.id,
            person_id=card.person_id,
            number=typed["citizen_number"],
        ),
        template=FORM,
        context=frame(home, _("Citizen number"), back=member_url(home, person)),
        then=member_url(home, person),
        said=_("The citizen number was recorded."),
    )
