# SPDX-License-Identifier: EUPL-1.2
"""What is going on and what was agreed: own words, problems, debts, goals, steps."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a member says, unedited, and what must come first. `written_by` None = the member."""

    person: str
    household: str
    text: str
    first_priority: str
    written_by: str | None
    on: date


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note on the page that only this member sees: no professional and no other member does."""

    person: str
    household: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class HelpersNote:
    """What a professional wrote about the household, or about one member in the own part."""

    household: str
    professional: str
    text: str
    on: date
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """A way of working that was chosen with its reason, and how it went when that is known."""

    household: str
    professional: str
    logic: str
    why: str
    on: date
    person: str | None = None
    in_the_way: tuple[str, ...] = ()
    went: str = ""
    learned: str = ""
    looked_back: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to a member, with what was filled in and the word of who signed it."""

    household: str
    professional: str
    person: str
    letter: str
    filled: tuple[tuple[str, str], ...]
    on: date
    word: str = ""


@dataclass(frozen=True, slots=True)
class Supported:
    """A client supporter whom a member chose, what they see, and what they passed on at once."""

    person: str
    household: str
    professional: str
    parts: tuple[str, ...]
    correction: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, seen by someone; it needs no provision and no solution.

    `seen_by` and `denied_by` hold keys of persons and professionals. When `told` is False the
    professionals do not know it: it may only be played into the own compartment of its seers.
    """

    key: str
    household: str
    person: str | None
    life_area: str
    text: str
    seen_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    opened: date
    solved: date | None
    told: bool = True


@dataclass(frozen=True, slots=True)
class CausalLink:
    """One problem leads to another in the same household."""

    cause: str
    effect: str


@dataclass(frozen=True, slots=True)
class Debt:
    """An amount owed; `amount` None when nobody has added it up."""

    household: str
    person: str | None
    creditor: str
    amount: int | None
    arranged: bool


@dataclass(frozen=True, slots=True)
class MonthPiece:
    """An amount that comes in or goes out; `amount` None when nobody knows."""

    household: str
    person: str | None
    piece: str
    amount: int | None
    per: str = "month"


@dataclass(frozen=True, slots=True)
class Barrier:
    """One line about what stands in the way, unclassified."""

    household: str
    professional: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class CoerciveMeasure:
    """A measure against the will: threatened, in_force, averted or lifted."""

    household: str
    person: str | None
    kind: str
    state: str
    since: date
    until: date | None
    institution: str


@dataclass(frozen=True, slots=True)
class SafetyConcern:
    """What was seen about someone's safety; open until someone records why it closes."""

    household: str
    about: str
    institution: str
    text: str
    since: date
    closed: date | None
    why_closed: str | None
    urgency: str = "lasting"  # acute, lasting


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest thing in a plan. `after` holds keys of steps that come first.

    A parked step has `parked_reason`, `parked_by` (who agreed) and `look_again`. `at_first` is what
    the household would do as it was said when the plan was made.
    """

    key: str
    goal: str
    household_does: str
    network_does: str | None
    professional_does: str
    professional: str | None
    stance: str  # hands_off, beside, doing
    kind: str  # base, upper, crisis, psychiatric, child_care
    state: str  # planned, running, parked, done
    due: date | None
    after: tuple[str, ...]
    parked_reason: str | None = None
    parked_by: str | None = None
    look_again: date | None = None
    at_first: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """The situation a member (or, when `person` is None, the household) wants to reach."""

    key: str
    plan: str
    person: str | None
    life_area: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """One member's word on the plan: agreed, not_agreed or seen; it has no consequences."""

    plan: str
    person: str
    word: str
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The one plan of a household; `agreed` None while it is a draft."""

    key: str
    household: str
    case: str
    made: date
    agreed: date | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How one goal went, in the eyes of one: a member (`person`) or a professional."""

    goal: str
    person: str | None
    professional: str | None
    reached: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a case; `outcomes` are pairs of a problem and what became of it."""

    case: str
    on: date
    way: str
    words: str
    call_name: str
    asker: str
    outcomes: tuple[tuple[str, str], ...]
