# SPDX-License-Identifier: EUPL-1.2
"""The facts of a household plan that the sums about plans work with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PlanError(ValueError):
    """A plan that cannot be right: `what` is wrong, `where`, and the `remedy`."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(f"{what} ({where}). {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class Stance(StrEnum):
    """How far the professional takes over: handen op de rug, ernaast, doen."""

    HANDS_OFF = "hands_off"
    BESIDE = "beside"
    DOING = "doing"


class StepState(StrEnum):
    """Where a step stands; PARKED is 'nu even niet' and is a good answer.

    STUCK is still to be done and does not get on; STOPPED will not be done. Both say why.
    """

    PLANNED = "planned"
    RUNNING = "running"
    PARKED = "parked"
    STUCK = "stuck"
    DONE = "done"
    STOPPED = "stopped"


class StepKind(StrEnum):
    """What a step is for: the base, something on top of it, or help that never waits."""

    BASE = "base"
    UPPER = "upper"
    CRISIS = "crisis"
    PSYCHIATRIC = "psychiatric"
    CHILD_CARE = "child_care"


SAYS_WHY = frozenset({StepState.STUCK, StepState.STOPPED})
ENDED = frozenset({StepState.DONE, StepState.STOPPED})
NEVER_WAITS = frozenset({StepKind.CRISIS, StepKind.PSYCHIATRIC, StepKind.CHILD_CARE})

BASICS = ("bed", "bath", "bread", "rest", "cleanliness", "regularity")
BASE_LAYER = ("money", "home", "papers", "safety")


@dataclass(frozen=True, slots=True)
class Parked:
    """Why a step waits, who agreed to that, and when it is looked at again."""

    reason: str
    agreed_by: tuple[str, ...]
    review_on: date

    def __post_init__(self) -> None:
        if not self.reason.strip() or not any(name.strip() for name in self.agreed_by):
            raise PlanError(
                "A parked step has no reason or nobody who agreed",
                "nu even niet",
                "Say why it waits and who agreed.",
            )


@dataclass(frozen=True, slots=True)
class Frees:
    """What a finished step sets free (money or time) and the step it is then used for."""

    what: str
    used_for: str


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest thing in the plan: what household, network and professional do.

    `needs` are steps that come first, `clashes_with` steps that cannot go together with it,
    `network` the members of the network it asks, `professionals` those who act in it and
    `fall_back` the professional who steps in when the household or network cannot.
    """

    id: str
    order: int = 0
    kind: StepKind = StepKind.UPPER
    state: StepState = StepState.PLANNED
    stance: Stance = Stance.BESIDE
    household_does: str = ""
    network_does: str = ""
    professional_does: str = ""
    members: frozenset[str] = frozenset()
    network: frozenset[str] = frozenset()
    professionals: frozenset[str] = frozenset()
    fall_back: str | None = None
    needs: frozenset[str] = frozenset()
    clashes_with: frozenset[str] = frozenset()
    problems: frozenset[str] = frozenset()
    frees: tuple[Frees, ...] = ()
    parked: Parked | None = None

    def __post_init__(self) -> None:
        if (self.state is StepState.PARKED) != (self.parked is not None):
            raise PlanError(
                "A step is parked without its reason, or has one without being parked",
                f"step {self.id}",
                "Park it with a reason, who agreed and a date, or take these away.",
            )

    @property
    def runs(self) -> bool:
        """True while the step is under way."""
        return self.state is StepState.RUNNING

    @property
    def is_open(self) -> bool:
        """True when the step is still to be done: planned, under way or parked."""
        return self.state not in (StepState.DONE, StepState.STOPPED)


@dataclass(frozen=True, slots=True)
class StatedHelp:
    """Help that is given or promised: by whom, how much (None: not said) in which unit."""

    id: str
    what: str
    provider: str
    amount: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NetworkMember:
    """Someone the household names, and how many steps at once they say they can carry.

    `can_carry` None: not said, so nothing is warned about.
    """

    id: str
    can_carry: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkOffer:
    """What a network member wants to do for a household member; an offer until that member says.

    `accepted` is three-valued: yes, no, or None as long as the member has not said anything.
    """

    id: str
    by: str
    for_member: str
    what: str
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """What a household member does of their own accord."""

    id: str
    member: str
    what: str


class WarningCode(StrEnum):
    """What a warning is about."""

    BASE_OPEN = "base_open"
    TOO_MUCH_AT_ONCE = "too_much_at_once"
    CLASH = "clash"
    PARKED_PAST_REVIEW = "parked_past_review"
    NOBODY_DOES_IT = "nobody_does_it"
    PROBLEM_WITHOUT_STEP = "problem_without_step"
    NETWORK_OVERASKED = "network_overasked"
    NO_FALL_BACK = "no_fall_back"
    STEPS_IN_A_CIRCLE = "steps_in_a_circle"


@dataclass(frozen=True, slots=True)
class Override:
    """A professional's decision to go on in spite of a warning, with the reason.

    It holds for one code and one `about` (the first step, problem or member of the warning; ''
    for the plan as a whole).
    """

    code: WarningCode
    about: str
    reason: str
    by: str
    on: date

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.by.strip():
            raise PlanError(
                "A warning is set aside without a reason or a name",
                f"{self.code} {self.about}",
                "Say why, and who decided.",
            )


@dataclass(frozen=True, slots=True)
class Plan:
    """What the sums about a plan need to know.

    `basics` and `base_layer` say per item whether it is in order: True, False, or None/absent for
    not asked, which is never read as 'not in order'. `capacity` is how many steps at once the
    household itself says it can carry. `first_priorities` are problems, as each member put them.

    Raises PlanError for two steps with one id and for a step that points to one that is not there.
    """

    steps: tuple[Step, ...] = ()
    capacity: int | None = None
    basics: Mapping[str, bool | None] = field(default_factory=dict)
    base_layer: Mapping[str, bool | None] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    first_priorities: tuple[str, ...] = ()
    help: tuple[StatedHelp, ...] = ()
    network: tuple[NetworkMember, ...] = ()
    offers: tuple[NetworkOffer, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    overrides: tuple[Override, ...] = ()

    def __post_init__(self) -> None:
        ids = [step.id for step in self.steps]
        if len(set(ids)) < len(ids):
            raise PlanError("Two steps have one id", "plan", "Give each step its own id.")
        for step in self.steps:
            points_to = step.needs | step.clashes_with | {free.used_for for free in step.frees}
            missing = sorted(points_to - set(ids))
            if missing:
                raise PlanError(
                    f"A step points to a step that is not there: {', '.join(missing)}",
                    f"step {step.id}",
                    "Take the link away or add that step.",
                )
        _items_known(self.basics, BASICS, "basics check")
        _items_known(self.base_layer, BASE_LAYER, "base layer")


def _items_known(given: Iterable[str], known: Sequence[str], where: str) -> None:
    strange = sorted(set(given) - set(known))
    if strange:
        raise PlanError(
            f"There is no item {', '.join(strange)}", where, f"Use: {', '.join(known)}."
        )
