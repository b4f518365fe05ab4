# SPDX-License-Identifier: EUPL-1.2
"""What a member's own pages show of the household: contact, plan, words, helpers, people, details."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from voordeur.coordination.queries import (
    CoverLine,
    covers,
    covers_asked,
    holders,
    holders_asked,
    involved,
    involved_asked,
)
from voordeur.door.access import Access, once, own_standing
from voordeur.door.together import ahead
from voordeur.leeway.queries.impasses import impasses, impasses_asked
from voordeur.people.queries import (
    AddressLine,
    Channel,
    Companion,
    addresses,
    addresses_asked,
    around_asked,
    channels,
    members,
    network,
)
from voordeur.people.queries import citizen_number as number_of
from voordeur.people.words import tie
from voordeur.plan.planfacts import StepState
from voordeur.plan.queries import (
    OfferLine,
    VersionLine,
    pieces_of,
    plan_asked,
    plan_of,
    signatures,
    signatures_asked,
    versions,
    versions_asked,
    voices,
)
from voordeur.plan.queries.plan import PlanPicture
from voordeur.plan.queries.voice import Words
from voordeur.resident.queries.telling import told_asked


@dataclass(frozen=True, slots=True)
class Contact:
    """The member's regular contact: the case coordinator, with how to call."""

    name: str
    organisation: str
    phone: str
    stands_in: CoverLine | None = None
    """Who answers for this contact for a while: leave or illness."""


def contact_of(access: Access) -> Contact | None:
    """Return the case coordinator, or None while there is none, and who stands in; two queries."""
    for row in holders(access):
        if row.layer == "case" and row.state == "appointed" and row.name:
            cover = next(iter(covers(access)), None)
            return Contact(row.name, row.organisation or "", row.phone or "", cover)
    return None


@dataclass(frozen=True, slots=True)
class Helper:
    """One party that helps; `for_me` when it is about this member alone."""

    name: str
    organisation: str
    phone: str
    task: str
    since: date
    for_me: bool


def helpers(access: Access) -> list[Helper]:
    """Return who helps now, as far as this member may read it; one query."""
    return [
        Helper(
            name=row.professional or "",
            organisation=row.organisation or "",
            phone=row.phone or "",
            task=row.task or "",
            since=row.from_date,
            for_me=row.person_id is not None,
        )
        for row in involved(access)
        if not row.masked
    ]


@dataclass(frozen=True, slots=True)
class MyStep:
    """One step of the plan in plain words; `open` while it is not done."""

    what: str
    household_does: str
    network_does: str
    professional_does: str
    professionals: tuple[str, ...]
    due: date | None
    state: str
    parked_reason: str
    parked_review_on: date | None

    @property
    def open(self) -> bool:
        """Say whether the step is still to be done."""
        return self.state not in {StepState.DONE, StepState.STOPPED}


@dataclass(frozen=True, slots=True)
class MyGoal:
    """One goal with its steps; `mine` when it is of this member alone."""

    text: str
    mine: bool
    steps: tuple[MyStep, ...]


@dataclass(frozen=True, slots=True)
class ForChild:
    """A child this member may speak for, and what was said for it about this version; '' nothing."""

    person_id: int
    name: str
    word: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class OurPlan:
    """The plan as this member reads it: as it was set down, or as it stands while it was not yet."""

    version: VersionLine | None
    goals: tuple[MyGoal, ...]
    word: str
    """The member's own word on the version, '' while there is none."""
    signed_on: date | None
    remark: str
    for_children: tuple["ForChild", ...] = ()
    """What was said for the children whose parent this member is by law."""

    @property
    def next_step(self) -> MyStep | None:
        """Return the open step with the nearest date, else the first open one that is not parked."""
        steps = [
            step
            for goal in self.goals
            for step in goal.steps
            if step.open and step.state != StepState.PARKED
        ]
        return min(steps, key=lambda step: (step.due is None, step.due or date.max), default=None)


def our_plan(access: Access, person_id: int) -> OurPlan:
    """Return the plan for one member: the newest version as set down, which is what one signs.

    Without a version it is the plan as it stands now, and there is nothing to say a word on.
    """
    made = versions(access)
    if not made:
        return OurPlan(None, _standing(access, person_id), "", None, "")
    newest = made[0]
    said = {(one.person_id, one.spoke): one for one in signatures(access, newest.id)}
    mine = said.get((person_id, "self"))
    return OurPlan(
        newest,
        _set_down(access, newest.id, person_id),
        (mine.word or "") if mine else "",
        mine.signed_on if mine else None,
        (mine.remark or "") if mine else "",
        tuple(
            ForChild(pk, name, (one.word or "") if one else "", one.signed_on if one else None)
            for pk, name in _children(access)
            for one in [said.get((pk, "parent"))]
        ),
    )


def _children(access: Access) -> list[tuple[int, str]]:
    """Return the members this reader is a parent of by law, as the door knows."""
    ids = {person_id for relation, person_id in own_standing(access) if relation == "parent"}
    return [
        (one.person_id, one.called)
        for one in members(access)
        if one.person_id in ids and one.called
    ]


def _plan(access: Access) -> PlanPicture:
    return once(access, ("resident.plan",), lambda: plan_of(access))


