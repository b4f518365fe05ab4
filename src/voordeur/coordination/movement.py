# SPDX-License-Identifier: EUPL-1.2
"""'Since Friday': per household whether it moved, who is up and what could stop; and how long
and through how many hands a question went before there was help.

All facts are given: what this reader may see. Nothing is ranked by who is slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened in a household; `moves` True when it brought the plan or help on.

    Reading a file or noting that nothing was new is a happening that moves nothing.
    """

    household: str
    at: datetime
    kind: str
    moves: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Someone who is up: who (None: nobody named), for what, by when (None: no day agreed)."""

    household: str
    who: str | None
    what: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class CouldStop:
    """Help or a step that could stop, with the reason (double, done, lighter is enough …)."""

    household: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class SinceRow:
    """One household since a moment. `last_moved` None: nothing that moves is known at all.

    `moves` are the kinds of what moved since, oldest first; `up` has the earliest day first and
    what has no day last.
    """

    household: str
    moved: bool
    moves: tuple[str, ...]
    last_moved: datetime | None
    up: tuple[Turn, ...]
    could_stop: tuple[CouldStop, ...]


def since(
    moment: datetime,
    now: datetime,
    households: Sequence[str],
    happenings: Iterable[Happening],
    turns: Iterable[Turn] = (),
    could_stop: Iterable[CouldStop] = (),
) -> tuple[SinceRow, ...]:
    """Return one row per household, in the order given, over [moment, now).

    A household without any fact has a row too: silence is what one looks for. Facts about other
    households are left out, and what lies at or after `now` has not happened yet. All times must
    be of one kind (all aware, or all naive).
    """
    past = sorted(
        (one for one in happenings if one.moves and one.at < now),
        key=lambda one: (one.at, one.kind),
    )
    waiting, stops = tuple(turns), tuple(could_stop)
    rows = []
    for household in households:
        moving = [one for one in past if one.household == household]
        recent = tuple(one.kind for one in moving if one.at >= moment)
        up = sorted(
            (one for one in waiting if one.household == household),
            key=lambda one: (one.due is None, one.due or date.max, one.what, one.who or ""),
        )
        rows.append(
            SinceRow(
                household=household,
                moved=bool(recent),
                moves=recent,
                last_moved=moving[-1].at if moving else None,
                up=tuple(up),
                could_stop=tuple(one for one in stops if one.household == household),
            )
        )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Station:
    """A desk, team or organisation that a question came to on a day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class WayToHelp:
    """From question to help: the stations between, and the days.

    `days` is None as long as there is no help; `days_so_far` then goes on counting. Waiting that
    the person chose is in the days, and said with it in `chosen_wait`.
    """

    stations: tuple[str, ...]
    days: int | None
    days_so_far: int
    chosen_wait: bool

    @property
    def number_of_stations(self) -> int:
        """How many stations the question passed."""
        return len(self.stations)


def way_to_help(
    asked_on: date,
    stations: Iterable[Station],
    helped_on: date | None,
    today: date,
    chosen_wait: bool = False,
) -> WayToHelp:
    """Return the stations and days between a question and the first help.

    A station that follows itself counts once; a return after another station counts again, for
    the person goes there again. Stations after the help began do not count. Raises ValueError
    when help began before the question, or the question lies after today.
    """
    if helped_on is not None and helped_on < asked_on:
        raise ValueError("Help began before the question was asked: mend one of the two days.")
    if asked_on > today:
        raise ValueError("The question lies after today: mend its day.")
    end = today if helped_on is None else min(helped_on, today)
    passed: list[str] = []
    for station in sorted(stations, key=lambda one: one.on):
        if asked_on <= station.on <= end and (not passed or passed[-1] != station.name):
            passed.append(station.name)
    days = (helped_on - asked_on).days if helped_on is not None and helped_on <= today else None
    return WayToHelp(tuple(passed), days, (end - asked_on).days, chosen_wait)
