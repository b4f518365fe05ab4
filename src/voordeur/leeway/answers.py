# SPDX-License-Identifier: EUPL-1.2
"""What counts as an answer to practice, and how long practice waits for one. Pure.

A call to be braver is no answer (landingsbaan R101, C14): it leaves the rule as it is and makes the
professional pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

KINDS: Final = ("change", "exception", "explanation", "passed_on", "refusal")
LIFTS: Final = ("change", "exception")
"""Answers that open a door: whoever waits behind it is told."""
ANSWER_DUTY: Final = "policy_answer"
"""The duty to answer: open from the question to the answer, whoever it is passed on to."""
LOOK_DUTY: Final = "policy_look"
"""The duty to look at the small step that is tried."""
LEAST_WORDS: Final = 20
_BRAVER: Final = re.compile(
    r"meer\s+lef|lef\s+tonen|toon\s+(eens\s+)?lef|onconventione\w+|buiten\s+de\s+lijntjes"
    r"|(de|meer|je|jullie|uw|eigen)\s+ruimte\s+(te\s+)?(nemen|pakken|benutten|gebruiken|zoeken)"
    r"|(neem|pak|benut|gebruik)\s+(\w+\s+){0,4}ruimte|wees\s+creatief|creatief\s+(zijn|omgaan)"
    r"|more\s+courage|be\s+(brave|braver|bold|creative)|take\s+(\w+\s+){0,4}room"
    r"|use\s+(\w+\s+){0,4}room|out\s+of\s+the\s+box",
    re.IGNORECASE,
)


def calls_for_courage(text: str) -> bool:
    """Say whether a text tells professionals to be braver in the place of answering.

    >>> calls_for_courage("Professionals mogen meer ruimte pakken.")
    True
    """
    return _BRAVER.search(text) is not None


def too_little(text: str) -> bool:
    """Say whether a text says next to nothing."""
    return len(text.strip()) < LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Loop:
    """One question of practice: of which rule and department, when it was asked and answered."""

    rule: str
    department: str
    asked: date
    answered: date | None


@dataclass(frozen=True, slots=True)
class LoopTime:
    """How long practice waits for an answer. Unit: days; `middle` over what was answered.

    `open` counts what has no answer yet, `longest` how long the oldest of these waits.
    """

    name: str
    answered: int
    middle: int | None
    open: int
    longest: int | None


def loop_times(loops: Iterable[Loop], day: date, *, by: str) -> tuple[LoopTime, ...]:
    """Return the loop time per `rule` or per `department`, by name: never a ranking."""
    groups: dict[str, list[Loop]] = {}
    for one in loops:
        groups.setdefault(getattr(one, by), []).append(one)
    return tuple(_time(name, groups[name], day) for name in sorted(groups))


def _time(name: str, rows: list[Loop], day: date) -> LoopTime:
    took = sorted((one.answered - one.asked).days for one in rows if one.answered is not None)
    waits = [(day - one.asked).days for one in rows if one.answered is None]
    middle = took[(len(took) - 1) // 2] if took else None
    return LoopTime(name, len(took), middle, len(waits), max(waits, default=None))
