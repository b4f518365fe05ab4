# SPDX-License-Identifier: EUPL-1.2
"""Questions about households and their members; all take an Access."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.refusal import NoEntry
from voordeur.history import clock
from voordeur.people.models import Household, Membership


def household_id(uuid: UUID) -> int:
    """Return the inside number behind a household's address; raises NoEntry when there is none."""
    pk = Household.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    if pk is None:
        raise NoEntry("This household cannot be opened.", remedy="Ask the case coordinator.")
    return pk


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
    rows = Membership.objects.through(access)
    if not past:
        rows = rows.filter(Q(until=None) | Q(until__gt=day), from_date__lte=day)
    found = rows.order_by("from_date", "id").rows(
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
        "person__gender",
        "role",
        "from_date",
        "until",
    )
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
            gender=row.person__gender,
            role=row.role,
            from_date=row.from_date,
            until=row.until,
        )
        for row in found
    ]
