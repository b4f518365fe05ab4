# SPDX-License-Identifier: EUPL-1.2
"""Questions about households and their members; all take an Access."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, Value

from voordeur.door.access import Access, looking, once
from voordeur.door.answer import Reach, seen
from voordeur.door.masking import SEEN
from voordeur.door.matrix import Answer
from voordeur.door.refusal import NoEntry
from voordeur.door.together import Asked, answer, together
from voordeur.history import clock
from voordeur.history.asking import Shape
from voordeur.people import identity
from voordeur.people.items import COMPARTMENTS
from voordeur.people.models import Household, Membership, NetworkMember, Person


def household_id(uuid: UUID) -> int:
    """Return the inside number behind a household's address; raises NoEntry when there is none."""
    return household_at(uuid)[0]


def household_at(uuid: UUID) -> tuple[int, bool]:
    """Return the number behind an address, and whether anything was joined to what is there.

    One query; an old address leads to the household that it was joined to. Raises NoEntry when
    there is none.
    """
    rows = _AT(uuid)
    if not rows:
        raise NoEntry("This household cannot be opened.", remedy="Ask the case coordinator.")
    pk, into, joined = rows[0]
    while into is not None:
        pk, into = Household.objects.values_list("pk", "merged_into_id").get(pk=into)
        joined = True
    return pk, joined


_AT = Shape(
    lambda uuid: (
        Household.objects.filter(uuid=uuid)
        .annotate(
            joined=Exists(
                Person._plain.filter(merged_into__memberships__household_id=OuterRef("pk"))
            )
            | Exists(Household.objects.filter(merged_into_id=OuterRef("pk")))
        )
        .order_by("pk")
        .values_list("pk", "merged_into_id", "joined")
    )
)


def household_uuids(ids: Collection[int]) -> dict[int, UUID]:
    """Return the address of households by inside number; one query, nothing personal in it."""
    return dict(_ADDRESSES(sorted(set(ids))))


_ADDRESSES = Shape(
    lambda ids: Household.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "uuid")
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of one household as this reader may see them; `name` is None when masked."""

    membership_id: int
    version: int
    household_id: int
    person_id: int
    person_uuid: UUID | None
    name: str | None
    called: str | None
    born: str | None
    died: str | None
    gender: str | None
    role: str | None
    from_date: date
    until: date | None

    @property
    def masked(self) -> bool:
        """Say whether only the fact is shown, not who."""
        return self.name is None


def full_name(given: str, prefix: str, surname: str) -> str:
    """Return a name as it is written: given names, prefix, surname."""
    return " ".join(part for part in (given, prefix, surname) if part)


def members(access: Access, *, on: date | None = None, past: bool = False) -> list[Member]:
    """Return the members this reader may know of, in the order they joined; one query.

    On a list Access these are members of every household in the reader's standing.
    """
    day = on or clock.today()
    if access.household_id is not None and looking():
        everybody, _ = around(access)
        return [
            one
            for one in everybody
            if past or (one.from_date <= day and (one.until is None or one.until > day))
        ]
    return once(access, ("people.members", day, past), lambda: _members(access, day, past))


def around_asked(access: Access) -> list[Asked]:
    """Return the questions of `around`."""
    return [
        (Membership.objects.through(access).order_by("from_date", "id"), _MEMBER),
        NetworkMember.objects.through(access).shown().order_by("person_id", "id"),
    ]


def around(access: Access) -> tuple[list[Member], list[NetworkMember]]:
    """Return who is or was in one household and its own people, once per look; one query."""

    def ask() -> tuple[list[Member], list[NetworkMember]]:
        rows, network = together(*around_asked(access))
        return _as_members(rows), network

    return once(access, ("people.around",), ask)


_MEMBER = (
    "id",
    "version",
    "household_id",
    "person_id",
    "person__uuid",
    "person__given_names",
    "person__prefix",
    "person__surname",
    "person__called",
    "person__born",
    "person__died",
    "person__gender",
    "role",
    "from_date",
    "until",
)


def members_asked(access: Access, *, on: date | None = None, past: bool = False) -> Asked:
    """Return the question of `members` on a list."""
    day = on or clock.today()
    rows = Membership.objects.through(access)
    if not past:
        rows = rows.filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)
    return rows.order_by("from_date", "id"), _MEMBER


def _members(access: Access, day: date, past: bool) -> list[Member]:
    return _as_members(answer(members_asked(access, on=day, past=past)))


def _as_members(found: Iterable[Any]) -> list[Member]:
    return [
        Member(
            membership_id=row.id,
            version=row.version,
            household_id=row.household_id,
            person_id=row.person_id,
            person_uuid=row.person__uuid,
            name=full_name(row.person__given_names, row.person__prefix, row.person__surname)
            if row.seen == Answer.SHOWN
            else None,
            called=(row.person__called or row.person__given_names.split(" ")[0])
            if row.seen == Answer.SHOWN
            else None,
            born=row.person__born,
            died=row.person__died,
            gender=row.person__gender,
            role=row.role,
            from_date=row.from_date,
            until=row.until,
        )
        for row in found
    ]


def born_between(access: Access, first: date, until: date) -> list[tuple[int, int, str]]:
    """Return household, person and birth of present members born in a span of days; one query.

    For a task that looks ahead: only births that are known to the day, of who lives here today.
    """
    rows = Membership.objects.through(access).shown()
    rows = rows.filter(
        Q(until=None) | Q(until__gt=clock.today()),
        person__born__gte=first.isoformat(),
        person__born__lte=until.isoformat(),
        person__died="",
    )
    found = rows.order_by("household_id", "person_id")
    return list(found.values_list("household_id", "person_id", "person__born"))


def capacity(access: Access) -> int | None:
    """Return how many things at once the household says it can carry; None: it has not said."""
    if access.household_id is None:
        return None
    rows = _CAPACITY(access.household_id)
    return rows[0][0] if rows else None


_CAPACITY = Shape(
    lambda number: Household.objects.filter(pk=number).order_by("pk").values_list("capacity")
)


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What is known of one member whose name this reader may read; `version` is the person's."""

    person_id: int
    uuid: UUID
    version: int
    membership_id: int
    membership_version: int
    given_names: str
    prefix: str
    surname: str
    called: str
    born: str
    died: str
    gender: str
    language: str
    needs: str
    role: str
    from_date: date
    until: date | None
    own_shown: bool
    """Whether this reader may read the member's ordinary part: then also the citizen number."""
    has_citizen_number: bool

    @property
    def name(self) -> str:
        """Return the name as it is written."""
        return full_name(self.given_names, self.prefix, self.surname)


