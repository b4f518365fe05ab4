# SPDX-License-Identifier: EUPL-1.2
"""From which household of its own a signal came that was brought to a household known already."""

from dataclasses import dataclass

from voordeur.door.access import Access
from voordeur.door.timeline import happenings

BROUGHT, TAKEN_OUT = "intake.signals_attached", "intake.signals_detached"


@dataclass(frozen=True, slots=True)
class Stub:
    """The household that was made with a signal, and the signals that came from it together."""

    household_id: int
    signals: tuple[int, ...]


def came_from(access: Access, signal: int) -> Stub | None:
    """Return where a signal was recorded when it was brought here since, else None; one query.

    As far as this reader may read the history: who may not see that it was brought here cannot
    take it out either.
    """
    for one in happenings(access, kinds=(BROUGHT, TAKEN_OUT), limit=500):
        facts = one.facts or {}
        if signal in facts.get("signals", ()) and one.household_id == access.household_id:
            if one.kind != BROUGHT:
                return None
            return Stub(int(facts["from"]), tuple(facts["signals"]))
    return None
