# SPDX-License-Identifier: EUPL-1.2
"""Verbs of intake: recording signals, getting in touch, deciding what a signal needs."""

from voordeur.intake.actions.joining import attach_signal, detach_signal
from voordeur.intake.actions.recording import NewSignal, add_signal, record_signal
from voordeur.intake.actions.triage import (
    decide,
    let_expire,
    record_informing,
    set_aside,
    start_triage,
    wait,
)
from voordeur.intake.actions.visiting import ask_outreach, record_attempt

__all__ = [
    "NewSignal",
    "add_signal",
    "ask_outreach",
    "attach_signal",
    "decide",
    "detach_signal",
    "let_expire",
    "record_attempt",
    "record_informing",
    "record_signal",
    "set_aside",
    "start_triage",
    "wait",
]
