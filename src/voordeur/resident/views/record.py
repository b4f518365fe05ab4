# SPDX-License-Identifier: EUPL-1.2
"""My details, my people, who may see what, who looked, and what the help costs together."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.letin import account_uuid
from voordeur.door.queries import PAGE, who_looked
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import share, withdraw
from voordeur.history import clock
from voordeur.people.actions import (
    drop_safe_channel,
    give_safe_channel,
    name_network_member,
    remove_network_member,
)
from voordeur.plan.support import SAID_BEFOREHAND
from voordeur.provisions.queries import cost_sum
from voordeur.resident import actions, queries
from voordeur.resident.forms import ChannelForm, CorrectionForm, PersonForm, ShareForm
from voordeur.resident.pages import My, resident_page, show, tried
from voordeur.resident.views.plan import FORM, _number


@require_http_methods(FORM)
@resident_page
def my_details(request: HttpRequest, my: My) -> HttpResponse:
    """Show what is recorded of me, and let me ask to correct it."""
    form, status = CorrectionForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status, _clash = tried(
                form,
                lambda: actions.ask_correction(
                    my.reader, household_id=my.id, text=form.cleaned_data["text"]
                ),
            )
        if status == 303:
            messages.success(request, _("Sent. You get an answer within two weeks."))
            return HttpResponseRedirect(my.url("my_details"), status=303)
    context = {
        "mine": queries.details(my.access, my.person_id),
        "asked": queries.told_by(my.access, my.person_id, "correction"),
        "form": form,
    }
    return show(request, my, "my_details", context, status)


@require_http_methods(FORM)
@resident_page
def my_channel(request: HttpRequest, my: My) -> HttpResponse:
    """Show and take the safe ways to reach me."""
    form, status = ChannelForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status, _clash = tried(
                form,
                lambda: give_safe_channel(
                    my.reader, household_id=my.id, person_id=my.person_id, **form.cleaned_data
                ),
            )
        if status == 303:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(my.url("my_channel"), status=303)
    context = {"channels": queries.my_channels(my.access, my.person_id), "form": form}
    return show(request, my, "my_channel", context, status)


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
    form, status = PersonForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status, _clash = tried(
                form,
                lambda: name_network_member(
                    my.reader,
                    household_id=my.id,
                    person_id=my.person_id,
                    **form.cleaned_data,
                ),
            )
        if status == 303:
            messages.success(request, _("Kept. Nothing changes in your help."))
            return HttpResponseRedirect(my.url("my_people"), status=303)
    context = {
        "people": queries.my_people(my.access, my.person_id),
        "offers": queries.my_offers(my.access, my.person_id),
        "beforehand": SAID_BEFOREHAND["en" if get_language() == "en" else "nl"],
        "form": form,
    }
    return show(request, my, "my_people", context, status)


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
    parts = queries.part_choices()
    form, status = ShareForm(request.POST or None, people=people, parts=parts), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status, _clash = tried(form, lambda: _share(my, form))
        if status == 303:
            messages.success(request, _("Kept. You can take it back at any time."))
            return HttpResponseRedirect(my.url("my_access"), status=303)
    context = {
        "seers": queries.seers(my.access),
        "shared": queries.my_shares(my.access, my.person_id),
        "form": form,
        "people": people,
    }
    return show(request, my, "my_access", context, status)


def _share(my: My, form: ShareForm) -> object:
    chosen = {one.professional_id: one for one in queries.pickable(my.access)}
    one = chosen.get(form.cleaned_data["to"])
    account = account_uuid(int(one.key.partition(":")[2])) if one else None
    if account is None:
        raise Refusal(_("Choose somebody from the list."), "to")
    return share(
        my.reader,
        household_id=my.id,
        person_id=my.person_id,
        account=account,
        compartment=form.cleaned_data["compartment"],
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
def my_costs(request: HttpRequest, my: My) -> HttpResponse:
    """Show what the help costs together in a year, as far as this member may see; read-only."""
    this_year = clock.today().year
    year = _number(request.GET.get("jaar")) or this_year
    year = min(max(year, this_year - 20), this_year)
    context = {
        "picture": queries.cost_picture(cost_sum(my.access, year, ()).costs),
        "year": year,
        "previous_url": f"{my.url('my_costs')}?jaar={year - 1}",
        "next_url": f"{my.url('my_costs')}?jaar={year + 1}" if year < this_year else "",
    }
    return show(request, my, "my_costs", context)
