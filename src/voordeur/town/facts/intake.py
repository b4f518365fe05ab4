# SPDX-License-Identifier: EUPL-1.2
"""From a signal to a case: attempts, visits, triage, coordinators, who helps."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Signal:
    """A message that something may be wrong. `state`: open, handled, malicious or expired."""

    key: str
    household: str
    institution: str
    professional: str | None
    life_area: str
    text: str
    legal_basis: str
    received: date
    expires: date
    state: str
    informed: bool


@dataclass(frozen=True, slots=True)
class OutreachAttempt:
    """One try to get in touch, with why help was refused if it was."""

    household: str
    professional: str
    on: date
    channel: str  # visit, phone, letter, message
    outcome: str  # reached, not_reached, refused
    reason: str | None


@dataclass(frozen=True, slots=True)
class Triage:
    """What was decided about a signal."""

    signal: str
    professional: str
    on: date
    decision: str  # open_case, refer, advice, no_action
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """The work for one household by one team."""

    key: str
    household: str
    team: str
    opened: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class Coordination:
    """An appointed case or process coordinator; at most one of each at a time."""

    case: str
    kind: str  # case, process
    professional: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class CoordinationClaim:
    """An institution that says it coordinates without having been appointed."""

    household: str
    institution: str
    professional: str | None
    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """One institution or professional that helps this household or one member of it.

    `member_knows` is False when the person does not know that this party is at work.
    """

    household: str
    person: str | None
    institution: str
    professional: str | None
    task: str
    law: str
    since: date
    until: date | None
    why_in: str
    why_out: str | None
    member_knows: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """A contact with a household, with who was there."""

    household: str
    professional: str
    on: date
    kind: str  # home, office, phone
    present: tuple[str, ...]
    note: str
