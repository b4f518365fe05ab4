# SPDX-License-Identifier: EUPL-1.2
"""Safety, what threatens and money at home, as whoever keeps the file writes it down."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from voordeur.livelihood import actions as livelihood
from voordeur.safety import actions as safety
from voordeur.town import facts as f
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.script import Rank
from voordeur.town.play.words import creditor_of, measure_kind

#: A threat within this many days makes a crisis.
NEAR = timedelta(days=21)
WEEK = timedelta(days=7)


def play(file: HouseholdFile, begins: date) -> None:
    """Write the moves down for concerns, measures, debts and the month of a household with a case.

    What is about somebody who does not live here has no place in this file and is left out.
    """
    if file.case is None:
        return
    here = {row.person for row in file.about(file.bundle.memberships)}
    for concern in file.about(file.bundle.concerns):
        _Worry(file, concern).write_down(begins)
    for measure in file.about(file.bundle.measures):
        if measure.person is None or measure.person in here:
            _Threat(file, measure).write_down(begins)
    for debt in file.about(file.bundle.debts):
        file.script.on(begins, Rank.MONEY, partial(_debt, file, debt, begins))
    for piece in file.about(file.bundle.pieces):
        file.script.on(begins, Rank.MONEY, partial(_piece, file, piece, begins))


@dataclass
class _Worry:
    """A concern that is raised and weighed and, when it was closed, agreed on and looked at."""

    file: HouseholdFile
    fact: f.SafetyConcern
    concern: int = 0
    agreement: int = 0

    def write_down(self, begins: date) -> None:
        """Write down that it was raised and, when that was so, that it was closed."""
        day = max(self.fact.since, begins)
        self.file.script.on(day, Rank.SAFETY, partial(self._raise, day))
        if self.fact.closed is not None:
            end = max(self.fact.closed, day)
            self.file.script.on(end, Rank.ENDS, partial(self._close, end))

    def _raise(self, day: date) -> None:
        file, fact = self.file, self.fact
        by = file.writer(day)
        self.concern = safety.raise_concern(
            by,
            household_id=file.id,
            person_id=file.cast.persons[fact.about],
            urgency=fact.urgency,
            what=fact.text,
            seen_by=file.cast.organisations[fact.institution].name,
            seen_on=fact.since,
        ).pk
        self._weigh(day, "signals", "Op een rij gezet met wie het zag.")
        if fact.closed is None:
            self._weigh(day, "consult", "Besproken met Veilig Thuis.")
            return
        self._weigh(day, "decide", "Hulp met afspraken past hier.", "help")
        self.agreement = safety.agree(
            by,
            household_id=file.id,
            concern=self.concern,
            what="Wie belt op welk nummer als het terugkomt.",
            doer="family",
            who=file.cast.name(fact.about),
            look_on=max(fact.closed, day),
        ).pk

    def _weigh(self, day: date, step: str, words: str, decision: str = "") -> None:
        safety.weigh(
            self.file.writer(day),
            household_id=self.file.id,
            concern=self.concern,
            step=step,
            words=words,
            decision=decision,
            on=day,
        )

    def _close(self, day: date) -> None:
        by, home = self.file.writer(day), self.file.id
        safety.look_at_agreement(
            by,
            household_id=home,
            agreement=self.agreement,
            kept=True,
            words="Samen bekeken.",
            expected_version=1,
        )
        safety.close_concern(
            by,
            household_id=home,
            concern=self.concern,
            why="safe",
            words=self.fact.why_closed or "Samen bekeken.",
            expected_version=1,
        )


@dataclass
class _Threat:
    """A measure; one that threatens within weeks makes a crisis with one coordinator."""

    file: HouseholdFile
    fact: f.CoerciveMeasure
    measure: int = 0

    def write_down(self, begins: date) -> None:
        """Write down that it was announced and, when it comes near, that a crisis was opened."""
        file, fact, today = self.file, self.fact, self.file.cast.today
        day = max(fact.since, begins)
        file.script.on(day, Rank.SAFETY, partial(self._record, day))
        holder = file.coordinator(today)
        told = day + WEEK
        if fact.state == "threatened" and told <= today:
            file.script.on(told, Rank.ENDS, partial(self._tell, told))
        near = fact.until is not None and today <= fact.until <= today + NEAR
        if fact.state == "threatened" and near and holder is not None:
            file.script.on(max(day, today - WEEK), Rank.ENDS, partial(self._crisis, holder))

    def _record(self, day: date) -> None:
        file, fact = self.file, self.fact
        self.measure = safety.record_measure(
            file.writer(day),
            household_id=file.id,
            kind=measure_kind(fact.kind),
            state=fact.state,
            on=fact.since,
            authority=file.cast.organisations[fact.institution].name,
            source="Bericht van de instelling",
            person_id=file.person(fact.person),
            due_on=fact.until,
        ).pk

    def _tell(self, day: date) -> None:
        safety.offer_plan(
            self.file.writer(day),
            household_id=self.file.id,
            measure=self.measure,
            on=day,
            expected_version=1,
        )

    def _crisis(self, holder: str) -> None:
        by = self.file.cast.acting(holder)
        row = safety.open_crisis(
            by,
            household_id=self.file.id,
            about="De datum nadert en er is nog geen regeling.",
            coordinator=self.file.cast.professionals[holder].pk,
            due_on=self.fact.until,
            measure=self.measure if self.fact.person is None else None,
        )
        safety.say_basics(
            by,
            household_id=self.file.id,
            crisis=row.pk,
            in_order=False,
            lacking="De huur is nog niet geregeld. Eten, bed en rust zijn er wel.",
        )


def _debt(file: HouseholdFile, fact: f.Debt, day: date) -> None:
    livelihood.record_debt(
        file.writer(day),
        household_id=file.id,
        creditor=creditor_of(fact.creditor),
        creditor_name=fact.creditor,
        amount=fact.amount,
        state="arranged" if fact.arranged else "open",
        person_id=file.person(fact.person),
    )


def _piece(file: HouseholdFile, fact: f.MonthPiece, day: date) -> None:
    livelihood.put_piece(
        file.writer(day),
        household_id=file.id,
        piece=fact.piece,
        amount=fact.amount,
        per=fact.per,
        person_id=file.person(fact.person),
    )
