# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the plan have in common."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from voordeur.coordination.queries import holders, involved
from voordeur.door import drafts
from voordeur.door.submitting import number_sent, press
from voordeur.partners.queries import colleagues
from voordeur.people.pages import Frame, Home
from voordeur.people.queries import Member, members

ROLES = ("professional", "triage", "team_lead", "supporter")
PAGE = ["GET", "HEAD", "POST"]


def typed(request: HttpRequest, home: Home, key: str, prefix: str = "") -> dict[str, Any]:
    """Return what was typed in a form and not sent yet, as initial values."""
    return drafts.typed(home.reader.account_id, draft_key(home, key), prefix)


def draft_key(home: Home, key: str) -> str:
    """Return the key of a draft for one form of one household."""
    return f"plan.{key}.{home.uuid}"


def here(home: Home) -> list[Member]:
    """Return the members whose name this reader may read."""
    return [one for one in members(home.access) if not one.masked]


def staff(home: Home) -> list[tuple[str, str]]:
    """Return the professionals a step can name: who is involved here, and the reader."""
    ids = {one.professional_id for one in involved(home.access) if one.professional_id}
    ids |= {one.professional_id for one in holders(home.access) if one.professional_id}
    mine = [home.reader.account_id] if home.reader.account_id else []
    return [
        (str(one.id), f"{one.name} ({one.organisation})")
        for one in colleagues(ids=sorted(ids), account_ids=mine)
    ]


def in_plan(home: Home, title: str, **more: Any) -> Frame:
    """Return the frame of a form about the plan; it leads back to the plan, at an anchor."""
    tab = more.pop("tab", "plan_page")
    back = home.url(tab, anchor=more.pop("anchor", ""))
    return Frame(tab, title, back, eyebrow=_("Plan"), **more)


def do(
    request: HttpRequest,
    home: Home,
    verb: Callable[..., object],
    *,
    then: str,
    said: str = "",
    **given: Any,
) -> HttpResponse:
    """Do what a button asks, from the version it was drawn from, and go to the page it stands on."""
    return press(
        request,
        lambda: verb(
            home.reader, household_id=home.id, expected_version=number_sent(request), **given
        ),
        then=then,
        said=said or _("Written down."),
    )


def filled(request: HttpRequest, form: type[Form], name: str, **given: Any) -> Form:
    """Return one of several forms of a page: bound when it is the one that was sent."""
    mine = request.method == "POST" and request.POST.get("do") == name
    initial = given.pop("initial", None)
    return form(request.POST if mine else None, initial=initial, prefix=name, **given)
