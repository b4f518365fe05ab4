# SPDX-License-Identifier: EUPL-1.2
"""Pages of conferences: calling one, its agenda, one item with minutes and decisions, calendar files."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.coordination.queries import involved
from voordeur.coordination.words import law_name
from voordeur.counsel import actions
from voordeur.counsel.calendar import as_calendar
from voordeur.counsel.forms import (
    AgendaForm,
    ConferenceForm,
    DecisionForm,
    GapForm,
    MinutesForm,
    OptionsForm,
)
from voordeur.counsel.plain import plainness
from voordeur.counsel.queries import (
    ItemLine,
    Meeting,
    agenda,
    agenda_of_household,
    conference,
    conferences,
)
from voordeur.counsel.views.consultations import PAGE, WORKERS, frame
from voordeur.door.access import open_list, saw
from voordeur.door.pages import page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, number_sent, posted, press
from voordeur.history import clock
from voordeur.partners.queries import colleagues, teams
from voordeur.people.pages import Home, form_page, household_page
from voordeur.people.queries import members
from voordeur.plan.actions import NewStep
from voordeur.plan.queries.subplans import sub_plans


@require_safe
@page(*WORKERS)
def conference_list(request: HttpRequest) -> HttpResponse:
    """List the conferences I lead or sit in."""
    access = open_list(who_asks(request))
    now = clock.now()
    found = conferences(access)
    context = {
        "coming": [one for one in reversed(found) if one.ends_at > now],
        "past": [one for one in found if one.ends_at <= now],
    }
    return render(request, "counsel/conferences.html", context)


@require_http_methods(PAGE)
@page(*WORKERS)
def conference_new(request: HttpRequest) -> HttpResponse:
    """Call a conference."""
    reader = who_asks(request)
    first = {"team": min(reader.teams, default="")}
    form = ConferenceForm(posted(request), team_lines=teams(), initial=first)
    return answer(
        request,
        form,
        lambda said: actions.call_conference(
            reader,
            team_id=said["team"],
            starts_at=form.at("starts"),
            ends_at=form.at("ends"),
            place=said["place"],
        ),
        template="counsel/conference_new.html",
        context={},
        then=reverse("conferences"),
        said=_("The conference was called."),
    )


def _meeting(request: HttpRequest, uuid: UUID) -> tuple[Meeting, list[ItemLine], Any]:
    meeting = conference(uuid)
    access = open_list(who_asks(request))
    if meeting is None:
        raise NoEntry(_("This conference is not there any more."))
    lines, whole = agenda(access, meeting)
    if not lines and access.reader.account_id != meeting.chair:
        raise NoEntry(_("This conference is not there any more."))
    saw(access, {line.household_id for line in lines}, activity="counsel.agenda")
    return meeting, lines, whole


@require_safe
@page(*WORKERS)
def conference_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the agenda as far as it is mine: my items with their times, no other."""
    meeting, lines, whole = _meeting(request, uuid)
    leads = who_asks(request).account_id == meeting.chair
    context = {"meeting": meeting, "lines": lines, "whole": whole, "leads": leads}
    return render(request, "counsel/conference.html", context)


@require_safe
@page(*WORKERS)
def conference_calendar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give my part of a conference as a calendar file without a word about anybody."""
    meeting, lines, _whole = _meeting(request, uuid)
    return as_calendar(meeting, lines, _("Meeting"), f"{meeting.uuid}@voordeur")


@require_http_methods(PAGE)
@household_page(*WORKERS)
def agenda_new(request: HttpRequest, home: Home) -> HttpResponse:
    """Bring this household to a conference."""
    home.must("contact.write")
    now = clock.now()
    access = open_list(home.reader)
    form = AgendaForm(
        posted(request),
        meetings=[one for one in conferences(access) if one.ends_at > now],
        people=colleagues(),
        around=members(home.access),
    )
    return form_page(
        request,
        home,
        form,
        lambda said: actions.put_on_agenda(
            home.reader,
            household_id=home.id,
            conference=UUID(said["conference"]),
            question=said["question"],
            minutes_box=said["minutes_box"],
            seats=form.seats,
            person_id=int(said["about"]) if said["about"] else None,
            compartment=said["part"],
            concealed_why=said["concealed_why"],
            concealed_until=said["concealed_until"],
        ),
        frame(
            home,
            _("Bring this household to a conference"),
            _("Who sits there sees this item only. The household reads it and may come."),
        ),
        said=_("It is on the agenda."),
    )


def _item(home: Home, item: UUID) -> ItemLine:
    line = next((one for one in agenda_of_household(home.access) if one.uuid == item), None)
    if line is None:
        raise NoEntry(_("This is not in the file any more."))
    return line


def _inside(home: Home) -> bool:
    """Say whether the reader is more here than somebody at the table."""
    return home.access.relations != {"task"}


def _leads(home: Home, line: ItemLine) -> bool:
    mine = home.reader.account_id
    return mine is not None and (
        mine in (line.meeting.chair, line.brought_by) or "case_coordinator" in home.access.relations
    )


@require_safe
@household_page(*WORKERS)
def agenda_item(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Show one item: the question, who sits there, what each law allows, minutes, decisions."""
    line = _item(home, item)
    names = {one.person_id: one.called for one in members(home.access) if one.called}
    context = {
        "home": home,
        "line": line,
        "inside": _inside(home),
        "leads": _leads(home, line),
        "seats": [(seat, law_name(seat.law)) for seat in line.seats],
        "sits": any(seat.account_id == home.reader.account_id for seat in line.seats),
        "hint": plainness(line.minutes) if line.minutes else None,
        "coming": [(names.get(pk, _("a member")), word) for pk, word in line.coming],
        "may_decide": home.may("plan.write"),
    }
    return render(request, "counsel/item.html", context)


