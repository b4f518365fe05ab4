# SPDX-License-Identifier: EUPL-1.2
"""What the pages about the end of a case show, put together from the questions; nothing decided."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.coordination.ending import Holds, Way, aftercare_days
from voordeur.coordination.queries import (
    AnswerLine,
    ClosingLine,
    Help,
    answers,
    cases,
    cases_asked,
    closings,
    closings_asked,
    involved,
    involved_asked,
    problem_outcomes,
)
from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.door.together import ahead
from voordeur.history.clock import AMSTERDAM
from voordeur.instruments.trend import Outcome
from voordeur.people.queries import Member, around_asked, members
from voordeur.plan.planfacts import ENDED, StepState
from voordeur.plan.queries import ProblemEnd, StepEnd, plan_end, plan_end_asked

WAYS: dict[Way, Promise] = {
    Way.FINISHED: gettext_lazy("the household goes on without this team"),
    Way.SUPPORT_STAYS: gettext_lazy("support stays: help goes on for as long as it is needed"),
    Way.TAKEN_OVER: gettext_lazy("another party takes over"),
    Way.MOVED: gettext_lazy("the household moves to another municipality"),
    Way.OWN_CHOICE: gettext_lazy("the household wants to stop"),
    Way.NO_CONTACT: gettext_lazy("there is no contact any more"),
}
HOLDS: dict[Holds, Promise] = {
    Holds.YES: gettext_lazy("it holds"),
    Holds.PARTLY: gettext_lazy("it holds partly"),
    Holds.NO: gettext_lazy("it does not hold"),
    Holds.UNREACHED: gettext_lazy("nobody could be reached"),
}


def outcome_words(outcome: Outcome) -> str:
    """Return what an outcome is called in the reader's language."""
    return outcome.label.in_language(language())


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """One problem, of whom it is ('': of all), and what became of it."""

    line: ProblemEnd
    who: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer in words."""

    id: int
    months: int
    who: str
    holds: Promise
    text: str
    good: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """One end of the case in words."""

    line: ClosingLine
    way: Promise
    asks_on: tuple[tuple[int, date], ...]
    answers: tuple[AnswerShown, ...]


@dataclass(frozen=True, slots=True)
class EndingPage:
    """The page of the end: what the plan came to, what runs on, and every end there was."""

    case_version: int | None
    """The version of the open case; None when no case is open."""
    done: tuple[StepEnd, ...]
    still_open: tuple[StepEnd, ...]
    stuck: tuple[StepEnd, ...]
    dropped: tuple[StepEnd, ...]
    without_look_back: tuple[str, ...]
    """Goals that nobody has looked back on, as far as this reader sees."""
    problems: tuple[ProblemShown, ...]
    running: tuple[Help, ...]
    now: Ended | None
    before: tuple[Ended, ...]


def ended(access: Access, line: ClosingLine, around: list[Member]) -> Ended:
    """Put one end and what was said after it into words; one query."""
    called = {one.person_id: one.called or "" for one in around}
    days = aftercare_days(line.closed_at.astimezone(AMSTERDAM).date())
    return Ended(
        line,
        WAYS[line.way],
        tuple(days.items()),
        tuple(_shown(one, called) for one in answers(access, line.id)),
    )


def _shown(one: AnswerLine, called: dict[int, str]) -> AnswerShown:
    return AnswerShown(
        one.id,
        one.months,
        (called.get(one.person_id) or _("a member")) if one.person_id else "",
        HOLDS[one.holds],
        one.text,
        one.holds is Holds.YES,
    )


def ending_of(access: Access) -> EndingPage:
    """Return the page of one household; the same number of queries whatever there is."""
    ahead(
        *plan_end_asked(access),
        cases_asked(access),
        *around_asked(access),
        closings_asked(access),
        involved_asked(access),
    )
    plan = plan_end(access)
    steps = plan.steps
    case = next(iter(cases(access)), None)
    around = members(access, past=True)
    ends = closings(access)
    last = ends[0] if ends else None
    became = problem_outcomes(access, last.id) if last else {}
    called = {one.person_id: one.called or "" for one in around}
    shown = [ended(access, one, around) for one in ends[:3]]
    now = shown[0] if shown and last and last.reopened_at is None else None
    return EndingPage(
        case_version=case.version if case else None,
        done=tuple(one for one in steps if one.state is StepState.DONE),
        still_open=tuple(
            one for one in steps if one.state not in ENDED and one.state is not StepState.STUCK
        ),
        stuck=tuple(one for one in steps if one.state is StepState.STUCK),
        dropped=tuple(one for one in steps if one.state is StepState.STOPPED),
        without_look_back=plan.without_look_back,
        problems=tuple(
            ProblemShown(
                line,
                called.get(line.person_id, "") if line.person_id else "",
                outcome_words(became.get(line.id, Outcome.UNKNOWN)),
            )
            for line in plan.problems
        ),
        running=tuple(row for row in involved(access) if not row.masked),
        now=now,
        before=tuple(shown[1:] if now else shown),
    )
