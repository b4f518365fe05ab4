# SPDX-License-Identifier: EUPL-1.2
"""Questions about addresses, safe channels, relations, authority and the household's own people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.door.access import Access, looking, once
from voordeur.door.masking import GuardedQuerySet
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, answer
from voordeur.history import clock
from voordeur.people.models import Address, LegalAuthority, NetworkMember, Relation, SafeChannel
from voordeur.people.queries.members import around


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address; `text` is None when the reader may know only that there is a protected one."""

    uuid: UUID
    version: int
    person_id: int | None
    protected: bool
    kind: str | None
    text: str | None
    from_date: date
    until: date | None


_ADDRESS = (
    "uuid",
    "version",
    "person_id",
    "compartment",
    "kind",
    "street",
    "number",
    "addition",
    "postcode",
    "place",
    "from_date",
    "until",
)


def addresses_asked(access: Access, *, past: bool = False) -> Asked:
    """Return the question of `addresses`."""
    rows = Address.objects.through(access)
    if not past:
        rows = rows.filter(Q(until=None) | Q(until__gt=clock.today()))
    return rows.order_by("from_date", "id"), _ADDRESS


def addresses(access: Access, *, past: bool = False) -> list[AddressLine]:
    """Return the addresses of the household and its members; one query."""
    found = answer(addresses_asked(access, past=past))
    return [
        AddressLine(
            uuid=row.uuid,
            version=row.version,
            person_id=row.person_id,
            protected=row.compartment == "where",
            kind=row.kind,
            text=_written(row.street, row.number, row.addition, row.postcode, row.place)
            if row.seen == Answer.SHOWN
            else None,
            from_date=row.from_date,
            until=row.until,
        )
        for row in found
    ]


def _written(street: str, number: str, addition: str, postcode: str, place: str) -> str:
    """Return an address on one line as the Dutch write it: `Dorpsstraat 12 A, 1234 AB Waterveen`."""
    code = f"{postcode[:4]} {postcode[4:]}" if postcode else ""
    house = " ".join(part for part in (street, number, addition) if part)
    town = " ".join(part for part in (code, place) if part)
    return ", ".join(part for part in (house, town) if part)


@dataclass(frozen=True, slots=True)
class Channel:
    """A safe way to reach a member; everything is None when only that is shown."""

    uuid: UUID
    person_id: int
    kind: str | None
    value: str | None
    when: str | None
    never: str | None

    @property
    def masked(self) -> bool:
        """Say whether only the fact is shown that there is an agreed way."""
        return self.kind is None


def channels(access: Access, *, person_id: int | None = None) -> list[Channel]:
    """Return the safe channels, of all members or of one; one query."""
    rows = SafeChannel.objects.through(access)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return [
        Channel(row.uuid, row.person_id, row.kind, row.value, row.when, row.never)
        for row in rows.order_by("id").rows("uuid", "person_id", "kind", "value", "when", "never")
    ]


@dataclass(frozen=True, slots=True)
class Tie:
    """`person` is `kind` of `other`; seen from the other side the kind is the inverse."""

    uuid: UUID
    version: int
    person_id: int
    other_id: int
    kind: str
    from_date: date | None
    until: date | None


def relations(access: Access, *, past: bool = False) -> list[Tie]:
    """Return the relations this reader may read; one query. Masked ones are left out.

    That there is a relation tells between whom, so half of it would tell the whole.
    """
    rows = once(access, ("people.relations", past), lambda: list(_relations(access, past)))
    return [
        Tie(
            row.uuid,
            row.version,
            row.person_id,
            row.other_id,
            row.kind,
            row.from_date,
            row.until,
        )
        for row in rows
    ]


def _relations(access: Access, past: bool) -> GuardedQuerySet[Relation]:
    rows = Relation.objects.through(access).shown().order_by("person_id", "id")
    return rows if past else rows.filter(Q(until=None) | Q(until__gt=clock.today()))


def ties_asked(access: Access) -> list[Asked]:
    """Return the questions for the relations and the legal authority of today."""
    return [
        _relations(access, False),
        (_authorities(access, clock.today(), False), _AUTHORITY),
    ]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides by law for a member; `kind` is None when the reader sees only that there is one."""

    uuid: UUID
    version: int
    person_id: int
    kind: str | None
    holder_id: int | None
    holder: str
    """Name of an organisation or of somebody outside the household; empty for a member."""
    ruling: str
    from_date: date
    until: date | None


def authorities(access: Access, *, on: date | None = None, past: bool = False) -> list[Authority]:
    """Return who decides by law for which member on a day; one query."""
    day = on or clock.today()
    found = once(
        access,
        ("people.authorities", day, past),
        lambda: _authorities(access, day, past).rows(*_AUTHORITY),
    )
    return [
        Authority(
            uuid=row.uuid,
            version=row.version,
            person_id=row.person_id,
            kind=row.kind,
            holder_id=row.holder_id,
            holder=row.holder_name or row.organisation__name or "",
            ruling=row.ruling or "",
            from_date=row.from_date,
            until=row.until,
        )
        for row in found
    ]


_AUTHORITY = (
    "uuid",
    "version",
    "person_id",
    "kind",
    "holder_id",
    "holder_name",
    "organisation__name",
    "ruling",
    "from_date",
    "until",
)


def _authorities(access: Access, day: date, past: bool) -> GuardedQuerySet[LegalAuthority]:
    rows = LegalAuthority.objects.through(access).order_by("person_id", "from_date", "id")
    return rows if past else rows.filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody of the household's own people, as the household named them."""

    uuid: UUID
    version: int
    id: int
    person_id: int | None
    shared: bool
    first_name: str
    tie: str
    nearness: str
    exchange: str
    note: str
    can_carry: int | None


def network(access: Access) -> list[Companion]:
    """Return the own people this reader may read of, per member in order of naming; one query.

    Masked ones are left out: whose people are not told is not counted either.
    """
    if access.household_id is not None and looking():
        _, rows = around(access)
    else:
        rows = list(NetworkMember.objects.through(access).shown().order_by("person_id", "id"))
    return [
        Companion(
            uuid=row.uuid,
            version=row.version,
            id=row.pk,
            person_id=row.person_id,
            shared=row.compartment == "common",
            first_name=row.first_name,
            tie=row.tie,
            nearness=row.nearness,
            exchange=row.exchange,
            note=row.note,
            can_carry=row.can_carry,
        )
        for row in rows
    ]
