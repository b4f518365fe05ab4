# SPDX-License-Identifier: EUPL-1.2
"""Questions to the social map; none is about a household."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final, Literal
from uuid import UUID

from django.db.models import Count, Q

from voordeur.provisions.models import MAP_GROUPS, Experience, MissingProvision, ProvisionType

A_YEAR = timedelta(days=365)
MOST = 100
GROUPS: Final = MAP_GROUPS
"""Codes of for whom help is, in order."""


@dataclass(frozen=True, slots=True)
class Told:
    """How it went once, in the words of a professional."""

    text: str
    wait_days: int | None
    on: date


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A line of the social map, with how it really goes by those who tried it."""

    uuid: UUID
    version: int
    name: str
    law: str
    kind: str
    for_whom: str
    groups: tuple[str, ...]
    life_areas: tuple[str, ...]
    from_when: str
    least: str
    costs_resident: str
    wait_days: int | None
    wait_as_of: date | None
    how: str
    told: tuple[Told, ...]

    @property
    def real_wait(self) -> int | None:
        """Return the middle of the waits that professionals met, None when none told one (days)."""
        waits = [one.wait_days for one in self.told if one.wait_days is not None]
        return round(median(waits)) if waits else None


def _entries(rows: list[ProvisionType]) -> list[MapEntry]:
    told: dict[int, list[Told]] = {row.pk: [] for row in rows}
    for one in Experience.objects.filter(type__in=told).order_by("-on", "-pk"):
        told[one.type_id].append(Told(one.text, one.wait_days, one.on))
    return [
        MapEntry(
            row.uuid,
            row.version,
            row.name,
            row.law,
            row.kind,
            row.for_whom,
            tuple(row.groups),
            tuple(row.life_areas),
            row.from_when,
            row.least,
            row.costs_resident,
            row.wait_days,
            row.wait_as_of,
            row.how,
            tuple(told[row.pk]),
        )
        for row in rows
    ]


def on_the_map(
    *, words: str = "", life_area: str = "", group: str = "", kind: str = ""
) -> list[MapEntry]:
    """Return what exists now, by name, narrowed by what is given; two queries, at most 100 lines.

    Without life areas or groups of its own a line fits every one: it was not described yet.
    """
    rows = ProvisionType.objects.filter(until=None)
    for word in words.split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(for_whom__icontains=word) | Q(how__icontains=word)
        )
    if kind:
        rows = rows.filter(kind=kind)
    found = [
        row
        for row in rows.order_by("name", "pk")
        if (not life_area or life_area in row.life_areas)
        and (not group or not row.groups or group in row.groups)
    ]
    return _entries(found[:MOST])


def entry_of(type_id: int) -> UUID:
    """Return the outside name of a line of the map by its number; one query."""
    return ProvisionType.objects.values_list("uuid", flat=True).get(pk=type_id)


def published() -> dict[str, list[MapEntry]]:
    """Return what is described for everybody to read, by part of life; two queries.

    Only lines that say for whom they are: what was never described would tell a resident nothing.
    What professionals told of it stays inside. A line for more parts of life stands in each.
    """
    rows = ProvisionType.objects.filter(until=None).exclude(for_whom="")
    found: dict[str, list[MapEntry]] = {}
    for entry in _entries(list(rows.order_by("name", "pk")[:MOST])):
        for area in entry.life_areas or ("",):
            found.setdefault(area, []).append(entry)
    return found


def entry_on_map(uuid: UUID) -> MapEntry | None:
    """Return one line of the social map; two queries."""
    found = list(ProvisionType.objects.filter(uuid=uuid, until=None))
    return _entries(found)[0] if found else None


def missed_by(subject: Literal["life_area", "for_whom"], day: date) -> dict[str, int]:
    """Return how often help was looked for in vain in the year before a day, by one side of it.

    Exact counts, for the room that freezes figures and hides small ones; one query.
    """
    rows = MissingProvision.objects.filter(week__gt=day - A_YEAR)
    counted = rows.values(subject).annotate(searches=Count("pk")).order_by(subject)
    return {row[subject]: row["searches"] for row in counted}
