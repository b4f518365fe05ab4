# SPDX-License-Identifier: EUPL-1.2
"""Verbs of safety: concerns, warnings for visitors, coercive measures, crises."""

from voordeur.safety.actions.concerns import (
    act_at_once,
    agree,
    close_concern,
    look_at_agreement,
    raise_concern,
    weigh,
)
from voordeur.safety.actions.crises import (
    ask_whether_it_held,
    end_crisis,
    open_crisis,
    pass_crises_on,
    say_basics,
)
from voordeur.safety.actions.measures import offer_plan, record_measure, turn_measure
from voordeur.safety.actions.warnings import end_warning, review_warning, warn_visitors

__all__ = [
    "act_at_once",
    "agree",
    "ask_whether_it_held",
    "close_concern",
    "end_crisis",
    "end_warning",
    "look_at_agreement",
    "offer_plan",
    "open_crisis",
    "pass_crises_on",
    "raise_concern",
    "record_measure",
    "review_warning",
    "say_basics",
    "turn_measure",
    "warn_visitors",
    "weigh",
]
