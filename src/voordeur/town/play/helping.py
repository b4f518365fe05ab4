# SPDX-License-Identifier: EUPL-1.2
"""Cases: who coordinates, who says so too, and who helps."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from voordeur.coordination import actions as coordination
from voordeur.door.reader import Reader
from voordeur.history.clock import AMSTERDAM
from voordeur.town import facts as f
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank
from voordeur.town.play.words import law_code


def play(file: HouseholdFile) -> None:
    """Write the moves down for the case of a household and everything that hangs on it."""
    if file.case is None:
        return
    _case(file, file.case)
    for helping in file.about(file.bundle.involvements):
        _Helping(file, helping).write_down()
    for claim in file.about(file.bundle.claims):
        start, by = file.steers_from(claim.since)
        file.script.on(start, Rank.CLAIMS, partial(_claim, file, claim, by))


def _case(file: HouseholdFile, case: f.Case) -> None:
    first = next((one for one in file.coordinations if one.kind == "case"), None)
    at_once = (
        first is not None and first.since == case.opened and first.professional == file.decided_by
    )

    def open_it() -> None:
        coordination.open_case(
            file.cast.acting(file.decided_by),
            household_id=file.id,
            team_id=file.cast.teams[case.team].pk,
            coordinator=file.cast.professionals[file.decided_by].pk if at_once else None,
            asked_at=datetime.combine(file.asked, time(), AMSTERDAM) if file.asked else None,
        )

    file.script.on(case.opened, Rank.CASE, open_it)
    for one in file.coordinations:
        if not (at_once and one is first):
            _Handing(file, case, one).write_down()


@dataclass
class _Handing:
    """Coordination that is asked for and accepted: two moves of two readers."""

    file: HouseholdFile
    case: f.Case
    fact: f.Coordination
    asked: int = 0

    def write_down(self) -> None:
        """Write the question and the answer down, one after the other on the same day."""
        self.file.script.on(self.fact.since, Rank.CASE, self._ask)
        self.file.script.on(self.fact.since, Rank.CASE, self._accept)

    def _ask(self) -> None:
        holder = self.file.coordinator(self.fact.since)
        by = (
            self.file.cast.acting(holder)
            if self.fact.kind == "process" and holder
            else self.file.cast.lead_of(self.case.team)
        )
        self.asked = coordination.ask_coordinator(
            by,
            household_id=self.file.id,
            layer=self.fact.kind,
            professional_id=self.file.cast.professionals[self.fact.professional].pk,
        ).pk

    def _accept(self) -> None:
        coordination.answer_coordination(
            self.file.cast.acting(self.fact.professional),
            household_id=self.file.id,
            appointment=self.asked,
            accept=True,
        )


@dataclass
class _Helping:
    """Somebody who helps: recorded when the case has somebody to record it, ended when it ended.

    Who helps one member lies in that member's own part. What the person does not know lies in no
    member's part: only those who coordinate see it.
    """

    file: HouseholdFile
    fact: f.Involvement
    row: int = 0

    def write_down(self) -> None:
        """Write down that it began and, when that was later, that it ended."""
        start, by = self.file.steers_from(self.fact.since)
        until = self.fact.until
        # A team lead sees that somebody helps, not who: only a coordinator can record the end later.
        over = until is not None and (until <= start or self.file.coordinator(until) is None)
        self.file.script.on(start, Rank.HELPERS, partial(self._begin, by, until if over else None))
        if until is not None and not over and until <= self.file.cast.today:
            end, by = self.file.steers_from(until)
            self.file.script.on(end, Rank.ENDS, partial(self._end, by, until))

    def _begin(self, by: Reader, until: date | None) -> None:
        file, fact = self.file, self.fact
        professional = file.cast.professionals[fact.professional] if fact.professional else None
        self.row = coordination.involve(
            by,
            household_id=file.id,
            organisation_id=file.cast.organisations[fact.institution].pk,
            professional_id=professional.pk if professional else None,
            person_id=file.person(fact.person) if fact.member_knows else None,
            compartment=self._part(),
            law=law_code(fact.law),
            task=fact.task,
            from_date=fact.since,
            why_in=fact.why_in,
            until=until,
            member_knows=fact.member_knows,
        ).pk

    def _part(self) -> str:
        if not self.fact.member_knows:
            return "safety"
        return "common" if self.fact.person is None else "own"

    def _end(self, by: Reader, until: date) -> None:
        coordination.end_involvement(
            by,
            household_id=self.file.id,
            involvement=self.row,
            until=until,
            why_out=self.fact.why_out or "Hulp is klaar",
            expected_version=1,
        )


def _claim(file: HouseholdFile, fact: f.CoordinationClaim, by: Reader) -> None:
    coordination.record_claim(
        by,
        household_id=file.id,
        organisation_id=file.cast.organisations[fact.institution].pk,
        layer="case",
        ground=fact.reason,
    )
