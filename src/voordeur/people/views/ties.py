# SPDX-License-Identifier: EUPL-1.2
"""Pages about relations, legal authority, addresses, safe channels and the own people."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import posted
from voordeur.partners.queries import organisations
from voordeur.people import actions, queries
from voordeur.people.actions import NewAddress
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
from voordeur.people.pages import Frame, Home, form_page, household_page
from voordeur.people.views.members import BOTH, of_household, of_member


class _Known(Protocol):
    @property
    def uuid(self) -> UUID: ...


class _Versioned(_Known, Protocol):
    @property
    def version(self) -> int: ...


def _one[K: _Known](rows: list[K], uuid: UUID) -> K:
    """Return the row of an address, or raise NoEntry: the same for hidden and for not there."""
    for row in rows:
        if row.uuid == uuid:
            return row
    raise NoEntry(_("This cannot be opened."), remedy=_("Ask the case coordinator."))


def _people(home: Home) -> dict[str, tuple[int, str]]:
    """Return the members this reader may name, past ones too: inside number and name by address."""
    found = queries.members(home.access, past=True)
    return {
        str(one.person_uuid): (one.person_id, one.name or "") for one in found if not one.masked
    }


def _choices(people: dict[str, tuple[int, str]]) -> list[tuple[str, str]]:
    return [(uuid, name) for uuid, (_pk, name) in people.items()]


def _end(
    request: HttpRequest,
    home: Home,
    row: _Versioned,
    verb: Callable[..., object],
    noun: str,
    title: str,
) -> HttpResponse:
    """Ask until when something held, and end it from the version that was read."""
    return form_page(
        request,
        home,
        EndForm(posted(request), initial={"version": row.version}),
        lambda typed: verb(
            home.reader,
            household_id=home.id,
            until=typed["until"],
            expected_version=typed["version"],
            **{noun: row.uuid},
        ),
        of_household(home, title),
        said=_("The end was recorded."),
    )


def _sure(
    request: HttpRequest, home: Home, frame: Frame, verb: Callable[..., object], **given: object
) -> HttpResponse:
    """Ask once more before something is deleted for good."""
    return form_page(
        request,
        home,
        SureForm(posted(request)),
        lambda _typed: verb(home.reader, household_id=home.id, **given),
        frame,
        said=_("It was taken away."),
    )


@require_http_methods(BOTH)
@household_page()
def relate(request: HttpRequest, home: Home) -> HttpResponse:
    """Record what one member is to another."""
    people = _people(home)

    def do(typed: dict[str, Any]) -> None:
        person, other = typed.pop("person"), typed.pop("other")
        actions.record_relation(
            home.reader,
            household_id=home.id,
            person_id=people[person][0],
            other_id=people[other][0],
            **typed,
        )

    return form_page(
        request,
        home,
        RelationForm(posted(request), people=_choices(people)),
        do,
        of_household(home, _("What members are to each other")),
        said=_("The relation was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def unrelate(request: HttpRequest, home: Home, relation: UUID) -> HttpResponse:
    """Record until when two people were this to each other."""
    row = _one(queries.relations(home.access), relation)
    return _end(request, home, row, actions.end_relation, "relation", _("This is over"))


@require_http_methods(BOTH)
@household_page()
def authorise(request: HttpRequest, home: Home) -> HttpResponse:
    """Record who decides by law for a member."""
    people = _people(home)
    bodies = [(str(row.id), row.name) for row in organisations()]

    def do(typed: dict[str, Any]) -> None:
        person, holder, body = (typed.pop(name) for name in ("person", "holder", "organisation"))
        actions.record_authority(
            home.reader,
            household_id=home.id,
            person_id=people[person][0],
            holder_id=people[holder][0] if holder else None,
            organisation_id=int(body) if body else None,
            **typed,
        )

    return form_page(
        request,
        home,
        AuthorityForm(posted(request), people=_choices(people), organisations=bodies),
        do,
        of_household(
            home,
            _("Who decides by law"),
            lead=_("That somebody is a parent does not say that they have authority."),
        ),
        said=_("Legal authority was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def unauthorise(request: HttpRequest, home: Home, authority: UUID) -> HttpResponse:
    """Record until when somebody decided by law for a member."""
    row = _one(queries.authorities(home.access, past=True), authority)
    title = _("Legal authority ends")
    return _end(request, home, row, actions.end_authority, "authority", title)


@require_http_methods(BOTH)
@household_page()
def locate(request: HttpRequest, home: Home) -> HttpResponse:
    """Record an address of the household or of one member."""
    people = _people(home)

    def do(typed: dict[str, Any]) -> None:
        person = typed.pop("person")
        new = NewAddress(**typed, person_id=people[person][0] if person else None)
        actions.record_address(home.reader, household_id=home.id, new=new)

    return form_page(
        request,
        home,
        NewAddressForm(posted(request), people=_choices(people)),
        do,
        of_household(home, _("Add an address")),
        said=_("The address was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def move_away(request: HttpRequest, home: Home, address: UUID) -> HttpResponse:
    """Record until when an address held."""
    row = _one(queries.addresses(home.access), address)
    title = _("This address no longer holds")
    return _end(request, home, row, actions.end_address, "address", title)


@require_http_methods(BOTH)
@household_page()
def take_move_back(request: HttpRequest, home: Home, address: UUID) -> HttpResponse:
    """Ask once more before a move that was no move is taken back."""
    row = _one(queries.addresses(home.access), address)
    frame = of_household(
        home,
        _("This was no move"),
        lead=_("The address goes, and the one before it holds again."),
        submit=_("Take it back"),
    )
    return form_page(
        request,
        home,
        SureForm(posted(request)),
        lambda _typed: actions.take_move_back(
            home.reader, household_id=home.id, address=address, expected_version=row.version
        ),
        frame,
        said=_("The move was taken back."),
    )


@require_http_methods(BOTH)
@household_page()
def reach(request: HttpRequest, home: Home, person: UUID) -> HttpResponse:
    """Record a safe way to reach a member."""
    card = queries.person_card(home.access, person)
    return form_page(
        request,
        home,
        ChannelForm(posted(request)),
        lambda typed: actions.give_safe_channel(
            home.reader, household_id=home.id, person_id=card.person_id, **typed
        ),
        of_member(
            home,
            person,
            _("How to reach this member safely"),
            lead=_("Ask the member, alone. Others in the household do not see this."),
        ),
        said=_("It was recorded."),
    )


@require_http_methods(BOTH)
@household_page()
def unreach(request: HttpRequest, home: Home, person: UUID, channel: UUID) -> HttpResponse:
    """Delete a way of reaching a member that is not safe any more."""
    card = queries.person_card(home.access, person)
    row = _one(queries.channels(home.access, person_id=card.person_id), channel)
    frame = of_member(
        home,
        person,
        _("Take this way of reaching away"),
        lead=_("It is deleted and cannot be brought back."),
        submit=_("Take away"),
        danger=True,
    )
    return _sure(request, home, frame, actions.drop_safe_channel, channel=row.uuid)


@require_http_methods(BOTH)
@household_page()
def name_somebody(request: HttpRequest, home: Home) -> HttpResponse:
    """Write down somebody of the household's own people."""
    people = _people(home)

    def do(typed: dict[str, Any]) -> None:
        person = typed.pop("person")
        actions.name_network_member(
            home.reader,
            household_id=home.id,
            person_id=people[person][0] if person else None,
            **typed,
        )

    return form_page(
        request,
        home,
        NewNetworkForm(posted(request), people=_choices(people)),
        do,
        of_household(
            home,
            _("Somebody from the network"),
            lead=_(
                "Only whom the household names. A first name is enough. It never changes what "
                "help there is, and it is deleted when the household says so."
            ),
        ),
        said=_("It was written down."),
    )


@require_http_methods(BOTH)
@household_page()
def change_somebody(request: HttpRequest, home: Home, companion: UUID) -> HttpResponse:
    """Change what the household says about one of its own people."""
    row = _one(queries.network(home.access), companion)
    names = ("first_name", "tie", "nearness", "exchange", "note", "can_carry", "version")
    form = ChangeNetworkForm(posted(request), initial={one: getattr(row, one) for one in names})
    return form_page(
        request,
        home,
        form,
        lambda typed: actions.change_network_member(
            home.reader,
            household_id=home.id,
            network_member=row.uuid,
            expected_version=typed.pop("version"),
            **typed,
        ),
        of_household(home, _("Somebody from the network")),
        said=_("It was changed."),
    )


@require_http_methods(BOTH)
@household_page()
def remove_somebody(request: HttpRequest, home: Home, companion: UUID) -> HttpResponse:
    """Delete one of the household's own people."""
    row = _one(queries.network(home.access), companion)
    frame = of_household(
        home,
        _("Take somebody out of the network"),
        lead=_("It is deleted and cannot be brought back. The household decides this."),
        submit=_("Take away"),
        danger=True,
    )
    return _sure(request, home, frame, actions.remove_network_member, network_member=row.uuid)