def _do(
    request: HttpRequest, home: Home, item: UUID, form: Any, title: str, do: Any, lead: str = ""
) -> HttpResponse:
    back = home.url("agenda_item", item)
    return answer(
        request,
        form,
        do,
        template="counsel/form.html",
        context={"home": home, "title": title, "lead": lead, "back": back, "inside": _inside(home)},
        then=back,
        said=_("It was written down."),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def item_options(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Say what can be done under one's own law."""
    line = _item(home, item)
    mine = [seat for seat in line.seats if seat.account_id == home.reader.account_id]
    if not mine:
        raise NoEntry(_("This is not in the file any more."))
    first = {"options": mine[0].options, "version": mine[0].version}
    return _do(
        request,
        home,
        item,
        OptionsForm(posted(request), initial=first),
        _("What can be done?"),
        lambda said: actions.say_options(
            home.reader,
            household_id=home.id,
            item=item,
            options=said["options"],
            expected_version=said["version"],
        ),
        line.question,
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def item_minutes(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Write the minutes about this household."""
    line = _item(home, item)
    first = {"minutes": line.minutes, "version": line.version}
    return _do(
        request,
        home,
        item,
        MinutesForm(posted(request), initial=first),
        _("Minutes"),
        lambda said: actions.write_minutes(
            home.reader,
            household_id=home.id,
            item=item,
            minutes=said["minutes"],
            expected_version=said["version"],
        ),
        line.question,
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def item_decision(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Decide: a step of the plan with who does it and before when."""
    home.must("plan.write")
    line = _item(home, item)
    ids = {one.professional_id for one in involved(home.access) if one.professional_id}
    accounts = [seat.account_id for seat in line.seats if seat.account_id]
    people = {
        one.id: one for one in (*colleagues(ids=sorted(ids)), *colleagues(account_ids=accounts))
    }
    form = DecisionForm(
        posted(request),
        goals=sub_plans(home.access).goals,
        people=[(str(pk), f"{one.name} ({one.organisation})") for pk, one in people.items()],
    )
    return _do(
        request,
        home,
        item,
        form,
        _("What was decided?"),
        lambda said: actions.conclude_step(
            home.reader,
            household_id=home.id,
            item=item,
            goal=UUID(said["goal"]),
            step=NewStep(
                what=said["what"],
                professional_does=said["what"],
                professionals=[said["professional"]],
                due=said["due"],
            ),
        ),
        _("It becomes a step of the plan, with somebody who does it and a date."),
    )


@require_http_methods(PAGE)
@household_page(*WORKERS)
def item_gap(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Say what is missing."""
    _item(home, item)
    return _do(
        request,
        home,
        item,
        GapForm(posted(request)),
        _("Something is missing"),
        lambda said: actions.conclude_gap(
            home.reader, household_id=home.id, item=item, what=said["what"]
        ),
    )


@require_POST
@household_page(*WORKERS)
def item_off(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Take this household off the agenda."""
    return press(
        request,
        lambda: actions.take_off_agenda(
            home.reader, household_id=home.id, item=item, expected_version=number_sent(request)
        ),
        then=home.url("counsel_page"),
        said=_("It is off the agenda."),
    )


@require_POST
@household_page(*WORKERS)
def item_tell(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Let the household read an item before the day it would."""
    return press(
        request,
        lambda: actions.end_concealment(home.reader, household_id=home.id, item=item),
        then=home.url("counsel_page"),
        said=_("The household reads it now."),
    )


@require_POST
@household_page(*WORKERS)
def item_move(request: HttpRequest, home: Home, item: UUID) -> HttpResponse:
    """Let an item change places on the agenda; whoever leads comes back to the whole of it."""
    line = _item(home, item)
    return press(
        request,
        lambda: actions.move_item(
            home.reader,
            household_id=home.id,
            item=item,
            earlier=request.POST.get("way") == "earlier",
            expected_version=number_sent(request),
        ),
        then=reverse("conference", args=[line.meeting.uuid]),
        said=_("The agenda is in another order."),
    )
