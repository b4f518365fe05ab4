# SPDX-License-Identifier: EUPL-1.2
"""What a member reads of the end: how it went, what stays, who to call, and what is asked."""

from dataclasses import dataclass
from datetime import date

from voordeur.coordination.ending import moment_open
from voordeur.coordination.queries import AnswerLine, ClosingLine, answers, closing_now
from voordeur.door.access import Access
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.plan.queries import EvaluationLine, GoalText, evaluations, goal_texts, review_day
from voordeur.resident.queries.mine import Helper, helpers


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """A goal and what this member said of it; None: nothing yet."""

    goal: GoalText
    mine: EvaluationLine | None


@dataclass(frozen=True, slots=True)
class MyEnding:
    """The page 'how it goes on'; `asks` is the question that is open: 3, 6 or None."""

    closing: ClosingLine | None
    stays: tuple[Helper, ...]
    asks: int | None
    said: tuple[AnswerLine, ...]
    goals: tuple[GoalSeen, ...]
    review_on: date | None


def ending_of(access: Access, person_id: int) -> MyEnding:
    """Return the page for one member; six queries."""
    closing = closing_now(access)
    views = {
        one.goal_id: one for one in evaluations(access) if one.observer == f"person:{person_id}"
    }
    goals = tuple(GoalSeen(one, views.get(one.id)) for one in goal_texts(access))
    if closing is None:
        return MyEnding(None, (), None, (), goals, review_day(access))
    closed_on = closing.closed_at.astimezone(AMSTERDAM).date()
    return MyEnding(
        closing,
        tuple(helpers(access)),
        moment_open(closed_on, clock.today()),
        tuple(one for one in answers(access, closing.id) if one.person_id == person_id),
        goals,
        None,
    )
