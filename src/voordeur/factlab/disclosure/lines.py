# SPDX-License-Identifier: EUPL-1.2
"""What one sum by itself, or two that cross, ask of every good choice.

In a sum that is published a part can be no more than its own figure and those of the other parts
that are left out. Who is alone in a figure sees through one other figure in each sum of it, which
then gives no room in the sum that it stands in besides. Found without a programme, these cuts keep
the search from learning them one by one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from voordeur.factlab.disclosure.insiders import own_record
from voordeur.factlab.disclosure.task import Cut, Task

Line = tuple[int, ...]
"""A total and its parts, the total first."""


class Lines:
    """The sums of one task, with the cuts that they ask for."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._lines: list[Line] = [(total, *parts) for total, parts in task.system.equations]
        self._knows = {place: self._known(place) for place in task.needs}
        self._own = {
            place: task.system.same_household(place)
            for place, knows in self._knows.items()
            if knows
        }
        self._seen_through = self._lines_with_one_who_is_alone()

    def cuts(self) -> Iterator[Cut]:
        """Yield the cuts, per sum and per sensitive figure in it."""
        for line in self._lines:
            for place in line:
                if place in self._task.needs:
                    yield from self._of_one(line, place)
                    yield from self._of_two(line, place)

    def _of_one(self, line: Line, place: int) -> Iterator[Cut]:
        moves, rises = self._asked(line, place)
        yield from (moves, rises)
        for insider in self._insiders(line, place):
            if self._alone(insider):
                yield {**moves[0], insider: 0.0}, moves[1]
            if insider in rises[0]:
                yield {**rises[0], insider: rises[0][insider] - self._knows[insider]}, rises[1]

    def _of_two(self, line: Line, place: int) -> Iterator[Cut]:
        asked = [cut for cut in self._asked(line, place) if not self._given(cut)]
        for one in line if asked else ():
            for insider, crossing in self._seen_through.get(one, ()):
                if crossing is line or insider == place or place in self._own[insider]:
                    continue
                beside = [other for other in crossing if other not in {one, insider}]
                for factors, wanted in asked:
                    if one in factors:
                        yield {**factors, one: 0.0, **dict.fromkeys(beside, wanted)}, wanted

    def _asked(self, line: Line, place: int) -> tuple[Cut, Cut]:
        """Return that something moves beside this figure, and how much the others must let it rise."""
        need, values = self._task.needs[place], self._task.values
        total = line[0]
        others = [one for one in line if one != place]
        if place == total:
            asked, room = float(need.below), {one: float(values[one]) for one in others}
        else:
            asked = max(float(need.above), need.width - float(values[place]))
            room = {one: math.inf if one == total else float(values[one]) for one in others}
        return (dict.fromkeys(others, 1.0), 1.0), (room, asked)

    def _given(self, cut: Cut) -> bool:
        """Say whether what is sensitive already meets a cut."""
        factors, wanted = cut
        needs = self._task.needs
        return wanted <= sum(min(room, wanted) for one, room in factors.items() if one in needs)

    def _insiders(self, line: Line, place: int) -> Iterator[int]:
        for one in line:
            if self._knows.get(one) and one != place and place not in self._own[one]:
                yield one

    def _lines_with_one_who_is_alone(self) -> dict[int, list[tuple[int, Line]]]:
        """Return per figure that may be left out who sees through it, and in which sum."""
        found: dict[int, list[tuple[int, Line]]] = {}
        for line in self._lines:
            gaps = [one for one in line if one in self._task.needs]
            if len(gaps) == 1 and self._alone(gaps[0]):
                for one in line:
                    if one != gaps[0]:
                        found.setdefault(one, []).append((gaps[0], line))
        return found

    def _alone(self, place: int) -> bool:
        knows = self._knows[place]
        return knows > 0 and knows == self._task.values[place]

    def _known(self, place: int) -> float:
        known = own_record(self._task.system, place) if self._task.own_record else None
        return known[0] if known else 0.0
