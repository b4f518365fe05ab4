# SPDX-License-Identifier: EUPL-1.2
"""Facts of working together: asked of others, advice, conferences, sub-plans, how help changed."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """Something another party was asked to do, with the yes of members; perhaps it waits."""

    household: str
    kind: str  # assignment, request, referral
    institution: str
    professional: str | None
    person: str | None
    law: str
    what: str
    why: str
    said_yes: tuple[str, ...]
    on: date
    wait_reason: str | None = None
    wait_words: str | None = None
    waits_since: date | None = None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class PartAsked:
    """Who helps asks the case coordinator to see one part of a member, and waits for an answer."""

    household: str
    professional: str
    person: str
    part: str
    why: str
    on: date
    until: date


@dataclass(frozen=True, slots=True)
class Advice:
    """A question to a specialist, and the answer when it came."""

    household: str
    asker: str
    specialist: str
    question: str
    picture: str
    on: date
    answer: str | None = None
    answered: date | None = None
    new_to_asker: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conference that is still to come; `talks` of households refer to it."""

    key: str
    chair: str
    team: str
    place: str
    planned: date


@dataclass(frozen=True, slots=True)
class TalkItem:
    """One household on the agenda of a conference."""

    talk: str
    household: str
    brought_by: str
    question: str
    minutes: int
    seats: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True)
class SubPlan:
    """A plan of one party under the one plan of the household; parked with reason and day."""

    household: str
    kind: str
    title: str
    institution: str
    law: str
    goal: str | None
    on: date
    parked_reason: str | None = None
    parked_by: str | None = None
    look_again: date | None = None
