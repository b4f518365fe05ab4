# SPDX-License-Identifier: EUPL-1.2
"""A rehearsal of an import: the same plan over the same questions, and nothing written."""

from voordeur.door import access as door
from voordeur.door.reader import Reader
from voordeur.provisions.istandaarden.lines import MessageIdentity
from voordeur.provisions.messages.plan import Held, Key, plan
from voordeur.provisions.messages.write import (
    Batch,
    Taken,
    held_of,
    homes_of,
    known_messages,
    providers_of,
    tally,
)


class Rehearsal:
    """Answers per batch what `take_in` would do, remembering the batches before it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._held: dict[Key, Held] = {}
        self._messages: set[tuple[MessageIdentity, str]] = set()

    def take_in(self, batch: Batch) -> Taken:
        """Return what this batch would do after the ones before it."""
        with door.scope():
            access = door.for_system(self._reader)
            known, reused = known_messages(batch.messages, batch.lines)
            known |= self._messages
            lines = [line for sent, line in batch.lines if sent.name not in known]
            keys = {line.key for line in lines}
            held = held_of(access, keys)
            held |= {key: self._held[key] for key in keys & self._held.keys()}
            homes = homes_of(access, {key.client for key in keys})
            outcomes = plan(lines, held, homes, providers_of(lines))
        for one in outcomes:
            self._held[one.key] = Held(one.facts, one.provision_id, None)
        fresh = {sent.name for sent in batch.messages} - known
        self._messages |= fresh
        return tally(outcomes, len(fresh), len(batch.messages) - len(fresh), reused)
