# SPDX-License-Identifier: EUPL-1.2
"""Own words, problems with causes, the network, and the plan with every member's word on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from voordeur.people import actions as people
from voordeur.plan import actions as plan
from voordeur.plan.actions import NewStep
from voordeur.town import facts as f
from voordeur.town.play.cast import as_member
from voordeur.town.play.ending import Ending
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.households import members_of
from voordeur.town.play.script import Rank
from voordeur.town.play.words import bond_of

if TYPE_CHECKING:
    from voordeur.plan.models import Goal, PlanVersion, Problem, Step


def play(file: HouseholdFile) -> Callable[[str], UUID | None]:
    """Write the moves down for what the members say and what was agreed with them.

    Returns how to find a goal of the plan by its key, once it is played.
    """
    for words in file.about(file.bundle.own_words):
        file.script.on(_heard_on(file, words), Rank.VOICES, partial(_say, file, words))
    for member in file.about(file.bundle.network):
        start = file_begins(file)
        file.script.on(start, Rank.VOICES, partial(_network, file, member, start))
    problems = _Problems(file)
    problems.write_down()
    goals: dict[str, Goal] = {}
    for fact in file.about(file.bundle.plans):
        _ThePlan(file, fact, problems, goals).write_down()
    Ending(file, problems.played, goals).write_down()
    return lambda key: goals[key].uuid if key in goals else None


def file_begins(file: HouseholdFile) -> date:
    """Return the day from which somebody writes in the file of this household."""
    if file.triage is None:
        raise LookupError(f"nobody decided about {file.household.key}")
    return file.case.opened if file.case is not None else file.triage.on


def _heard_on(file: HouseholdFile, words: f.OwnWords) -> date:
    """Return when words came into the file: on the day itself, or once their writer may enter."""
    if words.written_by in (None, file.decided_by) or file.case is None:
        return max(words.on, file_begins(file))
    return file.steers_from(words.on)[0]


def _say(file: HouseholdFile, fact: f.OwnWords) -> None:
    """Keep the words: in the member's own hand, or by who wrote them down at the table."""
    person = file.cast.persons[fact.person]
    plan.note_words(
        as_member(person) if fact.written_by is None else file.cast.acting(fact.written_by),
        household_id=file.id,
        person_id=person,
        text=fact.text,
        first_priority=fact.first_priority,
        said_on=fact.on,
    )


def _network(file: HouseholdFile, fact: f.NetworkMember, day: date) -> None:
    """Name somebody of the network; an offer waits for the member, who may have answered."""
    by, person = file.writer(day), file.cast.persons[fact.named_by]
    row = people.name_network_member(
        by,
        household_id=file.id,
        first_name=fact.first_name,
        person_id=person,
        shared=True,
        tie=bond_of(fact.bond),
        note=fact.does or "",
        can_carry=fact.can_carry,
    )
    if fact.offer is None:
        return
    offer = plan.note_offer(
        by,
        household_id=file.id,
        person_id=person,
        network_member=row.pk,
        what=fact.offer,
    )
    if fact.offer_state != "open":
        plan.answer_offer(
            by,
            household_id=file.id,
            offer=offer.uuid,
            accept=fact.offer_state == "accepted",
            expected_version=offer.version,
        )


