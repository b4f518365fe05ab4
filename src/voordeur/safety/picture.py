# SPDX-License-Identifier: EUPL-1.2
"""Measures and helpers held at the start and at the end of a case (carrousel R21, M1, M3). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Turn:
    """From a day on a measure is in a state."""

    measure: int
    kind: str
    state: str
    on: date


@dataclass(frozen=True, slots=True)
class KindChange:
    """One kind of measure at the start and the end; kinds are never added to each other.

    `averted` counts measures that threatened at the start and were not imposed at the end,
    `lifted` those in force at the start and not at the end. That they would have come without
    help is not shown by this (M3).
    """

    kind: str
    threatened_at_start: int
    in_force_at_start: int
    threatened_at_end: int
    in_force_at_end: int
    averted: int
    lifted: int
    imposed: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture at two days; `helpers` of a day is None when nobody can say."""

    start: date
    end: date
    helpers_at_start: int | None
    helpers_at_end: int | None
    kinds: tuple[KindChange, ...]

    @property
    def fewer_helpers(self) -> int | None:
        """Helpers at the start less helpers at the end; None when one of them is not known."""
        if self.helpers_at_start is None or self.helpers_at_end is None:
            return None
        return self.helpers_at_start - self.helpers_at_end


def state_on(turns: Iterable[Turn], day: date) -> dict[int, Turn]:
    """Return the turn each measure was in at the end of a day; measures of later days are absent.

    Of two turns on one day the one that comes last in the list holds.
    """
    found: dict[int, Turn] = {}
    for turn in turns:
        if turn.on <= day and (turn.measure not in found or turn.on >= found[turn.measure].on):
            found[turn.measure] = turn
    return found


def picture(
    turns: Iterable[Turn], start: date, end: date, helpers: Mapping[date, int | None]
) -> Picture:
    """Hold the measures and the helpers of two days beside each other.

    `helpers` says how many helpers there were on each of the two days. Raises ValueError when the
    end lies before the start.
    """
    if end < start:
        raise ValueError("the end lies before the start")
    rows = list(turns)
    first, last = state_on(rows, start), state_on(rows, end)
    kinds = []
    for kind in sorted({turn.kind for turn in (*first.values(), *last.values())}):
        before = {pk: turn.state for pk, turn in first.items() if turn.kind == kind}
        now = {pk: turn.state for pk, turn in last.items() if turn.kind == kind}
        kinds.append(
            KindChange(
                kind=kind,
                threatened_at_start=_count(before, "threatened"),
                in_force_at_start=_count(before, "in_force"),
                threatened_at_end=_count(now, "threatened"),
                in_force_at_end=_count(now, "in_force"),
                averted=sum(
                    state == "threatened" and now[pk] in ("averted", "lifted")
                    for pk, state in before.items()
                ),
                lifted=sum(
                    state == "in_force" and now[pk] in ("averted", "lifted")
                    for pk, state in before.items()
                ),
                imposed=sum(
                    state == "in_force" and before.get(pk) != "in_force"
                    for pk, state in now.items()
                ),
            )
        )
    return Picture(start, end, helpers.get(start), helpers.get(end), tuple(kinds))


def _count(states: Mapping[int, str], wanted: str) -> int:
    return sum(state == wanted for state in states.values())


WINDOW = timedelta(days=91)
"""A quarter: how long contacts are counted at either end of a case."""


def windows(start: date, end: date) -> tuple[tuple[date, date], tuple[date, date]] | None:
    """Return the first and the last quarter of a case, each [from, until); None while they overlap.

    The source counts professional acts at the start and the end of a period (carrousel M4). Fewer
    is no aim: it is only read beside how it goes with the household.
    """
    if start + 2 * WINDOW > end:
        return None
    return (start, start + WINDOW), (end - WINDOW, end)
