# SPDX-License-Identifier: EUPL-1.2
"""In which order steps pay for each other soonest, within what the household can carry. Pure.

A step costs money, takes weeks, asks hours a week, and frees money from the week it is done. The
basics come first. Two steps may run at once when the money is there and the hours fit. The order is
searched exactly: a state is what is done and what runs, and the answer is the earliest end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations, count
from typing import Final

MOST: Final = 8
"""Steps; more of them no household can carry."""
HORIZON: Final = 520
"""Weeks within which it must end: ten years."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step. `cents` once at its start, `frees` eurocents a week after it, `hours` a week."""

    name: str
    cents: int
    weeks: int
    hours: int
    frees: int = 0
    basic: bool = False
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with the week it begins and the week it is done."""

    move: Move
    begins: int
    done: int


@dataclass(frozen=True, slots=True)
class Spiral:
    """The order, the week all is done, and whether everything at once would be possible.

    `short` eurocents and `over` hours say by how much everything at once is too much; both 0 when
    it is not.
    """

    plan: tuple[Planned, ...]
    done: int
    short: int
    over: int


def spiral(moves: Iterable[Move], money: int, hours: int) -> Spiral | None:
    """Return the order that is done soonest; None when the steps never pay for each other.

    `money` in eurocents is there at the start, `hours` a week is what the household says it can
    carry. Raises ValueError for more than `MOST` steps or two with one name.
    """
    steps = tuple(sorted(moves, key=lambda one: one.name))
    names = [one.name for one in steps]
    if len(steps) > MOST or len(set(names)) < len(names):
        raise ValueError(f"at most {MOST} steps, each with a name of its own")
    short = max(sum(one.cents for one in steps) - money, 0)
    over = max(sum(one.hours for one in steps) - hours, 0)
    found = _search(steps, money, hours)
    if found is None:
        return None
    return Spiral(found, max((one.done for one in found), default=0), short, over)


def _search(steps: Sequence[Move], money: int, hours: int) -> tuple[Planned, ...] | None:
    turn = count()
    start = (0, next(turn), frozenset[int](), (), money)
    queue: list[tuple[int, int, frozenset[int], tuple[tuple[int, int], ...], int]] = [start]
    begun_at: dict[int, dict[int, int]] = {start[1]: {}}
    best: dict[tuple[int, frozenset[int], tuple[tuple[int, int], ...]], int] = {}
    while queue:
        week, number, done, running, left = heappop(queue)
        if len(done) == len(steps):
            begins = begun_at[number]
            return tuple(
                sorted(
                    (
                        Planned(step, begins[n], begins[n] + step.weeks)
                        for n, step in enumerate(steps)
                    ),
                    key=lambda one: (one.begins, one.move.name),
                )
            )
        key = (week, done, running)
        if best.get(key, -1) >= left or week > HORIZON:
            continue
        best[key] = left
        for chosen in _choices(steps, done, running, left, hours):
            spent = left - sum(steps[n].cents for n in chosen)
            now = tuple(sorted((*running, *((week + steps[n].weeks, n) for n in chosen))))
            income = sum(steps[n].frees for n in done)
            if not now:
                # Nothing runs: wait for the money of what is done, or give up.
                later = _wait(steps, done, left, income)
                if later is None:
                    continue
                arrived, rest, ready = later, now, done
            else:
                arrived = now[0][0] - week
                ready = done | {n for end, n in now if end == now[0][0]}
                rest = tuple((end, n) for end, n in now if end != now[0][0])
            following = next(turn)
            begun_at[following] = {**begun_at[number], **dict.fromkeys(chosen, week)}
            heappush(queue, (week + arrived, following, ready, rest, spent + income * arrived))
    return None


def _choices(
    steps: Sequence[Move],
    done: frozenset[int],
    running: tuple[tuple[int, int], ...],
    left: int,
    hours: int,
) -> Iterable[tuple[int, ...]]:
    """Return every set of steps that may begin now, the empty one too."""
    busy = {n for _end, n in running}
    names = {steps[n].name for n in done}
    basics = {n for n, step in enumerate(steps) if step.basic}
    open_basics = basics - done
    able = [
        n
        for n, step in enumerate(steps)
        if n not in done
        and n not in busy
        and step.after <= names
        and (step.basic or not open_basics)
    ]
    free = hours - sum(steps[n].hours for n in busy)
    for size in range(len(able) + 1):
        for chosen in combinations(able, size):
            if (
                sum(steps[n].cents for n in chosen) <= left
                and sum(steps[n].hours for n in chosen) <= free
            ):
                yield chosen


def _wait(steps: Sequence[Move], done: frozenset[int], left: int, income: int) -> int | None:
    """Return the weeks until the cheapest step that is left can be paid; None: never, or it can now."""
    lacking = [step.cents - left for n, step in enumerate(steps) if n not in done]
    needs = [one for one in lacking if one > 0]
    if income <= 0 or not needs:
        return None
    return -(-min(needs) // income)
