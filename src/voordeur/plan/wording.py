# SPDX-License-Identifier: EUPL-1.2
"""What the codes of the plan are called on the screen and on paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from voordeur.door.language import language
from voordeur.instruments.words import LifeArea
from voordeur.plan.order import Proposal
from voordeur.plan.planfacts import Stance, StepKind, StepState, WarningCode

STANCES: Mapping[str, Promise] = {
    Stance.HANDS_OFF: gettext_lazy("hands behind the back"),
    Stance.BESIDE: gettext_lazy("beside them"),
    Stance.DOING: gettext_lazy("doing it for them"),
}
STANCE_HELP: Mapping[str, Promise] = {
    Stance.HANDS_OFF: gettext_lazy("Hands behind the back: the household does it, you are near."),
    Stance.BESIDE: gettext_lazy("Beside them: you do it together."),
    Stance.DOING: gettext_lazy("Doing: you do it, and say when you hand it back."),
}
_RESIDENT = {
    Stance.HANDS_OFF: gettext_lazy("we do this ourselves"),
    Stance.BESIDE: gettext_lazy("we do this together with the professional"),
    Stance.DOING: gettext_lazy("the professional does this for us"),
}
STATES: Mapping[str, Promise] = {
    StepState.PLANNED: gettext_lazy("to do"),
    StepState.RUNNING: gettext_lazy("under way"),
    StepState.PARKED: gettext_lazy("not now"),
    StepState.STUCK: gettext_lazy("stuck"),
    StepState.DONE: gettext_lazy("done"),
    StepState.STOPPED: gettext_lazy("stopped"),
}
KINDS: Mapping[str, Promise] = {
    StepKind.BASE: gettext_lazy("the basis: money, home, papers, safety, bed, bath, bread"),
    StepKind.UPPER: gettext_lazy("something on top: course, work, coaching, treatment"),
    StepKind.CRISIS: gettext_lazy("crisis: never waits"),
    StepKind.PSYCHIATRIC: gettext_lazy("psychiatric help: never waits"),
    StepKind.CHILD_CARE: gettext_lazy("care for a child: never waits"),
}
REACHED: Mapping[str, Promise] = {
    "reached": gettext_lazy("reached"),
    "partly": gettext_lazy("partly reached"),
    "not_reached": gettext_lazy("not reached"),
    "": gettext_lazy("cannot say"),
}
COMPARTMENTS: Mapping[str, Promise] = {
    "common": gettext_lazy("everybody in the household and everybody who helps"),
    "own": gettext_lazy("this member, and who coordinates"),
    "money": gettext_lazy("only who needs it for money"),
    "health": gettext_lazy("only who needs it for health"),
    "youth": gettext_lazy("only who needs it for growing up"),
    "justice": gettext_lazy("only who needs it for police and justice"),
    "safety": gettext_lazy("only who needs it for safety"),
}
ITEMS: Mapping[str, Promise] = {
    "bed": gettext_lazy("bed"),
    "bath": gettext_lazy("bath"),
    "bread": gettext_lazy("bread"),
    "rest": gettext_lazy("rest"),
    "cleanliness": gettext_lazy("cleanliness"),
    "regularity": gettext_lazy("regularity"),
    "money": gettext_lazy("money"),
    "home": gettext_lazy("home"),
    "papers": gettext_lazy("papers"),
    "safety": gettext_lazy("safety"),
}
PROPOSALS: Mapping[str, Promise] = {
    Proposal.PARK: gettext_lazy("You could say 'not now' to a step until there is room."),
    Proposal.CHOOSE: gettext_lazy("You could choose which of the two goes first."),
    Proposal.LOOK_AGAIN: gettext_lazy("Look at it again together."),
    Proposal.NAME_SOMEONE: gettext_lazy("Name somebody who does it."),
    Proposal.MAKE_A_STEP: gettext_lazy("Make a step for it, or leave it with a reason."),
    Proposal.ASK_LESS: gettext_lazy("Ask less of this person, and let a professional do more."),
    Proposal.NAME_FALL_BACK: gettext_lazy("Name a professional to fall back on."),
    Proposal.TAKE_AWAY_DEPENDENCY: gettext_lazy("Take one of the dependencies away."),
}


def for_a_resident(stance: Stance) -> Promise:
    """Return the stance in the words of the household itself."""
    return _RESIDENT[stance]


def options(
    words: Mapping[str, Promise], codes: Iterable[str] | None = None
) -> list[tuple[str, Any]]:
    """Return the choices of a form field, all or only some of the codes."""
    return [(str(code), words[code]) for code in (codes if codes is not None else words)]


def area_name(code: str) -> str:
    """Return what a part of life is called in the reader's language; '' for none."""
    return LifeArea(code).label.in_language(language()) if code else ""


def areas() -> list[tuple[str, str]]:
    """Return the parts of life as choices."""
    return [(str(area), area_name(area)) for area in LifeArea]


def item_name(code: str) -> str:
    """Return what a point of the basics check or the base layer is called; other text as it is."""
    return str(ITEMS.get(code, code))


def warning_text(
    code: WarningCode,
    texts: tuple[str, ...],
    items: tuple[str, ...],
    figure: int | None,
    limit: int | None,
) -> str:
    """Say what there is to look out for, in one sentence; never that something may not."""
    named = ", ".join(item_name(item) for item in items)
    steps = " – ".join(texts)
    return str(_WARNINGS[code]).format(items=named, steps=steps, figure=figure, limit=limit)


_WARNINGS = {
    WarningCode.BASE_OPEN: gettext_lazy(
        "This step is under way while the basis is not in order: {items}."
    ),
    WarningCode.TOO_MUCH_AT_ONCE: gettext_lazy(
        "{figure} steps are under way at once; the household says it can carry {limit}."
    ),
    WarningCode.CLASH: gettext_lazy("These steps do not go together: {steps}."),
    WarningCode.PARKED_PAST_REVIEW: gettext_lazy("The day to look at this again has passed."),
    WarningCode.NOBODY_DOES_IT: gettext_lazy("Nobody is named who does this."),
    WarningCode.PROBLEM_WITHOUT_STEP: gettext_lazy("There is no step for: {items}."),
    WarningCode.NETWORK_OVERASKED: gettext_lazy(
        "{items} is asked for {figure} steps and can carry {limit}."
    ),
    WarningCode.NO_FALL_BACK: gettext_lazy(
        "The network helps, and no professional to fall back on is named."
    ),
    WarningCode.STEPS_IN_A_CIRCLE: gettext_lazy("These steps wait for each other: {steps}."),
}
