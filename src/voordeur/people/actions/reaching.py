# SPDX-License-Identifier: EUPL-1.2
"""Addresses, also protected ones, and the safe way to reach one member."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.door.voice import may_write_for, said_if_theirs
from voordeur.history.record import Private
from voordeur.people import addresses, identity
from voordeur.people.models import Address, Membership, SafeChannel


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address as it was typed; `person_id` when it is of one member, `protected` when secret."""

    street: str = ""
    number: str = ""
    postcode: str = ""
    place: str = ""
    kind: str = "home"
    person_id: int | None = None
    protected: bool = False
    from_date: date | None = None


def _member(deed: Deed, person_id: int) -> None:
    rows = Membership.objects.through(deed.inside).shown().filter(person_id=person_id)
    if not rows.exists():
        raise Refusal(_("This member is not in the household."), "person")


def write_address(deed: Deed, new: NewAddress) -> Address:
    """Write an address in the household of the deed; the content of the event is the subject's."""
    try:
        postcode = addresses.postcode(new.postcode)
        number, addition = addresses.number(new.number)
    except addresses.AddressError as error:
        raise identity.address_refusal(error) from error
    if not (postcode or new.street.strip() or new.place.strip()):
        raise Refusal(_("Give a street, a postcode or a place."), "street")
    if new.protected and new.person_id is None:
        raise Refusal(_("Say whose address must stay secret."), "person")
    if new.person_id is not None:
        _member(deed, new.person_id)
    row = Address(
        household_id=deed.household_id,
        person_id=new.person_id,
        compartment="where" if new.protected else "common",
        kind=new.kind,
        street=new.street.strip(),
        number=number,
        addition=addition,
        postcode=postcode,
        place=new.place.strip(),
        from_date=new.from_date or deed.now.date(),
    )
    row.save(force_insert=True)
    subject = f"person:{row.person_id}" if row.person_id else f"household:{deed.household_id}"
    deed.happened(
        "people.address_recorded",
        {"address": row.pk, "kind": row.kind, "compartment": row.compartment},
        Private(
            subject,
            row.compartment,
            {"street": row.street, "number": row.number, "postcode": row.postcode},
        ),
    )
    return row


@action("household.edit")
def record_address(deed: Deed, *, household_id: int, new: NewAddress) -> Address:
    """Record where the household, or one member, lives, stays or gets post."""
    return write_address(deed, new)


@action("household.edit")
def end_address(
    deed: Deed, *, household_id: int, address: UUID, until: date, expected_version: int
) -> Address:
    """Record until when an address held."""
    row = Address.objects.through(deed.inside).shown().filter(uuid=address).first()
    if row is None:
        raise Refusal(_("This address is not in the household."), "address")
    expect(row, expected_version, {"until": until})
    if until < row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    deed.happened(
        "people.address_ended",
        {"address": row.pk, "until": until},
        about=(row.person_id, row.compartment),
    )
    return row


@action("where.write")
def give_safe_channel(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    kind: str,
    value: str,
    when: str = "",
    never: str = "",
    how: str | None = None,
) -> SafeChannel:
    """Record how a member can be reached without danger, and how never.

    For oneself, or as that member said it: a member says nothing of the sort for another.
    """
    may_write_for(deed, person_id, "where")
    _member(deed, person_id)
    said_if_theirs(deed, person_id, how)
    if not value.strip():
        raise Refusal(_("Say how this member can be reached."), "value")
    row = SafeChannel(
        household_id=household_id,
        person_id=person_id,
        kind=kind,
        value=value.strip(),
        when=when.strip(),
        never=never.strip(),
    )
    row.save(force_insert=True)
    deed.happened(
        "people.safe_channel_given",
        {"channel": row.pk, "person": person_id},
        Private(
            f"person:{person_id}",
            "where",
            {"kind": row.kind, "value": row.value, "when": row.when, "never": row.never},
        ),
    )
    return row


@action("where.write")
def drop_safe_channel(
    deed: Deed, *, household_id: int, channel: UUID, how: str | None = None
) -> None:
    """Delete a way of reaching somebody that is not safe any more."""
    row = SafeChannel.objects.through(deed.inside).shown().filter(uuid=channel).first()
    if row is None:
        raise Refusal(_("This is not in the file."), "channel")
    said_if_theirs(deed, row.person_id, how)
    facts = {"channel": row.pk, "person": row.person_id}
    SafeChannel._plain.filter(pk=row.pk).delete()
    deed.happened("people.safe_channel_dropped", facts, about=(facts["person"], "where"))
