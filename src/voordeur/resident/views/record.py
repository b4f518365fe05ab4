# SPDX-License-Identifier: EUPL-1.2
"""My details, my people, who may see what, who looked, and what the help costs together."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.language import language
from voordeur.door.letin import account_uuid
from voordeur.door.queries import PAGE, who_looked
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import share, withdraw
from voordeur.door.submitting import posted
from voordeur.history import clock
from voordeur.livelihood.page import money_of
from voordeur.people.actions import (
    drop_safe_channel,
    give_safe_channel,
    name_network_member,
    remove_network_member,
)
from voordeur.people.pictures import Helping, family, surroundings
from voordeur.plan.support import SAID_BEFOREHAND, UNLOCKED
from voordeur.provisions.queries import alternatives, cost_sum
from voordeur.resident import actions, queries
from voordeur.resident.forms import ChannelForm, CorrectionForm, PersonForm, ShareForm
from voordeur.resident.pages import FORM, My, asked, resident_page, show


@require_http_methods(FORM)
@resident_page
def my_details(request: HttpRequest, my: My) -> HttpResponse:
    """Show what is recorded of me, and let me ask to correct it."""
    return asked(
        request,
        my,
        "my_details",
        CorrectionForm(posted(request)),
        lambda typed: actions.ask_correction(my.reader, household_id=my.id, text=typed["text"]),
        lambda: {
            "mine": queries.details(my.access, my.person_id),
            "asked": queries.told_by(my.access, my.person_id, "correction"),
        },
        said=_("Sent. You get an answer within two weeks."),
    )


@require_http_methods(FORM)
@resident_page
def my_channel(request: HttpRequest, my: My) -> HttpResponse:
    """Show and take the safe ways to reach me."""
    return asked(
        request,
        my,
        "my_channel",
        ChannelForm(posted(request)),
        lambda typed: give_safe_channel(
            my.reader, household_id=my.id, person_id=my.person_id, **typed
        ),
        lambda: {"channels": queries.my_channels(my.access, my.person_id)},
        said=_("Kept."),
    )


@require_POST
@resident_page
def drop_my_channel(request: HttpRequest, my: My, channel: UUID) -> HttpResponse:
    """Take a way of reaching me out of the file."""
    drop_safe_channel(my.reader, household_id=my.id, channel=channel)
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(my.url("my_channel"), status=303)


@require_http_methods(FORM)
@resident_page
def my_people(request: HttpRequest, my: My) -> HttpResponse:
    """Show my own people and what they offer, and let me add somebody; help stays what it is."""
    return asked(
        request,
        my,
        "my_people",
        PersonForm(posted(request)),
        lambda typed: name_network_member(
            my.reader, household_id=my.id, person_id=my.person_id, **typed
        ),
        lambda: {
            "people": queries.my_people(my.access, my.person_id),
            "offers": queries.my_offers(my.access, my.person_id),
            "beforehand": f"{SAID_BEFOREHAND[language()]} {UNLOCKED[language()]}",
        },
        said=_("Kept. Nothing changes in your help."),
    )


@require_safe
@resident_page
def my_drawing(request: HttpRequest, my: My) -> HttpResponse:
    """Show my family and who stands around us, as far as it is mine to see; also in words."""
    helping = [Helping(one.organisation, one.task) for one in queries.helpers(my.access)]
    context = {"family": family(my.access), "around": surroundings(my.access, helping)}
    return show(request, my, "my_drawing", context)


@require_POST
@resident_page
def remove_my_person(request: HttpRequest, my: My, person: UUID) -> HttpResponse:
    """Take one of my own people out of the file; nothing of it is left."""
    remove_network_member(my.reader, household_id=my.id, network_member=person)
    messages.success(request, _("Removed. Nothing changes in your help."))
    return HttpResponseRedirect(my.url("my_people"), status=303)


@require_http_methods(FORM)
@resident_page
def my_access(request: HttpRequest, my: My) -> HttpResponse:
    """Show who may see what of me and why, and let me share a part or take it back."""
    people = queries.pickable(my.access)
    return asked(
        request,
        my,
        "my_access",
        ShareForm(posted(request), people=people, parts=queries.part_choices()),
        lambda typed: _share(my, typed, people),
        lambda: {
            "seers": queries.seers(my.access),
            "shared": queries.my_shares(my.access, my.person_id),
            "people": people,
        },
        said=_("Kept. You can take it back at any time."),
    )


def _share(my: My, typed: dict[str, Any], people: Sequence[queries.Pickable]) -> None:
    one = next((one for one in people if one.professional_id == typed["to"]), None)
    account = account_uuid(int(one.key.partition(":")[2])) if one else None
    if account is None:
        raise Refusal(_("Choose somebody from the list."), "to")
    share(
        my.reader,
        household_id=my.id,
        person_id=my.person_id,
        account=account,
        compartment=typed["compartment"],
    )


@require_POST
@resident_page
def take_share_back(request: HttpRequest, my: My) -> HttpResponse:
    """Take back that somebody may see a part of me; at once, and without saying why."""
    token = request.POST.get("deel", "")
    found = [x for x in queries.my_shares(my.access, my.person_id) if x.token == token]
    if not found:
        raise Refusal(_("You took this back already."))
    withdraw(my.reader, household_id=my.id, sharing=found[0].id)
    messages.success(request, _("Taken back."))
    return HttpResponseRedirect(my.url("my_access"), status=303)


@require_safe
@resident_page
def my_looks(request: HttpRequest, my: My) -> HttpResponse:
    """Show who looked at my file: role and organisation, a name where the municipality shows it."""
    before = request.GET.get("voor")
    try:
        start = UUID(before) if before else None
    except ValueError:
        start = None
    found = who_looked(my.access, names=settings.CONFIG.names_in_log, before=start)
    context = {
        "looks": queries.look_lines(found),
        "names": settings.CONFIG.names_in_log,
        "next_url": f"{my.url('my_looks')}?voor={found[-1].uuid}" if len(found) == PAGE else "",
        "previous_url": my.url("my_looks") if start else "",
    }
    return show(request, my, "my_looks", context)


@require_safe
@resident_page
def my_money(request: HttpRequest, my: My) -> HttpResponse:
    """Show the month and the debts, mine and what is of all of us; never another member's own."""
    return show(request, my, "my_money", {"money": money_of(my.access)})


@require_safe
@resident_page
def my_costs(request: HttpRequest, my: My) -> HttpResponse:
    """Show what the help costs together in a year, as far as this member may see; read-only."""
    this_year = clock.today().year
    said = request.GET.get("jaar", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else this_year
    year = min(max(year, this_year - 20), this_year)
    costs = cost_sum(my.access, year, ()).costs
    context = {
        "picture": queries.cost_picture(costs),
        "ways": queries.my_ways(alternatives(my.access)),
        "year": year,
        "previous_url": f"{my.url('my_costs')}?jaar={year - 1}",
        "next_url": f"{my.url('my_costs')}?jaar={year + 1}" if year < this_year else "",
    }
    return show(request, my, "my_costs", context)
