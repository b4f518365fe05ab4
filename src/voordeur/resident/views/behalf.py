# SPDX-License-Identifier: EUPL-1.2
"""Acting in a resident's name: who stands beside them, and what came in on paper or by phone."""

from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.access import open_list, saw
from voordeur.door.mandate import end_mandate, give_mandate, stands_beside, supporters
from voordeur.door.pages import page, who_asks
from voordeur.door.submitting import posted, press
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.queries import Member, members, own_households
from voordeur.resident import queries
from voordeur.resident.behalf import ACTS, with_how
from voordeur.resident.forms import SupporterForm
from voordeur.resident.pages import FORM, My, asked, resident_page
from voordeur.resident.queries.behalf import beside_me, beside_one, done_in_name_of, member_at

READERS = ("professional", "triage", "team_lead", "supporter")


@require_safe
@page("supporter")
def beside(request: HttpRequest) -> HttpResponse:
    """List whom I stand beside; each of them gave me a mandate and can take it back."""
    access = open_list(who_asks(request))
    found = stands_beside(access)
    homes = {one.id: one for one in own_households(access)}
    about = {one.household_id: {one.person_id} for one in found}
    saw(access, about, activity="resident.beside", about=about)
    known = {one.person_id: one for one in members(access)}
    lines = [
        (one, known[one.person_id], homes[one.household_id])
        for one in found
        if one.person_id in known and one.household_id in homes
    ]
    return render(request, "resident/beside.html", {"lines": lines})


def _mine(home: Home) -> list[Member]:
    """Return the members this reader may act for: a supporter for who gave the mandate only."""
    here = [one for one in members(home.access) if not one.masked]
    if "supporter" in home.access.relations:
        own = {one.person_id for one in stands_beside(home.access) if one.household_id == home.id}
        return [one for one in here if one.person_id in own]
    return here


@require_safe
@household_page(*READERS)
def behalf(request: HttpRequest, home: Home) -> HttpResponse:
    """Choose in whose name something is written down."""
    return render(request, "resident/behalf.html", {"home": home, "members": _mine(home)})


def _one(home: Home, person: UUID) -> Member:
    found = member_at(home.access, person)
    if found is None or found.person_id not in {one.person_id for one in _mine(home)}:
        raise Http404
    return found


@require_safe
@household_page(*READERS)
def of_one(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Show what this member shares with me, what can be done in their name and what was done."""
    member = _one(home, person)
    context = {
        "home": home,
        "one": beside_one(home.access, member),
        "acts": [one for one in ACTS if home.may(one.needs)],
    }
    return render(request, "resident/behalf_of.html", context)


@require_http_methods(FORM)
@household_page(*READERS)
def act(request: HttpRequest, home: Home, person: UUID, code: str) -> HttpResponse:
    """Write down one act of a member, with how it came in; it counts as their own."""
    member = _one(home, person)
    chosen = next((one for one in ACTS if one.code == code), None)
    if chosen is None:
        raise Http404
    home.must(chosen.needs)
    ask = chosen.ask(home, member.person_id)
    form = with_how(ask.form(posted(request)) if ask.form else Form(), home)
    return form_page(
        request,
        home,
        form,
        lambda typed: chosen.do(home, member.person_id, typed),
        Frame(
            tab="behalf",
            title=str(chosen.label),
            back=home.url("behalf_of", person),
            eyebrow=_("In the name of %(who)s") % {"who": member.called},
            lead=_("Write it down as it was said. It counts as much as in the own account."),
            empty=ask.empty,
        ),
        said=_("Kept, with how it came in. The resident reads it in the own file."),
    )


@require_http_methods(FORM)
@resident_page
def my_supporter(request: HttpRequest, my: My) -> HttpResponse:
    """Show who stands beside me and what was done in my name; let me choose somebody."""
    people = supporters()
    return asked(
        request,
        my,
        "my_supporter",
        SupporterForm(posted(request), people=people, parts=queries.part_choices()),
        lambda typed: give_mandate(
            my.reader,
            household_id=my.id,
            person_id=my.person_id,
            account=UUID(typed["account"]),
            parts=tuple(typed["parts"]),
        ),
        lambda: {
            "beside": beside_me(my.access, my.person_id),
            "done": done_in_name_of(my.access, my.person_id),
            "people": people,
        },
        said=_("Kept. You can take it back at any time."),
    )


@require_POST
@resident_page
def end_my_supporter(request: HttpRequest, my: My) -> HttpResponse:
    """Take back that somebody stands beside me; at once, and without saying why."""
    token = request.POST.get("wie", "")
    mine = beside_me(my.access, my.person_id)
    mandate = next((one.id for one in mine if one.token == token), 0)
    return press(
        request,
        lambda: end_mandate(my.reader, household_id=my.id, mandate=mandate),
        then=my.url("my_supporter"),
        said=_("Taken back."),
    )