@dataclass(frozen=True, slots=True)
class OwnHousehold:
    """A household of a reader, with the first names of who is in it now."""

    id: int
    uuid: UUID
    called: tuple[str, ...]


def own_households(access: Access) -> list[OwnHousehold]:
    """Return the households whose members' names this reader may read, oldest first; one query."""
    day = clock.today()
    rows = Membership.objects.through(access).shown()
    rows = rows.filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)
    found: dict[int, tuple[UUID, list[str]]] = {}
    for pk, uuid, called, given in rows.order_by("household_id", "from_date", "id").values_list(
        "household_id", "household__uuid", "person__called", "person__given_names"
    ):
        found.setdefault(pk, (uuid, []))[1].append(called or given.split(" ")[0])
    return [OwnHousehold(pk, uuid, tuple(names)) for pk, (uuid, names) in found.items()]


def _with_own(access: Access, person_ids: Collection[int]) -> list[dict[str, object]]:
    """Return memberships of persons, newest first, with the answer for the compartment `own`."""
    reach = Reach(compartment="own_part")
    rows = Membership.objects.through(access).shown().filter(person_id__in=person_ids)
    return list(
        rows.annotate(own_part=Value("own", output_field=CharField()))
        .annotate(own_seen=seen(access, reach))
        .order_by("-from_date", "-pk")
        .values("pk", "person_id", "version", "role", "from_date", "until", "own_seen", SEEN)
    )


def open_parts(access: Access) -> dict[int, frozenset[str]]:
    """Return, per member that is shown, the compartments whose content this reader may read; one query.

    For forms: what may not be read should not be asked. The door's expression decides, as always.
    """
    rows = Membership.objects.through(access).shown()
    names = {}
    for part in COMPARTMENTS:
        rows = rows.annotate(**{f"part_{part}": Value(part, output_field=CharField())})
        names[f"open_{part}"] = part
        rows = rows.annotate(**{f"open_{part}": seen(access, Reach(compartment=f"part_{part}"))})
    return {
        row["person_id"]: frozenset(
            part for name, part in names.items() if row[name] == Answer.SHOWN
        )
        for row in rows.order_by("pk").values("person_id", *names)
    }


def _joined_to(person: Person) -> Person:
    """Return a person, or whom they were joined to."""
    while person.merged_into_id is not None:
        person = Person._plain.get(pk=person.merged_into_id)
    return person


def person_card(access: Access, person: UUID) -> PersonCard:
    """Return a member of the household that is open; raises NoEntry when not shown; two queries."""
    [(card, _who)] = person_cards(access, [person])
    return card


