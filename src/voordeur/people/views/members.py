# SPDX-License-Identifier: EUPL-1.2
"""Pages about the members of one household."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.submitting import posted
from voordeur.people import actions, queries
from voordeur.people.actions import NewPerson
from voordeur.people.forms import CorrectionForm, EndForm, NewMemberForm, NumberForm
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.showing import member_page, people_page

BOTH = ["GET", "HEAD", "POST"]


def of_household(home: Home, title: str, **more: Any) -> Frame:
    """Return the frame of a form about the household: it leads back to the page of its people."""
    return Frame("people_page", title, home.url("people_page"), **more)


def of_member(home: Home, person: UUID, title: str, **more: Any) -> Frame:
    """Return the frame of a form about one member: it leads back to the member's own page."""
    return Frame("people_page", title, home.url("people_member", person), **more)


@require_safe
@household_page()
def people(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who belongs together: members, relations, authority, addresses and own people."""
    context = {
        "home": home,
        "page": people_page(home.access),
        "may_edit": home.may("household.edit"),
        "may_network": home.may("network.write"),
        "may_join": home.may("file.join"),
        "merges": queries.merges(home.access) if home.may("file.join") else [],
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
        "may_join": home.may("file.join"),
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
    return form_page(
        request,
        home,
        NewMemberForm(posted(request), initial={"role": "adult"}),
        lambda typed: actions.add_member(home.reader, household_id=home.id, new=NewPerson(**typed)),
        of_household(home, _("Add a member")),
        said=_("The member was added."),
    )


@require_http_methods(BOTH)
@household_page()
def correct(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Correct what is known of a member."""
    card = queries.person_card(home.access, person)
    names = (
        "given_names",
        "prefix",
        "surname",
        "called",
        "born",
        "died",
        "gender",
        "role",
        "needs",
    )
    initial = {name: getattr(card, name) for name in (*names, "language", "version")}
    return form_page(
        request,
        home,
        CorrectionForm(posted(request), initial=initial),
        lambda typed: actions.correct_member(
            home.reader,
            household_id=home.id,
            person_id=card.person_id,
            expected_version=typed.pop("version"),
            **typed,
        ),
        of_member(home, person, _("Correct")),
        said=_("What is known was corrected."),
    )


@require_http_methods(BOTH)
@household_page()
def leave(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Record that a member left."""
    card = queries.person_card(home.access, person)
    return form_page(
        request,
        home,
        EndForm(posted(request), initial={"version": card.membership_version}),
        lambda typed: actions.end_membership(
            home.reader,
            household_id=home.id,
            membership=card.membership_id,
            until=typed["until"],
            expected_version=typed["version"],
        ),
        of_member(
            home,
            person,
            _("Somebody leaves the household"),
            lead=_("The past stays in the file. Who left no longer sees what comes after."),
        ),
        then=home.url("people_page"),
        said=_("It was recorded that this member left."),
    )


@require_http_methods(BOTH)
@household_page()
def number(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Record a citizen number."""
    card = queries.person_card(home.access, person)
    return form_page(
        request,
        home,
        NumberForm(posted(request)),
        lambda typed: actions.record_citizen_number(
            home.reader,
            household_id=home.id,
            person_id=card.person_id,
            number=typed["citizen_number"],
        ),
        of_member(home, person, _("Citizen number")),
        said=_("The citizen number was recorded."),
    )
