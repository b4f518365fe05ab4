# SPDX-License-Identifier: EUPL-1.2
"""Pages about moving house and about going to live in another household."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.access import open_list, saw
from voordeur.door.submitting import answer, posted
from voordeur.people import actions, following, queries
from voordeur.people.actions import NewAddress
from voordeur.people.forms import MoveHouseForm, MovePeopleForm
from voordeur.people.pages import Home, form_page, household_page
from voordeur.people.queries import Member
from voordeur.people.views.members import of_household

BOTH = ["GET", "POST"]
_ADDRESS = ("street", "number", "postcode", "place")


def _here(home: Home) -> list[Member]:
    return [one for one in queries.members(home.access) if not one.masked]


def _choices(found: list[Member]) -> list[tuple[str, str]]:
    return [(str(one.person_uuid), one.name or "") for one in found]


def _ids(found: list[Member], chosen: list[str]) -> list[int]:
    return [one.person_id for one in found if str(one.person_uuid) in chosen]


def _address(typed: dict[str, Any], day: Any) -> NewAddress | None:
    parts = {name: typed[name] for name in _ADDRESS}
    if not any(parts.values()):
        return None
    return NewAddress(**parts, protected=typed["protected"], from_date=day)


@require_http_methods(BOTH)
@household_page()
def move_house(request: HttpRequest, home: Home) -> HttpResponse:
    """Record that the household, or some of its members, live somewhere else."""
    home.must("household.edit")
    found = _here(home)
    form = MoveHouseForm(posted(request), people=_choices(found))

    def do(typed: dict[str, Any]) -> None:
        day = typed["from_date"]
        actions.move_house(
            home.reader,
            household_id=home.id,
            new=_address(typed, day) or NewAddress(from_date=day),
            person_ids=_ids(found, typed["persons"]),
        )

    lead = _("The address until now ends on that day. Somebody who moves out alone: choose who.")
    frame = of_household(home, _("Moving house"), lead=lead)
    return form_page(request, home, form, do, frame, said=_("The move was recorded."))


@require_http_methods(BOTH)
@household_page()
def move_people(request: HttpRequest, home: Home) -> HttpResponse:
    """Let members go to live in another household, with what may go along shown beforehand."""
    home.must("household.edit")
    found = _here(home)
    mine = open_list(home.reader)
    homes = [one for one in queries.own_households(mine) if one.id != home.id]
    saw(mine, [one.id for one in homes], activity="people.move_people")
    form = MovePeopleForm(
        posted(request),
        people=_choices(found),
        homes=[(str(one.uuid), ", ".join(one.called)) for one in homes],
        kinds=following.options(),
    )

    def do(typed: dict[str, Any]) -> None:
        to = {str(one.uuid): one.id for one in homes}.get(typed["to"])
        actions.move_people(
            home.reader,
            household_id=home.id,
            leaving=_ids(found, typed["leaving"]),
            both=_ids(found, typed["both"]),
            to_household_id=to,
            on=typed["on"],
            along=typed["along"],
            address=_address(typed, typed["on"]),
        )

    persons = [one.person_id for one in found]
    return answer(
        request,
        form,
        do,
        template="people/move.html",
        context=lambda: {
            "home": home,
            "names": [one.called for one in found],
            "records": following.about(home.access, persons),
            "back_url": home.url("people_page"),
        },
        then=home.url("people_page"),
        said=_("It was recorded who went. The other household is among your households."),
    )
