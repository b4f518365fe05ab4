# SPDX-License-Identifier: EUPL-1.2
"""When a transition comes, and which law can follow on help for the young. Pure."""

import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Dutch and English."""

    nl: str
    en: str

    def text(self, language: str) -> str:
        """Return it in a language; Dutch unless it is English."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of transition: days before it shows, days before it must be arranged, its words."""

    id: str
    show: int
    act: int
    title: Words
    plain: Words


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Which laws can follow on a kind of help, the words it is known by, and what to do."""

    id: str
    words: tuple[str, ...]
    laws: tuple[str, ...]
    to_do: Words


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lists of `transitions.toml`."""

    kinds: Mapping[str, Kind]
    pension: tuple[tuple[date, int], ...]
    follow_ups: tuple[FollowUp, ...]
    at_18: tuple[tuple[str, str, Words], ...]
    """Id, law and words of what changes for everybody."""
    source: str


def _words(row: Mapping[str, str]) -> Words:
    return Words(row["nl"], row["en"])


@cache
def catalogue() -> Catalogue:
    """Return the shipped lists; raises KeyError when the file lacks something."""
    text = files("voordeur.transitions").joinpath("transitions.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return Catalogue(
        kinds={
            row["id"]: Kind(
                row["id"], row["show"], row["act"], _words(row["title"]), _words(row["plain"])
            )
            for row in data["kind"]
        },
        pension=tuple((row["born_from"], row["months"]) for row in data["pension_age"]),
        follow_ups=tuple(
            FollowUp(row["id"], tuple(row["words"]), tuple(row["laws"]), _words(row["to_do"]))
            for row in data["follow_up"]
        ),
        at_18=tuple((row["id"], row["law"], _words(row["title"])) for row in data["at_18"]),
        source=data["source"],
    )


def months_after(day: date, months: int) -> date:
    """Return the same day a number of months later; the last of the month when it has no such day.

    >>> months_after(date(2008, 2, 29), 216)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def turns_18(born: date) -> date:
    """Return the eighteenth birthday; of who is born on 29 February it is the 28th or the 29th."""
    return months_after(born, 18 * 12)


def state_pension(born: date, ages: Iterable[tuple[date, int]]) -> date | None:
    """Return the day state pension starts; None when the age for this year of birth is not fixed.

    Raises ValueError for ages that are not in order.
    """
    rows = list(ages)
    if rows != sorted(rows):
        raise ValueError("the ages are not in order of birth")
    months = None
    for born_from, found in rows:
        if born >= born_from:
            months = found
    return None if months is None else months_after(born, months)


def shows(kind: Kind, on: date, today: date) -> bool:
    """Say whether a transition stands on the pages today: from `show` days before it, until it."""
    return on - timedelta(days=kind.show) <= today <= on


def act_by(kind: Kind, on: date) -> date:
    """Return the last day in time to arrange what has to be arranged."""
    return on - timedelta(days=kind.act)


def follow_up(known: Catalogue, name: str) -> FollowUp:
    """Return which laws can follow on help with this name or code; the last row when none fits."""
    low = name.lower()
    for row in known.follow_ups:
        if any(word in low for word in row.words):
            return row
    return known.follow_ups[-1]


@dataclass(frozen=True, slots=True)
class Service:
    """Help of one person: its law and the days it runs, half-open; `until` None: no end known."""

    id: int
    law: str
    from_date: date
    until: date | None


def uncovered(services: Iterable[Service], on: date, arranged: Iterable[int] = ()) -> list[int]:
    """Return the help under the Youth Act that ends by a day with nothing ready after it.

    Ready is: what was arranged for it by name, or other help of the same person under another law
    that runs on that day. The Youth Act itself ends at 18 unless it was prolonged: an end after the
    day counts as prolonged, no end does not (eigen-tuin A26).
    """
    rows, done = list(services), set(arranged)
    after = any(
        row.law != "jeugdwet" and row.from_date <= on and (row.until is None or row.until > on)
        for row in rows
    )
    return [
        row.id
        for row in rows
        if row.law == "jeugdwet"
        and row.id not in done
        and not after
        and row.from_date <= on
        and (row.until is None or row.until <= on)
    ]