@dataclass
class _Problems:
    """The problems of a household, who sees them and who does not, and what leads to what."""

    file: HouseholdFile
    played: dict[str, "Problem"] = field(default_factory=dict)

    def write_down(self) -> None:
        """Write down each problem on its day, the causes after the last, the solved at the end."""
        facts = self.file.about(self.file.bundle.problems)
        begins = {fact.key: max(fact.opened, file_begins(self.file)) for fact in facts}
        for fact in facts:
            self.file.script.on(begins[fact.key], Rank.PROBLEMS, partial(self._note, fact))
            if fact.solved is not None and fact.told:
                solved = max(fact.solved, begins[fact.key])
                self.file.script.on(solved, Rank.ENDS, partial(self._solve, fact))
        for link in self.file.bundle.causes:
            if link.cause in begins and link.effect in begins:
                day = max(begins[link.cause], begins[link.effect])
                self.file.script.on(day, Rank.CAUSES, partial(self._link, link, day))

    def _observer(self, key: str) -> str:
        staff = self.file.cast.professionals
        if key in staff:
            return f"professional:{staff[key].pk}"
        return f"person:{self.file.cast.persons[key]}"

    def _subject(self, fact: f.Problem) -> str | None:
        """Return whose part a problem lies in: about somebody elsewhere, that of who sees it."""
        here = {one.person for one in members_of(self.file.bundle, self.file.household.key)}
        if fact.person is None or fact.person in here:
            return fact.person
        return next(key for key in fact.seen_by if key in here)

    def _note(self, fact: f.Problem) -> None:
        if not fact.told:
            self._keep_to_oneself(fact)
            return
        by = self.file.writer(max(fact.opened, file_begins(self.file)))
        seers = [self._observer(key) for key in fact.seen_by]
        row = plan.note_problem(
            by,
            household_id=self.file.id,
            text=fact.text,
            life_area=fact.life_area,
            person_id=self.file.person(self._subject(fact)),
            opened_on=fact.opened,
            observer=seers[0] if seers else None,
        )
        self.played[fact.key] = row
        views = [(seer, True) for seer in seers[1:]]
        views += [(self._observer(key), False) for key in fact.denied_by]
        for observer, sees_it in views:
            plan.look_at_problem(
                by,
                household_id=self.file.id,
                problem=row.uuid,
                sees_it=sees_it,
                observer=observer,
            )

    def _keep_to_oneself(self, fact: f.Problem) -> None:
        """Write what nobody was told in the private part of each member who sees it."""
        for key in fact.seen_by:
            if key in self.file.cast.persons:
                person = self.file.cast.persons[key]
                plan.note_problem(
                    as_member(person),
                    household_id=self.file.id,
                    text=fact.text,
                    life_area=fact.life_area,
                    person_id=person,
                    compartment="private",
                    opened_on=fact.opened,
                )

    def _link(self, link: f.CausalLink, day: date) -> None:
        if link.cause in self.played and link.effect in self.played:
            plan.link_problems(
                self.file.writer(day),
                household_id=self.file.id,
                cause=self.played[link.cause].uuid,
                effect=self.played[link.effect].uuid,
            )

    def _solve(self, fact: f.Problem) -> None:
        plan.solve_problem(
            self.file.writer(fact.solved or fact.opened),
            household_id=self.file.id,
            problem=self.played[fact.key].uuid,
            expected_version=self.played[fact.key].version,
            on=fact.solved,
        )


