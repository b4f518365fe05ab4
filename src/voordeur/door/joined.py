# SPDX-License-Identifier: EUPL-1.2
"""Which numbers of households and persons now mean the same one: what reads follow after a merge.

Events, versions of a plan and the access log are never rewritten. So they keep the number under
which they were written, and are read under the number it was joined to, with the standing there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, F, Q, Value, When

from voordeur.door.access import Access, once, standing_now
from voordeur.door.models import Standing
from voordeur.history import record

_ASKED = ("door.joined",)


@dataclass(frozen=True, slots=True)
class Joined:
    """Old number → the number it was joined to; empty where nothing was joined."""

    households: Mapping[int, int]
    persons: Mapping[int, int]

    def household(self, number: int) -> int:
        """Return the household that a number means now."""
        return self.households.get(number, number)

    def person(self, number: int | None) -> int | None:
        """Return the person that a number means now."""
        return None if number is None else self.persons.get(number, number)

    def wider(self, household_id: int) -> list[int]:
        """Return a household's number and all that were joined to it."""
        return [household_id, *(old for old, new in self.households.items() if new == household_id)]


def joined(access: Access) -> Joined:
    """Return what was joined to the households of an access and the persons in them; one query.

    Of persons only those to whom somebody's standing is narrowed: for the others the number on an
    old event makes no difference to who may read it.
    """

    def ask() -> Joined:
        homes: Iterable[int] | None
        if access.household_id is not None:
            homes = [access.household_id]
        elif access.everything:
            homes = None
        else:
            mine = standing_now(access.reader, access.at)
            homes = mine.values("household_id")  # type: ignore[assignment]
        narrowed = Standing.objects.filter(person_id__isnull=False)
        if homes is not None:
            narrowed = narrowed.filter(household_id__in=homes)
        found = record.joined_to(
            households=homes,
            persons=narrowed.values("person_id"),  # type: ignore[arg-type]
        )
        return Joined(found["household"], found["person"])

    return once(access, _ASKED, ask)


def nothing_joined(access: Access) -> None:
    """Remember for this request that nothing was joined here, where that is known already."""
    once(access, _ASKED, lambda: Joined({}, {}))


def as_now(column: str, numbers: Mapping[int, int]) -> Case | F:
    """Return the expression for what a column of numbers means now."""
    if not numbers:
        return F(column)
    return Case(
        *(When(Q(**{column: old}), then=Value(new)) for old, new in numbers.items()),
        default=F(column),
        output_field=BigIntegerField(),
    )
