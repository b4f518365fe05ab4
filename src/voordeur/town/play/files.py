# SPDX-License-Identifier: EUPL-1.2
"""One household with work while it is being played: its file, and who may write in it when."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from voordeur.door.reader import Reader
from voordeur.town import facts as f
from voordeur.town.facts import Bundle
from voordeur.town.play.cast import Cast
from voordeur.town.play.script import Script

if TYPE_CHECKING:
    from voordeur.intake.models import Signal


@dataclass
class HouseholdFile:
    """What is played of one household: the facts of its bundle that are about it, and by whom."""

    cast: Cast
    script: Script
    bundle: Bundle
    household: f.Household
    signals: dict[str, "Signal"] = field(default_factory=dict)
    """The played signals as they stand, by key."""

    @property
    def id(self) -> int:
        """The household in the product; raises KeyError before it is there."""
        return self.cast.households[self.household.key]

    @cached_property
    def case(self) -> f.Case | None:
        """The case of this household, when there is one."""
        return next((c for c in self.bundle.cases if c.household == self.household.key), None)

    @cached_property
    def triage(self) -> f.Triage | None:
        """The decision to help the whole household; None when nobody decided yet."""
        mine = {one.key for one in self.about(self.bundle.signals)}
        decided = (one for one in self.bundle.triages if one.signal in mine)
        return next((one for one in decided if one.decision == "open_case"), None)

    @cached_property
    def asked(self) -> date | None:
        """The day on which the question came in: that of the signal that was decided about."""
        return next(
            (
                one.received
                for one in self.about(self.bundle.signals)
                if self.triage and one.key == self.triage.signal
            ),
            None,
        )

    @property
    def decided_by(self) -> str:
        """Who decided that the whole household is to be helped; raises when nobody did."""
        if self.triage is None:
            raise LookupError(f"nobody decided about {self.household.key}")
        return self.triage.professional

    @cached_property
    def coordinations(self) -> list[f.Coordination]:
        """Who coordinated when, earliest first."""
        mine = [c for c in self.bundle.coordinations if self.case and c.case == self.case.key]
        return sorted(mine, key=lambda one: one.since)

    def coordinator(self, day: date) -> str | None:
        """Return who coordinates the case on a day."""
        for one in self.coordinations:
            if one.kind == "case" and one.since <= day and (one.until is None or day < one.until):
                return one.professional
        return None

    def writer(self, day: date) -> Reader:
        """Return who keeps the file on a day: the coordinator, before that who decided."""
        return self.cast.acting(self.coordinator(day) or self.decided_by)

    def steers_from(self, day: date) -> tuple[date, Reader]:
        """Return from when, and by whom, it can be recorded who helps: `day` or soon after.

        That is the case coordinator's task; in a case without one the team lead does it.
        """
        if self.case is None:
            raise LookupError(f"{self.household.key} has no case")
        first = next((one for one in self.coordinations if one.kind == "case"), None)
        if first is None:
            return max(day, self.case.opened), self.cast.lead_of(self.case.team)
        start = max(day, first.since)
        return start, self.cast.acting(self.coordinator(start) or first.professional)

    def about[T](self, table: tuple[T, ...]) -> list[T]:
        """Return the facts of a table that are about this household."""
        return [row for row in table if getattr(row, "household", None) == self.household.key]

    def person(self, key: str | None) -> int | None:
        """Return the id of a person, None for the household as a whole."""
        return None if key is None else self.cast.persons[key]
