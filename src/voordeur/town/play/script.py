# SPDX-License-Identifier: EUPL-1.2
"""A script: what is to be done on which day, done in order with the clock set to that day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from voordeur.history import clock

#: When the working day starts in Waterveen.
MORNING = time(9, 0)


class Rank(IntEnum):
    """What comes first when several things happened on one day."""

    NOTED = 0
    HOME = 10
    SIGNAL = 20
    ATTEMPT = 30
    TRIAGE = 40
    MEMBERS = 50
    CASE = 60
    HELPERS = 70
    GIVEN = 75
    CLAIMS = 80
    VISIT = 85
    VOICES = 90
    PROBLEMS = 100
    CAUSES = 110
    SAFETY = 112
    MEASURED = 115
    MONEY = 117
    PLAN = 120
    GOALS = 130
    STEPS = 140
    VERSION = 150
    WORDS = 160
    STATES = 170
    ENDS = 180
    CLOSED = 190


@dataclass(slots=True)
class Script:
    """Moves with the day they happened; played in the order of day, rank and writing down.

    No move is played before `opened`: the day from which the household is in the file. What is
    older was told on that day and keeps its own date in the fact.
    """

    latest: datetime
    """The present moment: nothing in the town has happened after it."""
    opened: date = date.min
    moves: list[tuple[date, int, int, Callable[[], object]]] = field(default_factory=list)

    def on(self, day: date, rank: Rank, move: Callable[[], object]) -> None:
        """Write a move down for a day; raises ValueError for a day that is still to come."""
        if day > self.latest.astimezone(clock.AMSTERDAM).date():
            raise ValueError(f"{day} is still to come: nothing has happened then")
        self.moves.append((max(day, self.opened), int(rank), len(self.moves), move))

    def play(self) -> int:
        """Do everything, earliest first, a minute between two moves; return how many."""
        previous, minutes = date.min, 0
        for day, _rank, _number, move in sorted(self.moves, key=lambda one: one[:3]):
            minutes = minutes + 1 if day == previous else 0
            previous = day
            with clock.at(self.moment(day, minutes)):
                move()
        return len(self.moves)

    def moment(self, day: date, minutes: int) -> datetime:
        """Return the moment of a move, never later than the present one."""
        start = datetime.combine(day, MORNING, clock.AMSTERDAM)
        return min(start + timedelta(minutes=minutes), self.latest)
