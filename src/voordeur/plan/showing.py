# SPDX-License-Identifier: EUPL-1.2
"""The plan in words for a template: labels, tones and which buttons there are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from voordeur.plan import wording
from voordeur.plan.planfacts import ENDED, StepState, WarningCode
from voordeur.plan.queries.plan import GoalLine, PlanPicture, StepLine, WarningLine

TONES = {
    StepState.PLANNED: "",
    StepState.RUNNING: "info",
    StepState.PARKED: "accent",
    StepState.STUCK: "warning",
    StepState.DONE: "ok",
    StepState.STOPPED: "",
}
ICONS = {
    StepState.RUNNING: "next",
    StepState.PARKED: "pause",
    StepState.STUCK: "alert",
    StepState.DONE: "check",
}


@dataclass(frozen=True, slots=True)
class WarningShown:
    """A warning as a sentence, what could be done, and why somebody went on if they did."""

    code: WarningCode
    about: str
    text: str
    proposal: Promise
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step with its labels; `first` and `last` say which way it cannot move."""

    line: StepLine
    number: int
    state: Promise
    tone: str
    icon: str
    stance: Promise
    warnings: tuple[WarningShown, ...]
    first: bool
    last: bool

    @property
    def parked(self) -> bool:
        """Say whether it waits."""
        return self.line.state is StepState.PARKED

    @property
    def open(self) -> bool:
        """Say whether it is still to be done."""
        return self.line.state not in ENDED


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with its labels and steps."""

    line: GoalLine
    area: str
    steps: tuple[StepShown, ...]
    first: bool
    last: bool


def warnings_shown(found: Iterable[WarningLine]) -> tuple[WarningShown, ...]:
    """Return warnings in words, those nobody set aside first."""
    shown = [
        WarningShown(
            one.code,
            one.about,
            wording.warning_text(one.code, one.texts, one.items, one.figure, one.limit),
            wording.PROPOSALS[one.proposal],
            one.reason,
            one.by,
        )
        for one in found
    ]
    return tuple(sorted(shown, key=lambda one: bool(one.reason)))


def goals_shown(plan: PlanPicture) -> tuple[GoalShown, ...]:
    """Return the open goals in order, with steps numbered through the whole plan."""
    shown = []
    number = 0
    for place, goal in enumerate(plan.goals):
        steps = []
        for where, line in enumerate(goal.steps):
            number += 1
            steps.append(
                StepShown(
                    line,
                    number,
                    wording.STATES[line.state],
                    TONES[line.state],
                    ICONS.get(line.state, ""),
                    wording.STANCES[line.stance],
                    warnings_shown(line.warnings),
                    where == 0,
                    where == len(goal.steps) - 1,
                )
            )
        shown.append(
            GoalShown(
                goal,
                wording.area_name(goal.life_area),
                tuple(steps),
                place == 0,
                place == len(plan.goals) - 1,
            )
        )
    return tuple(shown)