@dataclass
class _ThePlan:
    """The plan of a household: goals and steps, the version that was set down, and the words on it."""

    file: HouseholdFile
    fact: f.Plan
    problems: _Problems
    goals: dict[str, "Goal"]
    steps: dict[str, "Step"] = field(default_factory=dict)
    version: "PlanVersion | None" = None

    def write_down(self) -> None:
        """Write down the goals when the plan was made, the words on it, and how the steps went."""
        script, bundle, made = self.file.script, self.file.bundle, self.fact.made
        goals = [goal for goal in bundle.goals if goal.plan == self.fact.key]
        steps = [step for step in bundle.steps if step.goal in {goal.key for goal in goals}]
        for goal in goals:
            script.on(made, Rank.GOALS, partial(self._goal, goal))
        for step in steps:
            script.on(made, Rank.STEPS, partial(self._step, step))
        words = [one for one in bundle.agreements if one.plan == self.fact.key]
        if self.fact.agreed is not None:
            first = min([self.fact.agreed, *(one.on for one in words)])
            script.on(max(made, first), Rank.VERSION, self._set_down)
            for word in words:
                script.on(max(made, word.on), Rank.WORDS, partial(self._sign, word))
        for number, step in enumerate(steps):
            if step.at_first is not None:
                day = max(made, self._moved(step, number) - timedelta(days=1))
                script.on(day, Rank.STATES, partial(self._reword, step, day))
            if step.state in ("done", "parked", "running"):
                script.on(self._moved(step, number), Rank.STATES, partial(self._move, step, number))

    def _moved(self, step: f.Step, number: int) -> date:
        """Return when a step got its state: after the plan was agreed, and not all on one day."""
        start, today = self.fact.agreed or self.fact.made, self.file.cast.today
        if step.state == "done" and step.due is not None and start <= step.due < today:
            return step.due
        share = {"parked": 2, "running": 5, "done": 6}[step.state]
        return min(today, start + (today - start) * share // 8 + timedelta(days=number % 3))

    def _goal(self, fact: f.Goal) -> None:
        self.goals[fact.key] = plan.set_goal(
            self.file.writer(self.fact.made),
            household_id=self.file.id,
            text=fact.text,
            person_id=self.file.person(fact.person),
            life_area=fact.life_area,
        )

    def _new(self, fact: f.Step, household_does: str) -> NewStep:
        staff, goal = self.file.cast.professionals, self.goals[fact.goal]
        return NewStep(
            household_does=household_does,
            network_does=fact.network_does or "",
            professional_does=fact.professional_does,
            stance=fact.stance,
            kind=fact.kind,
            members=[goal.person_id] if goal.person_id else [],
            professionals=[staff[fact.professional].pk] if fact.professional else [],
            problems=self._worked_on(fact.goal),
            due=fact.due,
        )

    def _step(self, fact: f.Step) -> None:
        by = self.file.writer(self.fact.made)
        row = plan.add_step(
            by,
            household_id=self.file.id,
            goal=self.goals[fact.goal].uuid,
            new=self._new(fact, fact.at_first or fact.household_does),
        )
        self.steps[fact.key] = row
        for key in fact.after:
            plan.tie_steps(by, household_id=self.file.id, step=row.uuid, other=self.steps[key].uuid)

    def _reword(self, fact: f.Step, day: date) -> None:
        """Say the step as it was said later: the timeline keeps both."""
        row = self.steps[fact.key]
        self.steps[fact.key] = plan.change_step(
            self.file.writer(day),
            household_id=self.file.id,
            step=row.uuid,
            new=self._new(fact, fact.household_does),
            expected_version=row.version,
        )

    def _worked_on(self, goal: str) -> list[UUID]:
        """Return the problems a goal is about: those in its part of life, noted by now."""
        area = next(one.life_area for one in self.file.bundle.goals if one.key == goal)
        return [
            self.problems.played[fact.key].uuid
            for fact in self.file.about(self.file.bundle.problems)
            if fact.key in self.problems.played and fact.life_area == area
        ]

    def _set_down(self) -> None:
        self.version = plan.set_down_plan(
            self.file.writer(self.fact.agreed or self.fact.made), household_id=self.file.id
        )

    def _sign(self, fact: f.Agreement) -> None:
        """Keep a member's word: given at the table, or by their own hand without a coordinator."""
        person, holder = self.file.cast.persons[fact.person], self.file.coordinator(fact.on)
        if holder is None:
            plan.sign_plan(
                as_member(person),
                household_id=self.file.id,
                version=self._version(),
                word=fact.word,
                shared=True,
            )
            return
        plan.sign_for(
            self.file.cast.acting(holder),
            household_id=self.file.id,
            version=self._version(),
            person_id=person,
            word=fact.word,
            how="table",
            shared=True,
        )

    def _version(self) -> UUID:
        if self.version is None:
            raise LookupError(f"{self.fact.key} was not set down yet")
        return self.version.uuid

    def _move(self, fact: f.Step, number: int) -> None:
        by, row = self.file.writer(self._moved(fact, number)), self.steps[fact.key]
        if fact.state == "parked":
            plan.park_step(
                by,
                household_id=self.file.id,
                step=row.uuid,
                reason=fact.parked_reason or "",
                agreed_by=self.file.cast.name(fact.parked_by) if fact.parked_by else "",
                review_on=fact.look_again or self.file.cast.today,
                expected_version=row.version,
            )
            return
        plan.mark_step(
            by,
            household_id=self.file.id,
            step=row.uuid,
            state=fact.state,
            expected_version=row.version,
        )
