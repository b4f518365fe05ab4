# SPDX-License-Identifier: EUPL-1.2
"""Verbs of counsel; see the modules by subject."""

from voordeur.counsel.actions.conferences import (
    call_conference,
    conclude_gap,
    conclude_step,
    end_concealment,
    move_item,
    put_on_agenda,
    say_coming,
    say_options,
    take_off_agenda,
    write_minutes,
)
from voordeur.counsel.actions.consultations import (
    answer_consultation,
    consult,
    go_together,
    say_what_was_new,
    withdraw_consultation,
)

__all__ = [
    "answer_consultation",
    "call_conference",
    "conclude_gap",
    "conclude_step",
    "consult",
    "end_concealment",
    "go_together",
    "move_item",
    "put_on_agenda",
    "say_coming",
    "say_options",
    "say_what_was_new",
    "take_off_agenda",
    "withdraw_consultation",
    "write_minutes",
]