def _standing(access: Access, person_id: int) -> tuple[MyGoal, ...]:
    return tuple(
        MyGoal(
            goal.text,
            goal.person_id == person_id,
            tuple(
                MyStep(
                    step.what,
                    step.household_does,
                    step.network_does,
                    step.professional_does,
                    step.professionals,
                    step.due,
                    step.state,
                    step.parked_reason,
                    step.parked_review_on,
                )
                for step in goal.steps
            ),
        )
        for goal in _plan(access).goals
    )


def _set_down(access: Access, version_id: int, person_id: int) -> tuple[MyGoal, ...]:
    pieces = pieces_of(access, version_id)
    steps: dict[str, list[MyStep]] = {}
    for piece in pieces:
        if piece.kind == "step":
            body, parked = piece.body, piece.body.get("parked") or {}
            steps.setdefault(str(body["goal"]), []).append(
                MyStep(
                    body["what"],
                    body["household_does"],
                    body["network_does"],
                    body["professional_does"],
                    tuple(body["professionals"]),
                    _day(body["due"]),
                    body["state"],
                    parked.get("reason", ""),
                    _day(parked.get("review_on")),
                )
            )
    return tuple(
        MyGoal(
            piece.body["text"],
            piece.body["person"] == person_id,
            tuple(steps.get(piece.source, ())),
        )
        for piece in pieces
        if piece.kind == "goal"
    )


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw[:10]) if raw else None


def my_words(access: Access, person_id: int) -> tuple[Words, ...]:
    """Return what this member said, the newest first; what is on the own page is no part of it."""
    for voice in voices(access).members:
        if voice.person_id == person_id:
            return tuple(one for one in voice.words if one.compartment != "private")
    return ()


def my_offers(access: Access, person_id: int) -> list[OfferLine]:
    """Return what the member's people offered to this member, the unanswered first."""
    found = [one for one in _plan(access).offers if one.person_id == person_id]
    return sorted(found, key=lambda one: (one.accepted is not None, one.id))


def my_people(access: Access, person_id: int) -> list[Companion]:
    """Return the member's own people and those of the household together; one query.

    Who somebody is to the member is said in words, whoever wrote it down.
    """
    mine = (one for one in network(access) if one.person_id in (None, person_id))
    return [replace(one, tie=tie(one.tie)) for one in mine]


def my_channels(access: Access, person_id: int) -> list[Channel]:
    """Return the safe ways to reach this member; one query."""
    return [one for one in channels(access, person_id=person_id) if not one.masked]


@dataclass(frozen=True, slots=True)
class Details:
    """What is recorded of a member: name, birth, addresses and whether the citizen number is there."""

    name: str
    called: str
    born: str
    has_citizen_number: bool
    addresses: tuple[AddressLine, ...]


def details(access: Access, person_id: int) -> Details:
    """Return what is recorded of this member, and ask their corrections along; three queries."""
    corrections = told_asked(access, person_id, "correction")
    ahead(*around_asked(access), addresses_asked(access), corrections)
    me = next(one for one in members(access, past=True) if one.person_id == person_id)
    return Details(
        name=me.name or "",
        called=me.called or "",
        born=me.born or "",
        has_citizen_number=number_of(access, person_id) is not None,
        addresses=tuple(
            one for one in addresses(access) if one.person_id in (None, person_id) and one.text
        ),
    )


@dataclass(frozen=True, slots=True)
class Start:
    """The start page: whom to call, what comes next, what is asked of me, the plan, who helps."""

    contact: Contact | None
    next_step: MyStep | None
    goals: tuple[MyGoal, ...]
    plan_made_at: datetime | None
    asks_word: bool
    offers: tuple[OfferLine, ...]
    helpers: tuple[Helper, ...]
    first_priority: str
    has_words: bool
    waits: tuple[str, ...]
    """What the household waits for because of rules."""
    gives_way: tuple[str, ...]
    """Of these: what may be possible now, because a rule gave way."""


def start_of(access: Access, person_id: int) -> Start:
    """Return the start page of a member; a constant number of queries."""
    ahead(
        *plan_asked(access),
        versions_asked(access),
        signatures_asked(access),
        holders_asked(access),
        covers_asked(access),
        involved_asked(access),
        impasses_asked(access),
    )
    plan = our_plan(access, person_id)
    words = my_words(access, person_id)
    waits = [one for one in impasses(access) if one.state == "open" and not one.masked]
    return Start(
        contact=contact_of(access),
        # What was set down may be done by now: what happens next is asked of the plan as it stands.
        next_step=OurPlan(None, _standing(access, person_id), "", None, "").next_step,
        goals=plan.goals[:3],
        plan_made_at=plan.version.made_at if plan.version else None,
        asks_word=plan.version is not None and not plan.word,
        offers=tuple(one for one in my_offers(access, person_id) if one.accepted is None),
        helpers=tuple(helpers(access)),
        first_priority=words[0].first_priority if words else "",
        has_words=bool(words),
        waits=tuple(one.goal_name or "" for one in waits),
        gives_way=tuple(one.goal_name or "" for one in waits if one.gives_way_on),
    )
