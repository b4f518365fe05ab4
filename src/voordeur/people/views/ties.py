# SPDX-License-Identifier: EUPL-1.2
"""Pages about relations, legal authority, addresses, safe channels and the own people."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.refusal import NoEntry
from voordeur.partners.queries import organisations
from voordeur.people import actions, queries
from voordeur.people.actions import NewAddress
from voordeur.people.answering import answer
from voordeur.people.forms import (
    AuthorityForm,
    ChangeNetworkForm,
    ChannelForm,
    EndForm,
    NewAddressForm,
    NewNetworkForm,
    RelationForm,
    SureForm,
)
from voordeur.people.pages import Home, household_page
from voordeur.people.views.members import BOTH, FORM, frame, member_url, overview


class _Known(Protocol):
    @property
    def uuid(self) -> UUID: ...


def _one[K: _Known](rows: list[K], uuid: UUID) -> K:
    """Return the row of an address, or raise NoEntry: the same for hidden and for not there."""
    for row in rows:
        if row.uuid == uuid:
            return row
    raise NoEntry("This cannot be opened.", remedy="Ask the case coordinator.")


def _people(home: Home) -> list[tuple[str, str]]:
    """Return the members this reader may name, as choices."""
    found = queries.members(home.access, past=True)
    return [(str(one.person_uuid), one.name or "") for one in found if not one.masked]


def _ids(home: Home) -> dict[str, int]:
    found = queries.members(home.access, past=True)
    return {str(one.person_uuid): one.person_id for one in found if not one.masked}


@require_http_methods(BOTH)
@household_page()
def relate(request: HttpRequest, home: Home) -> HttpResponse:
    """Record what one member is to another."""
    form = RelationForm(request.POST or None, people=_people(home))

    def do(typed: dict[str, Any]) -> None:
        ids = _ids(home)
        actions.record_relation(
            home.reader,
            household_id=home.id,
            person_id=ids[typed["person"]],
            other_id=ids[typed["other"]],
            kind=typed["kind"],
            own=typed["own"],
            from_date=typed["from_date"],
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=frame(home, _("What members are to each other")),
        then=overview(home),
        said=_("The relation was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def unrelate(request: HttpRequest, home: Home, relation: UUID) -> HttpResponse:
    """Record until when two people were this to each other."""
    row = _one(queries.relations(home.access), relation)

    def do(until: date, version: int) -> None:
        actions.end_relation(
            home.reader,
            household_id=home.id,
            relation=row.uuid,
            until=until,
            expected_version=version,
        )

    return _end(request, home, _("This is over"), row.version, do)


def _end(request: HttpRequest, home: Home, title: str, version: int, do: Any) -> HttpResponse:
    """Show the page that asks until when something held."""
    form = EndForm(request.POST or None, initial={"version": version})
    return answer(
        request,
        form,
        lambda typed: do(typed["until"], typed["version"]),
        template=FORM,
        context=frame(home, title),
        then=overview(home),
        said=_("The end was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def authorise(request: HttpRequest, home: Home) -> HttpResponse:
    """Record who decides by law for a member."""
    bodies = [(str(row.id), row.name) for row in organisations()]
    form = AuthorityForm(request.POST or None, people=_people(home), organisations=bodies)

    def do(typed: dict[str, Any]) -> None:
        ids = _ids(home)
        actions.record_authority(
            home.reader,
            household_id=home.id,
            person_id=ids[typed["person"]],
            kind=typed["kind"],
            holder_id=ids[typed["holder"]] if typed["holder"] else None,
            organisation_id=int(typed["organisation"]) if typed["organisation"] else None,
            holder_name=typed["holder_name"],
            ruling=typed["ruling"],
            from_date=typed["from_date"],
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=frame(
            home,
            _("Who decides by law"),
            lead=_("That somebody is a parent does not say that they have authority."),
        ),
        then=overview(home),
        said=_("Legal authority was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def unauthorise(request: HttpRequest, home: Home, authority: UUID) -> HttpResponse:
    """Record until when somebody decided by law for a member."""
    row = _one(queries.authorities(home.access, past=True), authority)

    def do(until: date, version: int) -> None:
        actions.end_authority(
            home.reader,
            household_id=home.id,
            authority=row.uuid,
            until=until,
            expected_version=version,
        )

    return _end(request, home, _("Legal authority ends"), row.version, do)


@require_http_methods(BOTH)
@household_page()
def locate(request: HttpRequest, home: Home) -> HttpResponse:
    """Record an address of the household or of one member."""
    form = NewAddressForm(request.POST or None, people=_people(home))

    def do(typed: dict[str, Any]) -> None:
        person = typed.pop("person")
        actions.record_address(
            home.reader,
            household_id=home.id,
            new=NewAddress(**typed, person_id=_ids(home)[person] if person else None),
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=frame(home, _("Add an address")),
        then=overview(home),
        said=_("The address was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def move_away(request: HttpRequest, home: Home, address: UUID) -> HttpResponse:
    """Record until when an address held."""
    row = _one(queries.addresses(home.access), address)

    def do(until: date, version: int) -> None:
        actions.end_address(
            home.reader,
            household_id=home.id,
            address=row.uuid,
            until=until,
            expected_version=version,
        )

    return _end(request, home, _("This address no longer holds"), row.version, do)


@require_http_methods(BOTH)
@household_page()
def reach(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Record a safe way to reach a member."""
    card = queries.person_card(home.access, person)
    return answer(
        request,
        ChannelForm(request.POST or None),
        lambda typed: actions.give_safe_channel(
            home.reader, household_id=home.id, person_id=card.person_id, **typed
        ),
        template=FORM,
        context=frame(
            home,
            _("How to reach this member safely"),
            lead=_("Ask the member, alone. Others in the household do not see this."),
            back=member_url(home, person),
        ),
        then=member_url(home, person),
        said=_("It was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def unreach(request: HttpRequest, home: Home, person: UUID, channel: UUID) -> HttpResponse:
    """Delete a way of reaching a member that is not safe any more."""
    card = queries.person_card(home.access, person)
    row = _one(queries.channels(home.access, person_id=card.person_id), channel)
    return answer(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        lambda typed: actions.drop_safe_channel(
            home.reader, household_id=home.id, channel=row.uuid
        ),
        template=FORM,
        context=frame(
            home,
            _("Take this way of reaching away"),
            lead=_("It is deleted and cannot be brought back."),
            submit=_("Take away"),
            danger=True,
            back=member_url(home, person),
        ),
        then=member_url(home, person),
        said=_("It was taken away."),
    )


@require_http_methods(BOTH)
@household_page()
def name_somebody(request: HttpRequest, home: Home) -> HttpResponse:
    """Write down somebody of the household's own people."""
    form = NewNetworkForm(request.POST or None, people=_people(home))

    def do(typed: dict[str, Any]) -> None:
        person = typed.pop("person")
        actions.name_network_member(
            home.reader,
            household_id=home.id,
            person_id=_ids(home)[person] if person else None,
            **typed,
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=frame(
            home,
            _("Somebody from the network"),
            lead=_(
                "Only whom the household names. A first name is enough. It never changes what "
                "help there is, and it is deleted when the household says so."
            ),
        ),
        then=overview(home),
        said=_("It was written down."),
    )


@require_http_methods(BOTH)
@household_page()
def change_somebody(request: HttpRequest, home: Home, companion: UUID) -> HttpResponse:
    """Change what the household says about one of its own people."""
    row = _one(queries.network(home.access), companion)
    names = ("first_name", "tie", "nearness", "exchange", "note", "version")
    form = ChangeNetworkForm(
        request.POST or None, initial={name: getattr(row, name) for name in names}
    )

    def do(typed: dict[str, Any]) -> None:
        version = typed.pop("version")
        actions.change_network_member(
            home.reader,
            household_id=home.id,
            network_member=row.uuid,
            expected_version=version,
            **typed,
        )

    return answer(
        request,
        form,
        do,
        template=FORM,
        context=frame(home, _("Somebody from the network")),
        then=overview(home),
        said=_("It was changed."),
    )


@require_http_methods(BOTH)
@household_page()
def remove_somebody(request: HttpRequest, home: Home, companion: UUID) -> HttpResponse:
    """Delete one of the household's own people."""
    row = _one(queries.network(home.access), companion)
    return answer(
        request,
        SureForm(request.POST if request.method == "POST" else None),
        lambda typed: actions.remove_network_member(
            home.reader, household_id=home.id, network_member=row.uuid
        ),
        template=FORM,
        context=frame(
            home,
            _("Take somebody out of the network"),
            lead=_("It is deleted and cannot be brought back. The household decides this."),
            submit=_("Take away"),
            danger=True,
        ),
        then=overview(home),
        said=_("It was taken away."),
    )
