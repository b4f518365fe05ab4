# SPDX-License-Identifier: EUPL-1.2
"""Questions about the plan: goals with their steps, offers, warnings, and the help it states."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voordeur.door.access import Access
from voordeur.door.matrix import Answer
from voordeur.door.together import Asked, ahead, together
from voordeur.history import clock
from voordeur.instruments.queries import measurements_asked
from voordeur.people.queries import around_asked, capacity
from voordeur.plan.models import Goal, NetworkOffer, Step, StepNeed, WarningOverride
from voordeur.plan.order import PlanWarning, find_circle, look_out, proposed_order, spirals_up
from voordeur.plan.planfacts import (
    Frees,
    Override,
    Parked,
    Plan,
    Stance,
    StepKind,
    StepState,
    WarningCode,
)
from voordeur.plan.planfacts import NetworkMember as NetworkFact
from voordeur.plan.planfacts import NetworkOffer as OfferFact
from voordeur.plan.planfacts import Step as StepFact
from voordeur.plan.queries.footing import footing_of
from voordeur.plan.queries.names import Names, names
from voordeur.plan.queries.problems import Problems, problems, problems_asked
from voordeur.plan.queries.voice import spoken, spoken_asked
from voordeur.plan.support import Support, support_stated


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer from the network; `accepted` None as long as the member has said nothing."""

    id: int
    uuid: UUID
    version: int
    person_id: int
    who: str
    by: str
    network_member: int
    what: str
    accepted: bool | None
    answered_at: datetime | None
    answered_how: str
    step_id: int | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Another step that a step hangs together with; `what` is set for what becomes free."""

    step: UUID
    text: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning with the steps and problems it is about in words; never a gate."""

    code: WarningCode
    about: str
    proposal: str
    texts: tuple[str, ...]
    items: tuple[str, ...]
    figure: int | None
    limit: int | None
    reason: str
    """Why somebody went on all the same; '' while nobody did."""
    by: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in full, with names in place of ids."""

    id: int
    uuid: UUID
    version: int
    goal_id: int
    person_id: int | None
    what: str
    state: StepState
    kind: StepKind
    stance: Stance
    household_does: str
    network_does: str
    professional_does: str
    members: tuple[str, ...]
    member_ids: tuple[int, ...]
    network: tuple[str, ...]
    professionals: tuple[str, ...]
    professional_ids: tuple[int, ...]
    fall_back: str
    fall_back_id: int | None
    due: date | None
    parked_reason: str
    parked_agreed_by: str
    parked_review_on: date | None
    halted_why: str
    problems: tuple[str, ...]
    problem_uuids: tuple[UUID, ...]
    needs: tuple[Tie, ...]
    waits_for: tuple[str, ...]
    clashes: tuple[Tie, ...]
    frees: tuple[Tie, ...]
    offers: tuple[OfferLine, ...]
    warnings: tuple[WarningLine, ...]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal with its steps in order."""

    id: int
    uuid: UUID
    version: int
    person_id: int | None
    compartment: str
    who: str
    text: str
    life_area: str
    state: str
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """The whole plan as one reader may see it; `masked`: there is more that is not for them."""

    goals: tuple[GoalLine, ...]
    ended: tuple[GoalLine, ...]
    masked: bool
    warnings: tuple[WarningLine, ...]
    offers: tuple[OfferLine, ...]
    support: Support
    capacity: int | None
    running: int
    open_base: tuple[str, ...]
    spirals: tuple[tuple[str, str, str], ...]
    proposed: tuple[StepLine, ...]
    """The open steps in the order that is proposed; empty when that is how they stand already."""
    firsts: tuple[tuple[int, str], ...]
    """What must come first, per member in their own words."""
    problems: Problems
    names: Names

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing for this reader at all."""
        return not (self.goals or self.ended or self.masked)

    @property
    def steps(self) -> list[StepLine]:
        """Return the steps of all open goals in order."""
        return [step for goal in self.goals for step in goal.steps]

    @property
    def parked(self) -> list[StepLine]:
        """Return the steps that wait: 'not now'."""
        return [step for step in self.steps if step.state is StepState.PARKED]


@dataclass(slots=True)
class _Rows:
    """The rows of one plan as they came through the door."""

    goals: list[Goal]
    steps: list[Step]
    ties: list[StepNeed]
    offers: list[NetworkOffer]
    overrides: list[WarningOverride]


def rows_asked(access: Access) -> list[Asked]:
    """Return the questions for the rows of a plan."""
    goals = Goal.objects.through(access).order_by("order", "pk")
    steps = Step.objects.through(access).shown().select_related("goal")
    offers = NetworkOffer.objects.through(access).shown().filter(withdrawn_at=None)
    return [
        (goals, ("id",)),
        goals.shown(),
        steps.order_by("goal__order", "goal_id", "order", "pk"),
        StepNeed.objects.through(access).shown().order_by("pk"),
        offers.order_by("pk"),
        WarningOverride.objects.through(access).shown().order_by("pk"),
    ]


def _read(access: Access) -> tuple[_Rows, bool]:
    known, *found = together(*rows_asked(access))
    return _Rows(*found), any(row.seen != Answer.SHOWN for row in known)


def plan_asked(access: Access) -> list[Asked]:
    """Return the questions of `plan_of`, for who asks more at once."""
    return [
        *rows_asked(access),
        *problems_asked(access),
        *spoken_asked(access),
        *measurements_asked(access),
        *around_asked(access),
    ]


def plan_of(access: Access) -> PlanPicture:
    """Return the plan of a household for one reader; the same number of queries whatever its size.

    Raises nothing for an empty plan. All counts run over what the reader may read.
    """
    ahead(*plan_asked(access))
    rows, masked = _read(access)
    known = problems(access)
    acting = {number for step in rows.steps for number in [*step.professionals, step.fall_back]}
    keys = [one.decided_by for one in rows.overrides]
    book = names(access, keys=keys, professionals=acting)
    firsts = first_priorities(access)
    facts = _facts(access, rows, known, book, firsts)
    by_id = {str(step.pk): step for step in rows.steps}
    texts = {number: step.what for number, step in by_id.items()}
    texts_of_problems = {str(line.id): line.text for line in known.lines}
    offers = tuple(_offer(row, book) for row in rows.offers)
    found = [
        _warning(one, texts, texts_of_problems, book) for one in look_out(facts, clock.today())
    ]
    lines = [_step(step, rows, known, book, offers, found, by_id) for step in rows.steps]
    goals = [
        GoalLine(
            row.pk,
            row.uuid,
            row.version,
            row.person_id,
            row.compartment,
            book.person(row.person_id),
            row.text,
            row.life_area,
            row.state,
            tuple(line for line in lines if line.goal_id == row.pk),
        )
        for row in rows.goals
    ]
    return PlanPicture(
        goals=tuple(goal for goal in goals if goal.state == "open"),
        ended=tuple(goal for goal in goals if goal.state != "open"),
        masked=masked,
        warnings=tuple(found),
        offers=offers,
        support=support_stated(facts),
        capacity=facts.capacity,
        running=sum(1 for step in facts.steps if step.runs),
        open_base=tuple(
            item
            for items in (facts.basics, facts.base_layer)
            for item, fine in items.items()
            if fine is False
        ),
        spirals=tuple((texts[a], what, texts[b]) for a, what, b in spirals_up(facts)),
        proposed=_proposed(facts, lines),
        firsts=tuple(firsts),
        problems=known,
        names=book,
    )


def plan_facts(access: Access) -> Plan:
    """Return the plan as the pure sums know it, as far as this reader may read it."""
    rows, _masked = _read(access)
    return _facts(access, rows, problems(access), names(access), first_priorities(access))


def help_stated(access: Access) -> Support:
    """Return the help the plan states for this reader; nothing of it comes from a network."""
    return support_stated(plan_facts(access))


def _proposed(facts: Plan, lines: list[StepLine]) -> tuple[StepLine, ...]:
    """Return the open steps in the proposed order; nothing when they wait in a circle.

    Nothing either when they stand so already, as far as steps that stay with their goal can.
    """
    if find_circle(facts.steps):
        return ()
    by_id = {str(line.id): line for line in lines}
    is_open = {step.id for step in facts.steps if step.is_open}
    now = [step.id for step in facts.steps if step.is_open]
    then = [number for number in proposed_order(facts) if number in is_open]
    goals = dict.fromkeys(by_id[number].goal_id for number in then)
    reached = [number for goal in goals for number in then if by_id[number].goal_id == goal]
    return () if reached == now else tuple(by_id[number] for number in then)


def _facts(
    access: Access,
    rows: _Rows,
    known: Problems,
    book: Names,
    firsts: list[tuple[int, str]],
) -> Plan:
    open_goals = {goal.pk for goal in rows.goals if goal.state == "open"}
    steps = [step for step in rows.steps if step.goal_id in open_goals]
    here = {step.pk for step in steps}
    ties: dict[tuple[int, str], list[StepNeed]] = {}
    for tie in rows.ties:
        if tie.step_id in here and tie.other_id in here:
            ties.setdefault((tie.step_id, tie.kind), []).append(tie)
    basics, base_layer = footing_of(access)
    seen = {line.id for line in known.lines if line.is_open}
    return Plan(
        steps=tuple(
            StepFact(
                id=str(step.pk),
                order=place,
                kind=StepKind(step.kind),
                state=StepState(step.state),
                stance=Stance(step.stance),
                household_does=step.household_does,
                network_does=step.network_does,
                professional_does=step.professional_does,
                members=frozenset(map(str, step.members)) or _together(step),
                network=frozenset(str(one) for one in step.network if one in book.network),
                professionals=frozenset(map(str, step.professionals)),
                fall_back=str(step.fall_back) if step.fall_back else None,
                needs=frozenset(str(one.other_id) for one in ties.get((step.pk, "needs"), ())),
                clashes_with=frozenset(
                    str(one.other_id) for one in ties.get((step.pk, "clashes"), ())
                ),
                problems=frozenset(str(one) for one in step.problems if one in seen),
                frees=tuple(
                    Frees(one.what, str(one.other_id)) for one in ties.get((step.pk, "frees"), ())
                ),
                parked=_parked(step),
            )
            for place, step in enumerate(steps)
        ),
        capacity=capacity(access),
        basics=basics,
        base_layer=base_layer,
        problems=tuple(str(number) for number in sorted(seen)),
        first_priorities=_first(known, firsts),
        network=tuple(NetworkFact(str(pk), most) for pk, most in book.carries.items()),
        offers=tuple(
            OfferFact(
                str(row.pk), str(row.network_member), str(row.person_id), row.what, row.accepted
            )
            for row in rows.offers
        ),
        overrides=tuple(
            Override(
                WarningCode(row.code),
                row.about,
                row.reason,
                row.decided_by,
                row.decided_at.date(),
            )
            for row in rows.overrides
        ),
    )


def _first(known: Problems, firsts: list[tuple[int, str]]) -> tuple[str, ...]:
    """Return the open problems in which a member's first priority stands in the member's own words."""
    return tuple(
        str(line.id)
        for _person, first in firsts
        for line in known.lines
        if line.is_open and first.strip().casefold() in line.text.casefold()
    )


def _together(step: Step) -> frozenset[str]:
    """Without names, what the household does is done by the household itself."""
    return frozenset({"household"}) if step.household_does else frozenset()


def _parked(step: Step) -> Parked | None:
    if step.parked_review_on is None:
        return None
    return Parked(step.parked_reason, (step.parked_agreed_by,), step.parked_review_on)


def _offer(row: NetworkOffer, book: Names) -> OfferLine:
    return OfferLine(
        row.pk,
        row.uuid,
        row.version,
        row.person_id or 0,
        book.person(row.person_id),
        book.network.get(row.network_member, ""),
        row.network_member,
        row.what,
        row.accepted,
        row.answered_at,
        row.answered_how,
        row.step_id,
    )


def _warning(
    one: PlanWarning, texts: dict[str, str], of_problems: dict[str, str], book: Names
) -> WarningLine:
    called = {str(pk): name for pk, name in book.network.items()}
    known = called if one.code is WarningCode.NETWORK_OVERASKED else of_problems
    names_of_items = [known.get(item, item) for item in one.items]
    return WarningLine(
        one.code,
        one.about,
        one.proposal,
        tuple(texts[step] for step in one.steps),
        tuple(names_of_items),
        one.figure,
        one.limit,
        one.override.reason if one.override else "",
        book.writer(one.override.by) if one.override else "",
    )


def _step(
    row: Step,
    rows: _Rows,
    known: Problems,
    book: Names,
    offers: tuple[OfferLine, ...],
    warnings: list[WarningLine],
    by_id: dict[str, Step],
) -> StepLine:
    def ties(kind: str) -> tuple[Tie, ...]:
        return tuple(
            Tie(by_id[str(tie.other_id)].uuid, by_id[str(tie.other_id)].what, tie.what)
            for tie in rows.ties
            if tie.step_id == row.pk and tie.kind == kind and str(tie.other_id) in by_id
        )

    worked_on = [line for line in known.lines if line.id in row.problems]
    waiting = {tie.other_id for tie in rows.ties if tie.step_id == row.pk and tie.kind == "needs"}
    alone = {WarningCode.PROBLEM_WITHOUT_STEP, WarningCode.TOO_MUCH_AT_ONCE}
    return StepLine(
        id=row.pk,
        uuid=row.uuid,
        version=row.version,
        goal_id=row.goal_id,
        person_id=row.person_id,
        what=row.what,
        state=StepState(row.state),
        kind=StepKind(row.kind),
        stance=Stance(row.stance),
        household_does=row.household_does,
        network_does=row.network_does,
        professional_does=row.professional_does,
        members=tuple(book.person(one) for one in row.members),
        member_ids=tuple(row.members),
        network=tuple(book.network[one] for one in row.network if one in book.network),
        professionals=tuple(book.professional(one) for one in row.professionals),
        professional_ids=tuple(row.professionals),
        fall_back=book.professional(row.fall_back) if row.fall_back else "",
        fall_back_id=row.fall_back,
        due=row.due,
        parked_reason=row.parked_reason,
        parked_agreed_by=row.parked_agreed_by,
        parked_review_on=row.parked_review_on,
        halted_why=row.halted_why,
        problems=tuple(line.text for line in worked_on),
        problem_uuids=tuple(line.uuid for line in worked_on),
        needs=ties("needs"),
        waits_for=tuple(
            other.what
            for number, other in by_id.items()
            if int(number) in waiting and other.state not in (StepState.DONE, StepState.STOPPED)
        ),
        clashes=ties("clashes"),
        frees=ties("frees"),
        offers=tuple(one for one in offers if one.step_id == row.pk and one.accepted),
        warnings=tuple(
            one for one in warnings if one.about == str(row.pk) and one.code not in alone
        ),
    )


def first_priorities(access: Access) -> list[tuple[int, str]]:
    """Return per member what must come first in their own words, (person, words); the newest count."""
    words, _strengths = spoken(access)
    return list(
        {
            row.person_id: row.first_priority
            for row in reversed(words)
            if row.first_priority and row.person_id is not None
        }.items()
    )