def person_cards(access: Access, persons: Collection[UUID]) -> list[tuple[PersonCard, Person]]:
    """Return several members with their rows, in the order asked for, as `person_card` does.

    Two queries; one more for each who was joined to another since. Raises NoEntry when one of them
    is not shown.
    """
    people = {row.uuid: _joined_to(row) for row in Person._plain.filter(uuid__in=persons)}
    newest: dict[object, dict[str, object]] = {}
    for row in _with_own(access, [one.pk for one in people.values()]):
        newest.setdefault(row["person_id"], row)
    if any(uuid not in people or people[uuid].pk not in newest for uuid in persons):
        raise NoEntry("This member cannot be opened.", remedy="Ask the case coordinator.")
    found = [people[uuid] for uuid in persons]
    return [(_card(who, newest[who.pk]), who) for who in found]


def _card(who: Person, newest: dict[str, object]) -> PersonCard:
    own = newest["own_seen"] == Answer.SHOWN
    return PersonCard(
        person_id=who.pk,
        uuid=who.uuid,
        version=who.version,
        membership_id=newest["pk"],  # type: ignore[arg-type]
        membership_version=newest["version"],  # type: ignore[arg-type]
        given_names=who.given_names,
        prefix=who.prefix,
        surname=who.surname,
        called=who.called or who.given_names.split(" ")[0],
        born=who.born,
        died=who.died,
        gender=who.gender,
        language=who.language,
        needs=who.needs if own else "",
        role=newest["role"],  # type: ignore[arg-type]
        from_date=newest["from_date"],  # type: ignore[arg-type]
        until=newest["until"],  # type: ignore[arg-type]
        own_shown=own,
        has_citizen_number=own and bool(who.citizen_number_sealed),
    )


def citizen_number(access: Access, person_id: int) -> str | None:
    """Return the citizen number of a member whose part `own` is shown; None when not recorded.

    Raises NoEntry when it is not for this reader. Never put it in an address, a log or a mail.
    """
    rows = _with_own(access, [person_id])
    if not rows or rows[0]["own_seen"] != Answer.SHOWN:
        raise NoEntry("This is not for you.", remedy="Ask the case coordinator.")
    sealed = Person._plain.values_list("citizen_number_sealed", flat=True).get(pk=person_id)
    return identity.unseal(person_id, sealed) if sealed else None


@dataclass(frozen=True, slots=True)
class Stay:
    """The days one person is a member of one household."""

    person_id: int
    household_id: int
    from_date: date
    until: date | None


def stays_asked(access: Access, person_ids: Collection[int]) -> Asked:
    """Return the question where these persons are or were members, as far as this reader may know.

    Its rows have `person_id`, `household_id`, `from_date` and `until`.
    """
    rows = Membership.objects.through(access).shown().filter(person_id__in=sorted(person_ids))
    return rows.order_by("from_date", "id"), ("person_id", "household_id", "from_date", "until")


def stays(access: Access, person_ids: Collection[int]) -> list[Stay]:
    """Return where these persons are or were members, as far as this reader may know; one query."""
    return [Stay(*row) for _seen, *row in answer(stays_asked(access, person_ids))]


def homes_by_number(access: Access, lookups: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return (person, household) per keyed citizen number, for an import; one query.

    Of several households the one the person has been in longest counts, present ones first. Only
    with an Access of a system reader: nobody else looks people up outside their own standing.
    """
    if not access.everything:
        raise NoEntry("Only a system task enters this way.")
    rows = (
        Membership.objects.through(access)
        .shown()
        .filter(person__citizen_number_lookup__in=lookups)
        .order_by(F("until").desc(nulls_first=True), "from_date", "id")
    )
    found: dict[str, tuple[int, int]] = {}
    names = ("person__citizen_number_lookup", "person_id", "household_id")
    for lookup, person_id, home in rows.values_list(*names):
        found.setdefault(lookup, (person_id, home))
    return found


def number_key(access: Access, person_id: int) -> str | None:
    """Return the keyed value of a person's citizen number, for a system task; None without one."""
    if not access.everything:
        raise NoEntry("Only a system task enters this way.")
    rows = Person._plain.filter(pk=person_id)
    return rows.values_list("citizen_number_lookup", flat=True).first()


def full_match(access: Access, person_id: int) -> set[str]:
    """Return the keyed values by which a full match finds this person, for a system task."""
    number = number_key(access, person_id)
    person = Person._plain.get(pk=person_id)
    exact = identity.whole(person.given_names, person.surname, person.born)
    return {*([f"b:{number}"] if number else []), *([exact] if exact else [])}


def homes_of(access: Access, person_id: int) -> list[int]:
    """Return the households somebody is or was in, for a system task; one query."""
    if not access.everything:
        raise NoEntry("Only a system task enters this way.")
    rows = Membership._plain.filter(person_id=person_id).order_by("household_id")
    return list(rows.values_list("household_id", flat=True).distinct())


def person_number(person: UUID) -> int:
    """Return the number of the person with this outside name; raises NoEntry when there is none."""
    found = Person._plain.filter(uuid=person).values_list("pk", flat=True).first()
    if found is None:
        raise NoEntry("This person is not here.")
    return found
