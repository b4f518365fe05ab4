# SPDX-License-Identifier: EUPL-1.2
"""What the nightly task does: write down birthdays that come near, so that there is time to act."""

from voordeur.coordination.queries import open_case_households
from voordeur.door.access import for_system, scope
from voordeur.door.reader import Reader
from voordeur.transitions.actions import expect_transition
from voordeur.transitions.queries import ahead


def look_ahead(reader: Reader) -> int:
    """Write down who turns 18 or gets state pension soon, in households with a case; return how many.

    Whoever coordinates gets the reminder. Doing it twice is no harm.
    """
    with scope():
        access = for_system(reader)
        found = ahead(access, open_case_households(access))
    for one in found:
        expect_transition(
            reader,
            household_id=one.household_id,
            kind=one.kind,
            on=one.on,
            person_id=one.person_id,
        )
    return len(found)
