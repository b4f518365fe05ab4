# SPDX-License-Identifier: EUPL-1.2
"""Pages of the desk: home, today, my households, the household page, the table, the timeline."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from voordeur.desk.changes import KINDS, said
from voordeur.desk.friday import friday_of
from voordeur.desk.household import panels_of
from voordeur.desk.nav import WORKERS, nav_items
from voordeur.desk.team import team_of
from voordeur.desk.today import desk_of, household_names
from voordeur.door.access import at_table, open_list, saw
from voordeur.door.pages import page, public, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.roomwords import event_words
from voordeur.door.timeline import Happening, changes, happenings
from voordeur.history import clock
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.terms.due import Urgency

PAGE = 100


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to where their work is; a visitor to the sign-in."""
    from voordeur.desk.demo import demo_is_on

    reader = getattr(request, "reader", None)
    if reader is None:
        return HttpResponseRedirect(reverse("choose" if demo_is_on() else "account_login"))
    if "resident" in reader.roles:
        try:
            return HttpResponseRedirect(reverse("my_file"))
        except NoReverseMatch:
            return render(request, "desk/pages/welcome.html", {"items": []})
    items = nav_items(request)
    if items:
        return HttpResponseRedirect(items[0].url)
    return render(request, "desk/pages/welcome.html", {"items": items})


@require_safe
@page(*WORKERS)
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, the longest overdue first, and my households."""
    reader = who_asks(request)
    access = open_list(reader)
    desk = desk_of(access, reader)
    saw(access, desk.seen, activity="desk.today", about=desk.about)
    groups = [
        (_("Too late"), "error", [x for x in desk.due if x.urgency is Urgency.OVERDUE]),
        (_("Today"), "warning", [x for x in desk.due if x.urgency is Urgency.TODAY]),
        (_("This week"), "info", [x for x in desk.due if x.urgency is Urgency.SOON]),
        (_("Later"), "", [x for x in desk.due if x.urgency in {Urgency.LATER, Urgency.OPEN}]),
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "households": [line for line in desk.households if line.name],
        "day": clock.today(),
        "several_asked": sum(line.kind == "coordination_asked" for line in desk.due) > 1,
    }
    return render(request, "desk/pages/today.html", context)


@require_safe
@household_page()
def household(request: HttpRequest, home: Home) -> HttpResponse:
    """Show one household: what every room has of it for this reader."""
    panels = panels_of(home)
    name = household_names(members(home.access)).get(home.id)
    context = {"home": home, "name": name, "panels": panels}
    return render(request, "desk/pages/household.html", context)


@require_safe
@household_page(*WORKERS)
def table(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the household page as everyone at the table may see it; who is there is asked first."""
    around = members(home.access)
    chosen = set(request.GET.getlist("erbij"))
    present = [person for person in around if str(person.person_uuid) in chosen]
    if not present:
        context = {"home": home, "members": [p for p in around if not p.masked]}
        return render(request, "desk/pages/table_who.html", context)
    access = at_table(home.access, [p.person_id for p in present], activity="desk.table")
    shared = Home(home.uuid, home.id, access, home.reader)
    context = {
        "home": home,
        "name": household_names(members(access)).get(home.id),
        "panels": panels_of(shared),
        "present": [person.called for person in present],
        "back_url": reverse("household", args=[home.uuid]),
    }
    return render(request, "desk/pages/table.html", context)


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of the timeline as the template draws it."""

    when: datetime
    what: str
    who: str
    text: str = ""
    tone: str = ""
    masked: bool = False
    times: int = 1
    """How often the same was done by the same person on that day."""
    changes: tuple[UUID, ...] = ()
    """The operations of which the page can show what stood there before."""


QUIET_KINDS = frozenset(
    {"terms.opened", "terms.closed", "door.standing_given", "door.standing_ended"}
)


def timeline_items(
    found: list[Happening], names: dict[str, str], *, compare: bool = False
) -> list[TimelineItem]:
    """Put events into words; a masked one says only that something happened.

    What somebody did several times on one day is one line that says how often. `compare`: with
    the way to what stood there before.
    """
    words = event_words()
    items = [
        TimelineItem(
            when=item.occurred_at,
            what=_("Something happened here that is not for you")
            if item.masked
            else str(words.get(item.kind or "", item.kind)),
            who=names.get(item.actor or "", ""),
            masked=item.masked,
            changes=(item.operation_id,) if compare and item.kind in KINDS else (),
        )
        for item in found
        if item.kind not in QUIET_KINDS
    ]
    alike: dict[tuple[date, str, str], list[TimelineItem]] = {}
    for item in items:
        alike.setdefault((localdate(item.when), item.what, item.who), []).append(item)
    return [
        replace(
            same[0],
            times=len(same),
            changes=tuple(dict.fromkeys(one for item in same for one in item.changes)),
        )
        for same in alike.values()
    ]


@require_safe
@household_page()
def timeline(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what happened in this household, newest first, a hundred at a time."""
    from voordeur.partners.queries import colleagues

    raw = request.GET.get("voor", "")
    before = int(raw) if raw.isdigit() else None
    found = happenings(home.access, before=before, limit=PAGE)
    accounts = [
        int(item.actor.split(":")[1])
        for item in found
        if item.actor and item.actor.startswith("account:")
    ]
    names = {
        f"account:{row.account_id}": f"{row.name}, {row.organisation}"
        for row in colleagues(account_ids=sorted(set(accounts)))
    }
    url = reverse("timeline", args=[home.uuid])
    context = {
        "home": home,
        "items": timeline_items(found, names, compare=bool(home.reader.roles & WORKERS)),
        "next_url": f"{url}?voor={found[-1].id}" if len(found) == PAGE else "",
        "previous_url": url if before else "",
    }
    return render(request, "desk/pages/timeline.html", context)


@require_safe
@household_page(*WORKERS)
def timeline_change(request: HttpRequest, home: Home, operation: UUID) -> HttpResponse:
    """Show what one act changed, field by field; what is not for this reader is not there.

    For who works here: residents have their own pages, with what is written for them to read.
    """
    from voordeur.partners.queries import colleagues

    found = changes(home.access, operation)
    if not found:
        raise NoEntry(_("There is nothing here to compare."))
    accounts = {int(one.actor[8:]) for one in found if one.actor.startswith("account:")}
    names = {
        f"account:{row.account_id}": f"{row.name}, {row.organisation}"
        for row in (colleagues(account_ids=sorted(accounts)) if accounts else [])
    }
    words = event_words()
    context = {
        "home": home,
        "changes": [
            {
                "what": str(words.get(one.kind, one.kind)),
                "who": names.get(one.actor, ""),
                "when": one.recorded_at,
                "fields": said(one.kind, one.fields),
            }
            for one in found
        ],
    }
    return render(request, "desk/pages/change.html", context)


@require_safe
@page("professional")
def since_friday(request: HttpRequest) -> HttpResponse:
    """Show what happened since Friday noon in the households that I coordinate."""
    reader = who_asks(request)
    access = open_list(reader)
    friday = friday_of(access, reader)
    saw(access, friday.seen, activity="desk.since_friday")
    return render(request, "desk/pages/friday.html", {"friday": friday})


@require_safe
@page("team_lead")
def team(request: HttpRequest) -> HttpResponse:
    """Show which cases of my teams wait for somebody, and how many each colleague coordinates."""
    reader = who_asks(request)
    access = open_list(reader)
    found = team_of(access, reader)
    saw(access, found.seen, activity="desk.team")
    return render(request, "desk/pages/team.html", {"team": found})
