# SPDX-License-Identifier: EUPL-1.2
"""Keeping what iWmo and iJw messages say: a pure plan per batch, and one writer.

    batch = Batch(lines=..., messages=..., requests=...)   # at most 500 lines
    taken = take_in(system("import"), batch)                # one transaction

The order in which messages come, their repetition, and being killed between two batches make no
odds: facts are kept per assignment, and of two lines with one key the later by its own dates wins.
"""

from voordeur.provisions.messages.attach import attach
from voordeur.provisions.messages.plan import Key, Line, Outcome, plan
from voordeur.provisions.messages.rehearsal import Rehearsal
from voordeur.provisions.messages.write import Batch, Sent, Taken, take_in

__all__ = [
    "Batch",
    "Key",
    "Line",
    "Outcome",
    "Rehearsal",
    "Sent",
    "Taken",
    "attach",
    "plan",
    "take_in",
]
