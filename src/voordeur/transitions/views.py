# SPDX-License-Identifier: EUPL-1.2
"""The page of what comes on a day, and its forms."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import press
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.transitions import actions, forms, queries
from voordeur.transitions.words import ahead_of

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]
ACT = "plan.write"


@require_safe
@household_page(*WORKERS)
def transitions_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what comes, by when something must be arranged, and help with nothing after it."""
    found = ahead_of(home.access)
    context = {
        "home": home,
        "open": [one for one in found if one.state == "expected"],
        "done": [one for one in found if one.state != "expected"],
        "may": home.may(ACT),
    }
    return render(request, "transitions/page.html", context)


@require_POST
@household_page(*WORKERS)
def transition_take(request: HttpRequest, home: Home) -> HttpResponse:
    """Write down a transition that was seen coming, so that somebody sees to it."""
    home.must(ACT)
    key = request.POST.get("wat", "")
    found = [
        one
        for one in queries.coming(home.access)
        if one.id is None and f"{one.kind}:{one.person_id or ''}:{one.source}" == key
    ]
    if not found:
        raise NoEntry("This is not here any more.")
    one = found[0]
    return press(
        request,
        lambda: actions.expect_transition(
            home.reader,
            household_id=home.id,
            kind=one.kind or "",
            on=one.on,
            person_id=one.person_id,
            source=one.source,
        ),
        then=home.url("transitions_page"),
        said=_("It was written down; whoever coordinates is reminded."),
    )


def _transition(home: Home, uuid: UUID) -> Any:
    rows = queries.coming(home.access)
    return next(
        (one for one in rows if one.uuid == uuid and one.state == "expected" and not one.masked),
        None,
    )


def _young(home: Home, uuid: UUID) -> Any:
    row = _transition(home, uuid)
    return row if row is not None and row.kind == "turning_18" else None


def _note(home: Home, given: dict[str, Any], row: None) -> object:
    about = given.pop("about")
    return actions.expect_transition(
        home.reader, household_id=home.id, person_id=int(about) if about else None, **given
    )


def _arrange(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.arrange_transition(
        home.reader,
        household_id=home.id,
        transition=row.id,
        words=given["words"],
        expected_version=given["version"],
    )


def _drop(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.drop_transition(
        home.reader,
        household_id=home.id,
        transition=row.id,
        words=given["words"],
        expected_version=given["version"],
    )


def _follow_form(home: Home, data: Any, row: Any) -> forms.FollowForm:
    done = {line.provision for line in row.follows}
    services = [
        (line.id, line.name)
        for line in queries.help_of(home.access, row.person_id)
        if line.law == "jeugdwet" and line.id not in done
    ]
    return forms.FollowForm(data, services=services)


def _follow(home: Home, given: dict[str, Any], row: Any) -> object:
    return actions.arrange_help(home.reader, household_id=home.id, transition=row.id, **given)


def _words_form(home: Home, data: Any, row: Any) -> forms.WordsForm:
    return forms.WordsForm(data, initial={"version": row.version})


DOINGS: dict[str, Doing] = {
    "erbij": Doing(
        ACT,
        gettext_lazy("Something changes on a day"),
        gettext_lazy("Birthdays, help and measures with an end are seen coming by themselves."),
        gettext_lazy("Write it down"),
        gettext_lazy("It was written down; whoever coordinates is reminded."),
        "transitions_page",
        lambda home, data, row: forms.NoteForm(data, around=members(home.access)),
        _note,
    ),
    "geregeld": Doing(
        ACT,
        gettext_lazy("It is arranged"),
        gettext_lazy("Ask the person it is about whether it is clear to them too."),
        gettext_lazy("It is arranged"),
        gettext_lazy("It was recorded."),
        "transitions_page",
        _words_form,
        _arrange,
        _transition,
    ),
    "hoeft-niet": Doing(
        ACT,
        gettext_lazy("Nothing is needed"),
        gettext_lazy("Say why, so that nobody has to ask again."),
        gettext_lazy("Nothing is needed"),
        gettext_lazy("It was recorded."),
        "transitions_page",
        _words_form,
        _drop,
        _transition,
    ),
    "vervolg": Doing(
        ACT,
        gettext_lazy("What follows on this help?"),
        gettext_lazy("Help under the Youth Act ends at eighteen, unless it is prolonged."),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        "transitions_page",
        _follow_form,
        _follow,
        _young,
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def transition_do(
    request: HttpRequest, home: Home, doing: str, item: UUID | None = None
) -> HttpResponse:
    """Show one form about a transition and do what it says."""
    return do(request, home, DOINGS, doing, item)
