# SPDX-License-Identifier: EUPL-1.2
"""My households as a list one can narrow down, and the views one saved of it.

What narrows it down are facts of the work, never words about people: they stand in the address.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from voordeur.coordination.queries import (
    CaseLine,
    cases,
    coordinated_by,
    holders,
    last_moves,
)
from voordeur.desk.today import HouseholdLine, household_lines, household_names
from voordeur.door.access import Access
from voordeur.door.preferences import chosen
from voordeur.door.reader import Reader
from voordeur.history import clock
from voordeur.people.queries import members
from voordeur.terms.due import Urgency
from voordeur.terms.queries import open_terms

PAGE = 100
QUIET = timedelta(days=30)
MOST_VIEWS = 12
FILTERS: Mapping[str, Promise] = {
    "mijn": gettext_lazy("that I coordinate"),
    "zonder": gettext_lazy("without a case coordinator"),
    "telaat": gettext_lazy("where something is too late"),
    "stil": gettext_lazy("where nothing moved for 30 days"),
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A page of the list: lines, the filters that are on, and where the next page begins."""

    lines: tuple[HouseholdLine, ...]
    on: tuple[str, ...]
    following: int | None


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: its name and the filters of it."""

    name: str
    filters: tuple[str, ...]

    @property
    def query(self) -> str:
        """The part of the address after the question mark."""
        return query_of(self.filters)


def query_of(filters: Iterable[str], **more: int) -> str:
    """Return the filters as the part of an address after the question mark."""
    return urlencode([*(("alleen", one) for one in filters), *more.items()])


def _wanted(access: Access, reader: Reader, on: Iterable[str]) -> list[int] | None:
    """Return the households that every filter lets through; None when there is no filter.

    Each filter is a question through the door: what is hidden from this reader narrows nothing.
    """
    found: list[set[int]] = []
    for one in on:
        if one == "mijn":
            mine = coordinated_by(access, reader.account_id) if reader.account_id else []
            found.append(set(mine))
        elif one == "zonder":
            held = {
                row.household_id
                for row in holders(access)
                if row.layer == "case" and row.state == "appointed"
            }
            found.append(_open(access) - held)
        elif one == "telaat":
            due = open_terms(access, until=clock.today(), limit=1000)
            found.append({row.household_id for row in due if row.urgency is Urgency.OVERDUE})
        elif one == "stil":
            moves = last_moves(access)
            since = clock.now() - QUIET
            moved = {pk for pk, one in moves.items() if one.moved and one.moved >= since}
            found.append(_open(access) - moved)
    return sorted(set.intersection(*found)) if found else None


def _open(access: Access) -> set[int]:
    lines: list[CaseLine] = []
    while True:
        more = cases(access, after=lines[-1].id if lines else 0)
        lines += more
        if len(more) < PAGE:
            return {one.household_id for one in lines}


def narrowed(access: Access, reader: Reader, on: Iterable[str], after: int = 0) -> Narrowed:
    """Return a page of the reader's households with an open case, a hundred at a time."""
    chosen_filters = tuple(one for one in FILTERS if one in set(on))
    wanted = _wanted(access, reader, chosen_filters)
    found = cases(access, ids=wanted, after=after, limit=PAGE)
    names = household_names(members(access))
    lines = [one for one in household_lines(found, holders(access), names, reader) if one.name]
    return Narrowed(tuple(lines), chosen_filters, found[-1].id if len(found) == PAGE else None)


def views_of(account_id: int | None) -> tuple[View, ...]:
    """Return the views that somebody saved, in the order they were saved."""
    return tuple(View(name, tuple(on)) for name, on in chosen(account_id, "views", []))
