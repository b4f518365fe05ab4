# SPDX-License-Identifier: EUPL-1.2
"""Verbs of coordination: opening a case, appointing and handing over, claims, who helps."""

from voordeur.coordination.actions.access import (
    ask_for_part,
    let_in_on_request,
    refuse_request,
    take_request_back,
)
from voordeur.coordination.actions.claims import record_claim, settle_claim
from voordeur.coordination.actions.covering import end_cover, stand_in
from voordeur.coordination.actions.ending import (
    close_case,
    hear_answer,
    reopen_case,
    say_how_it_holds,
)
from voordeur.coordination.actions.helping import (
    end_involvement,
    found_help,
    involve,
    mark_stacking,
    start_helping,
    stop_helping,
)
from voordeur.coordination.actions.holding import (
    answer_coordination,
    ask_coordinator,
    coordinated_by_account,
    coordinator_left,
    end_coordination,
    open_case,
    withdraw_question,
)

__all__ = [
    "answer_coordination",
    "ask_coordinator",
    "ask_for_part",
    "close_case",
    "coordinated_by_account",
    "coordinator_left",
    "end_coordination",
    "end_cover",
    "end_involvement",
    "found_help",
    "hear_answer",
    "involve",
    "let_in_on_request",
    "mark_stacking",
    "open_case",
    "record_claim",
    "refuse_request",
    "reopen_case",
    "say_how_it_holds",
    "settle_claim",
    "stand_in",
    "start_helping",
    "stop_helping",
    "take_request_back",
    "withdraw_question",
]
