# SPDX-License-Identifier: EUPL-1.2
"""How long a claim may stay in one state before it lapses; overdue means what it means everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from voordeur.money.benefits import State
from voordeur.terms.due import Urgency, urgency

TERMS: Mapping[State, timedelta] = MappingProxyType(
    {
        State.POTENTIAL: timedelta(weeks=26),
        State.TALKED: timedelta(weeks=13),
        State.OFFERED: timedelta(weeks=13),
        State.AGREED: timedelta(weeks=52),
    }
)
"""Our own proposal per state; who moves a claim may give another day."""
WAITING = tuple(TERMS)
"""The states in which a claim waits for somebody."""

STEP_DUTY: Final = "claim_step"
"""The duty to take the next step with a claim before it lapses."""
CASH_DUTY: Final = "claim_cash"
"""The duty to book an agreed benefit, from the day on which the money is free."""
DUTIES: Final = (STEP_DUTY, CASH_DUTY)
OWNER: Final = "role:controller"
"""Who has the duties of claims: they hang on a project and on no account."""


def duties_of(state: State, last_day: date, free: date | None) -> Mapping[str, date]:
    """Return what a claim asks in a state and until when; an end state asks nothing.

    What was agreed is booked when the money is free, and what waits takes a step before it lapses.
    """
    if state not in TERMS:
        return {}
    if state is State.AGREED and free is not None:
        return {STEP_DUTY: last_day, CASH_DUTY: free}
    return {STEP_DUTY: last_day}


def lapses_on(state: State, today: date) -> date:
    """Return the last day a claim may be in a state it came to today; today itself for the end states."""
    return today + TERMS.get(state, timedelta())


def has_lapsed(state: State, last_day: date, today: date) -> bool:
    """Say whether a waiting claim is past its last day."""
    return state in TERMS and urgency(last_day, today) is Urgency.OVERDUE


def stands_on(state: State, last_day: date, today: date) -> Urgency:
    """Return how urgent the next step is; of what waits for nobody it is never late."""
    return urgency(last_day, today) if state in TERMS else Urgency.OPEN
