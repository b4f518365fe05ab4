# SPDX-License-Identifier: EUPL-1.2
"""Verbs of Factlab: delivering, asking for a task, and looking at the grey zone."""

from voordeur.factlab.actions.delivering import judge, receive
from voordeur.factlab.actions.reviewing import look
from voordeur.factlab.actions.tasks import ask_task, end_task, stop_task

__all__ = ["ask_task", "end_task", "judge", "look", "receive", "stop_task"]
